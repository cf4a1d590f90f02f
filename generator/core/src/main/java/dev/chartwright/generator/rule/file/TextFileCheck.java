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
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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
    return chart.files().files().entrySet().stream()
        .flatMap(file -> findings(file.getKey(), file.getValue()))
        .toList();
  }

  private static Stream<Finding> findings(String path, byte[] content) {
    Stream<Finding> ofText =
        TEXT.matcher(path).matches() ? ofText(path, content) : Stream.<Finding>empty();
    return path.startsWith("templates/") && !LINTED.matcher(path).matches()
        ? Stream.concat(ofText, Stream.of(unknown(path)))
        : ofText;
  }

  private static Finding unknown(String path) {
    return Finding.error(CHA_06, Place.ofFile(path), "it is neither .yaml nor .tpl nor .txt")
        .because("Helm renders the file, but helm lint rejects it")
        .fixedBy("name it .yaml, or move it out of templates/");
  }

  private static Stream<Finding> ofText(String path, byte[] content) {
    String text;
    try {
      text = UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException malformed) {
      return Stream.of(error(path, "it is not UTF-8", "encode it as UTF-8"));
    }
    List<String> lines = text.lines().toList();
    return Stream.of(
            when(
                text.startsWith("\uFEFF"),
                path,
                "it begins with a byte order mark",
                "remove the mark"),
            when(
                text.indexOf('\r') >= 0,
                path,
                "it has carriage returns",
                "end lines with \\n only"),
            when(
                !text.isEmpty() && !text.endsWith("\n"),
                path,
                "its last line does not end",
                "end it with a newline"),
            IntStream.range(0, lines.size())
                .filter(at -> lines.get(at).endsWith(" ") || lines.get(at).endsWith("\t"))
                .mapToObj(at -> path + ":" + (at + 1))
                .map(line -> error(line, "the line has trailing spaces", "remove them")))
        .flatMap(each -> each);
  }

  private static Stream<Finding> when(boolean isWrong, String path, String what, String fix) {
    return isWrong ? Stream.of(error(path, what, fix)) : Stream.empty();
  }

  private static Finding error(String path, String what, String fix) {
    return Finding.error(TPL_09, Place.ofFile(path), what).fixedBy(fix);
  }
}
