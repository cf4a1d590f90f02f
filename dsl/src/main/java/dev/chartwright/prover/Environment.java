package dev.chartwright.prover;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Environment variables that a user adds to a container, in the order declared.
 *
 * @param literals variables with their text, which everyone who can read the chart can read
 * @param secrets variables that come from Secrets
 */
public record Environment(Map<String, String> literals, Map<String, SecretReference> secrets) {
  public Environment {
    literals = Collections.unmodifiableMap(new LinkedHashMap<>(literals));
    secrets = Collections.unmodifiableMap(new LinkedHashMap<>(secrets));
  }

  public static Environment empty() {
    return new Environment(Map.of(), Map.of());
  }

  public Environment with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(literals);
    more.put(name, value);
    return new Environment(more, secrets);
  }

  public Environment with(String name, SecretReference secret) {
    Map<String, SecretReference> more = new LinkedHashMap<>(secrets);
    more.put(name, secret);
    return new Environment(literals, more);
  }
}
