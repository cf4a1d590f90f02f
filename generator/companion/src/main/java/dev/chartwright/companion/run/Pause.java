package dev.chartwright.companion.run;

/** Why no run of the queue begins, by the command of the user that ends it. */
public enum Pause {
  /** Something failed, and somebody has to look. */
  RESET("reset"),
  /** Somebody wanted it. */
  RESUME("resume");

  private final String command;

  Pause(String command) {
    this.command = command;
  }

  public String command() {
    return command;
  }
}
