package dev.chartwright.generator.rule.file;

import static dev.chartwright.generator.rule.ChartRules.TPL_12;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.gotemplate.TemplateAction;
import dev.chartwright.generator.rule.check.FileCheck;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Files of a chart that its templates carry into the cluster by {@code .Files}: their lines end as
 * Linux ends them, and no byte order mark stands before the first one.
 */
public final class CarriedFileCheck implements FileCheck {
  private static final Pattern TEMPLATE = Pattern.compile("((?:charts/[^/]+/)*)templates/.*");

  /** Those have checks of their own. */
  private static final Pattern KNOWN =
      Pattern.compile(
          "(?:charts/[^/]+/)*(?:(?:templates|ci|crds|charts)/.*|Chart\\.yaml|Chart\\.lock"
              + "|values\\.yaml|values\\.schema\\.json|\\.helmignore|README\\.md|LICENSE)");

  /** Programs of Windows want lines that end like that. */
  private static final Pattern OF_WINDOWS =
      Pattern.compile(".*\\.(?:bat|cmd|ps1|psm1|psd1|reg|vbs|inf)");

  private static final Pattern READING = Pattern.compile("\\$?\\w*(?:\\.\\w+)*\\.Files\\.(\\w+)");

  private static final Pattern GLOB =
      Pattern.compile("\\*\\*|[*?]|\\{[^{}]+}|\\[[^\\]]+]|[^*?{\\[]+|.", Pattern.DOTALL);

  @Override
  public List<Finding> check(ParsedChart chart) {
    List<Finding> problems = new ArrayList<>();
    Map<String, String> carried = carried(chart);
    carried.forEach(
        (path, template) ->
            fault(chart.files().files().get(path))
                .ifPresent(
                    fault ->
                        problems.add(
                            Finding.error(
                                    TPL_12,
                                    Place.ofLine(path, fault.line()),
                                    fault.what()
                                        + ", and "
                                        + template
                                        + " carries it into the cluster")
                                .because(fault.why())
                                .fixedBy(fault.fix()))));
    return problems;
  }

  /** Each file that a template reads, and the first template that does. */
  private static Map<String, String> carried(ParsedChart chart) {
    Map<String, String> carried = new LinkedHashMap<>();
    for (String template : chart.files().paths()) {
      Matcher parts = TEMPLATE.matcher(template);
      if (!parts.matches()) {
        continue;
      }
      String root = parts.group(1);
      for (TemplateAction action : TemplateAction.in(chart.text(template))) {
        read(action.tokens())
            .ifPresent(
                read ->
                    chart.files().paths().stream()
                        .filter(path -> path.startsWith(root) && !KNOWN.matcher(path).matches())
                        .filter(path -> !OF_WINDOWS.matcher(path).matches())
                        .filter(path -> read.test(path.substring(root.length())))
                        .forEach(path -> carried.putIfAbsent(path, template)));
      }
    }
    return carried;
  }

  /** Which files an action reads, by their paths. */
  private static Optional<Predicate<String>> read(List<String> tokens) {
    Predicate<String> read = path -> false;
    boolean any = false;
    for (int i = 0; i < tokens.size(); i++) {
      Matcher reading = READING.matcher(tokens.get(i));
      if (reading.matches()) {
        String next = i + 1 < tokens.size() ? tokens.get(i + 1) : "";
        read =
            read.or(
                TemplateAction.text(next)
                    .map(text -> read(reading.group(1), text))
                    .orElse(path -> true));
        any = true;
      }
    }
    return any ? Optional.of(read) : Optional.empty();
  }

  private static Predicate<String> read(String function, String text) {
    if (!function.equals("Glob")) {
      return text::equals;
    }
    Pattern paths = Pattern.compile(pattern(text));
    return path -> paths.matcher(path).matches();
  }

  /** A glob as a regular expression; sets of signs match any one sign. */
  private static String pattern(String glob) {
    StringBuilder pattern = new StringBuilder();
    Matcher part = GLOB.matcher(glob);
    while (part.find()) {
      String each = part.group();
      pattern.append(
          switch (each) {
            case "**" -> ".*";
            case "*" -> "[^/]*";
            case "?" -> "[^/]";
            default ->
                each.startsWith("{")
                    ? alternatives(each)
                    : each.startsWith("[") ? "[^/]" : Pattern.quote(each);
          });
    }
    return pattern.toString();
  }

  private static String alternatives(String braces) {
    return Stream.of(braces.substring(1, braces.length() - 1).split(","))
        .map(CarriedFileCheck::pattern)
        .collect(Collectors.joining("|", "(?:", ")"));
  }

  private record Fault(int line, String what, String why, String fix) {}

  private static Optional<Fault> fault(byte[] content) {
    if (content.length > 1 && (starts(content, 0xFE, 0xFF) || starts(content, 0xFF, 0xFE))) {
      return Optional.of(
          new Fault(
              1,
              "it is UTF-16",
              "programs in the cluster cannot read the text",
              "encode it as UTF-8, without a byte order mark"));
    }
    String text;
    try {
      text = UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException binary) {
      return Optional.empty();
    }
    if (text.indexOf('\0') >= 0) {
      return Optional.empty();
    }
    if (text.startsWith("\uFEFF")) {
      return Optional.of(
          new Fault(
              1, "it begins with a byte order mark", TPL_12.consequence(), "remove the mark"));
    }
    int at = text.indexOf('\r');
    return at < 0
        ? Optional.empty()
        : Optional.of(
            new Fault(
                1 + (int) text.substring(0, at).chars().filter(each -> each == '\n').count(),
                "it has carriage returns",
                TPL_12.consequence(),
                "end its lines with \\n only, and let .gitattributes say eol=lf"));
  }

  private static boolean starts(byte[] content, int first, int second) {
    return (content[0] & 0xFF) == first && (content[1] & 0xFF) == second;
  }
}
