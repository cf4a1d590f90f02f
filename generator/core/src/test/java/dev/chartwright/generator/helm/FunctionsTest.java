package dev.chartwright.generator.helm;

import static dev.chartwright.chart.Templating.each;
import static dev.chartwright.chart.Templating.fullName;
import static dev.chartwright.chart.Templating.kubeVersion;
import static dev.chartwright.chart.Templating.not;
import static dev.chartwright.chart.Templating.when;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.CiCase;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import dev.chartwright.chart.tree.Condition;
import dev.chartwright.chart.tree.Expr;
import dev.chartwright.chart.tree.Expression;
import dev.chartwright.generator.Generated;
import dev.chartwright.generator.Generator;
import dev.chartwright.generator.prove.ChartProof;
import dev.chartwright.generator.prove.ProofRequest;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.InvalidModelException;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What functions and comparisons mean in Java is what they give in Helm. */
@Tag("thorough")
class FunctionsTest {
  private static final String ODD = "\t\u00a0 Größe ǅ ß İ Σας 'q' \"\\ {{ x }}\n\u2028two \u0085";

  private final Values values = Values.create();
  private final Value<String> text = values.string("text", "Some text.").describe("Any text.");
  private final Value<Integer> one = values.integer("one", 1).max(9).describe("A number.");
  private final Value<Integer> two = values.integer("two", 2).max(9).describe("A number.");
  private final Value<Double> ratio = values.decimal("ratio", 0.5).describe("A ratio.");
  private final Value<Boolean> tls = values.flag("tls", false).describe("Whether to use TLS.");
  private final Value<String> mode =
      values.oneOf("mode", "fast", "safe", "slow").describe("A mode.");
  private final Value<Map<String, Object>> config =
      values
          .object("config", Map.of("b", List.of(1, 2.5, "3"), "a", Map.of("on", "yes")))
          .describe("A configuration.");
  private final Value<List<String>> hosts =
      values.strings("hosts", List.of("a", "b")).describe("Some hosts.");
  private final Map<String, String> data = new LinkedHashMap<>();

  @Test
  void functionsOfTextGiveWhatTheyGiveInHelm() {
    data.put("upper", text.upper().asString());
    data.put("lower", text.lower().asString());
    data.put("base64", text.base64().asString());
    data.put("trim", text.trim().asString());
    data.put("prefix", text.trimPrefix("\t").asString());
    data.put("indent", "-" + text.indent(3).asString());
    data.put("orElse", text.orElse("other " + mode.asString()).asString());
    data.put("orElseValue", text.orElse(mode).asString());
    assertThat(template())
        .contains(
            """
              base64: {{ .Values.text | b64enc | quote }}
            """,
            """
              orElseValue: {{ .Values.text | default .Values.mode | quote }}
            """);
  }

  @Test
  void textChoosesBetweenTwo() {
    data.put("url", when(tls).choose("https", "http").asString() + "://x:" + one.asString());
    data.put("odd", when(text).choose(text.asString() + "!", ODD).asString());
    data.put("number", one.greaterThan(two).choose(one, two).asString());
    data.put("port", when(tls).choose(443, 80).text().asString());
    data.put("both", when(tls).and(text).choose("a", "b").asString());
    data.put("either", not(text).or(mode.is("slow")).choose("a", "b").asString());
    data.put("nested", when(tls).choose(when(text).choose("a", "b"), mode).asString());
    data.put("list", when(hosts).choose("some", "none").asString());
    assertThat(template())
        .contains(
            """
              both: {{ and (not (not .Values.tls)) (not (not .Values.text)) | ternary "a" "b" | quote }}
            """,
            "://x:");
  }

  @Test
  void numbersAndTextsAreCompared() {
    Map<String, Condition> conditions = new LinkedHashMap<>();
    conditions.put("same", one.is(two));
    conditions.put("other", one.isNot(two));
    conditions.put("less", one.lessThan(two));
    conditions.put("lessThan2", one.lessThan(2));
    conditions.put("atLeast", one.isAtLeast(two));
    conditions.put("atLeast2", one.isAtLeast(2));
    conditions.put("atMost", one.isAtMost(two));
    conditions.put("half", ratio.isAtLeast(0.5));
    conditions.put("belowOne", ratio.lessThan(1));
    conditions.put("mode", mode.isNot("fast"));
    conditions.put("text", text.is(mode));
    conditions.put("oneOf", mode.isOneOf("fast", "slow"));
    conditions.put("notOneOf", not(text.isOneOf("fast", ODD)));
    conditions.put("flag", tls.is(when(text).choose(when(tls).choose(tls, tls), tls)));
    conditions.forEach((name, holds) -> data.put(name, holds.choose("yes", "no").asString()));
    String template = template();
    assertThat(template)
        .contains(
            """
              oneOf: {{ eq .Values.mode "fast" "slow" | ternary "yes" "no" | quote }}
            """,
            """
              atLeast: {{ ge (.Values.one | int64) (.Values.two | int64) | ternary "yes" "no" | quote }}
            """);
  }

  @Test
  void aMapIsTheTextOfAConfigurationFile() {
    data.put("all.yaml", config.toYaml().asString() + "\n");
    data.put("bare.yaml", config.toYaml().asString());
    data.put("items.yaml", "first: 1\nitems:\n" + hosts.toYaml().indent(2).asString() + "\n");
    data.put("between.yaml", "a:\n\n" + config.toYaml().indent(2).asString() + "\nb: 1\n");
    data.put("quoted", "config: " + config.toYaml().asString());
    data.put("hash", config.toYaml().sha256sum().asString());
    data.put("odd", "a: " + text.asString() + "\nb:\n" + config.toYaml().indent(2).asString());
    assertThat(template())
        .contains(
            """
              all.yaml: |
                {{- toYaml .Values.config | nindent 4 }}
              bare.yaml: |-
                {{- toYaml .Values.config | nindent 4 }}
              between.yaml: |
                a:

            {{ toYaml .Values.config | indent 6 }}
                b: 1
            """,
            """
              items.yaml: |
                first: 1
                items:
                {{- toYaml .Values.hosts | nindent 6 }}
            """);
  }

  @Test
  void aVersionIsHeldAgainstARange() {
    Value<String> version =
        values
            .string("version", "1.29.3")
            .pattern("^[0-9]+\\.[0-9]+\\.[0-9]+(-rc\\.1)?$")
            .describe("A version.");
    List<String> ranges =
        List.of(
            "1.29.3",
            "=1.29",
            ">=1.29",
            ">1.29",
            ">1",
            ">=1.29-0",
            "<1.30-0",
            "<=1.29",
            "<=1",
            "<=1.29-0",
            ">1.29-0",
            "!=1.29",
            "!=1.29.3",
            "!=1",
            "~1.29",
            "~1.29.3-0",
            "~1",
            "^1.29.3",
            "^1.30-0",
            "^0.2.3",
            "^0.0.3",
            "^0.0",
            "^0",
            "~0.0.0",
            ">=1.29-0, <2-0",
            ">=1.29-0 <1.30-0 || >=2",
            "=1.29-0",
            "!=1.29-0");
    for (int i = 0; i < ranges.size(); i++) {
      data.put("range" + i, version.satisfies(ranges.get(i)).choose("yes", "no").asString());
    }
    data.put("kubernetes", kubeVersion(">=1.29-0").choose("new", "old").asString());
    Generated generated =
        proven(
            "0.0.0",
            "0.0.3",
            "0.0.3-rc.1",
            "0.2.3",
            "0.2.9",
            "0.3.0",
            "1.0.0",
            "1.28.9",
            "1.29.0-rc.1",
            "1.29.0",
            "1.29.3-rc.1",
            "1.29.4",
            "1.30.0-rc.1",
            "1.30.0",
            "2.0.0-rc.1",
            "2.0.0");
    assertThat(generated.chartFiles().text("templates/config.yaml"))
        .contains("semverCompare \">=1.29-0\" .Capabilities.KubeVersion.Version");
  }

  @Test
  void aConditionOnTheClusterGuardsAnObject() {
    data.put("a", "b");
    Chart chart =
        chart().manifest(config().onlyWhen(kubeVersion(">=1.40-0").and(text.isNot("off")))).build();
    assertThat(Generator.generate(chart).chartFiles().text("templates/config.yaml"))
        .startsWith(
            "{{- if and (semverCompare \">=1.40-0\" .Capabilities.KubeVersion.Version) (ne"
                + " .Values.text \"off\") -}}\n");
  }

  @Test
  void mistakesAreReportedWithTheirLine() {
    data.put("a", kubeVersion(">=1.29").choose("a", "b").asString());
    data.put("b", text.satisfies("newer than 1").choose("a", "b").asString());
    data.put("c", when(tls).choose(one, text).asString());
    data.put("d", when(tls).choose(config, config).asString());
    data.put("e", when(tls).choose(text.required("Set it."), text).asString());
    data.put("f", text.orElse(one).asString());
    data.put("g", text.lessThan(1).choose("a", "b").asString());
    data.put("h", one.upper().asString());
    data.put("i", ratio.lessThan(Double.NaN).choose("a", "b").asString());
    data.put("j", mode.isOneOf().choose("a", "b").asString());
    InvalidModelException failure =
        Assertions.catchThrowableOfType(InvalidModelException.class, this::template);
    assertThat(failure.findings())
        .filteredOn(finding -> finding.rule().id().startsWith("DEC"))
        .allMatch(finding -> finding.place().declaredAt().isPresent())
        .extracting(Finding::what)
        .containsExactlyInAnyOrder(
            "the range '>=1.29' excludes versions such as v1.30.5-gke.1014001, which count as"
                + " pre-releases",
            "'newer than 1' is not a range of versions",
            "the choices are .Values.one, a whole number, and .Values.text, text",
            ".Values.config is a map, which does not fit into text",
            "(required \"Set it.\" .Values.text) is one of two choices, and Helm evaluates both",
            "orElse() of .Values.text takes text, not a whole number",
            ".Values.text, text, is compared with 1, a whole number",
            "'upper' does not take .Values.one, a whole number",
            "NaN is not a number that a template can hold",
            "one of no conditions can never hold");
  }

  @Test
  void aLoopChoosesByFieldsThatAreThere() {
    Manifest manifest =
        config()
            .bind(
                "metadata.finalizers",
                each(
                    hosts,
                    "host",
                    host -> host.string().is("a").choose("first", "later").asString()));
    data.put("a", "b");
    assertThat(proven(chart().manifest(manifest), "").chartFiles().text("templates/config.yaml"))
        .contains("- {{ eq $host \"a\" | ternary \"first\" \"later\" | quote }}");
  }

  private String template() {
    return proven().chartFiles().text("templates/config.yaml");
  }

  private Generated proven(String... versions) {
    return proven(chart().manifest(config()), versions);
  }

  /** Every rendered field is as declared, with plain values and odd ones. */
  @SuppressWarnings("unchecked") // The version is declared as text.
  private Generated proven(Chart.Builder chart, String... versions) {
    chart.ci(
        CiCase.named("odd")
            .set(text, ODD)
            .set(one, 3)
            .set(tls, true)
            .set(mode, "slow")
            .set(ratio, 1.0)
            .set(hosts, List.of())
            .set(
                config,
                Map.of(
                    "a: b",
                    List.of(Map.of("x", 10000000, "y", 3000000000L), List.of(), "a\n  b\n"),
                    "long",
                    "word ".repeat(40) + "end",
                    "z",
                    "a\n\n")));
    chart.ci(CiCase.named("empty").set(text, "").set(two, 1).set(config, Map.of()));
    for (int i = 0; i < versions.length && !versions[i].isEmpty(); i++) {
      chart.ci(
          CiCase.named("version-" + i)
              .set((Value<String>) values.find("version").orElseThrow(), versions[i]));
    }
    Generated generated = Generator.generate(chart.build());
    assertThat(
            ChartProof.prove(
                    generated.chartFiles(),
                    generated.chart(),
                    ProofRequest.of(generated.chart()).withoutSpace())
                .findings())
        .filteredOn(finding -> !finding.rule().id().equals("VAL-03"))
        .isEmpty();
    return generated;
  }

  private Chart.Builder chart() {
    return Chart.named("functions").describe("A chart.").values(values);
  }

  private Manifest config() {
    Map<String, String> every = new LinkedHashMap<>(data);
    values.all().stream()
        .filter(value -> !value.isStandard())
        .forEach(value -> every.put("every." + value.path(), shown(value)));
    return Manifest.of(
        "config",
        new ConfigMapBuilder()
            .withNewMetadata()
            .withName(fullName().asString())
            .endMetadata()
            .withData(every)
            .build());
  }

  private static String shown(Expression value) {
    Expr expr = value.expr();
    return expr.kind().isScalar() ? value.asString() : value.toJson().asString();
  }
}
