package dev.chartwright.generator.yaml;

/** A text that is not acceptable YAML: where, and why, in one sentence. */
public final class InvalidYamlException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int line;
  private final int column;

  InvalidYamlException(int line, int column, String message) {
    super("line " + line + ", column " + column + ": " + message);
    this.line = line;
    this.column = column;
  }

  /** The line of the offence, from 1. */
  public int line() {
    return line;
  }

  /** The column of the offence, from 1. */
  public int column() {
    return column;
  }
}
