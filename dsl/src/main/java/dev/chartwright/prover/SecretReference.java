package dev.chartwright.prover;

import dev.chartwright.problem.Finding;
import dev.chartwright.problem.FleetDeclarationRules;
import dev.chartwright.problem.Place;
import java.util.Objects;
import java.util.Optional;

/**
 * A key of a Kubernetes Secret. A model holds references only, never what they refer to.
 *
 * @param name the Secret
 * @param key the key in it
 * @param invalid what is wrong with the reference; nothing for a valid one
 */
public record SecretReference(String name, String key, Optional<Finding> invalid) {
  public SecretReference {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(key, "key");
    if (invalid.isEmpty() && (name.isBlank() || key.isBlank())) {
      invalid =
          Optional.of(
              Finding.error(
                  FleetDeclarationRules.SECRET,
                  Place.ofCaller(""),
                  "a reference to a Secret has the name '" + name + "' and the key '" + key + "'"));
    }
  }

  public SecretReference(String name, String key) {
    this(name, key, Optional.empty());
  }

  @Override
  public String toString() {
    return name + "/" + key;
  }
}
