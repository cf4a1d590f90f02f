package dev.chartwright.generator.rule.reference;

import static dev.chartwright.generator.rule.ObjectRules.NAM_08;
import static dev.chartwright.generator.rule.ObjectRules.NAM_09;

import dev.chartwright.generator.object.Field;
import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.rule.check.RenderCheck;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.problem.Finding;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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
    return render.objects().stream()
        // Descriptions of fields are full of addresses that nobody calls.
        .filter(object -> !object.is("apiextensions.k8s.io", "CustomResourceDefinition"))
        .filter(object -> Tree.anyText(object.tree(), AddressCheck::mayHold))
        .flatMap(object -> Field.root(object).all())
        .flatMap(field -> field.text().map(text -> addresses(field, text, render)).stream())
        .flatMap(each -> each)
        .toList();
  }

  private static boolean mayHold(String text) {
    return text.contains(SERVICES) || text.contains(SCHEME);
  }

  private static Stream<Finding> addresses(Field field, String text, Render render) {
    Stream<Finding> full =
        !text.contains(SERVICES)
            ? Stream.empty()
            : FULL.matcher(text)
                .results()
                .flatMap(
                    match ->
                        Stream.of(
                                ofNamespace(match.group(1), match.group(2), field, render),
                                ofService(match.group(1), match.group(3), field, render))
                            .flatMap(Optional::stream));
    Stream<Finding> brief =
        !text.contains(SCHEME)
            ? Stream.empty()
            : SHORT
                .matcher(text)
                .results()
                .flatMap(
                    match -> ofService(match.group(1), match.group(2), field, render).stream());
    return Stream.concat(full, brief);
  }

  private static Optional<Finding> ofNamespace(
      String name, String namespace, Field field, Render render) {
    return render.owns(name) && !namespace.equals(render.namespace())
        ? Optional.of(
            field
                .error(
                    NAM_08, "it looks for the Service " + name + " in the namespace " + namespace)
                .fixedBy("write {{ .Release.Namespace }}"))
        : Optional.empty();
  }

  private static Optional<Finding> ofService(String name, String port, Field field, Render render) {
    Optional<RenderedObject> service = render.find("", "Service", name);
    if (service.isEmpty()) {
      boolean isMissing =
          render.owns(name)
              && !name.equals(render.release())
              && !SecretMakers.make("Service", name, render);
      return isMissing
          ? Optional.of(dangling(field, "this chart has no Service " + name))
          : Optional.empty();
    }
    Map<String, Object> spec = Tree.map(service.get().tree(), "spec");
    // Without an address of its own, the name leads to the pods and whatever they have open.
    boolean isHeadless = "None".equals(spec.get("clusterIP"));
    boolean isOpen =
        port == null
            || isHeadless
            || spec.get("externalName") != null
            || Tree.list(spec, "ports").stream()
                .anyMatch(each -> Objects.equals(Tree.at(each, "port"), Long.valueOf(port)));
    return isOpen
        ? Optional.empty()
        : Optional.of(dangling(field, service.get() + " has no port " + port));
  }

  private static Finding dangling(Field field, String what) {
    return field.error(NAM_09, what);
  }
}
