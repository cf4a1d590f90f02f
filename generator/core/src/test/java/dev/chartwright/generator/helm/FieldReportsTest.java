package dev.chartwright.generator.helm;

import static dev.chartwright.chart.Templating.fullName;
import static dev.chartwright.chart.Templating.selectorLabels;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.CiCase;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.Templating;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import dev.chartwright.generator.Generated;
import dev.chartwright.generator.Generator;
import dev.chartwright.generator.engine.Rendering;
import dev.chartwright.generator.prove.ProofReport;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.InvalidModelException;
import dev.chartwright.problem.Severity;
import dev.chartwright.resource.CustomResource;
import dev.chartwright.resource.Restricted;
import dev.chartwright.workload.NodeAgent;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What chart authors reported of other tools, tried here. */
@Tag("thorough")
class FieldReportsTest {
  private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?");
  private static final String SUFFIX = "s".repeat(70);

  @ParameterizedTest
  @ValueSource(ints = {30, 43, 44, 45, 46, 47, 56, 61, 62, 63})
  void labelsAreValidForEveryLengthOfNameAndVersion(int length) {
    for (String version : List.of("1.0.0", "1.0.0+0a1b2c3d4e5f", "1.0.0-rc.1+x-.y")) {
      Generated generated =
          Generator.generate(
              Chart.named("c".repeat(length))
                  .version(version)
                  .appVersion("1.0")
                  .describe("A chart.")
                  .manifest(config())
                  .build());

      String manifest =
          ((Rendering.Rendered) Generator.render(generated, "demo", "default", List.of()))
              .manifest();
      String label =
          manifest
              .lines()
              .filter(line -> line.contains("helm.sh/chart:"))
              .map(line -> line.substring(line.indexOf(':') + 1).strip().replace("\"", ""))
              .findFirst()
              .orElseThrow();
      assertThat(label).hasSizeBetween(length, 63).matches(LABEL);
    }
  }

  @Test
  void aLongNameWithABuildVersionIsProven() {
    ProofReport proof =
        prove(
            Chart.named("payments-reconciliation-batch-exporter-for-the-warehouse")
                .version("1.0.0+0a1b2c3d4e5f")
                .appVersion("1.37.0")
                .describe("A chart.")
                .manifest(config()));

    assertThat(proof.findings()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("longNames")
  void theNameOfAKindMayBeAsLongAsTheKindAllows(
      Function<ObjectMeta, HasMetadata> kind, boolean isAllowed) {
    ObjectMeta metadata = new ObjectMetaBuilder().withName(fullName(SUFFIX)).build();
    Chart chart = chart().manifest(Manifest.of("object", kind.apply(metadata))).build();

    assertThat(chart.findings().stream().map(each -> each.rule().id()))
        .isEqualTo(isAllowed ? List.of() : List.of("NAM-01"));
  }

  static Stream<Arguments> longNames() {
    return Stream.of(
        named(meta -> new ConfigMapBuilder().withMetadata(meta).build(), true),
        named(meta -> new ClusterRoleBuilder().withMetadata(meta).build(), true),
        named(meta -> webhook(meta.getName()), true),
        named(meta -> new ServiceBuilder().withMetadata(meta).build(), false),
        named(meta -> new NamespaceBuilder().withMetadata(meta).build(), false),
        named(meta -> new CronJobBuilder().withMetadata(meta).build(), false),
        named(meta -> new StatefulSetBuilder().withMetadata(meta).build(), false));
  }

  private static Arguments named(Function<ObjectMeta, HasMetadata> kind, boolean isAllowed) {
    return Arguments.of(kind, isAllowed);
  }

  @Test
  void noRuleRefusesALongNameOfAWebhook() {
    ProofReport proof = prove(chart().manifest(Manifest.of("webhook", webhook(fullName(SUFFIX)))));

    assertThat(errors(proof)).noneMatch(each -> each.startsWith("NAM-01"));
  }

  @Test
  void aStatefulSetNeedsItsService() {
    assertThat(errors(prove(chart().manifest(store("elsewhere")))))
        .containsExactly("GEN-02 spec.serviceName");
    assertThat(errors(prove(chart().manifest(store(fullName("db"))))))
        .containsExactly("GEN-02 spec.serviceName");
    assertThat(
            errors(
                prove(
                    chart()
                        .manifest(
                            store("elsewhere")
                                .accept("GEN-02", "spec.serviceName", "The platform makes it.")))))
        .isEmpty();
  }

  @Test
  void aTemplateActionInATextIsANote() {
    Value<String> zone = Values.create().string("zone", "").describe("A zone.");
    Manifest manifest =
        Manifest.of(
            "config",
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName(fullName().asString())
                .endMetadata()
                .addToData("a", "{{ .Values.zone }}")
                .addToData("b", "before {{- include \"x.y\" . }} after")
                .addToData("c", "{{ $labels.instance }} of {{ .Name }} in {{ .ValuesOfAlerts }}")
                .addToData("d", "${fullname}, but ${HOME} and $(zone)")
                .build());

    Generated generated = Generator.generate(chart().manifest(manifest).build());

    assertThat(generated.findings())
        .extracting(
            Finding::severity,
            each -> each.rule().id(),
            each -> each.place().model(),
            Finding::what)
        .containsExactly(
            tuple(
                Severity.NOTE,
                "TPL-15",
                "manifests[config].data.a",
                "'{{ .Values.zone }}' stays text"),
            tuple(
                Severity.NOTE,
                "TPL-15",
                "manifests[config].data.b",
                "'{{- include \"x.y\" . }}' stays text"),
            tuple(Severity.NOTE, "TPL-15", "manifests[config].data.d", "'${fullname}' stays text"));
    assertThat(generated.findings()).allMatch(each -> each.place().declaredAt().isPresent());
    assertThat(zone.path()).isEqualTo("zone");
  }

  @Test
  void aValueThatIsDeclaredWhileTheChartIsBuiltIsTooLate() {
    Values values = Values.create();
    Chart chart =
        Chart.named("late")
            .describe("A chart.")
            .values(values)
            .main(
                NodeAgent.named("agent")
                    .image("example.com/agent", "1.0")
                    .manifest(
                        "daemonset",
                        set ->
                            set.bind(
                                "spec.minReadySeconds",
                                values.integer("delay", 5).describe("Seconds."))))
            .build();

    assertThatThrownBy(() -> Generator.generate(chart))
        .hasMessageContaining(".Values.delay is declared while the chart is built, too late");
  }

  @Test
  void forgottenValuesAreOneProblem() {
    Values values = Values.create();
    Value<String> text = values.string("text", "hello").describe("A text.");
    Value<Integer> number = values.integer("number", 5).describe("A number.");
    Value<Boolean> on = values.flag("on", true).describe("A switch.");
    Chart.Builder chart =
        Chart.named("fixture")
            .describe("A chart.")
            .manifest(
                Manifest.of(
                        "config",
                        new ConfigMapBuilder()
                            .withNewMetadata()
                            .withName(fullName().asString())
                            .endMetadata()
                            .addToData("text", text.asString())
                            .addToData("number", number.asString())
                            .build())
                    .onlyWhen(Templating.when(on)))
            .manifest(
                Manifest.of(
                    "service",
                    new ServiceBuilder()
                        .withNewMetadata()
                        .withName(fullName().asString())
                        .endMetadata()
                        .withNewSpec()
                        .addNewPort()
                        .withPort(number.asInt())
                        .endPort()
                        .endSpec()
                        .build()))
            .notes("Says " + text.asString())
            .ci(CiCase.named("other").set(text, "x"));

    InvalidModelException refusal =
        catchThrowableOfType(InvalidModelException.class, () -> Generator.generate(chart.build()));

    assertThat(refusal.findings())
        .extracting(each -> each.rule().id(), Finding::what)
        .containsExactly(
            tuple(
                "TPL-05",
                "the chart has no values, and refers to number, on, text: Chart.values(…) is not"
                    + " called"));
    assertThat(refusal.findings().get(0).place().declaredAt()).isPresent();
  }

  private static HasMetadata webhook(String name) {
    return CustomResource.of(
            "admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration", name)
        .build();
  }

  private static Manifest config() {
    return Manifest.of(
        "config",
        new ConfigMapBuilder()
            .withNewMetadata()
            .withName(fullName().asString())
            .endMetadata()
            .addToData("a", "b")
            .build());
  }

  private static Manifest store(String service) {
    Map<String, Quantity> resources =
        Map.of("cpu", new Quantity("10m"), "memory", new Quantity("32Mi"));
    return Manifest.of(
            "db",
            new StatefulSetBuilder()
                .withNewMetadata()
                .withName(fullName("db"))
                .endMetadata()
                .withNewSpec()
                .withServiceName(service)
                .withNewSelector()
                .withMatchLabels(selectorLabels("db"))
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(selectorLabels("db"))
                .endMetadata()
                .withNewSpec()
                .withAutomountServiceAccountToken(false)
                .withSecurityContext(Restricted.pod(10101))
                .withContainers(
                    new ContainerBuilder()
                        .withName("db")
                        .withImage("docker.io/library/busybox:1.37.0")
                        .withSecurityContext(Restricted.container(10101))
                        .withNewResources()
                        .addToLimits(resources)
                        .addToRequests(resources)
                        .endResources()
                        .build())
                .endSpec()
                .endTemplate()
                .endSpec()
                .build())
        .component("db");
  }

  private static Chart.Builder chart() {
    return Chart.named("fixture").version("1.0.0").appVersion("1.0").describe("A fixture.");
  }

  private static ProofReport prove(Chart.Builder chart) {
    return Generator.prove(Generator.generate(chart.build()));
  }

  private static List<String> errors(ProofReport proof) {
    return proof.findings().stream()
        .filter(Finding::isError)
        .map(each -> each.rule().id() + " " + each.place().field())
        .distinct()
        .toList();
  }
}
