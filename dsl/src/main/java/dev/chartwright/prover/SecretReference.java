package dev.chartwright.prover;

/**
 * A key of a Kubernetes Secret. A model holds references only, never what they refer to.
 *
 * @param name the Secret
 * @param key the key in it
 */
public record SecretReference(String name, String key) {
  public SecretReference {
    if (name == null || name.isBlank() || key == null || key.isBlank()) {
      throw new IllegalArgumentException(
          "a Secret reference needs a name and a key: " + name + "/" + key);
    }
  }

  @Override
  public String toString() {
    return name + "/" + key;
  }
}
