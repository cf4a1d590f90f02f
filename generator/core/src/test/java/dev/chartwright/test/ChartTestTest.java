package dev.chartwright.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.ChartSource;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.Templating;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import dev.chartwright.fixture.Examples;
import dev.chartwright.fixture.ZeroProver;
import dev.chartwright.problem.InvalidModelException;
import dev.chartwright.prover.FleetSource;
import dev.chartwright.resource.ScaledObject;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChartTestTest {
  private static final ChartTest WEB = ChartTest.of(Examples.typedHelloWeb());

  @TempDir Path folder;

  /** A chart of one page. */
  private static final class Page implements ChartSource {
    private final Values values = Values.create();
    private final Value<String> text =
        values.string("page.text", "Hello").length(1, 20).describe("The text of the page.");
    private final Value<Map<String, String>> more =
        values.stringMap("page.more", Map.of()).describe("Other pages.");

    @Override
    public Chart chart() {
      return Chart.named("page")
          .describe("A page.")
          .values(values)
          .manifest(
              Manifest.of(
                      "configmap",
                      new ConfigMapBuilder()
                          .withNewMetadata()
                          .withName(Templating.fullName("site"))
                          .endMetadata()
                          .addToData("index.html", text.asString())
                          .build())
                  .append("data", more))
          .notes("Read " + text.asString() + " in <" + Templating.fullName("site") + ">.")
          .build();
    }
  }

  @Test
  void givesTypedObjectsOfTheDefaults() {
    assertThat(WEB.deployment("web").getSpec().getTemplate().getSpec().getContainers())
        .singleElement()
        .satisfies(container -> assertThat(container.getImage()).contains("nginx"));
    assertThat(WEB.service("web").getSpec().getPorts()).hasSize(1);
    assertThat(WEB.objects(Ingress.class)).isEmpty();
    assertThat(WEB.objects()).extracting(HasMetadata::getKind).contains("Deployment", "Pod");
  }

  @Test
  void rendersWithSettings() {
    assertThat(WEB.with("ingress.enabled", true).objects(Ingress.class)).hasSize(1);
    ChartTest fixed = WEB.with("autoscaling.enabled", false);
    assertThat(fixed.objects(HorizontalPodAutoscaler.class)).isEmpty();
    assertThat(fixed.release("blue").namespace("shop").deployment("web").getMetadata().getName())
        .startsWith("blue-hello-web");
    assertThat(
            WEB.withValues("podAnnotations: {example.com/team: web}")
                .with("podAnnotations", Map.of("example.com/tier", "front"))
                .deployment("web")
                .getSpec()
                .getTemplate()
                .getMetadata()
                .getAnnotations())
        .containsEntry("example.com/team", "web")
        .containsEntry("example.com/tier", "front");
  }

  @Test
  void leavesTheChartWithoutTheSettingAsItWas() {
    Page page = new Page();
    ChartTest chart = ChartTest.of(page);
    assertThat(chart.with(page.text, "Bye").configMap("site").getData())
        .containsEntry("index.html", "Bye");
    assertThat(chart.configMap("site").getData()).containsEntry("index.html", "Hello");
  }

  @Test
  void takesSettingsBelowAMapAndRemovesDefaults() {
    Page page = new Page();
    ChartTest chart = ChartTest.of(page);
    assertThat(
            chart
                .with("page.more.about", "Us")
                .with("page.text", "a")
                .with("page.text", "b")
                .configMap("site")
                .getData())
        .isEqualTo(Map.of("index.html", "b", "about", "Us"));
    assertThat(chart.with("page.text", null).fails()).contains("page.text");
  }

  @Test
  void namesTheValueThatWasMeant() {
    assertThatThrownBy(() -> WEB.with("replcas", 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'replcas' is not a value of hello-web: did you mean 'replicas'?");
    assertThatThrownBy(() -> ChartTest.of(new Page()).with("replicas", 3))
        .hasMessageContaining("'replicas' is not a value of page: it has")
        .hasMessageContaining("page.text");
    assertThatThrownBy(() -> WEB.with("replicas.max", 3)).hasMessageContaining("is not a value");
    assertThatThrownBy(() -> WEB.with("replicas", Duration.ofHours(1)))
        .hasMessageContaining("replicas is set to a java.time.Duration");
    assertThatThrownBy(() -> WEB.withValues("a: [1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not YAML");
  }

  @Test
  void tellsWhyAChartDoesNotRender() {
    ChartTest wrong = WEB.with("replicas", "three");
    assertThat(wrong.fails()).contains("replicas");
    assertThatThrownBy(() -> wrong.deployment("web"))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("hello-web cannot be rendered with these values: replicas");
    assertThatThrownBy(WEB::fails)
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("hello-web renders with these values, and should not: ")
        .hasMessageContaining("Deployment/hello-web");
  }

  @Test
  void namesWhatIsRenderedInPlaceOfAnAbsentObject() {
    assertThatThrownBy(() -> WEB.deployment("wbe"))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("hello-web renders no Deployment 'wbe'; it renders ")
        .hasMessageContaining("Service/hello-web");
  }

  @Test
  void givesTheNotesAsTheyArePrinted() {
    assertThat(ChartTest.of(new Page()).with("page.text", "{{ 1 }} & \"2\"").notes())
        .isEqualTo("Read {{ 1 }} & \"2\" in <page-site>.\n");
    assertThat(WEB.notes()).contains("hello-web").doesNotContain("{{");
  }

  @Test
  void givesCustomKindsWithoutATypeOfKubernetes() {
    ChartTest fleet = ChartTest.of((FleetSource) ZeroProver::fleet);
    List<HasMetadata> scaled =
        fleet.objects().stream().filter(each -> each.getKind().equals("ScaledObject")).toList();
    assertThat(scaled)
        .isNotEmpty()
        .hasOnlyElementsOfType(GenericKubernetesResource.class)
        .allSatisfy(
            each ->
                assertThat(fleet.object("ScaledObject", each.getMetadata().getName()))
                    .isEqualTo(each));
    assertThatThrownBy(() -> fleet.object(ScaledObject.class, "light"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("use object(\"ScaledObject\"");
  }

  @Test
  void rendersForAnotherCluster() {
    ChartTest chart = WEB.kubeVersion("1.34").apis("cert-manager.io/v1");
    assertThat(chart.deployment("web")).isEqualTo(WEB.deployment("web"));
    assertThatThrownBy(() -> WEB.kubeVersion("latest"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("write it like 1.34");
  }

  @Test
  void comparesWithAFolderAndWritesIt() throws IOException {
    ChartTest page = ChartTest.of(new Page());
    assertThatThrownBy(() -> page.matchesFolder(folder))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("+++ b/templates/configmap.yaml")
        .hasMessageContaining("-Dchartwright.golden.update=true");

    update(page);
    page.matchesFolder(folder);
    assertThat(Files.readString(folder.resolve("templates/NOTES.txt")))
        .isEqualTo("Read Hello in <page-site>.\n");

    Files.writeString(folder.resolve("left-over.yaml"), "a: 1\n");
    assertThatThrownBy(() -> page.with("page.text", "Bye").matchesFolder(folder))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("--- a/left-over.yaml")
        .hasMessageContaining("-  index.html: \"Hello\"\n+  index.html: \"Bye\"");

    update(page);
    page.matchesFolder(folder);
    assertThat(folder.resolve("left-over.yaml")).doesNotExist();
  }

  private void update(ChartTest chart) {
    System.setProperty(GoldenFolder.UPDATE, "true");
    try {
      chart.matchesFolder(folder);
    } finally {
      System.clearProperty(GoldenFolder.UPDATE);
    }
  }

  @Test
  void reportsEveryProblemOfTheDeclaration() {
    assertThatThrownBy(() -> ChartTest.of(Chart.named("No Chart").build()))
        .isInstanceOf(InvalidModelException.class);
  }

  @Test
  void isSafeForSeveralThreads() {
    ChartTest chart = ChartTest.of(new Page());
    assertThat(List.of(1, 2, 3, 4).parallelStream().map(each -> chart.manifest()).distinct())
        .hasSize(1);
  }
}
