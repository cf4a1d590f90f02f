package dev.chartwright.generator.gotemplate;

import dev.chartwright.generator.space.ValuePath;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The blocks of one template file.
 *
 * @param nodes the branches and named templates, in the order of their openings; none if the blocks
 *     do not match, which Helm refuses
 * @param inclusions the places that include named templates
 * @param failures the calls of {@code fail} that stand in a branch
 * @param executesText whether it executes a text as a template, or a file with something else than
 *     its own context
 * @param isBalanced whether every block has its end
 */
record TemplateBlocks(
    List<BranchNode> nodes,
    List<Inclusion> inclusions,
    List<Failure> failures,
    boolean executesText,
    boolean isBalanced) {
  private static final Set<String> BRANCHING = Set.of("if", "with", "range");
  private static final Set<String> DEFINING = Set.of("define", "block");
  private static final Set<String> REBINDING = Set.of("with", "range");
  private static final Set<String> INCLUDING = Set.of("include", "template", "block");
  private static final String FAIL = "fail";

  /**
   * A place that includes a named template.
   *
   * @param from the named template that it is in; empty in a file
   * @param name what is included; empty if it is computed
   * @param passesRoot whether it passes the {@code $} of its own template on
   */
  record Inclusion(String from, String name, boolean passesRoot) {}

  /**
   * A call of {@code fail}.
   *
   * @param branch what it stands in
   * @param action where it stands
   */
  record Failure(BranchNode branch, TemplateScanner.Span action) {}

  /** A block that is open. */
  private record Block(
      String word, String condition, BranchNode node, Optional<BranchNode> around, String name) {
    static Block of(String word, BranchNode node) {
      return new Block(word, node.branch().condition(), node, node.around(), node.name());
    }

    /** The same block with another branch open. */
    Block with(BranchNode other) {
      return new Block(word, condition, other, around, name);
    }
  }

  /**
   * Reads a file.
   *
   * @param firstNumber the number of its first node
   */
  static TemplateBlocks of(String file, String text, int firstNumber) {
    return new Reader(file, text, firstNumber).read();
  }

  /** What a text that Helm may execute as a template includes; nobody knows its context. */
  static List<Inclusion> ofText(String text) {
    List<Inclusion> inclusions = new ArrayList<>();
    for (TemplateAction action : TemplateAction.in(text)) {
      List<String> tokens = action.tokens();
      for (int i = 0; i + 1 < tokens.size(); i++) {
        if (INCLUDING.contains(tokens.get(i))) {
          inclusions.add(new Inclusion("", text(tokens.get(i + 1)), false));
        }
      }
    }
    return inclusions;
  }

  private static final class Reader {
    private final String file;
    private final String text;
    private final int firstNumber;
    private final List<BranchNode> nodes = new ArrayList<>();
    private final List<Inclusion> inclusions = new ArrayList<>();
    private final List<Failure> failures = new ArrayList<>();
    private final Deque<Block> open = new ArrayDeque<>();
    private boolean executesText;

    Reader(String file, String text, int firstNumber) {
      this.file = file;
      this.text = text;
      this.firstNumber = firstNumber;
    }

    TemplateBlocks read() {
      boolean isBalanced = true;
      int line = 1;
      int counted = 0;
      for (TemplateScanner.Span span : TemplateScanner.spans(text)) {
        line += (int) text.substring(counted, span.start()).chars().filter(c -> c == '\n').count();
        counted = span.start();
        List<String> tokens =
            span.isComment()
                ? List.of()
                : TemplateScanner.tokens(text.substring(span.from(), span.to()));
        if (!tokens.isEmpty()) {
          isBalanced &= read(span, line, tokens);
        }
      }
      isBalanced &= open.isEmpty();
      return new TemplateBlocks(
          isBalanced ? List.copyOf(nodes) : List.of(),
          List.copyOf(inclusions),
          isBalanced ? List.copyOf(failures) : List.of(),
          executesText,
          isBalanced);
    }

    /** Reads an action; false if it ends a block that has not begun. */
    private boolean read(TemplateScanner.Span span, int line, List<String> tokens) {
      String word = tokens.get(0);
      Optional<BranchNode> around = Optional.ofNullable(open.peek()).map(Block::node);
      String name = open.isEmpty() ? "" : open.peek().name();
      include(tokens, name);
      executesText |= tokens.contains("tpl");
      if (fails(tokens)) {
        around.ifPresent(each -> failures.add(new Failure(each, span)));
      }
      TemplateBranch branch =
          new TemplateBranch(file, line, words(text.substring(span.from(), span.to())));
      if (BRANCHING.contains(word)) {
        open.push(Block.of(word, node(branch, around, name, false, span, reads(tokens))));
      } else if (DEFINING.contains(word) && tokens.size() > 1) {
        String defined = text(tokens.get(1));
        open.push(Block.of(word, node(branch, Optional.empty(), defined, true, span, Set.of())));
      } else if (word.equals("else") || word.equals("end")) {
        if (open.isEmpty()) {
          return false;
        }
        Block block = open.pop();
        if (word.equals("else")) {
          Set<ValuePath> reads = new LinkedHashSet<>(block.node().reads());
          reads.addAll(reads(tokens));
          TemplateBranch other =
              tokens.size() > 1
                  ? branch
                  : new TemplateBranch(file, line, "else of " + block.condition());
          open.push(block.with(node(other, block.around(), block.name(), false, span, reads)));
        }
      }
      return true;
    }

    private BranchNode node(
        TemplateBranch branch,
        Optional<BranchNode> around,
        String name,
        boolean isNamed,
        TemplateScanner.Span opening,
        Set<ValuePath> reads) {
      BranchNode node =
          new BranchNode(firstNumber + nodes.size(), branch, around, name, isNamed, opening, reads);
      nodes.add(node);
      return node;
    }

    private void include(List<String> tokens, String from) {
      for (int i = 0; i + 1 < tokens.size(); i++) {
        if (!INCLUDING.contains(tokens.get(i))) {
          continue;
        }
        String name = tokens.get(i + 1);
        boolean isComputed = !name.startsWith("\"") && !name.startsWith("`");
        int operand = isComputed ? behind(tokens, i + 1) : i + 2;
        String passed = operand < tokens.size() ? tokens.get(operand) : "";
        boolean passesRoot = passed.equals("$") || (passed.equals(".") && !isRebound());
        // A file that is included by its path has no name that is watched.
        boolean isFile =
            isComputed
                && tokens.subList(i + 1, operand).stream()
                    .anyMatch(each -> each.endsWith(".BasePath"));
        if (isFile) {
          executesText |= !passesRoot;
        } else {
          inclusions.add(new Inclusion(from, isComputed ? "" : text(name), passesRoot));
        }
      }
    }

    /** Whether the dot is something else than at the start of the file or named template. */
    private boolean isRebound() {
      for (Block block : open) {
        if (DEFINING.contains(block.word())) {
          return false;
        }
        // What stands in an else sees the dot from outside, which counts as rebound all the same.
        if (REBINDING.contains(block.word())) {
          return true;
        }
      }
      return false;
    }
  }

  /** The values that an action reads by their paths. */
  private static Set<ValuePath> reads(List<String> tokens) {
    Set<ValuePath> reads = new LinkedHashSet<>();
    for (String token : tokens) {
      TemplateAction.valueKeys(token)
          .filter(keys -> !keys.isEmpty())
          .ifPresent(keys -> reads.add(new ValuePath(keys)));
    }
    return reads;
  }

  /** Whether an action does nothing but fail. */
  private static boolean fails(List<String> tokens) {
    int place = tokens.indexOf(FAIL);
    return place == 0 || (place > 0 && tokens.get(place - 1).equals("|") && !tokens.contains("("));
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

  private static String text(String token) {
    return TemplateAction.text(token).orElse(token);
  }

  private static String words(String action) {
    String text = action.strip();
    String whole = text.endsWith("-") ? text.substring(0, text.length() - 1) : text;
    return whole.strip().replaceAll("\\s+", " ");
  }
}
