package dev.chartwright.generator.report;

import dev.chartwright.generator.gotemplate.TemplateBranch;
import dev.chartwright.generator.prove.ProofReport;
import dev.chartwright.generator.prove.SpaceReport;
import dev.chartwright.generator.template.Templates;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.FindingGroup;
import dev.chartwright.problem.Severity;
import dev.chartwright.problem.SourceLine;
import dev.chartwright.problem.Waiver;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * {@code report.html}: one page that asks for nothing from anywhere and runs no script, so that it
 * can be kept, sent and opened without trust.
 */
final class ReportPage {
  /** Longer lists are folded up. */
  private static final int LONG = 40;

  /** More places of one finding are folded up. */
  private static final int MOST_PLACES = 5;

  private final ProofDocument document;
  private final ProofReport proof;

  private ReportPage(ProofDocument document) {
    this.document = document;
    this.proof = document.proof();
  }

  /** Set up when the first page is rendered. */
  private static final class Lazy {
    static final Templates TEMPLATES = Templates.beside(ReportPage.class, new HtmlText());
  }

  /** The text of the file. */
  static String of(ProofDocument document) {
    return Lazy.TEMPLATES.render("report.html.ftl", new ReportPage(document).model());
  }

  private Map<String, Object> model() {
    Map<String, Object> model = new HashMap<>();
    model.put("chart", document.chart());
    model.put("version", document.version());
    model.put("appVersion", document.appVersion());
    model.put("proven", document.isProven());
    model.put("verdict", capital(Words.verdict(document)));
    model.put("lead", lead());
    model.put("figures", figures());
    model.put("outcomes", outcomes());
    model.put("run", run());
    model.put(
        "findings",
        ProofFindings.byRule(proof.findings()).stream().map(ReportPage::ofRule).toList());
    model.put(
        "accepted",
        proof.accepted().entrySet().stream()
            .map(each -> accepted(each.getKey(), each.getValue().size()))
            .toList());
    model.put("picture", document.picture().orElse(""));
    model.put("coverage", proof.space().map(this::coverage).orElse(Map.of()));
    model.put("untried", proof.space().map(ReportPage::untried).orElse(List.of()));
    model.put("cases", proof.cases());
    model.put("upgrade", document.upgrade().map(ReportPage::upgrade).orElse(Map.of()));
    model.put("cost", document.cost().map(ReportPage::cost).orElse(Map.of()));
    return model;
  }

  private String lead() {
    long errors = document.count(Severity.ERROR);
    if (errors > 0) {
      return Words.count(errors, "error")
          + (errors == 1 ? " stands" : " stand")
          + " in the way. Each is told below with what it causes, what to write instead, and the"
          + " smallest values that show it.";
    }
    if (proof.unfinished().isPresent()) {
      return "The proof was stopped "
          + Words.of(proof.unfinished().get())
          + ". Nothing is known of the other cases.";
    }
    return proof
        .space()
        .map(
            space ->
                "Each of "
                    + Words.count(space.cases(), "case")
                    + " renders to objects that a cluster accepts and that fit together, or is"
                    + " turned down with a reason.")
        .orElse("With each of its cases the chart renders to objects that a cluster accepts.");
  }

  private List<Map<String, String>> figures() {
    List<Map<String, String>> figures = new ArrayList<>();
    long cases = proof.space().map(SpaceReport::cases).orElse(proof.cases().size());
    figures.add(figure("Cases", Words.number(cases), ""));
    proof
        .space()
        .ifPresent(
            space ->
                figures.add(
                    figure(
                        "Knob coverage",
                        Words.percent(space.coverage()),
                        space.coverage() < 100 ? "warning" : "good")));
    figures.add(weighed("Errors", Severity.ERROR));
    figures.add(weighed("Warnings", Severity.WARNING));
    figures.add(weighed("Notes", Severity.NOTE));
    return figures;
  }

  private Map<String, String> weighed(String name, Severity severity) {
    long count = document.count(severity);
    return figure(name, Words.number(count), count == 0 ? "" : Words.of(severity));
  }

  private static Map<String, String> figure(String name, String value, String tone) {
    return Map.of("name", name, "value", value, "tone", tone);
  }

  /** What became of the cases, with the share of each outcome in a bar. */
  private List<Map<String, String>> outcomes() {
    return proof
        .space()
        .map(
            space ->
                List.of(
                    outcome("rendered", "rendered", space.rendered(), space),
                    outcome("rejected", "rejected by the schema", space.rejected(), space),
                    outcome("refused", "refused by the chart", space.refused(), space),
                    outcome("broken", "broken", space.broken(), space)))
        .orElse(List.of());
  }

  private static Map<String, String> outcome(String id, String name, int count, SpaceReport all) {
    double share = all.cases() == 0 ? 0 : 100.0 * count / all.cases();
    return Map.of(
        "id",
        id,
        "name",
        name,
        "count",
        Words.number(count),
        "share",
        String.format(Locale.ROOT, "%.2f", share));
  }

  private String run() {
    return proof
        .space()
        .map(
            space ->
                Words.time(proof.duration())
                    + " in all; "
                    + Words.rate(space.casesPerSecond())
                    + " cases per second; seed "
                    + space.seed())
        .orElse(Words.time(proof.duration()) + " in all");
  }

  private static String capital(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  // findings

  private static Map<String, Object> ofRule(ProofFindings.OfRule found) {
    return Map.of(
        "rule",
        found.rule().id(),
        "count",
        Words.count(
            found.groups().stream().mapToInt(each -> each.findings().size()).sum(), "finding"),
        "title",
        found.rule().title(),
        "folded",
        found.groups().size() > LONG,
        "entries",
        found.groups().stream().map(ReportPage::group).toList());
  }

  private static Map<String, String> accepted(Waiver waiver, int findings) {
    return Map.of(
        "rule",
        waiver.rule(),
        "place",
        waiver.target().isEmpty() ? "everywhere" : waiver.target(),
        "count",
        Words.number(findings),
        "reason",
        waiver.reason(),
        "declared",
        waiver.line().map(SourceLine::toString).orElse(""));
  }

  private static Map<String, Object> group(FindingGroup group) {
    Finding first = group.first();
    return Map.of(
        "severity",
        Words.of(first.severity()),
        "places",
        group.findings().stream().map(ReportPage::place).toList(),
        "more",
        group.findings().size() > MOST_PLACES ? Words.count(group.findings().size(), "place") : "",
        "what",
        first.what(),
        "why",
        first.why(),
        "fix",
        first.fix(),
        "accepted",
        first.waiver().map(Waiver::reason).orElse(""),
        "values",
        ProofFindings.values(first).orElse(""));
  }

  /** A place of a group, with what is found there. */
  private static Map<String, String> place(Finding finding) {
    return Map.of(
        "path",
        finding.place().toString(),
        "what",
        finding.what(),
        "declared",
        finding.place().declaredAt().map(SourceLine::toString).orElse(""));
  }

  // upgrade

  private static Map<String, Object> upgrade(UpgradeSection upgrade) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (FindingGroup each : FindingGroup.of(upgrade.findings())) {
      Map<String, Object> row = new HashMap<>(group(each));
      row.put("rule", each.rule().id());
      rows.add(row);
    }
    return Map.of(
        "previous",
        upgrade.previousVersion(),
        "declared",
        upgrade.declaredVersion(),
        "verdict",
        upgrade.verdict(),
        "next",
        upgrade.nextVersion(),
        "safe",
        upgrade.isSafe(),
        "changelog",
        upgrade.changelog(),
        "count",
        Words.count(rows.size(), "finding"),
        "rows",
        rows);
  }

  // values

  private Map<String, Object> coverage(SpaceReport space) {
    List<SpaceReport.KnobCoverage> dead =
        space.knobs().stream().filter(knob -> !knob.isLive()).toList();
    List<SpaceReport.KnobCoverage> live =
        space.knobs().stream().filter(SpaceReport.KnobCoverage::isLive).toList();
    return Map.of(
        "percent",
        Words.percent(space.coverage()),
        "sentence",
        sentence(dead.size(), space.knobs().size()),
        "knobs",
        Stream.concat(dead.stream(), live.stream()).map(ReportPage::knob).toList(),
        "folded",
        space.knobs().size() > LONG,
        "summary",
        "All " + Words.count(space.knobs().size(), "value"),
        "dead",
        dead.stream().map(ReportPage::knob).toList(),
        "rare",
        space.rareFields(),
        "rareFolded",
        space.rareFields().size() > LONG / 4,
        "rareSummary",
        Words.count(space.rareFields().size(), "field"));
  }

  private static String sentence(int dead, int all) {
    if (all == 0) {
      return "The chart has no values.";
    }
    if (dead == 0) {
      return "Each of " + Words.count(all, "value") + " changes what is rendered.";
    }
    return Words.number(dead)
        + " of "
        + Words.count(all, "value")
        + (dead == 1 ? " changes" : " change")
        + " nothing that is rendered.";
  }

  private static Map<String, Object> knob(SpaceReport.KnobCoverage knob) {
    return Map.of(
        "path",
        knob.path(),
        "settings",
        Words.number(knob.settings()),
        "changes",
        Words.number(knob.changes()),
        "live",
        knob.isLive(),
        "example",
        knob.example());
  }

  // what was not tried

  private static List<Map<String, Object>> untried(SpaceReport space) {
    List<Map<String, Object>> all = new ArrayList<>();
    all.add(untried("Values that were not varied", space.untried()));
    all.add(untried("Templates that gave no object in any case", space.unreached()));
    all.add(untried("Branches that no case entered", texts(space.unreachedBranches())));
    all.add(
        untried(
            "Branches that may not have been entered: their named templates get something else"
                + " than the root",
            texts(space.unwatchedBranches())));
    all.removeIf(each -> ((List<?>) each.get("names")).isEmpty());
    return all;
  }

  private static Map<String, Object> untried(String title, List<String> names) {
    return Map.of(
        "title",
        title,
        "names",
        names,
        "folded",
        names.size() > LONG,
        "count",
        Words.number(names.size()));
  }

  private static List<String> texts(List<TemplateBranch> branches) {
    return branches.stream().map(TemplateBranch::toString).toList();
  }

  // cost

  private static Map<String, Object> cost(CostSection cost) {
    return Map.of(
        "place",
        cost.cluster() + " in " + cost.location(),
        "source",
        cost.source(),
        "totals",
        List.of(total("At rest", cost.atRest()), total("At the maximum", cost.atMost())),
        "pools",
        cost.pools().stream().map(ReportPage::pool).toList(),
        "parts",
        cost.parts().stream().map(ReportPage::part).toList(),
        "unpriced",
        cost.unpriced());
  }

  private static Map<String, String> total(String name, CostSection.Total total) {
    return Map.of(
        "name", name, "hour", Words.dollars(total.hour()), "month", Words.dollars(total.month()));
  }

  private static Map<String, Object> pool(CostSection.Pool pool) {
    return Map.of(
        "name",
        pool.name(),
        "machine",
        pool.machine(),
        "atRest",
        Words.number(pool.nodesAtRest()),
        "atMost",
        Words.number(pool.nodesAtMost()),
        "tenants",
        pool.tenants().stream()
            .map(
                tenant ->
                    Map.of(
                        "name",
                        tenant.name(),
                        "fit",
                        Words.number(tenant.fit()),
                        "atRest",
                        Words.number(tenant.atRest()),
                        "atMost",
                        Words.number(tenant.atMost()),
                        "pending",
                        tenant.pending() == 0 ? "" : Words.number(tenant.pending())))
            .toList());
  }

  private static Map<String, String> part(CostSection.Part part) {
    return Map.of(
        "name",
        part.name(),
        "kind",
        part.kind(),
        "atRest",
        Words.number(part.atRest()),
        "restHour",
        part.hour().map(hour -> times(hour, part.atRest())).orElse("unknown"),
        "atMost",
        Words.number(part.atMost()),
        "mostHour",
        part.hour().map(hour -> times(hour, part.atMost())).orElse("unknown"));
  }

  private static String times(BigDecimal hour, long count) {
    return Words.dollars(hour.multiply(BigDecimal.valueOf(count)));
  }
}
