package dev.chartwright.generator.object;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.generator.yaml.YamlReader;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FieldTest {
  private final Map<String, Object> tree =
      Tree.map(
          YamlReader.read(
              """
              kind: Pod
              metadata:
                name: web
                annotations: {example.com/owner: me}
              spec:
                containers:
                  - {name: one, args: [a, b]}
                  - {name: two}
              """));

  private final Field root = Field.root(RenderedObject.of("templates/pod.yaml", tree));

  @Test
  void aFieldKnowsItsPath() {
    assertThat(root.path()).isEmpty();
    assertThat(root.at("metadata", "annotations", "example.com/owner").path())
        .isEqualTo("metadata.annotations['example.com/owner']");
    assertThat(root.items("spec", "containers").map(each -> each.at("name").path()))
        .containsExactly("spec.containers[0].name", "spec.containers[1].name");
  }

  @Test
  void everyPathLeadsBackToItsValue() {
    assertThat(root.all())
        .allSatisfy(
            field ->
                assertThat(field.path().isEmpty() ? tree : Tree.find(tree, field.path()))
                    .isEqualTo(field.value()));
  }

  @Test
  void anAbsentFieldHoldsNothingAndCanBeFollowed() {
    Field absent = root.at("spec", "volumes", "none");

    assertThat(absent.isPresent()).isFalse();
    assertThat(absent.items("more")).isEmpty();
    assertThat(absent.fields()).isEmpty();
    assertThat(absent.text()).isEmpty();
    assertThat(absent.path()).isEqualTo("spec.volumes.none");
  }

  @Test
  void everythingBelowIsVisitedInOrder() {
    assertThat(root.at("spec").all().map(Field::path))
        .containsExactly(
            "spec",
            "spec.containers",
            "spec.containers[0]",
            "spec.containers[0].name",
            "spec.containers[0].args",
            "spec.containers[0].args[0]",
            "spec.containers[0].args[1]",
            "spec.containers[1]",
            "spec.containers[1].name");
  }

  @Test
  void aPlaceNamesTheObjectAndTheField() {
    assertThat(root.at("spec", "containers").place().toString())
        .isEqualTo("templates/pod.yaml Pod/web spec.containers");
  }

  @Test
  void aFileWithoutAnObjectHasFieldsToo() {
    Field file = Field.root("Chart.yaml", Map.of("kind", "none", "name", "web"));

    assertThat(file.at("name").place().toString()).isEqualTo("Chart.yaml name");
    assertThat(file.place().toString()).isEqualTo("Chart.yaml");
    assertThat(Field.root("Chart.yaml", "no map").fields()).isEmpty();
  }
}
