package dev.chartwright.generator.rule.reference;

import static dev.chartwright.generator.rule.ObjectRules.NAM_08;
import static dev.chartwright.generator.rule.ObjectRules.NAM_09;

import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.rule.check.RenderCheck;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.problem.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Addresses of Services in any text, such as {@code http://demo-web:80/} or {@code
 * demo-web.space.svc}: a Service of this release exists, in its namespace, and has the port.
 */
public final class AddressCheck implements RenderCheck {
  /** What stands in each text that one of the patterns fits. */
  private static final String SERVICES = ".svc";

  private static final String SCHEME = "://";
  private static final String LABEL = "[a-z0-9](?:[-a-z0-9]*[a-z0-9])?";
  private static final Pattern FULL =
      Pattern.compile(
          "(?<![\\w.-])("
              + LABEL
              + ")\\.("
              + LABEL
              + ")\\.svc(?![\\w-])(?:\\.[a-z0-9.-]*[a-z0-9])?(?::([0-9]{1,5}))?(?![0-9])");
  private static final Pattern SHORT =
      Pattern.compile("://(?:[^/@\\s]*@)?(" + LABEL + ")(?::([0-9]{1,5}))?(?=[/?\\s\"']|$)");

  @Override
  public List<Finding> check(Render render) {
    List<Finding> findings = new ArrayList<>();
    for (RenderedObject object : render.objects()) {
      // Descriptions of fields are full of addresses that nobody calls.
      if (!object.is("apiextensions.k8s.io", "CustomResourceDefinition")
          && Tree.anyText(object.tree(), AddressCheck::mayHold)) {
        new Walk(object, render, findings).walk(object.tree(), "");
      }
    }
    return findings;
  }

  private static boolean mayHold(String text) {
    return text.contains(SERVICES) || text.contains(SCHEME);
  }

  private record Walk(RenderedObject object, Render render, List<Finding> findings) {
    void walk(Object node, String path) {
      if (node instanceof String text) {
        check(text, path);
      } else if (node instanceof List<?> list) {
        int index = 0;
        for (Object item : list) {
          walk(item, Tree.item(path, index));
          index++;
        }
      } else if (node instanceof Map) {
        Tree.map(node).forEach((key, value) -> walk(value, Tree.below(path, key)));
      }
    }

    private void check(String text, String path) {
      if (text.contains(SERVICES)) {
        Matcher full = FULL.matcher(text);
        while (full.find()) {
          checkNamespace(full.group(1), full.group(2), path);
          checkService(full.group(1), full.group(3), path);
        }
      }
      if (text.contains(SCHEME)) {
        Matcher brief = SHORT.matcher(text);
        while (brief.find()) {
          checkService(brief.group(1), brief.group(2), path);
        }
      }
    }

    private void checkNamespace(String name, String namespace, String path) {
      if (render.owns(name) && !namespace.equals(render.namespace())) {
        findings.add(
            Finding.error(
                NAM_08,
                object.place(path),
                "it looks for the Service " + name + " in the namespace " + namespace,
                "the release is in another one, and nothing answers",
                "write {{ .Release.Namespace }}"));
      }
    }

    private void checkService(String name, String port, String path) {
      Optional<RenderedObject> service = render.find("", "Service", name);
      if (service.isEmpty()) {
        if (render.owns(name)
            && !name.equals(render.release())
            && !SecretMakers.make("Service", name, render)) {
          findings.add(dangling(path, "this chart has no Service " + name));
        }
        return;
      }
      Map<String, Object> spec = Tree.map(service.get().tree(), "spec");
      // Without an address of its own, the name leads to the pods and whatever they have open.
      boolean isHeadless = "None".equals(spec.get("clusterIP"));
      if (port != null && !isHeadless && spec.get("externalName") == null) {
        boolean isOpen =
            Tree.list(spec, "ports").stream()
                .anyMatch(each -> Objects.equals(Tree.at(each, "port"), Long.valueOf(port)));
        if (!isOpen) {
          findings.add(dangling(path, service.get() + " has no port " + port));
        }
      }
    }

    private Finding dangling(String path, String what) {
      return Finding.error(
          NAM_09,
          object.place(path),
          what,
          "nothing answers at this address",
          "correct the address");
    }
  }
}
