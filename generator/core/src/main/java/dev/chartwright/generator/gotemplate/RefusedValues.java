package dev.chartwright.generator.gotemplate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * The actions that read values only to refuse them, because they have other names now: a condition
 * below which nothing is done but to fail.
 */
public final class RefusedValues {
  private static final String FAIL = "fail";
  private static final Set<String> OPENING = Set.of("if", "with", "range", "define", "block");

  private RefusedValues() {}

  /** A block that is open, and what was read in its conditions. */
  private static final class Block {
    private final List<TemplateAction> actions = new ArrayList<>();
    private final boolean isCondition;
    private boolean fails;
    private boolean doesMore;

    Block(boolean isCondition) {
      this.isCondition = isCondition;
    }
  }

  /** Those of a template; compared by identity. */
  public static Set<TemplateAction> in(List<TemplateAction> actions) {
    Set<TemplateAction> refusing = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Block> open = new ArrayDeque<>();
    for (TemplateAction action : actions) {
      String word = action.tokens().get(0);
      if (action.tokens().contains(FAIL)) {
        refusing.add(action);
        open.forEach(block -> block.fails = true);
      } else if (OPENING.contains(word)) {
        Block block = new Block(word.equals("if") || word.equals("with"));
        block.actions.add(action);
        open.push(block);
      } else if (word.equals("else") && !open.isEmpty()) {
        open.peek().actions.add(action);
      } else if (word.equals("end") && !open.isEmpty()) {
        Block block = open.pop();
        if (block.isCondition && block.fails && !block.doesMore) {
          refusing.addAll(block.actions);
        }
      } else if (!word.startsWith("$")) {
        open.forEach(block -> block.doesMore = true);
      }
    }
    return refusing;
  }
}
