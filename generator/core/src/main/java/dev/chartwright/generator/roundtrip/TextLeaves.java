package dev.chartwright.generator.roundtrip;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chartwright.chart.Manifest;
import dev.chartwright.generator.manifest.text.ManifestText;
import dev.chartwright.generator.manifest.text.ReferenceText;
import dev.chartwright.generator.manifest.text.ReferenceText.Directive;
import dev.chartwright.generator.manifest.text.ReferenceText.Named;
import dev.chartwright.generator.manifest.text.ReferenceText.Word;
import dev.chartwright.generator.manifest.text.References;
import dev.chartwright.generator.yaml.Tree;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What the texts of a manifest in YAML stand for: a value in its own form or as text, whichever the
 * field takes, which its schema checks.
 */
record TextLeaves(References references, Evaluation evaluation) implements TypedFields.Leaves {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The plain tree of a text, its references still text. */
  static JsonNode tree(String yaml) {
    return JSON.valueToTree(ManifestText.plain(yaml).orElse(Map.of()));
  }

  @Override
  public Object value(String text) {
    return value(ReferenceText.of(text));
  }

  private Object value(ReferenceText parts) {
    if (parts.directive().isPresent()) {
      return value(parts.rest());
    }
    Optional<Named> only = parts.only();
    return only.isPresent()
        ? value(only.get())
        : parts.with(reference -> Evaluation.text(value(reference)));
  }

  private Object value(Named reference) {
    References.Meaning meaning = references.meaning(reference.name());
    if (meaning instanceof References.Single single) {
      return evaluation.value(single.expr());
    }
    return meaning instanceof References.Several several
        ? evaluation.object(several.entries())
        : reference.written();
  }

  @Override
  public String key(String text) {
    return ReferenceText.of(text).with(Named::written);
  }

  @Override
  public Object number(Number number) {
    return number;
  }

  @Override
  public boolean isLeftOut(String text) {
    ReferenceText parts = ReferenceText.of(text);
    return repeated(text).filter(List::isEmpty).isPresent() || isLeftOut(parts);
  }

  private boolean isLeftOut(ReferenceText parts) {
    Optional<Directive> directive = parts.directive().filter(each -> each.word() != Word.EACH);
    if (directive.isPresent()) {
      boolean holds =
          subject(directive.get())
              .map(single -> References.condition(directive.get(), single))
              .filter(evaluation::holds)
              .isPresent();
      return !holds || isLeftOut(parts.rest());
    }
    return parts
        .only()
        .filter(Named::isOptional)
        .filter(reference -> isEmpty(value(reference)))
        .isPresent();
  }

  private Optional<References.Single> subject(Directive directive) {
    return references.meaning(directive.subject()) instanceof References.Single single
        ? Optional.of(single)
        : Optional.empty();
  }

  @Override
  public Optional<List<Object>> repeated(String text) {
    ReferenceText parts = ReferenceText.of(text);
    return parts
        .directive()
        .filter(directive -> directive.word() == Word.EACH)
        .flatMap(this::subject)
        .flatMap(references::over)
        .map(
            loop ->
                evaluation
                    .rounds(loop.collection().expr(), loop.keyVariable(), Manifest.Loop.ITEM)
                    .stream()
                    .map(round -> new TextLeaves(references.within(loop), round))
                    .filter(each -> !each.isLeftOut(parts.rest()))
                    .map(each -> each.value(parts.rest()))
                    .toList());
  }

  /** A field that an entry does not have is empty too. */
  private static boolean isEmpty(Object value) {
    return value == null || value.equals("") || value.equals(List.of()) || value.equals(Map.of());
  }

  /** A map may get entries of others, and a list further items: the tree tells which. */
  @Override
  public boolean matches(Object expected, Object rendered) {
    if (expected instanceof Map && rendered instanceof Map) {
      Map<String, Object> found = Tree.map(rendered);
      return Tree.map(expected).entrySet().stream()
          .allMatch(each -> matches(each.getValue(), found.get(each.getKey())));
    }
    if (expected instanceof List<?> wanted && rendered instanceof List<?> found) {
      return wanted.size() <= found.size()
          && IntStream.range(0, wanted.size()).allMatch(i -> matches(wanted.get(i), found.get(i)));
    }
    boolean isText = rendered instanceof String && !(expected instanceof String);
    return RoundTrip.matches(isText ? Evaluation.text(expected) : expected, rendered);
  }
}
