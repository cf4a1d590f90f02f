package dev.chartwright.chart;

import dev.chartwright.problem.DeclarationRules;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import dev.chartwright.problem.Rule;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds images whose reference would be wrong or would name another image tomorrow. */
final class ImageCheck {
  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");
  private static final Set<String> MOVING =
      Set.of("latest", "main", "master", "nightly", "dev", "develop", "edge", "stable");

  private ImageCheck() {}

  static List<Finding> findings(Chart chart) {
    return chart.values().images().stream()
        .flatMap(
            image ->
                Stream.of(tag(chart, image), registryTwice(image), ignoresGlobal(chart, image))
                    .flatMap(Optional::stream))
        .toList();
  }

  private static Finding error(Rule rule, Value<?> value, String what) {
    return Finding.error(
        rule, Place.ofModel("values." + value.path()).declaredAt(value.declaredAt()), what);
  }

  private static Optional<Finding> tag(Chart chart, ImageValue image) {
    String version = chart.appVersion();
    boolean isFixed =
        !image.taggedByChart()
            || !image.tag().defaultValue().isEmpty()
            || !image.digest().defaultValue().isEmpty();
    if (isFixed || (TAG.matcher(version).matches() && !MOVING.contains(version))) {
      return Optional.empty();
    }
    return Optional.of(
        error(
            DeclarationRules.IMAGE_TAG,
            image.tag(),
            "the tag is the chart's appVersion, "
                + (version.isEmpty()
                    ? "and the chart has none"
                    : MOVING.contains(version)
                        ? "and '" + version + "' moves"
                        : "and '" + version + "' is not a valid tag")));
  }

  private static Optional<Finding> registryTwice(ImageValue image) {
    String repository = image.repository().defaultValue();
    return image
        .registry()
        .map(Value::defaultValue)
        .filter(host -> !host.isEmpty() && repository.startsWith(host + "/"))
        .map(
            host ->
                error(
                        DeclarationRules.IMAGE_REGISTRY,
                        image.repository(),
                        "the repository '" + repository + "' begins with the registry")
                    .because("the reference would name it twice")
                    .fixedBy("leave '" + host + "/' out of the repository"));
  }

  private static Optional<Finding> ignoresGlobal(Chart chart, ImageValue image) {
    boolean follows = image.registry().isPresent() || image.globalRegistry().isPresent();
    return follows || chart.values().find(ImageValue.GLOBAL_REGISTRY).isEmpty()
        ? Optional.empty()
        : Optional.of(
            error(
                DeclarationRules.IMAGE_REGISTRY,
                image.repository(),
                "the image does not follow " + ImageValue.GLOBAL_REGISTRY));
  }
}
