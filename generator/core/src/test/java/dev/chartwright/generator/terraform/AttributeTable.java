package dev.chartwright.generator.terraform;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the providers take: arguments, blocks, nesting, types, what is required. The table is not
 * part of the product: where there is no folder {@code shared/schemas} above this one, nor one
 * named by the property {@code chartwright.schemas}, a test that asks for it is skipped.
 */
final class AttributeTable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> META = Set.of("count", "for_each", "depends_on", "provider");

  /** What the table lacks, after the documentation of the providers. */
  private static final String MORE =
      """
      {
        "data.google_compute_network": {
          "arguments": {"name": {"type": "string", "required": true}, "project": {"type": "string"}},
          "exported": ["id", "self_link"]
        },
        "data.google_compute_subnetwork": {
          "arguments": {
            "name": {"type": "string"}, "project": {"type": "string"}, "region": {"type": "string"}
          },
          "exported": ["id", "self_link", "ip_cidr_range"]
        },
        "provider.google": {
          "arguments": {"project": {"type": "string"}, "region": {"type": "string"}}
        }
      }
      """;

  private final ObjectNode entries = JSON.createObjectNode();

  private AttributeTable(Path folder) {
    try {
      JsonNode google = JSON.readTree(folder.resolve("google-provider-6.50.0.json").toFile());
      JsonNode helm = JSON.readTree(folder.resolve("helm-provider-3.1.1.json").toFile());
      entries.setAll((ObjectNode) JSON.readTree(MORE));
      entries.setAll((ObjectNode) google.get("resources"));
      entries.setAll((ObjectNode) helm.get("resources"));
      entries.set("provider.helm", JSON.createObjectNode().set("arguments", helm.get("provider")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static AttributeTable orSkip() {
    String named = System.getProperty("chartwright.schemas");
    Stream<Path> candidates =
        named != null
            ? Stream.of(Path.of(named))
            : Stream.iterate(
                    Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
                .map(folder -> folder.resolve("shared/schemas"));
    Path found =
        candidates
            .map(path -> path.resolve("terraform"))
            .filter(Files::isDirectory)
            .findFirst()
            .orElse(null);
    assumeTrue(found != null, "no attribute table of the providers to compare with");
    return new AttributeTable(found);
  }

  /** Whether anything can refer to this attribute of a resource or data source. */
  boolean knows(String type, String attribute) {
    JsonNode entry = entries.path(type);
    return attribute.equals("id")
        || entry.path("arguments").has(attribute)
        || Stream.iterate(0, i -> i < entry.path("exported").size(), i -> i + 1)
            .anyMatch(i -> entry.path("exported").get(i).asText().equals(attribute));
  }

  /** What the provider would refuse, one line each. */
  List<String> problems(Body.Block block) {
    String type =
        block.type().equals("resource")
            ? block.labels().get(0)
            : block.type() + "." + block.labels().get(0);
    if (!entries.has(type)) {
      return List.of(type + " is not known");
    }
    List<String> problems = new ArrayList<>();
    List<Body.Item> items = block.body().items().stream().filter(item -> !isMeta(item)).toList();
    body(type, new Body(items), entries.at("/" + type + "/arguments"), problems);
    return problems;
  }

  private static boolean isMeta(Body.Item item) {
    return (item instanceof Body.Attribute attribute && META.contains(attribute.name()))
        || (item instanceof Body.Block block && block.type().equals("lifecycle"));
  }

  private void body(String path, Body body, JsonNode arguments, List<String> problems) {
    List<String> seen = new ArrayList<>();
    body.attributes()
        .forEach(
            attribute -> {
              seen.add(attribute.name());
              argument(
                  path + "." + attribute.name(),
                  attribute.value(),
                  arguments.path(attribute.name()),
                  problems);
            });
    body.blocks()
        .forEach(
            block -> {
              boolean dynamic = block.type().equals("dynamic");
              String name = dynamic ? block.labels().get(0) : block.type();
              Body content =
                  dynamic ? block.body().blocks().findFirst().orElseThrow().body() : block.body();
              JsonNode entry = arguments.path(name);
              if (!entry.has("block")) {
                problems.add(path + "." + name + " is no block");
              } else if (seen.contains(name) && entry.path("max").asInt() == 1) {
                problems.add(path + "." + name + " is there twice");
              } else {
                body(path + "." + name, content, entry.get("block"), problems);
              }
              seen.add(name);
            });
    required(path, arguments, seen, problems);
  }

  private void argument(String path, Expression value, JsonNode entry, List<String> problems) {
    if (entry.has("object")) {
      List<Expression> objects =
          value instanceof Expression.Tuple tuple ? tuple.items() : List.of(value);
      objects.forEach(object -> object(path, object, entry.get("object"), problems));
    } else if (!entry.has("type")) {
      problems.add(path + " is no argument");
    } else if (!fits(value, entry.get("type").asText())) {
      problems.add(path + " is " + HclWriter.flat(value) + ", not a " + entry.get("type").asText());
    }
  }

  private void object(String path, Expression value, JsonNode arguments, List<String> problems) {
    if (value instanceof Expression.Mapping mapping) {
      mapping
          .entries()
          .forEach((key, each) -> argument(path + "." + key, each, arguments.path(key), problems));
      required(path, arguments, List.copyOf(mapping.entries().keySet()), problems);
    } else {
      problems.add(path + " is no object");
    }
  }

  private static void required(
      String path, JsonNode arguments, List<String> seen, List<String> problems) {
    arguments.properties().stream()
        .filter(entry -> entry.getValue().path("required").asBoolean())
        .filter(entry -> !seen.contains(entry.getKey()))
        .forEach(entry -> problems.add(path + "." + entry.getKey() + " is missing"));
  }

  /** Code may be anything. */
  private static boolean fits(Expression value, String type) {
    if (value instanceof Expression.Code || value instanceof Expression.Call) {
      return true;
    }
    String kind = type.replaceAll("\\(.*", "");
    Optional<String> item =
        type.contains("(")
            ? Optional.of(type.substring(type.indexOf('(') + 1, type.lastIndexOf(')')))
            : Optional.empty();
    return switch (kind) {
      case "string" -> value instanceof Expression.Text || value instanceof Expression.Template;
      case "number" -> value instanceof Expression.WholeNumber;
      case "bool" -> value instanceof Expression.Flag;
      case "list", "set" ->
          value instanceof Expression.Tuple tuple
              && tuple.items().stream().allMatch(each -> fits(each, item.orElseThrow()));
      case "map" ->
          value instanceof Expression.Mapping mapping
              && mapping.entries().values().stream()
                  .allMatch(each -> fits(each, item.orElseThrow()));
      default -> throw new AssertionError("a type that the table has not: " + type);
    };
  }
}
