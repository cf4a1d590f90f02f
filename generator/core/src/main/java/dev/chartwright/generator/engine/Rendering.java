package dev.chartwright.generator.engine;

/**
 * What Helm answers when it is asked to render a chart: the rendered text, or why there is none.
 */
public sealed interface Rendering permits Rendering.Rendered, HelmFailure {

  /**
   * A rendered chart.
   *
   * @param manifest all documents, hooks and tests included, each with its {@code # Source:}
   *     comment
   */
  public record Rendered(String manifest) implements Rendering {}
}
