package dev.chartwright.generator.write;

import static dev.chartwright.generator.rule.ChartRules.GEN_07;

import dev.chartwright.generator.file.FileTree;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import dev.chartwright.problem.Rule;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Paths that cannot all be written, or not everywhere, found before any disk is looked at. */
final class PathClashes {
  static final Rule RULE = GEN_07;

  /** Names that we keep our own records under, all in lower case. */
  static final Set<String> OURS = Set.of(Ownership.FILE, Transaction.FOLDER, FolderLock.FILE);

  private final List<Finding> problems = new ArrayList<>();

  private PathClashes() {}

  static List<Finding> in(FileTree tree) {
    PathClashes clashes = new PathClashes();
    Map<String, String> spellings = new HashMap<>();
    for (String path : tree.paths()) {
      clashes.checkName(path);
      for (int end = 0; end >= 0; ) {
        end = path.indexOf('/', end + 1);
        String prefix = end < 0 ? path : path.substring(0, end);
        String known = spellings.putIfAbsent(prefix.toLowerCase(Locale.ROOT), prefix);
        if (known != null && !known.equals(prefix)) {
          clashes.problems.add(
              error(path, "'" + prefix + "' and '" + known + "' differ only by case")
                  .fixedBy("spell both alike, or give one of them another name"));
        }
        if (end >= 0 && tree.contains(prefix)) {
          clashes.problems.add(
              error(path, "'" + prefix + "' would be a file and a folder at once")
                  .because("no file system can hold both"));
        }
      }
    }
    return clashes.problems;
  }

  private void checkName(String path) {
    String first = path.contains("/") ? path.substring(0, path.indexOf('/')) : path;
    if (OURS.contains(first.toLowerCase(Locale.ROOT))) {
      problems.add(
          error(path, "'" + first + "' is a name that Chartwright keeps its own records under")
              .because(
                  "the file would be mistaken for the list of generated files, or replace it"));
    }
    if (path.chars().anyMatch(Character::isISOControl)) {
      problems.add(
          error(
                  path.replaceAll("\\p{Cntrl}", "?"),
                  "the path has a control character, such as a line break, shown here as '?'")
              .because(
                  "the list of generated files has one line for each file, and many tools fail on such names")
              .fixedBy("take the character out of the name"));
      return;
    }
    try {
      Path unused = Path.of(path);
    } catch (InvalidPathException unsupported) {
      problems.add(
          error(path, "this system cannot have a file of that name: " + unsupported.getReason())
              .because("the file cannot be created")
              .fixedBy(
                  "use plain letters, digits, '-', '_' and '.' in names, or set a UTF-8 locale"));
    }
  }

  private static Finding error(String path, String what) {
    return Finding.error(RULE, Place.ofFile(path), what);
  }
}
