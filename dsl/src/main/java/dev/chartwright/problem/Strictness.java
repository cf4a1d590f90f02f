package dev.chartwright.problem;

/** How strictly a {@link Rule} applies to third-party charts. */
public enum Strictness {
  /** A finding keeps its severity, wherever the chart comes from. */
  ALWAYS,
  /** An error is a warning when only other values than the chart's defaults cause it. */
  DEFAULTS_ONLY,
  /** An error is a warning: most clusters accept the chart as it is. */
  OWN_CHARTS,
  /** An error is a note: it is about the proof, and says nothing of the chart. */
  OWN_PROOFS
}
