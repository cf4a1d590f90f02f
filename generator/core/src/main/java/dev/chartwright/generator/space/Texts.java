package dev.chartwright.generator.space;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Text that charts have stumbled over, and text of the shapes that patterns ask for. */
final class Texts {
  /** No length beyond this one is tried. */
  static final int LONGEST = 4096;

  /** Everything that can break out of a scalar of YAML or of an action of a template. */
  private static final String AWKWARD =
      "it's {{ .Values.x }} \"so\" \\ # : - & * ! | > % @ ` $(X) ${y}\nnext:\tline é 😀";

  /** What YAML takes for something else than text unless it is quoted. */
  private static final List<String> RETYPED = List.of("yes", "1e3", "0755", "null", "1.10", "~");

  private static final List<String> SHAPED =
      List.of(
          "other",
          "other-name",
          "other.example.com",
          "1",
          "10",
          "2.0.0",
          "v2",
          "8Gi",
          "500m",
          "45s",
          "1h30m",
          "5..17",
          "10.1.0.0/16",
          "/other",
          "https://example.com/other",
          "registry.example.com/team/other",
          "registry.example.com/team/other:2.0.0",
          "other@example.com",
          "Other",
          "OTHER_NAME",
          "sha256:" + "0123456789abcdef".repeat(4));

  /** A tag, or the reference of an image that ends with one. */
  private static final Pattern VERSIONED =
      Pattern.compile("([^\\s:]+(:\\d+/[^\\s:]+)?:)?v?\\d+(\\.\\d+)+[-\\w.]*");

  private Texts() {}

  /**
   * Candidates, of which a pattern will turn some down.
   *
   * @param near the default: what resembles it has the best chance to be allowed
   */
  static List<String> candidates(String near, int shortest, int longest) {
    List<String> all = new ArrayList<>(List.of(AWKWARD));
    // What people write in the place of a version.
    if (VERSIONED.matcher(near).matches()) {
      all.add(near.substring(0, near.lastIndexOf(':') + 1) + "latest");
    }
    all.addAll(RETYPED);
    all.addAll(relatives(near));
    all.addAll(SHAPED);
    all.add("a".repeat(Math.min(LONGEST, Math.max(1, shortest))));
    all.removeIf(text -> text.codePointCount(0, text.length()) > longest);
    return all;
  }

  /** The text with one digit or letter changed. */
  private static List<String> relatives(String text) {
    List<String> relatives = new ArrayList<>();
    for (int i = text.length() - 1; i >= 0 && relatives.size() < 4; i--) {
      char c = text.charAt(i);
      if (Character.isLetterOrDigit(c)) {
        char other = c == '9' || c == 'z' || c == 'Z' ? (char) (c - 1) : (char) (c + 1);
        relatives.add(text.substring(0, i) + other + text.substring(i + 1));
      }
    }
    return relatives;
  }

  /** Keys of maps. */
  static List<String> keys() {
    return List.of("key", "example.com/team", "yes", "1e3", "KEY_2", "a.b", AWKWARD);
  }
}
