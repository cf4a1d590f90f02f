package dev.chartwright.generator.report;

import dev.chartwright.fixture.ZeroProver;
import dev.chartwright.generator.diagram.FleetDiagram;
import dev.chartwright.generator.diagram.Svg;
import dev.chartwright.generator.gotemplate.TemplateBranch;
import dev.chartwright.generator.prove.ProofReport;
import dev.chartwright.generator.prove.SpaceReport;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.ObjectName;
import dev.chartwright.problem.Place;
import dev.chartwright.problem.Rule;
import dev.chartwright.problem.Severity;
import dev.chartwright.problem.TriedCase;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reports for tests. */
final class Documents {
  private Documents() {}

  /** A fleet of which nothing is wrong, and everything is known. */
  static ProofDocument clean() {
    SpaceReport space =
        new SpaceReport(
            42,
            371,
            36,
            5,
            0,
            List.of(
                knob("broker.image.tag", 4, 4, "\"0.0\""),
                knob("leader.resources.limits.memory", 3, 3, "\"1Mi\""),
                knob("worker.autoscaling.enabled", 2, 2, "false"),
                knob("worker.nodeSelector", 5, 4, "{\"a\":\"b\"}")),
            List.of(
                new SpaceReport.RareField(
                    "templates/worker.yaml",
                    "spec.template.spec.tolerations[0].key",
                    "worker.tolerations=[{\"key\":\"a\"}]")),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Duration.ofMillis(1240));
    ProofReport proof =
        new ProofReport(
            List.of(
                rendered("defaults", "zero-prover", 14),
                rendered("defaults", "z".repeat(53), 14),
                rendered("ci/full-values.yaml", "zero-prover", 19)),
            List.of(),
            Optional.of(space),
            Optional.empty(),
            Duration.ofMillis(1630));
    return ProofDocument.of("zero-prover", "1.4.0", "0.7.1", proof)
        .withPicture(picture())
        .withCost(cost())
        .withUpgrade(
            new UpgradeSection(
                "1.3.2",
                "1.4.0",
                "minor",
                "1.4.0",
                "artifacthub.io/changes: |\n  - kind: added\n    description: worker.nodeSelector\n",
                List.of(
                    Finding.note(
                            rule("UPG-12"),
                            Place.ofValue("worker.nodeSelector"),
                            "the value is new")
                        .because("nothing changes until somebody sets it")
                        .fixedBy("nothing to do"))));
  }

  /** A chart that has something of everything that may go wrong. */
  static ProofDocument faulty() {
    List<Finding> problems =
        List.of(
            Finding.warning(
                    rule("CHA-07"), Place.ofFile("Chart.yaml", "icon"), "the chart has no icon")
                .because("catalogues show a grey box")
                .fixedBy("give the address of a picture"),
            Finding.error(
                    rule("REF-02"),
                    object("templates/service.yaml", "Service")
                        .field("spec.selector")
                        .shownBy(TriedCase.named("defaults", "")),
                    "no pod has the labels app=dmeo")
                .because("the Service has no endpoints")
                .fixedBy("did you mean app=demo?"),
            Finding.error(
                    rule("KUB-01"),
                    object("templates/web.yaml", "Deployment")
                        .field("spec.template.spec.containers[0].imagePulPolicy")
                        .shownBy(TriedCase.named("ci/full-values.yaml", "")),
                    "the field does not exist")
                .because("the API server rejects the object")
                .fixedBy("did you mean imagePullPolicy?"),
            Finding.error(
                    rule("TPL-06"),
                    Place.ofFile("templates/web.yaml")
                        .position("14:20")
                        .shownBy(
                            TriedCase.ofSpace(
                                "ingress.hosts=[]",
                                "",
                                "ingress:\n  enabled: true\n  hosts: []\n")),
                    "{{ index .Values.ingress.hosts 0 }}: error calling index: index out of range: 0")
                .because("Helm cannot render the chart")
                .fixedBy("correct the template"),
            Finding.error(
                    rule("TPL-06"),
                    Place.ofLine("templates/config.yaml", 3)
                        .shownBy(
                            TriedCase.ofSpace("greeting=\"a: \\\"b\"", "", "greeting: 'a: \"b'\n")),
                    "it does not render to YAML: line 3: mapping values are not allowed here")
                .because("Helm cannot render the chart")
                .fixedBy("correct the template, and quote what it inserts"),
            Finding.warning(
                    rule("VAL-03"),
                    Place.ofValue("metrics.port").shownBy(TriedCase.ofSpace("defaults", "", "")),
                    "none of the settings that were tried changes what is rendered")
                .because("people turn a knob that does nothing")
                .fixedBy("use it in a template, or remove it"),
            Finding.error(
                    rule("VAL-09"),
                    Place.ofFile("ci/broken-values.yaml", "replicas")
                        .shownBy(TriedCase.named("ci/broken-values.yaml", "")),
                    "it is a string, not an integer")
                .because("values.schema.json rejects it, so the chart cannot be installed")
                .fixedBy("write a value that the schema allows"));
    SpaceReport space =
        new SpaceReport(
            7,
            118,
            21,
            0,
            2,
            List.of(
                knob("greeting", 8, 6, "\"\""),
                knob("ingress.hosts", 3, 1, "[\"a.example\"]"),
                knob("metrics.port", 3, 0, ""),
                knob("replicas", 4, 4, "0")),
            List.of(),
            List.of("resources"),
            List.of("templates/monitor.yaml"),
            List.of(
                new TemplateBranch("templates/web.yaml", 31, "if .Values.tls"),
                new TemplateBranch("templates/web.yaml", 40, "else of range .Values.ports")),
            List.of(new TemplateBranch("templates/_image.tpl", 3, "if .digest")),
            Duration.ofMillis(480));
    ProofReport proof =
        new ProofReport(
            List.of(
                rendered("defaults", "demo", 3),
                rendered("ci/full-values.yaml", "demo", 5),
                rendered("ci/broken-values.yaml", "demo", 0)),
            problems,
            Optional.of(space),
            Optional.empty(),
            Duration.ofMillis(720));
    return ProofDocument.of("demo", "2.0.0", "", proof)
        .withUpgrade(
            new UpgradeSection(
                "1.9.0",
                "2.0.0",
                "major",
                "2.0.0",
                """
                artifacthub.io/changes: |
                  - kind: removed
                    description: values.yaml web.port
                """,
                List.of(
                    Finding.error(
                            rule("UPG-01"),
                            object("templates/web.yaml", "Deployment")
                                .field("spec.selector.matchLabels")
                                .shownBy(TriedCase.ofSpace("defaults", "", "")),
                            "app: web has become app: demo")
                        .because("the API server refuses the upgrade: the field is immutable")
                        .fixedBy("keep the labels, or give the Deployment another name"),
                    Finding.warning(
                            rule("UPG-07"),
                            Place.ofValue("web.port")
                                .shownBy(
                                    TriedCase.ofSpace("web.port=8080", "", "web:\n  port: 8080\n")),
                            "the value is gone")
                        .because("what users have set is ignored")
                        .fixedBy("refuse it in values.schema.json and name its successor"))));
  }

  /** The text everywhere that a text can be. */
  static ProofDocument of(String text) {
    List<Finding> problems = new ArrayList<>();
    Place place =
        Place.ofObject(text, new ObjectName(text, text))
            .field(text)
            .shownBy(TriedCase.ofSpace(text, "", text));
    for (Severity severity : Severity.values()) {
      problems.add(new Finding(severity, rule("TPL-06"), place, text, text, text));
    }
    SpaceReport space =
        new SpaceReport(
            1,
            1,
            1,
            1,
            1,
            List.of(knob(text, 1, 1, text), knob(text + 2, 1, 0, "")),
            List.of(new SpaceReport.RareField(text, text, text)),
            List.of(text),
            List.of(text),
            List.of(new TemplateBranch(text, 1, text)),
            List.of(new TemplateBranch(text, 1, text)),
            Duration.ofMillis(1));
    ProofReport proof =
        new ProofReport(
            List.of(new ProofReport.Case(TriedCase.named(text, ""), text, 1)),
            problems,
            Optional.of(space),
            Optional.empty(),
            Duration.ofMillis(2));
    BigDecimal one = BigDecimal.ONE;
    CostSection.Total total = new CostSection.Total(one, one);
    return ProofDocument.of(text, text, text, proof)
        .withCost(
            new CostSection(
                text,
                text,
                List.of(
                    new CostSection.Pool(
                        text, text, 1, 1, List.of(new CostSection.Tenant(text, 1, 1, 1, 1)))),
                List.of(new CostSection.Part(text, text, 1, 1, Optional.of(one))),
                total,
                total,
                List.of(text),
                text))
        .withUpgrade(
            new UpgradeSection(
                text,
                text,
                text,
                text,
                text,
                List.of(Finding.error(rule("UPG-01"), place, text).because(text).fixedBy(text))));
  }

  static String picture() {
    return Svg.of(FleetDiagram.of(ZeroProver.fleet()));
  }

  private static CostSection cost() {
    return new CostSection(
        "provers",
        "us-central1-a",
        List.of(
            new CostSection.Pool(
                "highmem",
                "t2d-standard-60 Spot",
                1,
                3,
                List.of(
                    new CostSection.Tenant("worker", 4, 1, 12, 0),
                    new CostSection.Tenant("leader", 9, 1, 1, 0)))),
        List.of(
            part("highmem", "t2d-standard-60 Spot", 1, 3, "0.42336"),
            part("highmem", "boot disk 100.0 GiB pd-balanced", 1, 3, "0.0137"),
            new CostSection.Part(
                "circuits", "volume 1 TiB of its own class", 1, 1, Optional.empty()),
            part("cluster", "management", 1, 1, "0.10")),
        total("0.53706", "392.05"),
        total("1.41118", "1030.16"),
        List.of("1 × volume 1 TiB of its own class of circuits"),
        "the provider's list, 2026-08-01");
  }

  private static CostSection.Part part(
      String name, String kind, long atRest, long atMost, String hour) {
    return new CostSection.Part(name, kind, atRest, atMost, Optional.of(new BigDecimal(hour)));
  }

  private static CostSection.Total total(String hour, String month) {
    return new CostSection.Total(new BigDecimal(hour), new BigDecimal(month));
  }

  private static SpaceReport.KnobCoverage knob(
      String path, int settings, int changes, String example) {
    return new SpaceReport.KnobCoverage(path, settings, changes, example);
  }

  private static Rule rule(String id) {
    return Rule.of(id, "a title", "a consequence", "a fix");
  }

  private static Place object(String file, String kind) {
    return Place.ofObject(file, new ObjectName(kind, "demo"));
  }

  private static ProofReport.Case rendered(String name, String release, int objects) {
    return new ProofReport.Case(
        TriedCase.named(name, release.length() < 53 ? "" : release), release, objects);
  }
}
