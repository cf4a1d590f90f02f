package dev.chartwright.chart;

/**
 * A paragraph of {@code NOTES.txt}; its text may hold tokens.
 *
 * @param when it is shown only then
 */
public record Note(Condition when, String text) {}
