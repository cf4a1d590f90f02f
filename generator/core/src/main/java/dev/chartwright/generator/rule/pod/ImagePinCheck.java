package dev.chartwright.generator.rule.pod;

import static dev.chartwright.generator.rule.ObjectRules.IMG_01;
import static dev.chartwright.generator.rule.ObjectRules.IMG_04;
import static dev.chartwright.generator.rule.ObjectRules.IMG_06;

import dev.chartwright.generator.object.Field;
import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.rule.check.RenderCheck;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.problem.Finding;
import java.util.List;
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
    Stream<Field> ofPods = render.pods().stream().flatMap(pods -> pods.everyContainer().stream());
    Stream<Field> ofClusters =
        render.objects().stream()
            .filter(object -> object.is("rabbitmq.com", "RabbitmqCluster"))
            .flatMap(object -> ofCluster(Field.root(object).at("spec")));
    return Stream.concat(ofPods, ofClusters)
        .map(owner -> owner.at("image"))
        .flatMap(image -> fault(image).stream())
        .toList();
  }

  /** Whether only {@code helm test} runs it. */
  private static boolean isTest(RenderedObject object) {
    String hooks = Tree.text(object.tree(), "metadata", "annotations", "helm.sh/hook").orElse("");
    return !hooks.isEmpty()
        && Stream.of(hooks.split(",")).allMatch(hook -> hook.strip().startsWith("test"));
  }

  /** What names an image in a cluster of brokers. */
  private static Stream<Field> ofCluster(Field spec) {
    Field pods = spec.at("override", "statefulSet", "spec", "template", "spec");
    return Stream.concat(
        Stream.of(spec).filter(each -> !each.at("image").is("")),
        Stream.of("initContainers", "containers").flatMap(pods::items));
  }

  private static Optional<Finding> fault(Field image) {
    if (image.text().isEmpty()) {
      return Optional.empty();
    }
    String shown = Tree.describe(image.value());
    Matcher reference = REFERENCE.matcher(image.text().get());
    if (!reference.matches()) {
      return Optional.of(
          image.error(IMG_04, "it is " + shown + ", which is no reference to an image"));
    }
    String tag = reference.group("tag");
    boolean isPinned = reference.group("digest") != null || (tag != null && !MOVING.contains(tag));
    return isPinned
        ? Optional.empty()
        : Optional.of(
            image.error(
                isTest(image.object()) ? IMG_06 : IMG_01,
                "it is " + shown + (tag == null ? ", which has no tag" : ", whose tag moves")));
  }
}
