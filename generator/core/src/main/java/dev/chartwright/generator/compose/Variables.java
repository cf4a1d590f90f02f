package dev.chartwright.generator.compose;

import dev.chartwright.prover.Environment;
import dev.chartwright.prover.SecretReference;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;

/** Environment variables of containers. */
final class Variables {
  private Variables() {}

  static EnvVar variable(String name, String text) {
    return new EnvVarBuilder().withName(name).withValue(text).build();
  }

  /** From a key of a Secret, whose name may be a token. */
  static EnvVar fromSecret(String name, String secret, String key) {
    return new EnvVarBuilder()
        .withName(name)
        .withNewValueFrom()
        .withNewSecretKeyRef()
        .withName(secret)
        .withKey(key)
        .endSecretKeyRef()
        .endValueFrom()
        .build();
  }

  /** The whole CPUs of the container's limit. */
  static EnvVar ofCpuLimit(String name) {
    return new EnvVarBuilder()
        .withName(name)
        .withNewValueFrom()
        .withNewResourceFieldRef()
        .withResource("limits.cpu")
        .withDivisor(new Quantity("1"))
        .endResourceFieldRef()
        .endValueFrom()
        .build();
  }

  /** Replaces variables by those of the model with the same name, and keeps the order. */
  static List<EnvVar> overridden(List<EnvVar> variables, Environment model) {
    return variables.stream().map(variable -> overridden(variable, model)).toList();
  }

  static List<String> names(List<EnvVar> variables) {
    return variables.stream().map(EnvVar::getName).toList();
  }

  private static EnvVar overridden(EnvVar variable, Environment model) {
    String name = variable.getName();
    String text = model.literals().get(name);
    if (text != null) {
      return variable(name, text);
    }
    SecretReference secret = model.secrets().get(name);
    return secret != null ? fromSecret(name, secret.name(), secret.key()) : variable;
  }
}
