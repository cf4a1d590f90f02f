package dev.chartwright.companion.tip;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** Tells people what goes on, without saying the same in every round. Used by one thread. */
final class Report {
  private final Consumer<String> out;
  private final Set<String> told = new HashSet<>();

  Report(Consumer<String> out) {
    this.out = out;
  }

  void say(String line) {
    out.accept(line);
  }

  /** Says a line, but not again while nothing else of its kind is to be said. */
  void once(String kind, String line) {
    if (told.add(kind + line)) {
      told.removeIf(other -> other.startsWith(kind) && !other.equals(kind + line));
      out.accept(line);
    }
  }

  /** What this kind of line told is over: the next one is said, even if it is the same. */
  void over(String kind) {
    told.removeIf(other -> other.startsWith(kind));
  }
}
