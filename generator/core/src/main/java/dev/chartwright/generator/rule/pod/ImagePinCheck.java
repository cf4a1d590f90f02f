package dev.chartwright.generator.rule.pod;

import static dev.chartwright.generator.rule.ObjectRules.IMG_01;
import static dev.chartwright.generator.rule.ObjectRules.IMG_04;
import static dev.chartwright.generator.rule.ObjectRules.IMG_06;

import dev.chartwright.generator.object.Field;
import dev.chartwright.generator.object.PodTemplate;
import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.rule.check.RenderCheck;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.problem.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Images: each one names a version or a digest.
 *
 * @see <a href="https://github.com/distribution/reference">The grammar of image references</a>
 */
public final class ImagePinCheck implements RenderCheck {
  private static final Pattern REFERENCE =
      Pattern.compile(
          "(?:[a-zA-Z0-9.-]+(?::\\d+)?/)?"
              + "[a-z0-9]++(?:(?:[._]|__|-++)[a-z0-9]++)*+"
              + "(?:/[a-z0-9]++(?:(?:[._]|__|-++)[a-z0-9]++)*+)*+"
              + "(?::(?<tag>\\w[\\w.-]{0,127}))?"
              + "(?<digest>@sha256:[0-9a-f]{64})?");

  private static final Set<String> MOVING =
      Set.of("latest", "main", "master", "nightly", "dev", "develop", "edge", "stable");

  @Override
  public List<Finding> check(Render render) {
    List<Finding> findings = new ArrayList<>();
    for (PodTemplate pods : render.pods()) {
      for (Field container : pods.everyContainer()) {
        check(pods.owner(), container.path(), container.map(), findings);
      }
    }
    for (RenderedObject object : render.objects()) {
      if (object.is("rabbitmq.com", "RabbitmqCluster")) {
        checkCluster(object, findings);
      }
    }
    return findings;
  }

  /** Whether only {@code helm test} runs it. */
  private static boolean isTest(RenderedObject object) {
    String hooks = Tree.text(object.tree(), "metadata", "annotations", "helm.sh/hook").orElse("");
    return !hooks.isEmpty()
        && Stream.of(hooks.split(",")).allMatch(hook -> hook.strip().startsWith("test"));
  }

  private static void checkCluster(RenderedObject cluster, List<Finding> findings) {
    Map<String, Object> spec = Tree.map(cluster.tree(), "spec");
    if (!Tree.text(spec, "image").orElse("").isEmpty()) {
      check(cluster, "spec", spec, findings);
    }
    String[] overriding = {"override", "statefulSet", "spec", "template", "spec"};
    for (String list : List.of("initContainers", "containers")) {
      int index = 0;
      for (Object container : Tree.list(Tree.map(spec, overriding), list)) {
        String path = "spec." + String.join(".", overriding) + "." + list;
        check(cluster, Tree.item(path, index), Tree.map(container), findings);
        index++;
      }
    }
  }

  private static void check(
      RenderedObject object, String path, Map<String, Object> owner, List<Finding> findings) {
    Optional<String> image = Tree.text(owner, "image");
    if (image.isEmpty()) {
      return;
    }
    String shown = Tree.describe(image.get());
    Matcher reference = REFERENCE.matcher(image.get());
    if (!reference.matches()) {
      findings.add(
          Finding.error(
              IMG_04,
              object.place(path + ".image"),
              "it is " + shown + ", which is no reference to an image"));
      return;
    }
    String tag = reference.group("tag");
    if (reference.group("digest") == null && (tag == null || MOVING.contains(tag))) {
      findings.add(
          Finding.error(
              isTest(object) ? IMG_06 : IMG_01,
              object.place(path + ".image"),
              "it is " + shown + (tag == null ? ", which has no tag" : ", whose tag moves")));
    }
  }
}
