package dev.chartwright.generator.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** One of the schemas that ship with the product, as the tests look at it. */
public record ShippedSchema(JsonNode json) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public static ShippedSchema of(String groupVersionKind) {
    String resource = "/dev/chartwright/schemas/" + groupVersionKind + ".json";
    try (InputStream in = ShippedSchema.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new AssertionError("no schema " + resource);
      }
      return new ShippedSchema(JSON.readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is wrong with an object, sorted; an object of Java goes through plain Jackson first. */
  public List<String> problems(Object object) {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
        .getSchema(json)
        .validate(JSON.valueToTree(object))
        .stream()
        .map(ValidationMessage::getMessage)
        .sorted()
        .toList();
  }

  /** The schema of a field, such as {@code spec.fallback.behavior}; {@code []} is a list's item. */
  public JsonNode at(String path) {
    JsonNode node = json;
    for (String step : path.split("\\.")) {
      node = resolve(node);
      node = step.equals("[]") ? node.path("items") : node.path("properties").path(step);
      if (node.isMissingNode()) {
        throw new AssertionError("no field " + path);
      }
    }
    return resolve(node);
  }

  public JsonNode resolve(JsonNode node) {
    return node.has("$ref") ? resolve(json.at(node.get("$ref").textValue().substring(1))) : node;
  }
}
