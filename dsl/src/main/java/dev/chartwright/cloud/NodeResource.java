package dev.chartwright.cloud;

/** A resource of which a node has a limited amount. */
public enum NodeResource {
  MEMORY("memory"),
  CPU("CPU"),
  STORAGE("ephemeral storage"),
  PODS("the number of pods");

  private final String text;

  NodeResource(String text) {
    this.text = text;
  }

  /** The name in a sentence, such as {@code memory}. */
  @Override
  public String toString() {
    return text;
  }
}
