package dev.chartwright.generator.helm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chartwright.chart.Chart;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.ValueType;
import dev.chartwright.chart.ValueType.DecimalType;
import dev.chartwright.chart.ValueType.EnumType;
import dev.chartwright.chart.ValueType.FlagType;
import dev.chartwright.chart.ValueType.IntegerType;
import dev.chartwright.chart.ValueType.ListType;
import dev.chartwright.chart.ValueType.MapType;
import dev.chartwright.chart.ValueType.ObjectType;
import dev.chartwright.chart.ValueType.OptionalType;
import dev.chartwright.chart.ValueType.RequiredType;
import dev.chartwright.chart.tree.Kind;
import dev.chartwright.generator.template.Quoting;
import dev.chartwright.generator.template.Templates;
import dev.chartwright.problem.CommonRules;
import dev.chartwright.problem.PodSecurity;
import dev.chartwright.problem.Waiver;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The chart's {@code README.md}: introduction, installation, a row for each value. */
final class ReadmeFile {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ReadmeFile() {}

  /** Set up when the first README is rendered. */
  private static final class Lazy {
    static final Templates TEMPLATES = Templates.beside(ReadmeFile.class, Quoting.none());
  }

  static String of(Chart chart, List<Value<?>> values) {
    List<Map<String, String>> rows =
        ValuesFile.inOrder(values).stream()
            .map(
                value ->
                    Map.of(
                        "path", value.path(),
                        "type", cell(type(value.type())),
                        "default",
                            value.isRequired() ? "" : cell("`" + json(value.defaultValue()) + "`"),
                        "description", cell(description(chart, value))))
            .toList();
    String offline =
        chart.offlineSettings().entrySet().stream()
            .map(setting -> option(setting.getKey(), setting.getValue()))
            .collect(Collectors.joining(" "));
    List<Map<String, String>> templates =
        chart.templates().stream()
            .map(each -> Map.of("name", each.name(), "description", cell(each.description())))
            .toList();
    Map<String, Object> model = new HashMap<>();
    model.put("name", chart.name());
    model.put("version", chart.version());
    model.put("appVersion", chart.appVersion());
    model.put("description", chart.description());
    model.put("kubeVersion", chart.kubeVersion());
    model.put("readme", chart.readme().strip());
    model.put("library", chart.isLibrary());
    model.put("templates", templates);
    model.put("offline", offline);
    model.put("required", required(chart));
    model.put("values", rows);
    model.put("accepted", chart.waivers().stream().map(ReadmeFile::accepted).toList());
    model.put(
        "isPrivileged",
        chart.waivers().stream().anyMatch(each -> each.rule().equals(CommonRules.POD_01.id())));
    Optional<PodSecurity> security = chart.podSecurity();
    model.put("podSecurity", security.map(each -> each.level().toString()).orElse(""));
    model.put("podSecurityLabel", security.map(each -> each.level().label()).orElse(""));
    model.put("podSecurityReason", security.map(each -> sentence(each.reason())).orElse(""));
    return Lazy.TEMPLATES.render("README.md.ftl", model);
  }

  private static Map<String, String> accepted(Waiver waiver) {
    return Map.of(
        "rule",
        cell(waiver.rule()),
        "place",
        waiver.target().isEmpty() ? "everywhere" : cell("`" + waiver.target() + "`"),
        "reason",
        cell(waiver.reason()));
  }

  /** The text with a full stop at its end. */
  private static String sentence(String text) {
    String words = text.strip();
    return words.endsWith(".") ? words : words + ".";
  }

  private static String description(Chart chart, Value<?> value) {
    return value.description()
        + ValuesFile.required(value)
        + value.formerNames().stream()
            .map(name -> RenamedValues.readme(chart, name))
            .collect(Collectors.joining())
        + examples(value);
  }

  private static String examples(Value<?> value) {
    return value.examples().stream()
        .map(example -> " Example: `" + json(example) + "`.")
        .collect(Collectors.joining());
  }

  private static String type(ValueType type) {
    if (type instanceof OptionalType optional) {
      return type(optional.number()) + ", or null";
    }
    if (type instanceof RequiredType required) {
      return type(required.scalar());
    }
    if (type instanceof IntegerType integer) {
      return "integer, " + integer.min() + " to " + integer.max();
    }
    if (type instanceof DecimalType) {
      return "number";
    }
    if (type instanceof FlagType) {
      return "boolean";
    }
    if (type instanceof EnumType choice) {
      return String.join(", ", choice.choices());
    }
    if (type instanceof ListType list) {
      return "list of " + items(list.item());
    }
    if (type instanceof MapType map && map.value() instanceof ObjectType) {
      return "map of objects";
    }
    return type.kind() == Kind.STRING ? "string" : "object";
  }

  private static String items(ValueType item) {
    if (item instanceof EnumType) {
      return type(item);
    }
    return switch (item.kind()) {
      case STRING -> "strings";
      case INTEGER -> "integers";
      case DECIMAL -> "numbers";
      case BOOLEAN -> "booleans";
      case LIST -> "lists";
      case MAP -> "objects";
    };
  }

  /** The options that name the Secrets which must exist before, and set what has no default. */
  private static String required(Chart chart) {
    Stream<String> secrets =
        chart.requiredSecrets().stream().map(value -> "--set " + value.path() + "=my-secret");
    Stream<String> settings =
        chart.requiredSettings().entrySet().stream()
            .map(setting -> option(setting.getKey(), setting.getValue()));
    return Stream.concat(secrets, settings).map(each -> " " + each).collect(Collectors.joining());
  }

  /** How a value is set on the command line. */
  private static String option(String path, Object setting) {
    return setting instanceof Boolean || setting instanceof Integer
        ? "--set " + path + "=" + setting
        : "--set-json '" + path + "=" + json(setting).replace("'", "'\\''") + "'";
  }

  private static String json(Object tree) {
    try {
      return JSON.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("no JSON: " + tree, e);
    }
  }

  /** Text inside a cell of a Markdown table. */
  private static String cell(String text) {
    return YamlText.commented(text).replace("|", "\\|").replace("\n", "<br>");
  }
}
