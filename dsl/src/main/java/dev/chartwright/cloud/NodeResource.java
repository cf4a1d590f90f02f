package dev.chartwright.cloud;

/** What a node has a limited amount of. */
public enum NodeResource {
  MEMORY("memory"),
  CPU("CPU"),
  STORAGE("ephemeral storage"),
  PODS("the number of pods");

  private final String text;

  NodeResource(String text) {
    this.text = text;
  }

  /** As a word in a sentence, such as {@code memory}. */
  @Override
  public String toString() {
    return text;
  }
}
