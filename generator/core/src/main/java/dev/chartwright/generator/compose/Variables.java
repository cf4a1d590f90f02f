package dev.chartwright.generator.compose;

import dev.chartwright.prover.Environment;
import dev.chartwright.prover.SecretReference;
import dev.chartwright.workload.PodContainer;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

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

  /**
   * These variables, each replaced by the one of the model with the same name, and then the others
   * of the model.
   */
  static List<EnvVar> with(List<EnvVar> variables, Environment model) {
    List<EnvVar> all = new ArrayList<>();
    variables.forEach(variable -> all.add(overridden(variable, model)));
    Set<String> taken = variables.stream().map(EnvVar::getName).collect(Collectors.toSet());
    model
        .literals()
        .forEach(
            (name, text) -> {
              if (!taken.contains(name)) {
                all.add(variable(name, text));
              }
            });
    model
        .secrets()
        .forEach(
            (name, secret) -> {
              if (!taken.contains(name)) {
                all.add(fromSecret(name, secret.name(), secret.key()));
              }
            });
    return all;
  }

  /** A container with these variables. */
  static <T extends PodContainer<T>> T in(T container, List<EnvVar> variables) {
    T changed = container;
    for (EnvVar variable : variables) {
      changed =
          variable.getValueFrom() == null
              ? changed.env(variable.getName(), variable.getValue())
              : changed.env(variable.getName(), variable.getValueFrom());
    }
    return changed;
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
