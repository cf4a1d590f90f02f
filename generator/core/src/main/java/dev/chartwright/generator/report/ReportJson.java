package dev.chartwright.generator.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.chartwright.generator.gotemplate.TemplateBranch;
import dev.chartwright.generator.prove.ProofReport;
import dev.chartwright.generator.prove.SpaceReport;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.FindingGroup;
import dev.chartwright.problem.Place;
import dev.chartwright.problem.Severity;
import dev.chartwright.problem.SourceLine;
import dev.chartwright.problem.Waiver;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code report.json}, for programs. Its shape, in which every key is always there and {@code null}
 * stands for what was not looked at:
 *
 * <pre>{@code
 * format       2; grows when a key goes or means something else, not when one is added
 * chart        {name, version, appVersion}
 * proven       true when the proof came to its end and nothing weighs as an error
 * exhaustive   true when the proof came to its end, every value was varied, every template gave an
 *              object, and every branch of a template was entered
 * unfinished   {reason, limit, done, planned} of a proof that was stopped: reason is time or request,
 *              limit is in seconds, done and planned count cases; null for a proof that came to its end
 * seconds      of the whole proof
 * findings     {errors, warnings, notes}, counted over problems and upgrade
 * cases        [{name, apis, release, objects}]; apis are those that the cluster has beside its own
 * valueSpace   {seed, cases, rendered, rejected, refused, broken, coverage, seconds,
 *               casesPerSecond, values: [{path, settings, changes, example}],
 *               untried: [value], unreached: [template], unreachedBranches: [branch],
 *               unwatchedBranches: [branch],
 *               rareFields: [{source, field, case}]}
 * branch       {file, line, condition}
 * accepted     [{rule, place, reason, declaredAt: {file, line}, findings}], what the chart breaks on
 *              purpose: place is "" for everywhere, findings counts the problems that it accepts
 * problems     [finding]
 * finding      {severity, rule, path, model, file, position, object: {kind, name}, field,
 *               case: {name, apis, release}, declaredAt: {file, line}, what, why, fix, accepted, values,
 *               places: [{path, model, file, position, object, field, declaredAt, what, fix}]};
 *               accepted is the reason why a note is accepted, or null;
 *               path is the place in one line, made of the parts behind it; values is a values.yaml
 *               as text, "" when the defaults show the finding, null when no values were tried;
 *               places are all places of the same cause, the first of which the finding repeats
 * upgrade      {previousVersion, declaredVersion, verdict, nextVersion, safe, changelog,
 *               findings: [finding]}
 * cost         {cluster, location, currency, source, atRest: {hour, month}, atMost: {hour, month},
 *               pools: [{name, machine, nodesAtRest, nodesAtMost,
 *                        tenants: [{name, fit, atRest, atMost, pending}]}],
 *               parts: [{name, kind, atRest, atMost, hour}], unpriced: [text]}
 * }</pre>
 *
 * <p>A severity is {@code error}, {@code warning} or {@code note}.
 */
final class ReportJson {
  private static final ObjectWriter WRITER =
      new ObjectMapper()
          .configure(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN, true)
          .writer(printer());

  private ReportJson() {}

  /** Line breaks are those of no platform. */
  private static DefaultPrettyPrinter printer() {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer.indentObjectsWith(lines);
    printer.indentArraysWith(lines);
    return printer;
  }

  /** The text of the file. */
  static String of(ProofDocument document) {
    try {
      return WRITER.writeValueAsString(tree(document)) + "\n";
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("maps and texts are always JSON", impossible);
    }
  }

  private static Map<String, Object> tree(ProofDocument document) {
    ProofReport proof = document.proof();
    Map<String, Object> findings = new LinkedHashMap<>();
    findings.put("errors", document.count(Severity.ERROR));
    findings.put("warnings", document.count(Severity.WARNING));
    findings.put("notes", document.count(Severity.NOTE));
    return object(
        "format", 2,
        "chart",
            object(
                "name", document.chart(),
                "version", document.version(),
                "appVersion", document.appVersion()),
        "proven", document.isProven(),
        "exhaustive", document.proof().isExhaustive(),
        "unfinished", orNull(proof.unfinished().map(ReportJson::unfinished)),
        "seconds", seconds(proof.duration()),
        "findings", findings,
        "cases", proof.cases().stream().map(ReportJson::rendering).toList(),
        "valueSpace", orNull(proof.space().map(ReportJson::space)),
        "accepted",
            proof.accepted().entrySet().stream()
                .map(each -> accepted(each.getKey(), each.getValue().size()))
                .toList(),
        "problems", groups(proof.findings()),
        "upgrade", orNull(document.upgrade().map(ReportJson::upgrade)),
        "cost", orNull(document.cost().map(ReportJson::cost)));
  }

  private static Map<String, Object> accepted(Waiver waiver, int findings) {
    return object(
        "rule", waiver.rule(),
        "place", waiver.target(),
        "reason", waiver.reason(),
        "declaredAt", orNull(waiver.line().map(ReportJson::line)),
        "findings", findings);
  }

  private static Map<String, Object> line(SourceLine line) {
    return object("file", line.file(), "line", line.line());
  }

  private static Map<String, Object> unfinished(ProofReport.Unfinished unfinished) {
    return object(
        "reason",
            switch (unfinished.end()) {
              case OUT_OF_TIME -> "time";
              case STOPPED -> "request";
            },
        "limit", orNull(unfinished.limit().map(Duration::toSeconds)),
        "done", unfinished.done(),
        "planned", unfinished.planned());
  }

  private static Map<String, Object> rendering(ProofReport.Case rendering) {
    return object(
        "name", rendering.name(),
        "apis", rendering.tried().apis(),
        "release", rendering.release(),
        "objects", rendering.objects());
  }

  private static Map<String, Object> space(SpaceReport space) {
    return object(
        "seed", space.seed(),
        "cases", space.cases(),
        "rendered", space.rendered(),
        "rejected", space.rejected(),
        "refused", space.refused(),
        "broken", space.broken(),
        "coverage", rounded(space.coverage(), 1),
        "seconds", seconds(space.duration()),
        "casesPerSecond", rounded(space.casesPerSecond(), 1),
        "values",
            space.knobs().stream()
                .map(
                    knob ->
                        object(
                            "path", knob.path(),
                            "settings", knob.settings(),
                            "changes", knob.changes(),
                            "example", knob.example()))
                .toList(),
        "untried", space.untried(),
        "unreached", space.unreached(),
        "unreachedBranches", space.unreachedBranches().stream().map(ReportJson::branch).toList(),
        "unwatchedBranches", space.unwatchedBranches().stream().map(ReportJson::branch).toList(),
        "rareFields",
            space.rareFields().stream()
                .map(
                    rare ->
                        object(
                            "source", rare.source(),
                            "field", rare.field(),
                            "case", rare.caseName()))
                .toList());
  }

  private static Map<String, Object> branch(TemplateBranch branch) {
    return object("file", branch.file(), "line", branch.line(), "condition", branch.condition());
  }

  private static List<Map<String, Object>> groups(List<Finding> findings) {
    return FindingGroup.of(findings).stream().map(ReportJson::group).toList();
  }

  private static Map<String, Object> group(FindingGroup group) {
    Finding finding = group.first();
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("severity", Words.of(finding.severity()));
    all.put("rule", finding.rule().id());
    all.putAll(place(finding.place()));
    all.putAll(object("what", finding.what(), "why", finding.why(), "fix", finding.fix()));
    all.put("accepted", orNull(finding.waiver().map(by -> whole(by.reason()))));
    all.put("values", orNull(ProofFindings.values(finding).map(ReportJson::whole)));
    all.put("places", group.findings().stream().map(ReportJson::placed).toList());
    return all;
  }

  /** A place of a group, with what is said of it. */
  private static Map<String, Object> placed(Finding finding) {
    Map<String, Object> all = new LinkedHashMap<>(place(finding.place()));
    all.put("path", finding.place().target());
    all.remove("case"); // A group has one.
    all.putAll(object("what", finding.what(), "fix", finding.fix()));
    return all;
  }

  private static Map<String, Object> place(Place place) {
    return object(
        "path", place.toString(),
        "model", orNull(nonEmpty(place.model())),
        "file", orNull(nonEmpty(place.file())),
        "position", orNull(nonEmpty(place.position())),
        "object",
            orNull(place.object().map(each -> object("kind", each.kind(), "name", each.name()))),
        "field", orNull(nonEmpty(place.field())),
        "case",
            orNull(
                place
                    .shownBy()
                    .map(
                        each ->
                            object(
                                "name", each.name(),
                                "apis", each.apis(),
                                "release", orNull(nonEmpty(each.release()))))),
        "declaredAt", orNull(place.declaredAt().map(ReportJson::line)));
  }

  private static Optional<String> nonEmpty(String text) {
    return Optional.of(text).filter(each -> !each.isEmpty()).map(ReportJson::whole);
  }

  private static Map<String, Object> upgrade(UpgradeSection upgrade) {
    return object(
        "previousVersion", upgrade.previousVersion(),
        "declaredVersion", upgrade.declaredVersion(),
        "verdict", upgrade.verdict(),
        "nextVersion", upgrade.nextVersion(),
        "safe", upgrade.isSafe(),
        "changelog", upgrade.changelog(),
        "findings", groups(upgrade.findings()));
  }

  private static Map<String, Object> cost(CostSection cost) {
    return object(
        "cluster", cost.cluster(),
        "location", cost.location(),
        "currency", "USD",
        "source", cost.source(),
        "atRest", total(cost.atRest()),
        "atMost", total(cost.atMost()),
        "pools", cost.pools().stream().map(ReportJson::pool).toList(),
        "parts",
            cost.parts().stream()
                .map(
                    part ->
                        object(
                            "name", part.name(),
                            "kind", part.kind(),
                            "atRest", part.atRest(),
                            "atMost", part.atMost(),
                            "hour", orNull(part.hour().map(hour -> scaled(hour, 6)))))
                .toList(),
        "unpriced", cost.unpriced());
  }

  private static Map<String, Object> pool(CostSection.Pool pool) {
    return object(
        "name", pool.name(),
        "machine", pool.machine(),
        "nodesAtRest", pool.nodesAtRest(),
        "nodesAtMost", pool.nodesAtMost(),
        "tenants",
            pool.tenants().stream()
                .map(
                    tenant ->
                        object(
                            "name", tenant.name(),
                            "fit", tenant.fit(),
                            "atRest", tenant.atRest(),
                            "atMost", tenant.atMost(),
                            "pending", tenant.pending()))
                .toList());
  }

  private static Map<String, Object> total(CostSection.Total total) {
    return object("hour", scaled(total.hour(), 2), "month", scaled(total.month(), 2));
  }

  private static BigDecimal seconds(Duration duration) {
    return BigDecimal.valueOf(duration.toMillis(), 3);
  }

  private static BigDecimal rounded(double number, int digits) {
    return scaled(BigDecimal.valueOf(number), digits);
  }

  private static BigDecimal scaled(BigDecimal number, int digits) {
    return number.setScale(digits, RoundingMode.HALF_UP);
  }

  private static Object orNull(Optional<?> value) {
    return value.isPresent() ? value.get() : null;
  }

  /** Keys and values in turn; texts lose what no UTF-8 can hold. */
  private static Map<String, Object> object(Object... pairs) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int index = 0; index < pairs.length; index += 2) {
      Object value = pairs[index + 1];
      object.put((String) pairs[index], value instanceof String text ? whole(text) : value);
    }
    return object;
  }

  /** Half a character would be written as a question mark, or refused. */
  private static String whole(String text) {
    StringBuilder whole = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            point ->
                whole.appendCodePoint(
                    Character.getType(point) == Character.SURROGATE ? 0xFFFD : point));
    return whole.toString();
  }
}
