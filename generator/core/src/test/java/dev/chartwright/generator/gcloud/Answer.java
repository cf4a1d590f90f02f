package dev.chartwright.generator.gcloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a service of Google answers. */
record Answer(int status, JsonNode body) {
  static Answer of(JsonNode body) {
    return new Answer(200, body);
  }

  static Answer empty() {
    return of(JsonNodeFactory.instance.objectNode());
  }

  /** A refusal in the form that all services share. */
  static Answer error(int status, String message) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ObjectNode error = body.putObject("error");
    error.put("code", status).put("message", message).put("status", name(status));
    error
        .putArray("errors")
        .addObject()
        .put("message", message)
        .put("domain", "global")
        .put("reason", reason(status));
    return new Answer(status, body);
  }

  private static String name(int status) {
    return switch (status) {
      case 400 -> "INVALID_ARGUMENT";
      case 403 -> "PERMISSION_DENIED";
      case 404 -> "NOT_FOUND";
      case 409 -> "ALREADY_EXISTS";
      case 429 -> "RESOURCE_EXHAUSTED";
      default -> "INTERNAL";
    };
  }

  private static String reason(int status) {
    return switch (status) {
      case 400 -> "invalid";
      case 403 -> "forbidden";
      case 404 -> "notFound";
      case 409 -> "alreadyExists";
      case 429 -> "rateLimitExceeded";
      default -> "backendError";
    };
  }

  /** Ends the work on a request early. */
  static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;

    Refusal(int status, String message) {
      super(message);
      this.status = status;
    }

    Answer answer() {
      return error(status, getMessage());
    }
  }
}
