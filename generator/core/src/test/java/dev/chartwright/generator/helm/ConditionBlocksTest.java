package dev.chartwright.generator.helm;

import static dev.chartwright.chart.Templating.each;
import static dev.chartwright.chart.Templating.fullName;
import static dev.chartwright.chart.Templating.not;
import static dev.chartwright.chart.Templating.releaseName;
import static dev.chartwright.chart.Templating.when;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.CiCase;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.Templating.LoopItem;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import dev.chartwright.chart.tree.Condition;
import dev.chartwright.chart.tree.Node;
import dev.chartwright.chart.tree.Node.Entry;
import dev.chartwright.chart.tree.Node.Insert;
import dev.chartwright.chart.tree.Node.Item;
import dev.chartwright.chart.tree.Node.Mapping;
import dev.chartwright.chart.tree.Node.Scalar;
import dev.chartwright.chart.tree.Node.Sequence;
import dev.chartwright.generator.Generated;
import dev.chartwright.generator.Generator;
import dev.chartwright.generator.prove.ChartProof;
import dev.chartwright.generator.prove.ProofReport;
import dev.chartwright.generator.prove.ProofRequest;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A reader of a template meets a condition once, not once a line. */
@Tag("thorough")
class ConditionBlocksTest {
  private final Values values = Values.create();
  private final Value<Boolean> first = values.flag("first", true).describe("A switch.");
  private final Value<Boolean> second = values.flag("second", true).describe("A switch.");
  private final Value<Map<String, Object>> labels =
      values.object("labels", Map.of("disk", "fast")).describe("Labels of nodes.");
  private final Value<List<Map<String, Object>>> taints =
      values.objects("taints", List.of(Map.of("key", "gpu"))).describe("Taints of nodes.");
  private final Value<List<String>> words =
      values.strings("words", List.of("a")).describe("Some words.");
  private final Value<Boolean> requireCrds =
      values.flag("requireCRDs", true).describe("Whether a cluster without the kind is refused.");

  @Test
  void neighbouringEntriesUnderOneConditionShareItsBlock() {
    assertSpec(
        Node.mapping()
            .plus(new Entry("a", new Scalar("1")).onlyWhen(when(first)).commented("Why a."))
            .plus(new Entry("b", Node.of(Map.of("x", "2"))).onlyWhen(when(first)))
            .plus(new Entry("c", new Scalar("3")).onlyWhen(when(first)).commented("Why c."))
            .plus(new Entry("d", new Scalar("4")).onlyWhen(when(second)))
            .plus(new Entry("e", new Scalar("5")).onlyWhen(not(second)))
            .plus(new Entry("f", new Scalar("6")))
            .plus(new Entry("g", new Scalar("7")).onlyWhen(when(first))),
        """
          {{- if .Values.first }}
          # Why a.
          a: "1"
          b:
            x: "2"
          # Why c.
          c: "3"
          {{- end }}
          {{- if .Values.second }}
          d: "4"
          {{- end }}
          {{- if not .Values.second }}
          e: "5"
          {{- end }}
          f: "6"
          {{- if .Values.first }}
          g: "7"
          {{- end }}
        """);
  }

  @Test
  void neighbouringItemsUnderOneConditionShareItsBlock() {
    assertSpec(
        Node.mapping()
            .with(
                "list",
                new Sequence(
                    List.of(
                        new Item(new Scalar("a")),
                        new Item(new Scalar("b")).onlyWhen(when(first)).commented("Why b."),
                        new Item(Node.of(Map.of("c", "d"))).onlyWhen(when(first)),
                        new Item(Node.of(List.of("e"))).onlyWhen(when(second))))),
        """
          list:
            - a
            {{- if .Values.first }}
            # Why b.
            - b
            - c: d
            {{- end }}
            {{- if .Values.second }}
            - - e
            {{- end }}
        """);
  }

  @Test
  void neighboursThatShowOneValueShareItsWith() {
    assertSpec(
        Node.mapping()
            .plus(shown("a", labels))
            .plus(shown("b", labels).commented("Why b."))
            .plus(shown("c", taints)),
        """
          {{- with .Values.labels }}
          a:
            {{- toYaml . | nindent 4 }}
          # Why b.
          b:
            {{- toYaml . | nindent 4 }}
          {{- end }}
          {{- with .Values.taints }}
          c:
            {{- toYaml . | nindent 4 }}
          {{- end }}
        """);
  }

  @Test
  void aValueSharesABlockWithWhatStandsThereBecauseOfIt() {
    assertSpec(
        Node.mapping()
            .plus(new Entry("a", new Scalar("1")).onlyWhen(labels.isSet()))
            .plus(shown("b", labels))
            .with(
                "list",
                new Sequence(
                    List.of(
                        new Item(new Scalar("--")).onlyWhen(words.isSet()),
                        Item.splice(new Insert(words.expr())),
                        new Item(new Scalar("taints")).onlyWhen(taints.isSet()),
                        Item.splice(new Insert(taints.expr())),
                        new Item(new Scalar("last"))))),
        """
          {{- if .Values.labels }}
          a: "1"
          b:
            {{- toYaml .Values.labels | nindent 4 }}
          {{- end }}
          list:
            {{- if .Values.words }}
            - "--"
            {{- end }}
            {{- range .Values.words }}
            - {{ . | quote }}
            {{- end }}
            {{- if .Values.taints }}
            - taints
            {{- toYaml .Values.taints | nindent 4 }}
            {{- end }}
            - last
        """);
  }

  @Test
  void whatABlockAsksIsNotAskedAgainInIt() {
    Condition both = when(first).and(second);
    assertSpec(
        Node.mapping()
            .with("x", "y")
            .plus(
                new Entry(
                    "a",
                    Node.mapping()
                        .plus(new Entry("b", new Scalar("1")).onlyWhen(when(first)))
                        .plus(new Entry("c", new Scalar("2")).onlyWhen(when(first)))))
            .plus(
                new Entry(
                        "d",
                        Node.mapping()
                            .with("e", "3")
                            .plus(new Entry("f", new Scalar("4")).onlyWhen(both))
                            .plus(
                                new Entry("g", new Scalar("5"))
                                    .onlyWhen(when(first).and(labels.isSet()))))
                    .onlyWhen(when(first).and(not(labels)).or(when(second)).and(both))),
        """
          {{- if .Values.first }}
          a:
            b: "1"
            c: "2"
          {{- end }}
          {{- if and (or (and .Values.first (not .Values.labels)) .Values.second) .Values.first .Values.second }}
          d:
            e: "3"
            f: "4"
            {{- if .Values.labels }}
            g: "5"
            {{- end }}
          {{- end }}
          x: "y"
        """);
  }

  @Test
  void aConditionOnALoopVariableIsAskedInEveryLoop() {
    Node inner = each(taints, "item", item -> Node.mapping().plus(keyed("b", item)).with("c", "2"));
    assertSpec(
        Node.mapping()
            .with(
                "list",
                each(
                    taints,
                    "item",
                    item ->
                        Node.mapping()
                            .plus(
                                new Entry("a", Node.mapping().with("all", inner).with("d", "1"))
                                    .onlyWhen(when(item.string("key"))))
                            .with("e", "1")))
            .with("x", "y"),
        """
          {{- if .Values.taints }}
          list:
            {{- range $item := .Values.taints }}
            - e: "1"
              {{- if $item.key }}
              a:
                {{- if $.Values.taints }}
                all:
                  {{- range $item := $.Values.taints }}
                  - c: "2"
                    {{- if $item.key }}
                    b: {{ $item.key | quote }}
                    {{- end }}
                  {{- end }}
                {{- end }}
                d: "1"
              {{- end }}
            {{- end }}
          {{- end }}
          x: "y"
        """);
  }

  @Test
  void insideAWithTheRootIsStillFound() {
    assertSpec(
        Node.mapping()
            .with("x", "y")
            .plus(shown(releaseName().asString() + "-" + "labels", labels))
            .plus(shown("z", labels)),
        """
          x: "y"
          {{- with .Values.labels }}
          z:
            {{- toYaml . | nindent 4 }}
          {{ $.Release.Name }}-labels:
            {{- toYaml . | nindent 4 }}
          {{- end }}
        """);
  }

  private static Entry shown(String key, Value<?> value) {
    return new Entry(key, new Insert(value.expr())).onlyWhen(value.isSet());
  }

  private static Entry keyed(String key, LoopItem item) {
    return new Entry(key, Node.of(item.string("key"))).onlyWhen(when(item.string("key")));
  }

  /** What is written, and that it means what was declared, whatever is set. */
  private void assertSpec(Mapping spec, String template) {
    GenericKubernetesResource thing = new GenericKubernetesResource();
    thing.setApiVersion("example.com/v1");
    thing.setKind("Thing");
    ObjectMeta metadata = new ObjectMeta();
    metadata.setName(fullName().asString());
    thing.setMetadata(metadata);
    Chart chart =
        Chart.named("blocks")
            .describe("A chart.")
            .values(values)
            .manifest(
                Manifest.of("thing", thing)
                    .bind("spec", spec)
                    .requiresApi("example.com/v1/Thing", requireCrds, "Install its operator."))
            .offline(requireCrds, false)
            // Every value must be used by something.
            .notes(
                when(first).and(second).and(labels).and(taints).and(words), "All of them are set.")
            .allowUnknownKind("example.com/v1/Thing")
            .ci(CiCase.named("bare").set(first, false).set(second, false).set(labels, Map.of()))
            .ci(CiCase.named("first").set(first, true).set(second, false).set(words, List.of()))
            .ci(CiCase.named("second").set(first, false).set(taints, List.of(Map.of("a", "b"))))
            .build();
    Generated generated = Generator.generate(chart);
    String text = generated.chartFiles().text("templates/thing.yaml");
    assertThat(text.substring(text.indexOf("spec:\n") + "spec:\n".length())).isEqualTo(template);
    assertThat(namedCases(generated).findings()).isEmpty();
  }

  /** Proves without the value space, which tests of its own look at. */
  private static ProofReport namedCases(Generated generated) {
    return ChartProof.prove(
        generated.chartFiles(),
        generated.chart(),
        ProofRequest.of(generated.chart()).withoutSpace());
  }
}
