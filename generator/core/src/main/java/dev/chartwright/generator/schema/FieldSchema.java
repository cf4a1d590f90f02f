package dev.chartwright.generator.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chartwright.generator.object.BuiltInKinds;
import dev.chartwright.generator.object.RenderedObject;
import io.kubernetes.client.custom.IntOrString;
import io.kubernetes.client.custom.Quantity;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the schema of a kind says of one field: which form it takes, and what is below it. Where
 * nothing is known, everything fits. Immutable.
 */
public sealed interface FieldSchema {

  /** The form in which a field takes its value. */
  enum Form {
    TEXT("text"),
    WHOLE_NUMBER("a whole number"),
    NUMBER("a number"),
    BOOLEAN("true or false"),
    NUMBER_OR_TEXT("a whole number or text"),
    QUANTITY("a quantity"),
    LIST("a list"),
    MAP("a map"),
    /** The schema leaves the choice. */
    ANY("anything");

    private final String words;

    Form(String words) {
      this.words = words;
    }

    /** As a message says it. */
    @Override
    public String toString() {
      return words;
    }
  }

  Form form();

  /** A field of a map; anything where it has no such field. */
  FieldSchema at(String key);

  /** An item of a list; anything where it is no list. */
  FieldSchema item();

  /**
   * The schema of an object by its API version and kind; without one only metadata is known.
   *
   * @param kinds those that the chart defines or knows
   */
  static FieldSchema of(RenderedObject object, DefinedKinds kinds) {
    Optional<Class<?>> builtIn = BuiltInKinds.model(object);
    return builtIn.isPresent()
        ? new OfModel(builtIn.get())
        : new OfObject(
            kinds
                .root(object.type())
                .or(() -> CustomSchemas.root(object.type()))
                .map(OfJson::root)
                .orElse(UNKNOWN));
  }

  /** Of a field of which nothing is known. */
  FieldSchema UNKNOWN = new Unknown();

  /** Of a field of which nothing is known. */
  record Unknown() implements FieldSchema {
    @Override
    public Form form() {
      return Form.ANY;
    }

    @Override
    public FieldSchema at(String key) {
      return this;
    }

    @Override
    public FieldSchema item() {
      return this;
    }
  }

  /**
   * Of a custom resource, whose metadata every kind shares.
   *
   * @param own the schema of the rest
   */
  record OfObject(FieldSchema own) implements FieldSchema {
    @Override
    public Form form() {
      return Form.MAP;
    }

    @Override
    public FieldSchema at(String key) {
      return key.equals("metadata") ? new OfModel(V1ObjectMeta.class) : own.at(key);
    }

    @Override
    public FieldSchema item() {
      return UNKNOWN;
    }
  }

  /** By the type of a field of a model class. */
  record OfModel(Type type) implements FieldSchema {
    @Override
    public Form form() {
      if (type instanceof ParameterizedType generic) {
        return generic.getRawType() == java.util.List.class ? Form.LIST : Form.MAP;
      }
      if (type == Object.class) {
        return Form.ANY;
      }
      if (type == String.class || type == OffsetDateTime.class || type == byte[].class) {
        return Form.TEXT;
      }
      if (type == Boolean.class) {
        return Form.BOOLEAN;
      }
      if (type == Integer.class || type == Long.class) {
        return Form.WHOLE_NUMBER;
      }
      if (type == Double.class) {
        return Form.NUMBER;
      }
      if (type == IntOrString.class) {
        return Form.NUMBER_OR_TEXT;
      }
      return type == Quantity.class ? Form.QUANTITY : Form.MAP;
    }

    @Override
    public FieldSchema at(String key) {
      if (type instanceof ParameterizedType generic) {
        return form() == Form.MAP ? new OfModel(generic.getActualTypeArguments()[1]) : UNKNOWN;
      }
      return form() == Form.MAP
          ? ObjectModel.of((Class<?>) type).type(key).<FieldSchema>map(OfModel::new).orElse(UNKNOWN)
          : UNKNOWN;
    }

    @Override
    public FieldSchema item() {
      return type instanceof ParameterizedType generic && form() == Form.LIST
          ? new OfModel(generic.getActualTypeArguments()[0])
          : UNKNOWN;
    }
  }

  /**
   * By a part of a JSON schema.
   *
   * @param root the whole schema, which holds what references point to
   */
  record OfJson(JsonNode schema, JsonNode root) implements FieldSchema {
    static FieldSchema root(JsonNode root) {
      return new OfJson(root, root);
    }

    @Override
    public Form form() {
      Set<Form> forms = EnumSet.noneOf(Form.class);
      parts().forEach(part -> types(part.path("type")).forEach(type -> forms.add(form(type))));
      if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
        return Form.NUMBER_OR_TEXT;
      }
      if (forms.equals(EnumSet.of(Form.TEXT, Form.WHOLE_NUMBER))) {
        return Form.NUMBER_OR_TEXT;
      }
      if (forms.equals(EnumSet.of(Form.NUMBER, Form.WHOLE_NUMBER))) {
        return Form.NUMBER;
      }
      return forms.size() == 1 ? forms.iterator().next() : Form.ANY;
    }

    private static Stream<String> types(JsonNode type) {
      return type.isArray()
          ? Stream.iterate(0, i -> i < type.size(), i -> i + 1).map(i -> type.get(i).asText())
          : type.isTextual() ? Stream.of(type.asText()) : Stream.empty();
    }

    private static Form form(String type) {
      return switch (type) {
        case "string" -> Form.TEXT;
        case "integer" -> Form.WHOLE_NUMBER;
        case "number" -> Form.NUMBER;
        case "boolean" -> Form.BOOLEAN;
        case "array" -> Form.LIST;
        case "object" -> Form.MAP;
        default -> Form.ANY;
      };
    }

    @Override
    public FieldSchema at(String key) {
      return first(parts().map(part -> part.path("properties").path(key)))
          .or(() -> first(parts().map(part -> part.path("additionalProperties"))))
          .orElse(UNKNOWN);
    }

    @Override
    public FieldSchema item() {
      return first(parts().map(part -> part.path("items"))).orElse(UNKNOWN);
    }

    private Optional<FieldSchema> first(Stream<JsonNode> found) {
      return found.filter(JsonNode::isObject).findFirst().map(each -> new OfJson(each, root));
    }

    /** The schema itself and its alternatives, without references. */
    private Stream<JsonNode> parts() {
      return parts(schema, 0);
    }

    private Stream<JsonNode> parts(JsonNode part, int depth) {
      // A reference may lead back to itself.
      if (depth > 8) {
        return Stream.empty();
      }
      Stream<JsonNode> all = Stream.of(part);
      String reference = part.path("$ref").asText();
      if (reference.startsWith("#/")) {
        all = Stream.concat(all, parts(root.at(reference.substring(1)), depth + 1));
      }
      for (String word : new String[] {"allOf", "anyOf", "oneOf"}) {
        for (JsonNode each : part.path(word)) {
          all = Stream.concat(all, parts(each, depth + 1));
        }
      }
      return all;
    }
  }
}
