package dev.chartwright.generator.write;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What changes between two versions of a file, as {@code diff -u} and version control show it. */
public final class UnifiedDiff {
  private static final int CONTEXT = 3;
  private static final String NO_FILE = "/dev/null";

  private UnifiedDiff() {}

  /**
   * The changes of one file.
   *
   * @param path as it is shown
   * @param before its content; empty if it is new
   * @param after its content; empty if it is removed
   */
  public static String between(String path, Optional<byte[]> before, Optional<byte[]> after) {
    Optional<List<String>> left = lines(before.orElse(new byte[0]));
    Optional<List<String>> right = lines(after.orElse(new byte[0]));
    if (left.isEmpty() || right.isEmpty()) {
      return "Binary file " + path + " differs\n";
    }
    String leftName = before.isPresent() ? "a/" + path : NO_FILE;
    String rightName = after.isPresent() ? "b/" + path : NO_FILE;
    List<String> diff =
        UnifiedDiffUtils.generateUnifiedDiff(
            leftName, rightName, left.get(), DiffUtils.diff(left.get(), right.get()), CONTEXT);
    if (diff.isEmpty()) {
      return "--- " + leftName + "\n+++ " + rightName + "\n";
    }
    return String.join("\n", diff) + "\n";
  }

  /** The lines of a text, or nothing when the bytes are no text. */
  private static Optional<List<String>> lines(byte[] content) {
    String text;
    try {
      text = UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException binary) {
      return Optional.empty();
    }
    if (text.indexOf('\0') >= 0) {
      return Optional.empty();
    }
    List<String> lines = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
    String last = lines.remove(lines.size() - 1);
    if (!last.isEmpty()) {
      lines.add(last + "\n\\ No newline at end of file");
    }
    return Optional.of(lines);
  }
}
