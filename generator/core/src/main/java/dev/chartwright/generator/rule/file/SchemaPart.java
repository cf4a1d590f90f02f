package dev.chartwright.generator.rule.file;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import dev.chartwright.problem.Rule;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A part of {@code values.schema.json}: what it holds, and where it stands. Immutable.
 *
 * @param key its key in an object; empty for the whole and for an item of an array
 * @param path from the root; empty for the whole
 * @param value a missing node when it is absent
 */
record SchemaPart(String key, String path, JsonNode value) {
  static SchemaPart root(JsonNode schema) {
    return new SchemaPart("", "", schema);
  }

  /** The part below; it may be absent. */
  SchemaPart at(String name) {
    return new SchemaPart(name, Tree.below(path, name), value.path(name));
  }

  /** The parts right below, in order. */
  Stream<SchemaPart> parts() {
    return value.isArray()
        ? IntStream.range(0, value.size())
            .mapToObj(item -> new SchemaPart("", Tree.item(path, item), value.get(item)))
        : value.properties().stream().map(each -> at(each.getKey()));
  }

  /** This part and everything below it, each before what it holds. */
  Stream<SchemaPart> all() {
    return Stream.of(this).mapMulti(SchemaPart::each);
  }

  private void each(Consumer<SchemaPart> visitor) {
    visitor.accept(this);
    parts().forEach(part -> part.each(visitor));
  }

  Place place() {
    return Place.ofFile(ParsedChart.SCHEMA_FILE, path);
  }

  Finding error(Rule rule, String what) {
    return Finding.error(rule, place(), what);
  }

  Finding warning(Rule rule, String what) {
    return Finding.warning(rule, place(), what);
  }
}
