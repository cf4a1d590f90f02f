package dev.chartwright.chart.tree;

/** Anything that stands for a {@link Node}: a node itself, or what becomes one. */
public interface Tree {
  Node node();
}
