package dev.chartwright.generator.terraform;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An input of the module.
 *
 * @param name as in {@code var.<name>}
 * @param type of Terraform
 * @param description a sentence
 * @param defaultValue nothing where it must be given
 * @param validations what else must hold
 */
record Variable(
    String name,
    String type,
    String description,
    Optional<Expression> defaultValue,
    List<Validation> validations) {
  Variable {
    validations = List.copyOf(validations);
  }

  static Variable of(String name, String type, String description) {
    return new Variable(name, type, description, Optional.empty(), List.of());
  }

  /** The same with a default. */
  Variable or(Expression defaultValue) {
    return new Variable(name, type, description, Optional.of(defaultValue), validations);
  }

  /** One more condition, which is code of Terraform; the message is a sentence. */
  Variable valid(String condition, String message) {
    List<Validation> all = new ArrayList<>(validations);
    all.add(new Validation(condition, message));
    return new Variable(name, type, description, defaultValue, all);
  }

  Body.Builder body() {
    Body.Builder body =
        Body.builder().set("description", description).set("type", Expression.code(type));
    body.set("nullable", false);
    defaultValue.ifPresent(value -> body.set("default", value));
    for (Validation validation : validations) {
      body.block(
          "validation",
          Body.builder()
              .set("condition", Expression.code(validation.condition()))
              .set("error_message", validation.message()));
    }
    return body;
  }

  /** A condition that must be true, and the message if it is not. */
  record Validation(String condition, String message) {}
}
