package dev.chartwright.generator.rule.file;

import static dev.chartwright.generator.rule.FleetRules.INS_06;
import static dev.chartwright.generator.rule.ObjectRules.NAM_08;

import dev.chartwright.generator.chartfile.DeclaredValues;
import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.gotemplate.ClusterApis;
import dev.chartwright.generator.gotemplate.TemplateAction;
import dev.chartwright.generator.gotemplate.ValueUse;
import dev.chartwright.generator.object.BuiltInKinds;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.rule.check.FileCheck;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What templates take for granted of a cluster: its domain, and kinds that Kubernetes itself does
 * not have. Who switches on what is off by default knows what the cluster needs for it.
 */
public final class ClusterAssumptionCheck implements FileCheck {
  private static final String TEMPLATES = "templates/";
  private static final Pattern COMMENT = Pattern.compile("\\s*#.*|\\{\\{-?\\s*/\\*.*");
  private static final Pattern API_VERSION =
      Pattern.compile("(?m)^apiVersion:\\s*[\"']?([A-Za-z0-9./-]+)[\"']?\\s*$");
  private static final Pattern KIND = Pattern.compile("(?m)^kind:\\s*[\"']?(\\w+)[\"']?\\s*$");
  private static final Pattern START = Pattern.compile("(?m)^(?:apiVersion|kind):");
  private static final Pattern KIND_OF_CRD = Pattern.compile("[ \\t{]kind:[ \\t]*[\"']?(\\w+)");
  private static final String CAPABILITY = ".Capabilities.APIVersions";

  @Override
  public List<Finding> check(ParsedChart chart) {
    DeclaredValues values = DeclaredValues.of(chart);
    // A condition may stand in a named template.
    Set<String> asked =
        ClusterApis.asked(
            chart.files().paths().stream()
                .filter(path -> path.startsWith(TEMPLATES) && ValueUse.isPartial(path))
                .map(chart::text)
                .toList());
    Set<String> brought =
        chart.files().paths().stream()
            .filter(path -> path.startsWith("crds/"))
            .flatMap(path -> KIND_OF_CRD.matcher(chart.text(path)).results())
            .map(match -> match.group(1))
            .collect(Collectors.toSet());
    return chart.files().paths().stream()
        .filter(path -> path.startsWith(TEMPLATES) && !path.endsWith(".txt"))
        .flatMap(
            path -> {
              Stream<Finding> domains = domains(path, chart.text(path));
              return isOffByDefault(chart.text(path), values)
                  ? domains
                  : Stream.concat(
                      domains, unguarded(path, chart.text(path), asked, brought).stream());
            })
        .toList();
  }

  private static Stream<Finding> domains(String path, String text) {
    List<String> lines = text.lines().toList();
    return IntStream.range(0, lines.size())
        .filter(at -> lines.get(at).contains(".svc.cluster.local"))
        .filter(at -> !COMMENT.matcher(lines.get(at)).matches())
        .mapToObj(at -> Place.ofLine(path, at + 1))
        .map(
            line ->
                Finding.error(
                        NAM_08, line, "the domain of the cluster is written into the template")
                    .because("in a cluster with another domain nothing finds the Service")
                    .fixedBy("end the name with .svc, or take the domain from values.yaml"));
  }

  /** Whether the template begins with conditions one of which does not hold with the defaults. */
  private static boolean isOffByDefault(String text, DeclaredValues values) {
    return TemplateAction.in(START.split(text, 2)[0]).stream()
        .map(TemplateAction::tokens)
        .takeWhile(tokens -> tokens.get(0).equals("if"))
        .anyMatch(condition -> isOffByDefault(condition, values));
  }

  private static boolean isOffByDefault(List<String> condition, DeclaredValues values) {
    return !condition.contains("not")
        && !condition.contains("or")
        && condition.stream()
            .map(TemplateValueCheck::value)
            .filter(value -> !value.isEmpty())
            .map(values::defaultOf)
            .anyMatch(byDefault -> byDefault == null || Boolean.FALSE.equals(byDefault));
  }

  private static Optional<Finding> unguarded(
      String path, String text, Set<String> asked, Set<String> brought) {
    Optional<String> kind = first(KIND, text);
    Optional<String> apiVersion = first(API_VERSION, text);
    if (kind.isEmpty() || apiVersion.isEmpty() || text.contains(CAPABILITY)) {
      return Optional.empty();
    }
    RenderedObject object =
        RenderedObject.of(path, Map.of("apiVersion", apiVersion.get(), "kind", kind.get()));
    boolean isCustom = BuiltInKinds.model(object).isEmpty() && object.group().contains(".");
    boolean isGuarded =
        asked.contains(object.type())
            || asked.contains(object.apiVersion())
            || object.group().endsWith(".k8s.io")
            || brought.contains(kind.get());
    return isCustom && !isGuarded
        ? Optional.of(
            Finding.warning(
                    INS_06,
                    Place.ofFile(path),
                    "nothing tests whether the cluster has the kind " + kind.get())
                .fixedBy("test .Capabilities.APIVersions.Has \"" + object.type() + "\" first"))
        : Optional.empty();
  }

  private static Optional<String> first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
