package dev.chartwright.generator.gotemplate;

import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.space.ValuePath;
import dev.chartwright.generator.space.ValueSpace.Interaction;
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
import java.util.Set;

/**
 * Which values the templates of a chart read, and which of them decide about others, found in the
 * text of the templates. What the text does not tell plainly, a context that is passed on as a
 * whole or a name that is computed, counts as reading every value. Immutable.
 */
public final class ValueUse {
  private static final String THIS_FOLDER = "$.Template.BasePath";
  private static final Set<String> INCLUDING = Set.of("include", "template");
  private static final Set<String> OPENING = Set.of("if", "with", "range", "define", "block");
  private static final Set<String> REBINDING = Set.of("with", "range");
  private static final Set<String> CHANGING =
      Set.of("set", "unset", "merge", "mergeOverwrite", "mustMerge", "mustMergeOverwrite");

  private final Map<String, Reading> readings = new HashMap<>();
  private final Set<Interaction> interactions = new LinkedHashSet<>();
  private boolean changesValues;
  private boolean definesInManifests;

  private ValueUse() {}

  /** What one file or named template reads directly. */
  private static final class Reading {
    final Set<ValuePath> paths = new LinkedHashSet<>();
    final Set<String> included = new LinkedHashSet<>();

    /** What decides where each of the included is included. */
    final Map<String, Set<ValuePath>> conditions = new LinkedHashMap<>();

    /** Variables that hold a new map. */
    final Set<String> fresh = new HashSet<>();

    boolean everything;
  }

  /**
   * A block that is open.
   *
   * @param condition what its condition reads
   * @param included the named templates in its condition
   */
  private record Block(String word, Set<ValuePath> condition, Set<String> included) {}

  /** What an action reads. */
  private record Read(Set<ValuePath> paths, Set<String> included) {}

  /** Named templates that decide whether something shows. */
  private record Decision(Set<String> deciding, Read dependent) {}

  private final Set<Decision> decisions = new LinkedHashSet<>();

  public static ValueUse of(FileTree chart) {
    ValueUse use = new ValueUse();
    chart.paths().stream()
        .filter(path -> path.startsWith("templates/"))
        .forEach(path -> use.read(path, chart.text(path)));
    use.interactWithIncluded();
    return use;
  }

  /** Whether what a file renders to may depend on a value. */
  public boolean reads(String file, ValuePath value) {
    Reached reached = reached(file);
    return reached.everything() || reached.paths().stream().anyMatch(value::overlaps);
  }

  /** The values that a file or named template reads, with what it includes. */
  public Set<ValuePath> paths(String name) {
    return Collections.unmodifiableSet(reached(name).paths());
  }

  /** Values that decide whether or how others show, in the order of the text. */
  public Set<Interaction> interactions() {
    return Collections.unmodifiableSet(interactions);
  }

  /** Whether templates change maps in place, so that one may see what another has done. */
  public boolean changesValues() {
    return changesValues;
  }

  /** Whether a file that renders to objects also holds named templates. */
  public boolean definesInManifests() {
    return definesInManifests;
  }

  /** Everything that a file reads, with what it includes. */
  private record Reached(boolean everything, Set<ValuePath> paths) {}

  private final Map<String, Reached> reached = new HashMap<>();

  private Reached reached(String name) {
    return reached.computeIfAbsent(
        name,
        start -> {
          Set<ValuePath> paths = new LinkedHashSet<>();
          boolean everything = false;
          Set<String> seen = new HashSet<>(Set.of(start));
          Deque<String> open = new ArrayDeque<>(seen);
          while (!open.isEmpty()) {
            Reading reading = readings.get(open.pop());
            // A template of a library, which is not here to be read.
            everything |= reading == null || reading.everything;
            if (reading != null) {
              paths.addAll(reading.paths);
              reading.included.stream().filter(seen::add).forEach(open::push);
            }
          }
          return new Reached(everything, paths);
        });
  }

  private void read(String file, String text) {
    Reading reading = readings.computeIfAbsent(file, none -> new Reading());
    Deque<Block> blocks = new ArrayDeque<>();
    Deque<Reading> outer = new ArrayDeque<>();
    for (TemplateAction action : TemplateAction.in(text)) {
      List<String> tokens = action.tokens();
      String word = tokens.get(0);
      if (word.equals("end")) {
        if (!blocks.isEmpty() && List.of("define", "block").contains(blocks.pop().word())) {
          reading = outer.pop();
        }
        continue;
      }
      if (word.equals("else")) {
        if (tokens.size() > 1 && !blocks.isEmpty()) {
          Block block = blocks.pop();
          Set<ValuePath> condition = new LinkedHashSet<>(block.condition());
          Set<String> included = new LinkedHashSet<>(block.included());
          Read read = readAction(tokens, reading, blocks);
          condition.addAll(read.paths());
          included.addAll(read.included());
          blocks.push(new Block(block.word(), condition, included));
        }
        continue;
      }
      if ((word.equals("define") || word.equals("block")) && tokens.size() > 1) {
        definesInManifests |= !isPartial(file);
        outer.push(reading);
        String name = unquoted(tokens.get(1));
        reading.included.add(name);
        if (word.equals("define")) {
          reading.included.remove(name);
        }
        reading = readings.computeIfAbsent(name, none -> new Reading());
        blocks.push(new Block(word, Set.of(), Set.of()));
        continue;
      }
      Read read = readAction(tokens, reading, blocks);
      if (OPENING.contains(word)) {
        blocks.push(new Block(word, read.paths(), read.included()));
      }
    }
  }

  private Read readAction(List<String> tokens, Reading reading, Deque<Block> blocks) {
    Set<ValuePath> paths = new LinkedHashSet<>();
    Set<String> included = new LinkedHashSet<>();
    if (tokens.size() == 3 && tokens.get(1).equals(":=") && tokens.get(2).equals("dict")) {
      reading.fresh.add(tokens.get(0));
    }
    boolean rebound = blocks.stream().anyMatch(block -> REBINDING.contains(block.word()));
    for (int i = 0; i < tokens.size(); i++) {
      String token = tokens.get(i);
      if (INCLUDING.contains(token) && i + 1 < tokens.size()) {
        i = include(tokens, i + 1, reading, blocks, included);
      } else if (token.equals("tpl")) {
        reading.everything = true;
      } else if (token.equals("$") || (token.equals(".") && !rebound)) {
        reading.everything = true; // The context goes somewhere else as a whole.
      } else if (CHANGING.contains(token)) {
        changesValues |= !isFresh(tokens.subList(i + 1, tokens.size()), reading);
      } else {
        List<String> names = List.of(token.split("\\."));
        int root = token.contains(".") && !token.startsWith("\"") ? names.indexOf("Values") : -1;
        if (root >= 0 && root == names.size() - 1) {
          reading.everything = true;
        } else if (root >= 0) {
          paths.add(new ValuePath(names.subList(root + 1, names.size())));
        }
      }
    }
    reading.paths.addAll(paths);
    for (Block block : blocks) {
      interact(block.condition(), paths);
    }
    for (ValuePath one : paths) {
      interact(Set.of(one), paths);
    }
    Read read = new Read(paths, included);
    for (Block block : blocks) {
      if (!block.included().isEmpty()) {
        decisions.add(new Decision(block.included(), read));
      }
    }
    return read;
  }

  /** Whether the first operand is a map that the template has made itself. */
  private static boolean isFresh(List<String> operands, Reading reading) {
    return operands.toString().startsWith("[(, dict, )")
        || (!operands.isEmpty() && reading.fresh.contains(operands.get(0)));
  }

  /** Reads what follows the word of an inclusion; gives the index of its last token. */
  private static int include(
      List<String> tokens, int start, Reading reading, Deque<Block> blocks, Set<String> included) {
    int next = start;
    String name = "";
    if (tokens.get(next).startsWith("\"")) {
      name = unquoted(tokens.get(next));
    } else if (next + 4 <= tokens.size() - 1
        && tokens.subList(next, next + 2).equals(List.of("(", "print"))
        && tokens.get(next + 2).endsWith(THIS_FOLDER.substring(1))
        && tokens.get(next + 4).equals(")")) {
      name = "templates" + unquoted(tokens.get(next + 3));
      next += 4;
    }
    if (name.isEmpty()) {
      reading.everything = true;
      return next;
    }
    reading.included.add(name);
    included.add(name);
    Set<ValuePath> conditions =
        reading.conditions.computeIfAbsent(name, none -> new LinkedHashSet<>());
    blocks.forEach(block -> conditions.addAll(block.condition()));
    boolean context = next + 1 < tokens.size() && List.of(".", "$").contains(tokens.get(next + 1));
    return context ? next + 1 : next;
  }

  private void interactWithIncluded() {
    List<Reading> all = new ArrayList<>(readings.values());
    for (Reading reading : all) {
      reading.conditions.forEach((name, conditions) -> interact(conditions, reached(name).paths()));
    }
    for (Decision decision : decisions) {
      for (String deciding : decision.deciding()) {
        Set<ValuePath> conditions = reached(deciding).paths();
        interact(conditions, decision.dependent().paths());
        decision
            .dependent()
            .included()
            .forEach(included -> interact(conditions, reached(included).paths()));
      }
    }
  }

  private void interact(Set<ValuePath> conditions, Set<ValuePath> dependents) {
    for (ValuePath condition : conditions) {
      for (ValuePath dependent : dependents) {
        if (!condition.overlaps(dependent)) {
          interactions.add(new Interaction(condition, dependent));
        }
      }
    }
  }

  public static boolean isPartial(String file) {
    return file.substring(file.lastIndexOf('/') + 1).startsWith("_");
  }

  private static String unquoted(String token) {
    return TemplateAction.text(token).orElse(token);
  }
}
