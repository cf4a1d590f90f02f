package dev.chartwright.generator.rule;

import dev.chartwright.generator.file.FileTree;
import dev.chartwright.problem.Rule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The example of a rule, and how it is run: Java of a fleet or of a chart, files that are put into
 * the chart {@code example} of the test resources, or files of a generated chart.
 */
record RuleExample(Rule rule) {
  private static final Pattern SECTION =
      Pattern.compile(
          "(?m)^# (file|before|after|generated|edited|own|beside): (\\S+)\\n"
              + "((?:(?!# (?:file|before|after): ).*\\n?)*)");
  private static final String GONE = "# The file is gone.\n";

  boolean isFleet() {
    return text().startsWith("// fleet\n");
  }

  boolean isChartCode() {
    return text().startsWith("// chart\n");
  }

  /** Whether a wrong generator would write the lines. */
  boolean isGenerated() {
    return text().startsWith("# generated: ");
  }

  /** Whether somebody has edited the output. */
  boolean isEdited() {
    return text().startsWith("# edited: ");
  }

  /** Whether somebody has put a file beside the output. */
  boolean isBeside() {
    return text().startsWith("# beside: ");
  }

  /** Whether the output folder holds something else than what was generated. */
  boolean isOutput() {
    return isEdited() || isBeside() || text().startsWith("# own: ");
  }

  boolean isUpgrade() {
    return Pattern.compile("(?m)^# (before|after): ").matcher(text()).find();
  }

  boolean isTemplate() {
    return !isFleet() && !isChartCode() && !isGenerated() && !isOutput() && !isUpgrade();
  }

  String code() {
    return text().substring(text().indexOf('\n') + 1).strip();
  }

  /** The chart with the files of the example. */
  FileTree chart() {
    return SECTION.matcher(text()).find()
        ? with("file", base())
        : put(base(), "templates/example.yaml", text());
  }

  FileTree before() {
    return with("before", base());
  }

  FileTree after() {
    FileTree next =
        put(
            base(),
            "Chart.yaml",
            base().text("Chart.yaml").replace("version: 1.0.0", "version: 2.0.0"));
    return with("after", next);
  }

  /** The generated files with other lines in one of them. */
  FileTree changed(FileTree generated) {
    Matcher section = section();
    return put(
        generated, section.group(2), changed(generated.text(section.group(2)), section.group(3)));
  }

  /** Does to an output folder what the example tells. */
  void disturb(Path folder) throws IOException {
    Matcher section = section();
    Path file = folder.resolve(section.group(2));
    if (section.group(1).equals("edited")) {
      Files.writeString(file, changed(Files.readString(file), section.group(3)));
    } else {
      Files.createDirectories(file.getParent());
      Files.writeString(file, section.group(3));
    }
  }

  private Matcher section() {
    Matcher section = SECTION.matcher(text());
    if (!section.find()) {
      throw new AssertionError("the example of " + rule + " names no file");
    }
    return section;
  }

  /** A text with the line that begins with + instead of the one that begins with -. */
  private static String changed(String text, String lines) {
    String before = marked('-', lines);
    if (!text.contains(before)) {
      throw new AssertionError("the generated file does not have " + before + " but is\n" + text);
    }
    return text.replace(before, marked('+', lines));
  }

  private static String marked(char mark, String lines) {
    return lines
        .lines()
        .filter(line -> line.charAt(0) == mark)
        .map(line -> line.substring(1))
        .collect(Collectors.joining("\n"));
  }

  private FileTree with(String version, FileTree chart) {
    FileTree files = chart;
    Matcher section = SECTION.matcher(text());
    while (section.find()) {
      String path = section.group(2);
      if (section.group(1).equals(version) && !section.group(3).equals(GONE)) {
        files = put(files, path, section.group(3));
      }
    }
    return files;
  }

  private String text() {
    return rule.example();
  }

  private static FileTree put(FileTree files, String path, String text) {
    return files.only(each -> !each.equals(path)).with(path, text);
  }

  static FileTree base() {
    try {
      Path root = Path.of(RuleExample.class.getResource("/charts/example").toURI());
      FileTree.Builder files = FileTree.builder();
      try (Stream<Path> paths = Files.walk(root)) {
        for (Path path : paths.filter(Files::isRegularFile).toList()) {
          files.add(root.relativize(path).toString().replace('\\', '/'), Files.readAllBytes(path));
        }
      }
      return files.build();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (URISyntaxException failure) {
      throw new IllegalStateException(failure);
    }
  }

  @Override
  public String toString() {
    return rule.id();
  }
}
