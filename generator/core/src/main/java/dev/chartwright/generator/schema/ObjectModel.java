package dev.chartwright.generator.schema;

import static dev.chartwright.generator.rule.ChartRules.TPL_07;
import static dev.chartwright.generator.rule.ChartRules.TPL_08;

import com.google.gson.annotations.SerializedName;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.problem.Rule;
import dev.chartwright.problem.Suggestion;
import io.kubernetes.client.custom.IntOrString;
import io.kubernetes.client.custom.Quantity;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The schema of a Kubernetes type, read once from its model class: the fields that it declares,
 * with their types, and the ones that it requires.
 *
 * <p>The classes can validate themselves, but they stop at the first fault, do not tell its path,
 * and never look at a scalar: {@code replicas: "three"} passes. This walk reports every fault with
 * its path.
 */
final class ObjectModel {
  private static final Map<Class<?>, ObjectModel> MODELS = new ConcurrentHashMap<>();

  /** The grammar of a quantity; negative amounts are grammatical but no field takes them. */
  private static final Pattern QUANTITY =
      Pattern.compile("\\+?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([KMGTPE]i|[numkMGTPE]|[eE][-+]?[0-9]+)?");

  private final String name;
  private final Map<String, Type> fields;
  private final Set<String> required;

  private ObjectModel(Class<?> model) {
    this.name = model.getSimpleName();
    this.fields = new LinkedHashMap<>();
    for (Field field : model.getDeclaredFields()) {
      SerializedName serialized = field.getAnnotation(SerializedName.class);
      if (serialized != null && !Modifier.isStatic(field.getModifiers())) {
        fields.put(serialized.value(), field.getGenericType());
      }
    }
    this.required = new TreeSet<>(required(model));
  }

  @SuppressWarnings("unchecked") // The generated classes all declare it as a set of names.
  private static Set<String> required(Class<?> model) {
    try {
      return (Set<String>) model.getField("openapiRequiredFields").get(null);
    } catch (ReflectiveOperationException absent) {
      throw new LinkageError(
          "the Kubernetes model class " + model + " names no required fields", absent);
    }
  }

  static ObjectModel of(Class<?> model) {
    return MODELS.computeIfAbsent(model, ObjectModel::new);
  }

  /** Whether the type declares a field, and so whether a rule about it makes sense. */
  boolean declares(String field) {
    return fields.containsKey(field);
  }

  /** The type of a field. */
  Optional<Type> type(String field) {
    return Optional.ofNullable(fields.get(field));
  }

  /** Everything in a tree that does not fit. */
  List<Violation> violations(Map<String, Object> tree, String path) {
    List<Violation> violations = new ArrayList<>();
    walk(tree, path, violations);
    return violations;
  }

  private void walk(Map<String, Object> tree, String path, List<Violation> violations) {
    for (String field : required) {
      if (!tree.containsKey(field)) {
        violations.add(
            Violation.of(Tree.below(path, field), "it is missing, and required", "add " + field));
      }
    }
    tree.forEach(
        (field, value) -> {
          String below = Tree.below(path, field);
          if (value == null && required.contains(field)) {
            violations.add(Violation.of(below, "it is empty (null), and required", "add " + field));
          } else if (fields.containsKey(field)) {
            walk(fields.get(field), name + "." + field, value, below, violations);
          } else {
            violations.add(unknown(field, below));
          }
        });
  }

  private Violation unknown(String field, String path) {
    String fix =
        Suggestion.nearest(field, fields.keySet())
            .map(meant -> "did you mean " + meant + "?")
            .orElse(
                "remove it; the fields here are "
                    + String.join(", ", new TreeSet<>(fields.keySet())));
    return Violation.of(path, "there is no such field", fix);
  }

  private static void walk(
      Type type, String rule, Object value, String path, List<Violation> violations) {
    if (type instanceof ParameterizedType generic) {
      if (generic.getRawType() == List.class) {
        walkList(generic.getActualTypeArguments()[0], rule, value, path, violations);
      } else {
        walkMap(generic.getActualTypeArguments()[1], rule, value, path, violations);
      }
      return;
    }
    if (type == Object.class) {
      return;
    }
    Optional<Violation> mistyped = scalar((Class<?>) type, rule, value, path);
    if (mistyped.isPresent()) {
      violations.add(mistyped.get());
    } else if (value instanceof Map) {
      of((Class<?>) type).walk(Tree.map(value), path, violations);
    } else {
      FieldRules.violation(rule, path, value).ifPresent(violations::add);
    }
  }

  private static void walkList(
      Type item, String rule, Object value, String path, List<Violation> violations) {
    if (!(value instanceof List<?> list)) {
      violations.add(Violation.mistyped(path, value, "a list", "write a list, or leave it out"));
      return;
    }
    int index = 0;
    for (Object each : list) {
      List<Violation> found = new ArrayList<>();
      walk(item, rule, each, Tree.item(path, index), found);
      // An empty item is one more item, while an empty field is none.
      found.forEach(violation -> violations.add(each == null ? violation.ofItem() : violation));
      index++;
    }
  }

  private static void walkMap(
      Type entry, String rule, Object value, String path, List<Violation> violations) {
    if (!(value instanceof Map)) {
      violations.add(Violation.mistyped(path, value, "a map", "write a map, or leave it out"));
      return;
    }
    Tree.map(value)
        .forEach(
            (key, each) -> {
              if (entry == String.class && !(each instanceof String)) {
                violations.add(notText(TPL_08, Tree.below(path, key), each));
              } else {
                walk(entry, rule, each, Tree.below(path, key), violations);
              }
            });
  }

  /** A violation when a value is not of the type of its field. */
  private static Optional<Violation> scalar(Class<?> type, String rule, Object value, String path) {
    if (type == String.class) {
      if (value instanceof String) {
        return Optional.empty();
      }
      boolean isVariable = rule.equals("V1EnvVar.value");
      return Optional.of(notText(isVariable ? TPL_08 : TPL_07, path, value));
    }
    if (type == Boolean.class) {
      return mistyped(
          value instanceof Boolean, path, value, "true or false", "write true or false, unquoted");
    }
    if (type == Integer.class || type == Long.class) {
      boolean fits =
          value instanceof Long number && (type == Long.class || number == number.intValue());
      return mistyped(fits, path, value, "a whole number", "write a whole number, unquoted");
    }
    if (type == Double.class) {
      return mistyped(value instanceof Number, path, value, "a number", "write a number, unquoted");
    }
    if (type == IntOrString.class) {
      boolean fits =
          value instanceof String || (value instanceof Long number && number == number.intValue());
      return mistyped(
          fits, path, value, "a whole number or text", "write a whole number, or text in quotes");
    }
    if (type == Quantity.class) {
      boolean fits =
          (value instanceof String || value instanceof Number)
              && QUANTITY.matcher(String.valueOf(value)).matches();
      return mistyped(fits, path, value, "a quantity", "write a quantity such as 500m, 2 or 1.5Gi");
    }
    if (type == OffsetDateTime.class) {
      return mistyped(
          isTime(value), path, value, "a time", "write a time such as 2026-01-31T12:00:00Z");
    }
    if (type == byte[].class) {
      return mistyped(isBase64(value), path, value, "text in base64", "encode it with b64enc");
    }
    return mistyped(value instanceof Map, path, value, "a map", "write a map, or leave it out");
  }

  private static Optional<Violation> mistyped(
      boolean fits, String path, Object value, String expected, String fix) {
    return fits ? Optional.empty() : Optional.of(Violation.mistyped(path, value, expected, fix));
  }

  private static Violation notText(Rule rule, String path, Object value) {
    String fix =
        value instanceof Number || value instanceof Boolean
            ? "quote it: \"" + value + "\""
            : "write text, or leave it out";
    String what = "it is " + Tree.describe(value) + ", not text";
    return new Violation(rule, path, what, fix, value == null);
  }

  private static boolean isTime(Object value) {
    try {
      return value instanceof String text && OffsetDateTime.parse(text) != null;
    } catch (DateTimeParseException malformed) {
      return false;
    }
  }

  private static boolean isBase64(Object value) {
    try {
      return value instanceof String text && Base64.getDecoder().decode(text) != null;
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }
}
