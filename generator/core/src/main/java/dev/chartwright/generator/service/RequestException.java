package dev.chartwright.generator.service;

import dev.chartwright.problem.Suggestion;
import java.util.Collection;

/**
 * A request that cannot be done as it is asked. The message says why and what to ask instead, and
 * needs no stack trace.
 */
public final class RequestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RequestException(String message) {
    super(message);
  }

  public RequestException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * A word that is none of those that are known, with the nearest of them.
   *
   * @param word what was asked for
   * @param what what it should be, such as {@code a command}
   * @param known the words to choose from
   * @param otherwise what to do if no word is near
   */
  public static RequestException unknown(
      String word, String what, Collection<String> known, String otherwise) {
    return new RequestException(
        "'"
            + word
            + "' is not "
            + what
            + Suggestion.nearest(word, known)
                .map(near -> ": did you mean '" + near + "'?")
                .orElse(": " + otherwise));
  }
}
