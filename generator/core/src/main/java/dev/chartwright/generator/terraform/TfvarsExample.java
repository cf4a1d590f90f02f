package dev.chartwright.generator.terraform;

import dev.chartwright.generator.infrastructure.Infrastructure;

/** {@code terraform.tfvars.example}: every input, those with a default commented out. */
final class TfvarsExample {
  private TfvarsExample() {}

  static String of(Infrastructure infrastructure) {
    Body.Builder file =
        Body.builder()
            .remark("Copy this file to terraform.tfvars. Values in comments are the defaults.");
    for (Variable variable : Variables.of(infrastructure)) {
      if (variable.defaultValue().isEmpty()) {
        file.comment(variable.description()).set(variable.name(), placeholder(variable));
      } else {
        Body.Builder setting =
            Body.builder().set(variable.name(), variable.defaultValue().orElseThrow());
        file.remark(variable.description() + "\n" + HclWriter.text(setting.build()));
      }
    }
    return HclWriter.text(file.build());
  }

  /** {@code project_id} is {@code my-project-id}. */
  private static String placeholder(Variable variable) {
    return "my-" + variable.name().replace('_', '-');
  }
}
