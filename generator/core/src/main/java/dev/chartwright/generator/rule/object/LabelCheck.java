package dev.chartwright.generator.rule.object;

import static dev.chartwright.generator.rule.ObjectRules.NAM_03;
import static dev.chartwright.generator.rule.ObjectRules.NAM_04;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chartwright.generator.object.Field;
import dev.chartwright.generator.object.PodTemplate;
import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.rule.check.RenderCheck;
import dev.chartwright.problem.Finding;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Labels and annotations: their grammar, their limits, and the labels by which tools find the
 * objects of a release.
 */
public final class LabelCheck implements RenderCheck {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?");
  private static final Pattern PREFIX =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
  private static final int MOST_ANNOTATION_BYTES = 256 * 1024;
  private static final List<String> RECOMMENDED =
      List.of(
          "app.kubernetes.io/name",
          "app.kubernetes.io/instance",
          "app.kubernetes.io/managed-by",
          "helm.sh/chart");

  @Override
  public List<Finding> check(Render render) {
    return render.objects().stream().flatMap(LabelCheck::ofObject).toList();
  }

  private static Stream<Finding> ofObject(RenderedObject object) {
    Field root = Field.root(object);
    Stream<Finding> ofPods =
        PodTemplate.of(object).map(PodTemplate::template).stream()
            .filter(template -> !template.path().isEmpty())
            .flatMap(template -> ofMetadata(template.at("metadata")));
    return Stream.of(
            ofMetadata(root.at("metadata")),
            ofPods,
            missing(root.at("metadata", "labels")).stream())
        .flatMap(each -> each);
  }

  private static Stream<Finding> ofMetadata(Field metadata) {
    Field annotations = metadata.at("annotations");
    return Stream.of(
            metadata.at("labels").fields().flatMap(LabelCheck::ofLabel),
            // The API server reads the key of an annotation in lower case, and that of a label as
            // it is.
            annotations
                .fields()
                .flatMap(each -> refused(each, fault(each.key().toLowerCase(Locale.ROOT)))),
            tooLarge(annotations))
        .flatMap(each -> each);
  }

  private static Stream<Finding> ofLabel(Field label) {
    return Stream.concat(
        refused(label, fault(label.key())),
        refused(label, label.text().flatMap(LabelCheck::value)));
  }

  private static Stream<Finding> tooLarge(Field annotations) {
    int size = 0;
    for (Map.Entry<String, Object> each : annotations.map().entrySet()) {
      size += bytes(each.getKey()) + bytes(each.getValue());
    }
    return size <= MOST_ANNOTATION_BYTES
        ? Stream.empty()
        : Stream.of(
            annotations.error(
                NAM_03,
                "the annotations have "
                    + size
                    + " bytes, at most "
                    + MOST_ANNOTATION_BYTES
                    + " fit"));
  }

  private static Stream<Finding> refused(Field field, Optional<String> fault) {
    return fault.map(what -> field.error(NAM_03, what)).stream();
  }

  /** Why a key is refused. */
  private static Optional<String> fault(String key) {
    int slash = key.indexOf('/');
    String name = key.substring(slash + 1);
    String prefix = slash < 0 ? "" : key.substring(0, slash);
    if (slash == 0 || (slash > 0 && (prefix.length() > 253 || !PREFIX.matcher(prefix).matches()))) {
      return Optional.of("the prefix \"" + prefix + "\" of the key is not a domain name");
    }
    if (name.length() > 63 || !NAME.matcher(name).matches()) {
      return Optional.of("\"" + name + "\" is not a name for a label or annotation");
    }
    return Optional.empty();
  }

  /** Why a label's value is refused. */
  private static Optional<String> value(String text) {
    if (text.isEmpty() || (text.length() <= 63 && NAME.matcher(text).matches())) {
      return Optional.empty();
    }
    return Optional.of(
        text.length() > 63
            ? "\"" + text + "\" has " + text.length() + " characters, at most 63 fit"
            : "\"" + text + "\" is not a value that a label can have");
  }

  private static int bytes(Object text) {
    return String.valueOf(text).getBytes(UTF_8).length;
  }

  private static Optional<Finding> missing(Field labels) {
    List<String> missing = RECOMMENDED.stream().filter(key -> !labels.has(key)).toList();
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            labels.warning(
                NAM_04, "recommended labels are missing: " + String.join(", ", missing)));
  }
}
