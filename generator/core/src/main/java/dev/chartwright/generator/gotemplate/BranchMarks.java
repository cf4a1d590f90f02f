package dev.chartwright.generator.gotemplate;

import dev.chartwright.generator.chartfile.ParsedChart;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Marks in templates that say which branches were entered. Each branch leaves its number in the
 * context of the file that Helm renders, and each file ends with a comment that lists the numbers.
 * A call of {@code fail} begins its message with the number of its branch. Marks add no line.
 */
final class BranchMarks {
  private static final String NOTES = ".txt";
  private static final String FAIL = "fail";
  private static final String MARK = "chartwright-branch-";
  private static final String COMMENT = "# chartwright-branches ";
  private static final Pattern LIST = Pattern.compile("\n" + COMMENT + "([^\n]*)");
  private static final Pattern NUMBER = Pattern.compile(MARK + "([0-9]+)");
  private static final Pattern PREFIX = Pattern.compile(MARK + "[0-9]+ ?");

  /** A document of which nothing but the comment was left. */
  private static final Pattern EMPTY =
      Pattern.compile("---\n# Source: [^\n]*\n\\s*(?=---\n# Source: |\\z)");

  private BranchMarks() {}

  /**
   * A template with marks.
   *
   * @param isWatched the branches and named templates that get one
   * @param isGuarded whether somebody may execute it with something else than the root or a map
   */
  static String in(
      String path,
      String text,
      TemplateBlocks blocks,
      Predicate<BranchNode> isWatched,
      boolean isGuarded) {
    if (isNote(path)) {
      return text;
    }
    Set<Integer> parents = new TreeSet<>();
    for (BranchNode node : blocks.nodes()) {
      node.outwards().skip(1).forEach(outer -> parents.add(outer.number()));
    }
    Map<Integer, String> insertions = new TreeMap<>();
    for (BranchNode node : blocks.nodes()) {
      // An empty named template would count as a new one with a mark in it.
      if (isWatched.test(node) && (!node.isNamed() || parents.contains(node.number()))) {
        insertions.put(node.opening().end(), mark(node, text, isGuarded));
      }
    }
    for (TemplateBlocks.Failure failure : blocks.failures()) {
      BranchNode branch = failure.branch();
      if (insertions.containsKey(branch.opening().end())) {
        mark(failure, text, insertions);
      }
    }
    StringBuilder copy = new StringBuilder();
    int copied = 0;
    for (Map.Entry<Integer, String> insertion : insertions.entrySet()) {
      copy.append(text, copied, insertion.getKey()).append(insertion.getValue());
      copied = insertion.getKey();
    }
    copy.append(text, copied, text.length());
    return ValueUse.isPartial(path) ? copy.toString() : copy.append(list(path)).toString();
  }

  /** Whether a file renders to a text that Helm only shows, and that no mark may stand in. */
  static boolean isNote(String path) {
    return path.endsWith(NOTES);
  }

  private static String mark(BranchNode node, String text, boolean isGuarded) {
    String name = "\"" + MARK + node.number() + "\"";
    String close = close(node.opening(), text);
    return isGuarded
        ? "{{ if kindIs \"map\" $ }}{{ with $.Template }}{{ $_ := set . "
            + name
            + " \"\" }}{{ end }}{{ end"
            + close
        : "{{ $_ := set $.Template " + name + " \"\"" + close;
  }

  /** Trims what follows as the action does behind which a mark stands. */
  private static String close(TemplateScanner.Span action, String text) {
    int end = action.to();
    boolean trims = text.charAt(end - 1) == '-' && Character.isWhitespace(text.charAt(end - 2));
    return trims ? " -}}" : " }}";
  }

  /**
   * A message with the number; the number alone where it is not known which part is the message.
   */
  private static void mark(
      TemplateBlocks.Failure failure, String text, Map<Integer, String> insertions) {
    int number = failure.branch().number();
    int operand = failure.action().from() + FAIL.length();
    while (operand < failure.action().to() && Character.isWhitespace(text.charAt(operand))) {
      operand++;
    }
    int end = OfflineTemplate.operand(text, operand);
    if (text.startsWith(FAIL, failure.action().from())
        && operand < end
        && end <= failure.action().to()) {
      // Takes texts only, as fail does.
      insertions.put(operand, "(regexReplaceAllLiteral \"^\" ");
      insertions.put(end, " \"" + MARK + number + " \")");
    } else {
      TemplateScanner.Span opening = failure.branch().opening();
      insertions.put(opening.end(), "{{ fail \"" + MARK + number + "\"" + close(opening, text));
    }
  }

  /** What a file says at its end, unless another file includes it. */
  private static String list(String path) {
    // Helm calls the folder of a subchart by its alias.
    String own = ParsedChart.withoutSubcharts(path);
    return "{{ if kindIs \"map\" $ }}{{ with $.Template }}{{ if and (gt (len .) 2) (hasSuffix \"/"
        + own
        + "\" .Name) }}{{ print \"\\n"
        + COMMENT
        + "\" (omit . \"Name\" \"BasePath\" | keys | join \" \") }}{{ end }}{{ end }}{{ end }}";
  }

  /** The numbers that a rendered text or a message names. */
  static Set<Integer> numbers(String text) {
    Set<Integer> numbers = new TreeSet<>();
    Matcher number = NUMBER.matcher(text);
    while (number.find()) {
      numbers.add(Integer.parseInt(number.group(1)));
    }
    return numbers;
  }

  /** A rendered text as it is without marks. */
  static String plain(String text) {
    return text.contains(COMMENT)
        ? EMPTY.matcher(LIST.matcher(text).replaceAll("")).replaceAll("")
        : text;
  }

  /** The message of a call of {@code fail} as it is without marks; empty if it is not known. */
  static String message(String text) {
    return PREFIX.matcher(text).replaceAll("");
  }
}
