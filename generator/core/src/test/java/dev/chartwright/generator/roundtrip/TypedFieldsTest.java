package dev.chartwright.generator.roundtrip;

import static dev.chartwright.chart.Templating.when;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import dev.chartwright.chart.tree.Condition;
import dev.chartwright.chart.tree.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every field of a typed resource is in the object, unless an edit explains why not. */
class TypedFieldsTest {
  private final Values values = Values.create();
  private final Value<Boolean> flag = values.flag("flag", true).describe("Flag.");
  private final Value<Integer> seconds = values.integer("seconds", 30).describe("Seconds.");
  private final Pod pod =
      new PodBuilder()
          .withNewMetadata()
          .withName("pod")
          .endMetadata()
          .withNewSpec()
          .withTerminationGracePeriodSeconds(seconds.asLong())
          .addNewContainer()
          .withName("main")
          .withArgs("a", "b", "c")
          .endContainer()
          .endSpec()
          .build();
  private final Condition condition = when(flag);

  @Test
  void theResourceItselfHasThemAll() {
    assertThat(missing(Manifest.of("pod", pod), List.of("a", "b", "c"), 30L)).isEmpty();
  }

  @Test
  void aReferenceStandsForItsValue() {
    assertThat(missing(Manifest.of("pod", pod), List.of("a", "b", "c"), 31L))
        .containsExactly(
            "spec.terminationGracePeriodSeconds: it was declared as the number 30 and is rendered as the number 31");
  }

  @Test
  void anItemThatIsGoneOrMovedIsMissed() {
    Manifest manifest = Manifest.of("pod", pod);
    assertThat(missing(manifest, List.of("a", "c"), 30L)).isNotEmpty();
    assertThat(missing(manifest, List.of("a", "c", "b"), 30L)).isNotEmpty();
    assertThat(missing(manifest, List.of("a", "b", "c", "d"), 30L))
        .containsExactly(
            "spec.containers[0].args[3]: it is rendered, and the resource has no such item");
  }

  @Test
  void whatHasAConditionMayBeAbsent() {
    Manifest manifest = Manifest.of("pod", pod).when("spec.containers[main].args[1]", condition);
    assertThat(missing(manifest, List.of("a", "c"), 30L)).isEmpty();
    assertThat(missing(manifest, List.of("a", "b", "c"), 30L)).isEmpty();
    assertThat(missing(manifest, List.of("b", "c"), 30L)).isNotEmpty();
    assertThat(
            missing(
                Manifest.of("pod", pod).when("spec.terminationGracePeriodSeconds", condition),
                List.of("a", "b", "c"),
                null))
        .isEmpty();
  }

  @Test
  void whatIsAppendedFollows() {
    Manifest manifest =
        Manifest.of("pod", pod).append("spec.containers[0].args", Node.of(List.of("d")));
    assertThat(missing(manifest, List.of("a", "b", "c", "d"), 30L)).isEmpty();
    assertThat(missing(manifest, List.of("a", "b", "d"), 30L)).isNotEmpty();
  }

  @Test
  void whatIsBoundIsNotCompared() {
    Manifest manifest = Manifest.of("pod", pod).bind("spec.terminationGracePeriodSeconds", seconds);
    assertThat(missing(manifest, List.of("a", "b", "c"), 99L)).isEmpty();
  }

  private List<String> missing(Manifest manifest, List<String> args, Long grace) {
    Chart chart =
        Chart.named("chart").describe("A chart.").values(values).manifest(manifest).build();
    Map<String, Object> all =
        Map.of(
            "flag",
            true,
            "seconds",
            30,
            "nameOverride",
            "",
            "fullnameOverride",
            "",
            "commonLabels",
            Map.of());
    Map<String, Object> container = Map.of("name", "main", "args", args);
    Map<String, Object> spec =
        grace == null
            ? Map.of("containers", List.of(container))
            : Map.of("containers", List.of(container), "terminationGracePeriodSeconds", grace);
    Map<String, Object> rendered =
        Map.of(
            "apiVersion",
            "v1",
            "kind",
            "Pod",
            "metadata",
            Map.of("name", "pod", "labels", Map.of()),
            "spec",
            spec);
    return new TypedFields(
            manifest,
            TypedFields.tree(manifest),
            new TypedFields.Tokens(
                new Evaluation(chart, all, "demo", "default", "1.33.0", Set.of(), new HashMap<>())))
        .differences(rendered).stream().map(each -> each.path() + ": " + each.what()).toList();
  }
}
