package dev.chartwright.generator.prove;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Defects as they are written down in {@code mutants/*.txt}: blocks of lines, with an empty line
 * between them. The first line is the defect in words, the second the rule and the path of the
 * problem that tells of it, the third {@code in} and the file. Then come the text that is replaced
 * wherever it occurs, each line after a minus, and the text in its place, each line after a plus;
 * without the first, the text is appended, and without the second, whole lines go. Another {@code
 * in} changes another file. Lines with a {@code #} are headings.
 */
final class MutantTable {
  private MutantTable() {}

  /** The defects of a chart. */
  static List<Mutant> of(String chart) {
    return of(chart, chart);
  }

  /** What goes wrong when a chart is replaced by one with the defect. */
  static List<Mutant> ofUpgrade(String chart) {
    return of(chart, "upgrade-" + chart);
  }

  private static List<Mutant> of(String chart, String table) {
    String resource = "/mutants/" + table + ".txt";
    try (InputStream stream = MutantTable.class.getResourceAsStream(resource)) {
      return read(chart, new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException failure) {
      throw new UncheckedIOException(resource + " cannot be read", failure);
    }
  }

  static List<Mutant> read(String chart, String table) {
    List<Mutant> mutants = new ArrayList<>();
    List<String> block = new ArrayList<>();
    for (String line : (table + "\n\n").lines().toList()) {
      if (!line.isEmpty() && !line.startsWith("#")) {
        block.add(line);
      } else if (!block.isEmpty()) {
        mutants.add(mutant(chart, block));
        block.clear();
      }
    }
    return mutants;
  }

  private static Mutant mutant(String chart, List<String> block) {
    String problem = block.get(1);
    int space = problem.indexOf(' ');
    List<Mutant.Edit> edits = new ArrayList<>();
    int start = 2;
    for (int line = start + 1; line <= block.size(); line++) {
      if (line == block.size() || block.get(line).startsWith("in ")) {
        edits.add(edit(block.subList(start, line)));
        start = line;
      }
    }
    return new Mutant(
        block.get(0), chart, edits, problem.substring(0, space), problem.substring(space + 1));
  }

  private static Mutant.Edit edit(List<String> block) {
    String from = lines(block, "-");
    String to = lines(block, "+");
    boolean removesLines = to.isEmpty() && block.stream().noneMatch(line -> line.startsWith("+"));
    return new Mutant.Edit(
        block.get(0).substring("in ".length()),
        removesLines ? from + "\n" : from,
        from.isEmpty() ? to + "\n" : to);
  }

  private static String lines(List<String> block, String sign) {
    return block.stream()
        .filter(line -> line.startsWith(sign))
        .map(line -> line.substring(1))
        .collect(Collectors.joining("\n"));
  }
}
