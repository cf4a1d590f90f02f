package dev.chartwright.jkube;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The fields of an object. Each is taken at most once. Fields that are not taken are merged into
 * the object that a component makes, so that nothing is lost. Not for use by several threads.
 */
final class Fields {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final ObjectNode node;

  private Fields(ObjectNode node) {
    this.node = node;
  }

  /** A copy of the fields of an object. */
  static Fields of(HasMetadata object) {
    return new Fields(MAPPER.valueToTree(object));
  }

  /**
   * What is wrong with the types of the fields; JKube reads fragments whatever they contain.
   *
   * @return such as {@code spec.replicas is "many", which is not of type integer}
   */
  static Optional<String> wrongType(HasMetadata object) {
    try {
      MAPPER.treeToValue(MAPPER.valueToTree(object), object.getClass());
      return Optional.empty();
    } catch (MismatchedInputException wrong) {
      return Optional.of(sentence(wrong));
    } catch (JsonProcessingException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }

  private static String sentence(MismatchedInputException wrong) {
    StringBuilder place = new StringBuilder();
    for (JsonMappingException.Reference each : wrong.getPath()) {
      if (each.getFieldName() == null) {
        place.append('[').append(each.getIndex()).append(']');
      } else {
        place.append(place.isEmpty() ? "" : ".").append(each.getFieldName());
      }
    }
    String given =
        wrong instanceof InvalidFormatException format
            ? " is \"" + format.getValue() + "\", which is not of type "
            : " is not of type ";
    return place + given + wrong.getTargetType().getSimpleName().toLowerCase(Locale.ROOT);
  }

  /** Removes a field and returns what it was. */
  Optional<JsonNode> take(String... path) {
    JsonNode parent = node;
    for (int i = 0; i < path.length - 1; i++) {
      parent = parent.path(path[i]);
    }
    return parent instanceof ObjectNode object
        ? Optional.ofNullable(object.remove(path[path.length - 1]))
        : Optional.empty();
  }

  /** Removes a text or a number and returns its text. */
  Optional<String> text(String... path) {
    return take(path).map(JsonNode::asText);
  }

  /** Removes a number and returns it. */
  Optional<Integer> number(String... path) {
    return take(path).map(JsonNode::asInt);
  }

  /** The text of a field, which stays. */
  Optional<String> peek(String name) {
    return Optional.ofNullable(node.get(name)).map(JsonNode::asText);
  }

  /** Removes a list of objects of the Kubernetes model and returns it. */
  <T> List<T> objects(Class<T> type, String... path) {
    List<T> objects = new ArrayList<>();
    take(path)
        .ifPresent(list -> list.forEach(item -> objects.add(MAPPER.convertValue(item, type))));
    return objects;
  }

  /** The objects of a list, which can be taken from and stay in the list. */
  List<Fields> list(String... path) {
    List<Fields> items = new ArrayList<>();
    node.at("/" + String.join("/", path))
        .forEach(
            item -> {
              if (item instanceof ObjectNode object) {
                items.add(new Fields(object));
              }
            });
    return items;
  }

  /**
   * The fields of an object inside, which can be taken from; without fields where there is none.
   */
  Fields in(String... path) {
    return new Fields(
        node.at("/" + String.join("/", path)) instanceof ObjectNode object
            ? object
            : MAPPER.createObjectNode());
  }

  /** The fields of an object inside, which is made where there is none. */
  Fields made(String... path) {
    ObjectNode inside = node;
    for (String name : path) {
      inside = inside.withObjectProperty(name);
    }
    return new Fields(inside);
  }

  /**
   * Changes a name that the pods refer to.
   *
   * @param references the fields whose {@code name} is meant
   * @return whether there was such a reference
   */
  boolean rename(Collection<String> references, String from, String to) {
    return rename(node, references, from, to);
  }

  private static boolean rename(
      JsonNode tree, Collection<String> references, String from, String to) {
    boolean isRenamed = false;
    for (String field : references) {
      if (tree.get(field) instanceof ObjectNode reference
          && reference.path("name").asText().equals(from)) {
        reference.put("name", to);
        isRenamed = true;
      }
    }
    for (JsonNode child : tree) {
      isRenamed |= rename(child, references, from, to);
    }
    return isRenamed;
  }

  /** The names of the fields that are still there. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** Adds a field or replaces it. */
  void put(String name, JsonNode value) {
    node.set(name, value);
  }

  /** Adds a text or replaces it. */
  void put(String name, String text) {
    node.put(name, text);
  }

  /** Adds a port to those of a container. */
  void addPort(String name, int number) {
    node.withArrayProperty("ports").addObject().put("name", name).put("containerPort", number);
  }

  /** Removes the items of a list of which nothing is left. */
  void dropEmpty(String... path) {
    if (node.at("/" + String.join("/", path)) instanceof ArrayNode list) {
      for (int i = list.size() - 1; i >= 0; i--) {
        if (list.get(i).isEmpty()) {
          list.remove(i);
        }
      }
    }
  }

  /**
   * Merges the remaining fields into an object. Maps are merged, and so are items of lists that
   * have the same name.
   */
  <T extends HasMetadata> T over(T object, Class<T> type) {
    try {
      ObjectNode tree = MAPPER.valueToTree(object);
      merge(tree, node);
      return MAPPER.treeToValue(tree, type);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static void merge(ObjectNode base, ObjectNode over) {
    over.properties()
        .forEach(
            field -> {
              JsonNode there = base.get(field.getKey());
              // Two probes in one would ask twice, which Kubernetes rejects.
              boolean isWhole = field.getKey().endsWith("Probe");
              if (!isWhole
                  && there instanceof ObjectNode object
                  && field.getValue() instanceof ObjectNode more) {
                merge(object, more);
              } else if (there instanceof ArrayNode list
                  && field.getValue() instanceof ArrayNode more) {
                more.forEach(item -> add(list, item));
              } else {
                base.set(field.getKey(), field.getValue());
              }
            });
  }

  private static void add(ArrayNode list, JsonNode item) {
    for (JsonNode there : list) {
      if (there instanceof ObjectNode object
          && item instanceof ObjectNode more
          && more.has("name")
          && more.get("name").equals(object.get("name"))) {
        merge(object, more);
        return;
      }
    }
    list.add(item);
  }
}
