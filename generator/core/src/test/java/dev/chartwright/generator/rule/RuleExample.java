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
import java.util.stream.Stream;

/**
 * The example of a rule, and how it is run: Java of a fleet or of a chart, commands, or files that
 * are put into the chart {@code example} of the test resources.
 */
record RuleExample(Rule rule) {
  private static final Pattern SECTION =
      Pattern.compile(
          "(?m)^# (file|before|after): (\\S+)\\n((?:(?!# (?:file|before|after): ).*\\n?)*)");
  private static final String GONE = "# The file is gone.\n";

  boolean isFleet() {
    return text().startsWith("// fleet\n");
  }

  boolean isChartCode() {
    return text().startsWith("// chart\n");
  }

  boolean isCommands() {
    return text().startsWith("$ ");
  }

  boolean isUpgrade() {
    return Pattern.compile("(?m)^# (before|after): ").matcher(text()).find();
  }

  boolean isTemplate() {
    return !isFleet() && !isChartCode() && !isCommands() && !isUpgrade();
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
