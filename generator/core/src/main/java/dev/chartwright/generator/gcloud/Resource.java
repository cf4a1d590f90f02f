package dev.chartwright.generator.gcloud;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Something in the cloud that is created where it is absent and compared where it is there.
 * Immutable.
 *
 * @param function the name of its function in the scripts
 * @param what it is, for people
 * @param describe the command that asks for it
 * @param fields what is compared, in this order
 * @param create the command that makes it; nothing if it must be there before
 * @param delete the command that removes it; nothing if it stays
 */
record Resource(
    String function,
    String what,
    Command describe,
    List<Field> fields,
    Optional<Command> create,
    Optional<Command> delete) {
  Resource {
    fields = List.copyOf(fields);
  }

  static Resource named(String function, String what, Command describe) {
    return new Resource(function, what, describe, List.of(), Optional.empty(), Optional.empty());
  }

  /**
   * Compares one more field.
   *
   * @param expression as the formats of gcloud spell it
   * @param declared what it prints if all is as declared
   */
  Resource compare(String expression, Word declared) {
    List<Field> all = new ArrayList<>(fields);
    all.add(new Field(expression, declared));
    return new Resource(function, what, describe, all, create, delete);
  }

  Resource compare(String expression, String declared) {
    return compare(expression, Word.of(declared));
  }

  /** A number, which the API leaves out if it is 0. */
  Resource compare(String expression, long declared) {
    return compare(expression + ".yesno(no=0)", Long.toString(declared));
  }

  /** A flag, which the API may leave out if it is off. */
  Resource compare(String expression, boolean declared) {
    return compare(expression + ".yesno(no=False)", declared ? "True" : "False");
  }

  Resource createdBy(Command command) {
    return new Resource(function, what, describe, fields, Optional.of(command), delete);
  }

  Resource deletedBy(Command command) {
    return new Resource(function, what, describe, fields, create, Optional.of(command));
  }

  /** For the templates. */
  Map<String, Object> model() {
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("function", function);
    model.put("what", what);
    model.put("describe", describe.model());
    model.put("fields", fields.stream().map(Field::model).toList());
    create.ifPresent(command -> model.put("create", command.model()));
    delete.ifPresent(command -> model.put("delete", command.model()));
    return Collections.unmodifiableMap(model);
  }

  /** Something that is declared and can be read back. */
  record Field(String expression, Word declared) {
    Map<String, Object> model() {
      return Map.of("expression", expression, "declared", declared.model());
    }
  }
}
