package dev.chartwright.generator.helm;

import static dev.chartwright.chart.Templating.checksum;
import static dev.chartwright.chart.Templating.selectorLabels;
import static dev.chartwright.chart.Templating.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.NamedTemplate;
import dev.chartwright.chart.Templating;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import dev.chartwright.chart.tree.Node;
import dev.chartwright.generator.file.FileTree;
import dev.chartwright.problem.InvalidModelException;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HelmChartTest {
  private final Values values = Values.create();

  @Test
  void aReferenceThatArithmeticChangedIsFoundWithItsPath() {
    Value<Integer> replicas = values.integer("replicas", 1).describe("Replicas.");
    HasMetadata deployment =
        new DeploymentBuilder()
            .withNewMetadata()
            .withName("a")
            .endMetadata()
            .withNewSpec()
            .withReplicas(replicas.asInt() + 1)
            .withMinReadySeconds(replicas.asInt())
            .endSpec()
            .build();
    assertThat(problems(chart().manifest("web", deployment)))
        .containsExactly(
            "TPL-05 manifests[web].spec.replicas: "
                + (replicas.asInt() + 1L)
                + " was made by arithmetic on a reference to a value");
  }

  @Test
  void aReferenceToAValueOfOtherValuesIsNamed() {
    Values others = Values.create();
    Value<Integer> foreign = others.integer("replicas", 3).describe("Pods elsewhere.");
    values.integer("replicas", 3).describe("Pods.");
    Deployment deployment =
        new DeploymentBuilder()
            .withNewMetadata()
            .withName("web")
            .endMetadata()
            .withNewSpec()
            .withReplicas(foreign.asInt())
            .endSpec()
            .build();

    assertThat(problems(chart().manifest("web", deployment)))
        .filteredOn(each -> each.startsWith("TPL-05"))
        .singleElement()
        .asString()
        .startsWith("TPL-05 manifests[web].spec.replicas: it refers to the value 'replicas' (")
        .endsWith(
            "HelmChartTest.java:"
                + foreign.declaredAt().orElseThrow().line()
                + ") of another Values object");
  }

  @ParameterizedTest
  @MethodSource("changes")
  void aReferenceThatJavaChangedIsFound(UnaryOperator<String> change) {
    Value<String> style = values.string("style", "s").describe("A style.");
    values.string("xtyle", "x").describe("Another value with such a name.");
    values.string("STYLE".toLowerCase(Locale.ROOT) + "2", "x").describe("A third one.");

    assertThat(
            problems(chart().manifest("one", config(Map.of("a", change.apply(style.asString()))))))
        .filteredOn(each -> each.startsWith("TPL-05"))
        .singleElement()
        .asString()
        .startsWith("TPL-05 manifests[one].data.a: a reference was cut or changed");
  }

  static Stream<UnaryOperator<String>> changes() {
    return Stream.of(
        text -> text.replace("s", "x"),
        text -> text.replace("style", "xtyle"),
        text -> text.replace("style", "style2"),
        text -> text.toUpperCase(Locale.ROOT),
        text -> text.toLowerCase(Locale.ROOT),
        text -> new StringBuilder(text).reverse().toString(),
        text -> text.replace('t', 'd'),
        text -> text.substring(0, text.length() - 2));
  }

  @Test
  void aReferenceThatWasCutIsFoundWithItsPath() {
    Value<String> text = values.string("text", "").describe("Text.");
    String token = text.asString();
    assertThat(
            problems(
                chart()
                    .manifest(
                        "one",
                        config(
                            Map.of(
                                "a",
                                token,
                                "b",
                                token.substring(1),
                                token.substring(2),
                                "c",
                                "d",
                                "\ud83d")))))
        .hasSize(3)
        .anyMatch(
            each -> each.startsWith("TPL-05 manifests[one].data.b: a reference was cut or changed"))
        .anyMatch(
            each -> each.startsWith("TPL-05 manifests[one].data: a reference was cut or changed"))
        .anyMatch(
            each ->
                each.startsWith(
                    "TPL-05 manifests[one].data.d: the text has half of a surrogate pair"));
  }

  @Test
  void whatIsNotDeclaredIsFoundWhereverItIsUsed() {
    Values others = Values.create();
    Value<String> other = others.string("other", "").describe("Of another chart.");
    Value<List<String>> list = others.strings("list", List.of()).describe("Of another chart.");
    Value<Boolean> flag = others.flag("flag", true).describe("Of another chart.");
    NamedTemplate missing = new NamedTemplate("missing", "Not in the chart.", Node.of("text"));
    List<String> problems =
        problems(
            chart()
                .template(new NamedTemplate("own", "Own.", Node.of(Map.of("a", other.asString()))))
                .notes(when(flag), other.asString())
                .manifest(
                    Manifest.of(
                            "one",
                            config(
                                Map.of(
                                    "a",
                                    "x" + other.asString(),
                                    "b",
                                    missing.text(true).asString())))
                        .bind("list", list)
                        .when("data.a", when(flag))
                        .bind("loop", Templating.each(list, "item", item -> item.string()))
                        .bind("sum", Node.of(checksum("nowhere")))
                        .onlyWhen(when(flag))
                        .failsWhen(other.is("x"), "Never.")));
    assertThat(problems)
        .containsExactlyInAnyOrder(
            "TPL-05 manifests[one].data.a: .Values.flag is not declared by the values of this chart",
            "TPL-05 manifests[one].data.a: .Values.other is not declared by the values of this chart",
            "TPL-05 manifests[one].data.b: the chart has no template 'missing'",
            "TPL-05 manifests[one].list: .Values.list is not declared by the values of this chart",
            "TPL-05 manifests[one].list: .Values.list is not declared by the values of this chart",
            "TPL-05 manifests[one].loop[0]: .Values.list is not declared by the values of this chart",
            "TPL-05 manifests[one].sum: the chart has no manifest 'nowhere'",
            "TPL-05 manifests[one].condition: .Values.flag is not declared by the values of this chart",
            "TPL-05 manifests[one].guards: .Values.other is not declared by the values of this chart",
            "TPL-05 notes[0]: .Values.other is not declared by the values of this chart",
            "TPL-05 notes[0].when: .Values.flag is not declared by the values of this chart",
            "TPL-05 templates[own].a: .Values.other is not declared by the values of this chart");
  }

  @Test
  void anEditThatFindsNoFieldIsReported() {
    Value<String> text = values.string("text", "").describe("Text.");
    Manifest manifest =
        Manifest.of("one", config(Map.of("a", "b")))
            .bind("spec.deep", text)
            .when("data.z", text.isSet())
            .comment("metadata.annotations", "Why.")
            .append("data.a", Node.of(List.of("x")))
            .bind("data[0]", text)
            .bind("metadata.labels[web]", text);
    assertThat(problems(chart().manifest(manifest)))
        .containsExactly(
            "TPL-05 manifests[one].spec.deep: there is no 'spec'",
            "TPL-05 manifests[one].data.z: there is no such field",
            "TPL-05 manifests[one].data.a: the field is neither a list nor a map, and items"
                + " cannot be added to it",
            "TPL-05 manifests[one].data[0]: '[0]' leads nowhere",
            "TPL-05 manifests[one].metadata.labels[web]: '[web]' leads nowhere");
  }

  @Test
  void aValueThatNothingUsesIsReported() {
    values.string("dead", "").describe("Nobody asks.");
    Value<String> onlyInATemplate =
        values.string("unreached", "").describe("Only in a template that nothing includes.");
    Value<Boolean> condition = values.flag("condition", true).describe("In a condition.");
    Value<Boolean> guard = values.flag("guard", true).describe("In a guard.");
    Value<String> note = values.string("note", "").describe("In a note.");
    Value<String> indirect = values.string("indirect", "").describe("In a template of a template.");
    NamedTemplate inner =
        new NamedTemplate("inner", "Inner.", new Node.Scalar(indirect.asString()));
    NamedTemplate outer =
        new NamedTemplate("outer", "Outer.", new Node.Scalar("x" + inner.text(false).asString()));
    Chart.Builder chart =
        chart()
            .template(
                new NamedTemplate("unreached", "X.", new Node.Scalar(onlyInATemplate.asString())))
            .template(outer)
            .template(inner)
            .manifest(
                Manifest.of("one", config(Map.of("a", "b")))
                    .onlyWhen(when(condition).and(outer.text(false).is("x")))
                    .failsWhen(when(guard), "No."))
            .notes(note.asString());
    assertThat(problems(chart))
        .containsExactly(
            "VAL-03 values.dead: no template uses it",
            "VAL-03 values.unreached: no template uses it");
  }

  @Test
  void aTemplateThatOnlyAConditionIncludesIsDefined() {
    NamedTemplate name = new NamedTemplate("mode", "Mode.", Node.of("fast"));
    FileTree files =
        HelmChart.of(
                chart()
                    .template(name)
                    .manifest(
                        Manifest.of("one", config(Map.of("a", "b")))
                            .onlyWhen(name.text(true).is("fast")))
                    .build())
            .files();
    assertThat(files.text("templates/_helpers.tpl"))
        .contains("{{- define \"chart.mode\" -}}\n{{- \"fast\" }}\n{{- end }}\n");
  }

  @Test
  void standardValuesThatNothingUsesAreLeftOut() {
    FileTree files =
        HelmChart.of(
                chart()
                    .manifest(
                        Manifest.of("one", config(Map.of("a", "b"))).withoutStandardMetadata())
                    .build())
            .files();
    assertThat(files.text("values.yaml"))
        .isEqualTo(
            "# Default values of the chart chart. This file is generated: edits are lost.\n");
    assertThat(files.contains("templates/_helpers.tpl")).isFalse();
  }

  @Test
  void aLabelOfTheAuthorIsNeverLostInSilence() {
    HasMetadata own = config(Map.of("a", "b"));
    own.getMetadata().setLabels(selectorLabels("web"));
    assertThat(
            HelmChart.of(chart().manifest("one", own).build()).files().text("templates/one.yaml"))
        .contains("    app.kubernetes.io/component: web\n");
    assertThat(problems(chart().manifest(Manifest.of("one", own).component("other"))))
        .containsExactly(
            "TPL-05 manifests[one].metadata.labels['app.kubernetes.io/component']: the label is a standard one, which has another"
                + " value");
    own.getMetadata().setLabels(Map.of("helm.sh/chart", "x"));
    assertThat(problems(chart().manifest("one", own)))
        .containsExactly(
            "TPL-05 manifests[one].metadata.labels['helm.sh/chart']: the label is a standard one, which has another value");
  }

  private Chart.Builder chart() {
    return Chart.named("chart").describe("A chart.").values(values);
  }

  private static List<String> problems(Chart.Builder chart) {
    Chart built = chart.build();
    InvalidModelException invalid =
        catchThrowableOfType(InvalidModelException.class, () -> HelmChart.of(built));
    return invalid.findings().stream()
        .map(each -> each.rule() + " " + each.place().toString() + ": " + each.what())
        .toList();
  }

  private static HasMetadata config(Map<String, String> data) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName("config")
        .endMetadata()
        .withData(data)
        .build();
  }
}
