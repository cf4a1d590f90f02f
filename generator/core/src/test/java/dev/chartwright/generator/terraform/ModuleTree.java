package dev.chartwright.generator.terraform;

import dev.chartwright.generator.infrastructure.Infrastructure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A module as plain maps, lists, strings, numbers and flags, with every input at its default.
 * Blocks are lists of maps. What only Terraform can tell stays as code: {@code ${…}}.
 */
public final class ModuleTree {
  private final Map<String, Map<String, Object>> objects = new LinkedHashMap<>();
  private final Map<String, Object> defaults = new LinkedHashMap<>();

  private ModuleTree(Infrastructure infrastructure) {
    for (Variable variable : Variables.of(infrastructure)) {
      variable
          .defaultValue()
          .ifPresent(value -> defaults.put("var." + variable.name(), value(value)));
    }
    defaults.put("local.region", infrastructure.gke().region());
    for (Body body : TerraformModule.bodies(infrastructure).values()) {
      body.blocks()
          .filter(block -> List.of("resource", "data").contains(block.type()))
          .forEach(block -> objects.put(address(block), content(block.body())));
    }
  }

  public static ModuleTree of(Infrastructure infrastructure) {
    return new ModuleTree(infrastructure);
  }

  /** Resources and data sources by address, such as {@code google_container_cluster.fleet}. */
  public Map<String, Map<String, Object>> objects() {
    return objects;
  }

  /** The only thing at a path of names such as {@code node_config.machine_type}, or nothing. */
  public Optional<Object> at(String address, String path) {
    Object value = objects.get(address);
    for (String step : path.split("\\.")) {
      if (value instanceof List<?> blocks && blocks.size() == 1) {
        value = blocks.get(0);
      }
      value = value instanceof Map<?, ?> map ? map.get(step) : null;
    }
    return Optional.ofNullable(value);
  }

  /** The default of an input, or nothing. */
  public Optional<Object> input(String name) {
    return Optional.ofNullable(defaults.get("var." + name));
  }

  static String address(Body.Block block) {
    String prefix = block.type().equals("data") ? "data." : "";
    return prefix + String.join(".", block.labels());
  }

  private Map<String, Object> content(Body body) {
    Map<String, Object> content = new LinkedHashMap<>();
    body.attributes().forEach(each -> content.put(each.name(), value(each.value())));
    Map<String, List<Object>> blocks = new LinkedHashMap<>();
    body.blocks()
        .filter(block -> !block.type().equals("dynamic"))
        .forEach(
            block ->
                blocks
                    .computeIfAbsent(block.type(), none -> new ArrayList<>())
                    .add(content(block.body())));
    content.putAll(blocks);
    return content;
  }

  private Object value(Expression expression) {
    if (expression instanceof Expression.Text text) {
      return text.text();
    }
    if (expression instanceof Expression.WholeNumber number) {
      return number.number();
    }
    if (expression instanceof Expression.Flag flag) {
      return flag.flag();
    }
    if (expression instanceof Expression.Tuple tuple) {
      return tuple.items().stream().map(this::value).toList();
    }
    if (expression instanceof Expression.Mapping mapping) {
      Map<String, Object> entries = new LinkedHashMap<>();
      mapping.entries().forEach((key, value) -> entries.put(key, value(value)));
      return entries;
    }
    if (expression instanceof Expression.Template template) {
      StringBuilder text = new StringBuilder();
      template.parts().forEach(part -> text.append(value(part)));
      return text.toString();
    }
    if (expression instanceof Expression.Call call && call.function().equals("toset")) {
      return value(call.arguments().get(0));
    }
    String code = HclWriter.flat(expression);
    return defaults.getOrDefault(code, "${" + code + "}");
  }
}
