package dev.chartwright.generator.gotemplate;

import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.space.ValuePath;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The branches of a chart's templates, and a copy of the templates that says which of them it
 * enters: each branch leaves its number in the context of the file that Helm renders, and each file
 * ends with a comment that lists the numbers. A branch that calls {@code fail} says its number in
 * the message instead. Neither changes what is rendered.
 *
 * <p>The context is at hand where {@code $} is the root. In a named template it is if everything
 * that includes it passes the root on; the branches of other named templates are not watched.
 * Immutable.
 */
public final class TemplateBranches {
  private static final Set<String> BRANCHING = Set.of("if", "with", "range");
  private static final Set<String> DEFINING = Set.of("define", "block");
  private static final Set<String> REBINDING = Set.of("with", "range");
  private static final Set<String> INCLUDING = Set.of("include", "template", "block");
  private static final Pattern TEMPLATES = Pattern.compile("(charts/[^/]+/)*templates/.*");
  private static final Pattern VALUES = Pattern.compile("(charts/[^/]+/)*values\\.yaml");
  private static final String NOTES = ".txt";
  private static final String FAIL = "fail";
  private static final String MARK = "chartwright-branch-";
  private static final String COMMENT = "# chartwright-branches ";
  private static final Pattern LIST = Pattern.compile("\n" + COMMENT + "([^\n]*)");
  private static final Pattern NUMBER = Pattern.compile(MARK + "([0-9]+)");

  /** A document of which nothing but the comment was left. */
  private static final Pattern EMPTY =
      Pattern.compile("---\n# Source: [^\n]*\n\\s*(?=---\n# Source: |\\z)");

  private final List<Node> nodes = new ArrayList<>();
  private final List<Inclusion> inclusions = new ArrayList<>();
  private final Map<String, String> marked = new HashMap<>();

  /** The named templates that a file includes, directly or not. */
  private final Set<String> included = new HashSet<>();

  /** Those whose {@code $} may be something else than the root. */
  private final Set<String> unwatched = new HashSet<>();

  /** Whether somebody may execute a template with something else than the root or a map. */
  private boolean isGuarded;

  private TemplateBranches() {}

  /** A branch, or a named template as a whole. */
  private static final class Node {
    private final int number;
    private final TemplateBranch branch;

    /** The branch or named template around it; nothing at the top of a file. */
    private final Node around;

    /** The named template that it is in, or is; empty in none. */
    private final String name;

    private final boolean isNamed;

    /** Behind the action that opens it. */
    private final TemplateScanner.Span opening;

    /** What is read in its condition, or in those that it is the alternative of. */
    private final Set<ValuePath> reads;

    private boolean fails;
    private boolean hasBranches;

    Node(
        int number,
        TemplateBranch branch,
        Node around,
        String name,
        boolean isNamed,
        TemplateScanner.Span opening,
        Set<ValuePath> reads) {
      this.reads = reads;
      this.number = number;
      this.branch = branch;
      this.around = around;
      this.name = name;
      this.isNamed = isNamed;
      this.opening = opening;
    }
  }

  /**
   * A place that includes a named template.
   *
   * @param from the named template that it is in; empty in a file
   * @param name what is included; empty if it is computed
   * @param passesRoot whether it passes the {@code $} of its own template on
   */
  private record Inclusion(String from, String name, boolean passesRoot) {}

  /** A block that is open. */
  private record Block(String word, String condition, Node node, Node around, String name) {
    static Block of(String word, Node node) {
      return new Block(word, node.branch.condition(), node, node.around, node.name);
    }

    /** The same block with another branch open. */
    Block with(Node other) {
      return new Block(word, condition, other, around, name);
    }
  }

  public static TemplateBranches of(FileTree chart) {
    TemplateBranches branches = new TemplateBranches();
    Map<String, List<Node>> files = new LinkedHashMap<>();
    for (String path : chart.files().keySet()) {
      if (TEMPLATES.matcher(path).matches()) {
        branches.read(path, chart.text(path)).ifPresent(nodes -> files.put(path, nodes));
      } else if (VALUES.matcher(path).matches()) {
        branches.readValues(chart.text(path));
      }
    }
    branches.follow();
    files.forEach((path, nodes) -> branches.mark(path, chart.text(path), nodes));
    return branches;
  }

  /** The nodes of a file; nothing if its blocks do not match, which Helm refuses. */
  private Optional<List<Node>> read(String file, String text) {
    List<Node> found = new ArrayList<>();
    Deque<Block> open = new ArrayDeque<>();
    int line = 1;
    int counted = 0;
    int first = nodes.size();
    for (TemplateScanner.Span span : TemplateScanner.spans(text)) {
      line += (int) text.substring(counted, span.start()).chars().filter(c -> c == '\n').count();
      counted = span.start();
      List<String> tokens =
          span.isComment()
              ? List.of()
              : TemplateScanner.tokens(text.substring(span.from(), span.to()));
      if (tokens.isEmpty()) {
        continue;
      }
      String word = tokens.get(0);
      Node around = open.isEmpty() ? null : open.peek().node();
      String name = open.isEmpty() ? "" : open.peek().name();
      include(tokens, name, open);
      isGuarded |= tokens.contains("tpl");
      if (fails(tokens) && around != null) {
        around.fails = true;
      }
      String condition = words(text.substring(span.from(), span.to()));
      if (BRANCHING.contains(word)) {
        Node node = node(file, line, condition, around, name, false, span, reads(tokens), found);
        open.push(Block.of(word, node));
      } else if (DEFINING.contains(word) && tokens.size() > 1) {
        String defined = unquoted(tokens.get(1));
        Node node = node(file, line, condition, null, defined, true, span, Set.of(), found);
        open.push(Block.of(word, node));
      } else if (word.equals("else") || word.equals("end")) {
        if (open.isEmpty()) {
          nodes.subList(first, nodes.size()).clear();
          return Optional.empty();
        }
        Block block = open.pop();
        if (word.equals("else")) {
          String other = tokens.size() > 1 ? condition : "else of " + block.condition();
          Set<ValuePath> reads = new LinkedHashSet<>(block.node().reads);
          reads.addAll(reads(tokens));
          open.push(
              block.with(
                  node(
                      file, line, other, block.around(), block.name(), false, span, reads, found)));
        }
      }
    }
    if (!open.isEmpty()) {
      nodes.subList(first, nodes.size()).clear();
      return Optional.empty();
    }
    return Optional.of(found);
  }

  private Node node(
      String file,
      int line,
      String condition,
      Node around,
      String name,
      boolean isNamed,
      TemplateScanner.Span opening,
      Set<ValuePath> reads,
      List<Node> found) {
    TemplateBranch branch = new TemplateBranch(file, line, condition);
    Node node = new Node(nodes.size(), branch, around, name, isNamed, opening, reads);
    for (Node outer = around; outer != null; outer = outer.around) {
      outer.hasBranches = true;
    }
    nodes.add(node);
    found.add(node);
    return node;
  }

  /** The values that an action reads by their paths. */
  private static Set<ValuePath> reads(List<String> tokens) {
    Set<ValuePath> reads = new LinkedHashSet<>();
    for (String token : tokens) {
      List<String> names = List.of(token.split("\\."));
      int root = token.startsWith("\"") ? -1 : names.indexOf("Values");
      if (root >= 0 && root < names.size() - 1) {
        reads.add(new ValuePath(names.subList(root + 1, names.size())));
      }
    }
    return reads;
  }

  /** Whether an action does nothing but fail. */
  private static boolean fails(List<String> tokens) {
    int place = tokens.indexOf(FAIL);
    return place == 0 || (place > 0 && tokens.get(place - 1).equals("|") && !tokens.contains("("));
  }

  private void include(List<String> tokens, String from, Deque<Block> open) {
    boolean isRebound = false;
    for (Block block : open) {
      if (DEFINING.contains(block.word())) {
        break;
      }
      // What stands in an else sees the dot from outside, which counts as rebound all the same.
      isRebound |= REBINDING.contains(block.word());
    }
    for (int i = 0; i + 1 < tokens.size(); i++) {
      if (!INCLUDING.contains(tokens.get(i))) {
        continue;
      }
      String name = tokens.get(i + 1);
      boolean isComputed = !name.startsWith("\"") && !name.startsWith("`");
      int operand = isComputed ? behind(tokens, i + 1) : i + 2;
      String passed = operand < tokens.size() ? tokens.get(operand) : "";
      boolean passesRoot = passed.equals("$") || (passed.equals(".") && !isRebound);
      // A file that is included by its path has no name that is watched.
      boolean isFile =
          isComputed
              && tokens.subList(i + 1, operand).stream()
                  .anyMatch(each -> each.endsWith(".BasePath"));
      if (isFile) {
        isGuarded |= !passesRoot;
      } else {
        inclusions.add(new Inclusion(from, isComputed ? "" : unquoted(name), passesRoot));
      }
    }
  }

  /** The index behind an operand, which may stand in parentheses. */
  private static int behind(List<String> tokens, int start) {
    int depth = 0;
    int place = start;
    do {
      depth += tokens.get(place).equals("(") ? 1 : tokens.get(place).equals(")") ? -1 : 0;
      place++;
    } while (depth > 0 && place < tokens.size());
    return place;
  }

  /** Values may be templates, of which nobody knows the context. */
  private void readValues(String text) {
    for (TemplateAction action : TemplateAction.in(text)) {
      List<String> tokens = action.tokens();
      for (int i = 0; i + 1 < tokens.size(); i++) {
        if (INCLUDING.contains(tokens.get(i))) {
          inclusions.add(new Inclusion("", unquoted(tokens.get(i + 1)), false));
        }
      }
    }
  }

  /** Follows the inclusions from the files on. */
  private void follow() {
    Set<String> names =
        nodes.stream()
            .filter(node -> node.isNamed)
            .map(node -> node.name)
            .collect(Collectors.toSet());
    boolean isGrowing = true;
    while (isGrowing) {
      isGrowing = false;
      for (Inclusion each : inclusions) {
        if (!each.from().isEmpty() && !included.contains(each.from())) {
          continue;
        }
        Set<String> targets = each.name().isEmpty() ? names : Set.of(each.name());
        isGrowing |= included.addAll(targets);
        if (!each.passesRoot() || unwatched.contains(each.from())) {
          isGrowing |= unwatched.addAll(targets);
        }
      }
    }
  }

  private boolean isWatched(Node node) {
    return !unwatched.contains(node.name);
  }

  private void mark(String path, String text, List<Node> found) {
    if (path.endsWith(NOTES)) {
      return;
    }
    StringBuilder copy = new StringBuilder();
    int copied = 0;
    for (Node node : found) {
      // An empty named template would count as a new one with a mark in it.
      if (isWatched(node) && (!node.isNamed || node.hasBranches)) {
        copy.append(text, copied, node.opening.end()).append(mark(node, text));
        copied = node.opening.end();
      }
    }
    copy.append(text, copied, text.length());
    if (!ValueUse.isPartial(path)) {
      copy.append(list(path));
    }
    marked.put(path, copy.toString());
  }

  /** Trims what follows as the action does behind which it stands. */
  private String mark(Node node, String text) {
    int end = node.opening.to();
    boolean trims = text.charAt(end - 1) == '-' && Character.isWhitespace(text.charAt(end - 2));
    String name = "\"" + MARK + node.number + "\"";
    String close = trims ? " -}}" : " }}";
    if (node.fails) {
      return "{{ fail " + name + close;
    }
    return isGuarded
        ? "{{ if kindIs \"map\" $ }}{{ with $.Template }}{{ $_ := set . "
            + name
            + " \"\" }}{{ end }}{{ end"
            + close
        : "{{ $_ := set $.Template " + name + " \"\"" + close;
  }

  /** What a file says at its end, unless another file includes it. */
  private static String list(String path) {
    return "{{ if kindIs \"map\" $ }}{{ with $.Template }}{{ if and (gt (len .) 2) (hasSuffix \"/"
        + path
        + "\" .Name) }}{{ print \"\\n"
        + COMMENT
        + "\" (omit . \"Name\" \"BasePath\" | keys | join \" \") }}{{ end }}{{ end }}{{ end }}";
  }

  /** The files of a chart, or some of them, with templates that say what they enter. */
  FileTree marked(FileTree files) {
    FileTree.Builder copy = FileTree.builder();
    files
        .files()
        .forEach(
            (path, content) -> {
              if (marked.containsKey(path)) {
                copy.add(path, marked.get(path));
              } else {
                copy.add(path, content);
              }
            });
    return copy.build();
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

  /**
   * Branches that were not entered although what is around them was.
   *
   * @param entered the numbers of what was entered
   */
  List<TemplateBranch> unreached(Set<Integer> entered) {
    return outermost(entered).map(node -> node.branch).toList();
  }

  private Stream<Node> outermost(Set<Integer> entered) {
    return nodes.stream()
        .filter(node -> !node.isNamed && isWatched(node) && !entered.contains(node.number))
        .filter(node -> node.around == null || entered.contains(node.around.number))
        .filter(node -> !node.branch.file().endsWith(NOTES));
  }

  /** For each of these branches the values that decide about it, its own condition last. */
  List<List<ValuePath>> deciding(Set<Integer> entered) {
    return outermost(entered).map(TemplateBranches::deciding).toList();
  }

  private static List<ValuePath> deciding(Node node) {
    Deque<ValuePath> paths = new ArrayDeque<>();
    for (Node each = node; each != null; each = each.around) {
      List<ValuePath> reads = new ArrayList<>(each.reads);
      Collections.reverse(reads);
      reads.forEach(
          path -> {
            if (!paths.contains(path)) {
              paths.addFirst(path);
            }
          });
    }
    return List.copyOf(paths);
  }

  /** Branches of which nobody knows whether they were entered. */
  List<TemplateBranch> unwatched() {
    return nodes.stream()
        .filter(node -> !node.isNamed && !isWatched(node) && included.contains(node.name))
        .map(node -> node.branch)
        .toList();
  }

  private static String words(String action) {
    String text = action.strip();
    String whole = text.endsWith("-") ? text.substring(0, text.length() - 1) : text;
    return whole.strip().replaceAll("\\s+", " ");
  }

  private static String unquoted(String token) {
    return token.length() > 1 && (token.startsWith("\"") || token.startsWith("`"))
        ? token.substring(1, token.length() - 1)
        : token;
  }
}
