package dev.chartwright.generator.rule.file;

import static dev.chartwright.generator.rule.ChartRules.CHA_06;
import static dev.chartwright.generator.rule.ChartRules.TPL_09;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.rule.check.FileCheck;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The text files of a chart: UTF-8, line ends {@code \n}, no trailing spaces, a final newline;
 * templates where lint sees them.
 */
public final class TextFileCheck implements FileCheck {
  private static final Pattern TEXT =
      Pattern.compile(
          "templates/.*|ci/.*|crds/.*|Chart\\.yaml|values\\.yaml|values\\.schema\\.json");
  private static final Pattern LINTED = Pattern.compile("templates/.*\\.(yaml|yml|tpl|txt)");

  @Override
  public List<Finding> check(ParsedChart chart) {
    List<Finding> problems = new ArrayList<>();
    chart
        .files()
        .files()
        .forEach(
            (path, content) -> {
              if (TEXT.matcher(path).matches()) {
                checkText(path, content, problems);
              }
              if (path.startsWith("templates/") && !LINTED.matcher(path).matches()) {
                problems.add(
                    Finding.error(
                            CHA_06, Place.ofFile(path), "it is neither .yaml nor .tpl nor .txt")
                        .because("Helm renders the file, but helm lint rejects it")
                        .fixedBy("name it .yaml, or move it out of templates/"));
              }
            });
    return problems;
  }

  private static void checkText(String path, byte[] content, List<Finding> problems) {
    String text;
    try {
      text = UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException malformed) {
      report(path, "it is not UTF-8", "encode it as UTF-8", problems);
      return;
    }
    if (text.startsWith("\uFEFF")) {
      report(path, "it begins with a byte order mark", "remove the mark", problems);
    }
    if (text.indexOf('\r') >= 0) {
      report(path, "it has carriage returns", "end lines with \\n only", problems);
    }
    if (!text.isEmpty() && !text.endsWith("\n")) {
      report(path, "its last line does not end", "end it with a newline", problems);
    }
    int number = 1;
    for (String line : text.lines().toList()) {
      if (line.endsWith(" ") || line.endsWith("\t")) {
        report(path + ":" + number, "the line has trailing spaces", "remove them", problems);
      }
      number++;
    }
  }

  private static void report(String path, String what, String fix, List<Finding> problems) {
    problems.add(Finding.error(TPL_09, Place.ofFile(path), what).fixedBy(fix));
  }
}
