package dev.chartwright.jkube;

import dev.chartwright.generator.Generator;
import dev.chartwright.generator.ThirdPartyChart;
import dev.chartwright.generator.chartfile.ChartReader;
import dev.chartwright.generator.file.FileTree;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What can be counted of a chart.
 *
 * @param folder of the chart
 * @param next folder of the chart of the next version of the project
 */
record MeasuredChart(Path folder, Path next) {
  private static final String NOT_RUN = "not run";

  /** The name of each aspect, with its value. */
  Map<String, String> aspects() throws IOException, InterruptedException {
    FileTree files = ChartReader.read(folder);
    Map<String, String> aspects = new LinkedHashMap<>();
    // JKube leaves the packed chart in the folder.
    List<String> texts = files.paths().stream().filter(path -> !path.endsWith(".gz")).toList();
    long lines = texts.stream().mapToLong(path -> files.text(path).lines().count()).sum();
    aspects.put("files, lines", texts.size() + ", " + lines);
    aspects.put("parameters in values, documented", parameters(files.text("values.yaml")));
    aspects.put("schema of the values", has("values.schema.json"));
    aspects.put("README", has("README.md"));
    aspects.put("notes after installation", has("templates/NOTES.txt"));
    for (String helm : List.of("helm", "helm4")) {
      Optional<Program> program = Program.find(helm);
      String version =
          program.isPresent() ? program.get().run(folder, "version", "--short").strip() : helm;
      String name = "`helm lint`, `helm template` (" + version.replaceFirst("\\+.*", "") + ")";
      aspects.put(name, program.isPresent() ? linted(program.get()) : NOT_RUN);
    }
    Optional<Program> helm = Program.find("helm");
    String manifest = helm.isPresent() ? rendered(helm.get(), "one") : "";
    aspects.put("objects", helm.isPresent() ? kinds(manifest) : NOT_RUN);
    aspects.put("two releases in one namespace", helm.isPresent() ? together(helm.get()) : NOT_RUN);
    aspects.put(
        "kube-score",
        helm.isPresent()
            ? judged("kube-score", manifest, "score", "--output-format", "ci")
            : NOT_RUN);
    aspects.put(
        "kube-linter",
        helm.isPresent() ? judged("kube-linter", manifest, "lint", "--format", "plain") : NOT_RUN);
    aspects.put(
        "`chartwright:verify`",
        counted(Generator.verify(ThirdPartyChart.of(files), List.of()).findings()));
    aspects.put(
        "upgrade to the next version, `chartwright:diff`",
        counted(Generator.diff(files, ChartReader.read(next)).asFindings()));
    return aspects;
  }

  private String has(String path) {
    return Files.exists(folder.resolve(path)) ? "yes" : "no";
  }

  /** A parameter is documented if a comment stands above it, or above the map that it is in. */
  private static String parameters(String values) {
    List<String> lines = values.lines().filter(line -> !line.isBlank()).toList();
    int all = 0;
    int documented = 0;
    List<Integer> above = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).matches("\\s*[\\w.\"'-]+:.*") || lines.get(i).strip().startsWith("#")) {
        continue;
      }
      int depth = indent(lines.get(i));
      above.removeIf(each -> each >= depth);
      if (i > 0 && lines.get(i - 1).strip().startsWith("#")) {
        above.add(depth);
      }
      boolean isLeaf = i + 1 == lines.size() || indentOfNext(lines, i) <= depth;
      if (isLeaf) {
        all++;
        documented += above.isEmpty() ? 0 : 1;
      }
    }
    return all + ", " + documented;
  }

  private static int indentOfNext(List<String> lines, int i) {
    return lines.subList(i + 1, lines.size()).stream()
        .filter(line -> !line.strip().startsWith("#"))
        .findFirst()
        .map(MeasuredChart::indent)
        .orElse(0);
  }

  private static int indent(String line) {
    return line.length() - line.stripLeading().length();
  }

  private String linted(Program helm) throws IOException, InterruptedException {
    String said = helm.run(folder, "lint", folder.toString());
    boolean isRendered = rendered(helm, "one").contains("kind: Deployment");
    return counted(said, "\\[ERROR]", "error")
        + ", "
        + counted(said, "\\[WARNING]", "warning")
        + (isRendered ? "; renders" : "; fails");
  }

  private String rendered(Program helm, String release) throws IOException, InterruptedException {
    return helm.run(folder, "template", release, folder.toString());
  }

  private static String kinds(String manifest) {
    return String.join(
        ", ",
        Pattern.compile("(?m)^kind: (\\w+)")
            .matcher(manifest)
            .results()
            .map(kind -> kind.group(1))
            .toList());
  }

  private String together(Program helm) throws IOException, InterruptedException {
    TreeSet<String> shared = new TreeSet<>(names(rendered(helm, "one")));
    shared.retainAll(names(rendered(helm, "two")));
    return shared.isEmpty() ? "yes" : "no, both have " + String.join(", ", shared);
  }

  private static List<String> names(String manifest) {
    return Pattern.compile("(?ms)^kind: (\\w+).*?^  name: \"?([\\w-]+)")
        .matcher(manifest)
        .results()
        .map(object -> object.group(1) + " " + object.group(2))
        .toList();
  }

  private String judged(String tool, String manifest, String... arguments)
      throws IOException, InterruptedException {
    Optional<Program> program = Program.find(tool);
    if (program.isEmpty()) {
      return NOT_RUN;
    }
    Path file = Files.writeString(Files.createTempFile("chart", ".yaml"), manifest);
    try {
      List<String> all = new ArrayList<>(List.of(arguments));
      all.add(file.toString());
      String said = program.get().run(folder, all.toArray(String[]::new));
      return tool.equals("kube-score")
          ? counted(said, "\\[CRITICAL]", "critical finding")
              + ", "
              + counted(said, "\\[WARNING]", "warning")
          : counted(said, "\\(check: ", "finding");
    } finally {
      Files.delete(file);
    }
  }

  private static String counted(List<Finding> findings) {
    List<String> counts = new ArrayList<>();
    for (Severity severity : List.of(Severity.ERROR, Severity.WARNING)) {
      List<String> rules =
          findings.stream()
              .filter(finding -> finding.severity() == severity)
              .map(finding -> finding.rule().id())
              .toList();
      String list = rules.isEmpty() ? "" : " (" + String.join(", ", new TreeSet<>(rules)) + ")";
      counts.add(plural(rules.size(), severity.name().toLowerCase(Locale.ROOT)) + list);
    }
    return String.join(", ", counts);
  }

  private static String counted(String text, String pattern, String what) {
    return plural(Pattern.compile(pattern).matcher(text).results().count(), what);
  }

  private static String plural(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }
}
