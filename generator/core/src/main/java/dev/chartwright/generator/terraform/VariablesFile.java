package dev.chartwright.generator.terraform;

import dev.chartwright.generator.infrastructure.Infrastructure;

/** {@code variables.tf}: the inputs, and what follows from them. */
final class VariablesFile {
  private VariablesFile() {}

  static Body of(Infrastructure infrastructure) {
    Body.Builder file = Body.builder();
    for (Variable variable : Variables.of(infrastructure)) {
      file.block("variable", variable.name(), variable.body());
    }
    return file.block(
            "locals",
            Body.builder()
                .comment("The region of a zone, or the region itself.")
                .set("region", Expression.code("replace(var.location, \"/-[a-z]$/\", \"\")")))
        .build();
  }
}
