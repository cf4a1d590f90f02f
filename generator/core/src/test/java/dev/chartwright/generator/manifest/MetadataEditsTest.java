package dev.chartwright.generator.manifest;

import static dev.chartwright.chart.Templating.choose;
import static dev.chartwright.chart.Templating.fullName;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.NamedTemplate;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import dev.chartwright.chart.tree.Node;
import dev.chartwright.generator.Generator;
import dev.chartwright.generator.prove.ProofProgress;
import dev.chartwright.generator.space.SpaceRequest;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.InvalidModelException;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Edits of what every object has, and of what cannot be added to. */
class MetadataEditsTest {
  private final Values values = Values.create();

  @Test
  void annotationsThatAreBoundStandBesideThoseOfEveryObject() {
    Value<Map<String, String>> more =
        values.annotations("annotations", Map.of()).describe("More annotations.");
    String template = proven(config().bind("metadata.annotations", more));

    assertThat(template)
        .contains(
            """
              {{- if or .Values.annotations .Values.commonAnnotations }}
              annotations:
            """);
  }

  @Test
  void annotationsMayBeThoseOfANamedTemplate() {
    NamedTemplate owner =
        new NamedTemplate("owner", "Who owns it.", Node.mapping().with("example.org/owner", "us"));
    Chart.Builder chart = chart(config().bind("metadata.annotations", owner.map())).template(owner);
    assertThat(proven(chart)).contains("include \"demo.owner\" .");
  }

  @Test
  void aListIsNoAnnotation() {
    Value<List<String>> words = values.strings("words", List.of()).describe("Words.");
    assertThat(problems(config().bind("metadata.annotations", words)))
        .containsExactly(
            "TPL-05 the field is a map that stands beside the annotations of every object");
  }

  @Test
  void oneItemThatIsChosenIsAppendedToAList() {
    Value<Boolean> loud = values.flag("loud", false).describe("Louder.");
    String template =
        proven(
            pods()
                .append(
                    "template.spec.containers[web].args", choose(loud).then("-v").otherwise("-q")));

    assertThat(template).contains("-v", "-q");
  }

  @Test
  void whatCannotBeAddedToAFieldIsToldWithTheFormOfTheField() {
    Value<Boolean> loud = values.flag("loud", false).describe("Louder.");
    assertThat(problems(config().append("data", choose(loud).then("a").otherwise("b"))))
        .containsExactly("TPL-05 the field is a map, and items cannot be added to it");
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

  private static Manifest pods() {
    return Manifest.of(
        "config",
        new PodTemplateBuilder()
            .withNewMetadata()
            .withName(fullName().asString())
            .endMetadata()
            .withNewTemplate()
            .withNewSpec()
            .addNewContainer()
            .withName("web")
            .withImage("docker.io/acme/web:1.0")
            .withArgs("run")
            .endContainer()
            .endSpec()
            .endTemplate()
            .build());
  }

  private Chart.Builder chart(Manifest manifest) {
    return Chart.named("demo")
        .version("1.0.0")
        .appVersion("1.0")
        .describe("A demo.")
        .values(values)
        .manifest(manifest);
  }

  private String proven(Manifest manifest) {
    return proven(chart(manifest));
  }

  private static String proven(Chart.Builder chart) {
    var generated = Generator.generate(chart.build());
    assertThat(
            Generator.prove(generated, SpaceRequest.standard(), ProofProgress.silent()).findings())
        .filteredOn(each -> !each.rule().id().matches("POD-.*|RES-.*"))
        .isEmpty();
    return generated.chartFiles().text("templates/config.yaml");
  }

  private List<String> problems(Manifest manifest) {
    InvalidModelException invalid =
        catchThrowableOfType(
            InvalidModelException.class, () -> Generator.generate(chart(manifest).build()));
    return invalid.findings().stream().map(MetadataEditsTest::words).toList();
  }

  private static String words(Finding finding) {
    return finding.rule().id() + " " + finding.what();
  }
}
