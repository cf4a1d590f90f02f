package dev.chartwright.generator.upgrade.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.upgrade.HelloWeb;
import dev.chartwright.generator.upgrade.Variants;
import dev.chartwright.generator.upgrade.diff.ObjectChange.Kept;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.generator.yaml.YamlReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ObjectDiffTest {
  private static final List<RenderedObject> OBJECTS = HelloWeb.chart().objects();

  @Test
  void objectsStayTheSameAsThemselvesInAnyOrder() {
    List<RenderedObject> backwards = new ArrayList<>(OBJECTS);
    Collections.reverse(backwards);
    assertThat(new ObjectDiff().between(OBJECTS, backwards))
        .hasSameSizeAs(OBJECTS)
        .allSatisfy(change -> assertThat(((Kept) change).changes()).isEmpty());
  }

  @Test
  void whatTheServerFillsInIsNoChange() {
    List<RenderedObject> filled =
        OBJECTS.stream()
            .map(each -> RenderedObject.of(each.source(), ServerDefaults.filled(each)))
            .toList();
    assertThat(filled).isNotEqualTo(OBJECTS);
    for (ObjectChange change : new ObjectDiff().between(OBJECTS, filled)) {
      assertThat(((Kept) change).changes()).isEmpty();
    }
    for (ObjectChange change : new ObjectDiff().between(filled, OBJECTS)) {
      assertThat(((Kept) change).changes()).isEmpty();
    }
  }

  @Test
  void everyFieldThatChangesIsFound() {
    int fields = 0;
    for (RenderedObject object : OBJECTS) {
      for (Map<String, Object> changed : Variants.of(object.tree())) {
        Map<String, Object> filled =
            ServerDefaults.filled(RenderedObject.of(object.source(), changed));
        assertThat(FieldDiff.between(ServerDefaults.filled(object), filled, false))
            .as(object + " " + changed)
            .isNotEmpty();
        fields++;
      }
    }
    assertThat(fields).isGreaterThan(150);
  }

  @Test
  void itemsOfListsAreCalledByWhatTellsThemApart() {
    assertThat(
            changes(
                "{env: [{name: A, value: a}, {name: B, value: b}]}",
                "{env: [{name: B, value: c}, {name: C, value: b}]}"))
        .containsExactly(
            "env[A] is gone; it was {\"name\":\"A\",\"value\":\"a\"}",
            "env[B].value changes from \"b\" to \"c\"",
            "env[C] is new: {\"name\":\"C\",\"value\":\"b\"}");
    assertThat(
            changes(
                "{ports: [{port: 80, protocol: TCP}, {port: 80, protocol: UDP}]}",
                "{ports: [{port: 80, protocol: TCP}, {port: 81, protocol: UDP}]}"))
        .as("the port does not tell them apart")
        .containsExactly("ports[1].port changes from 80 to 81");
    assertThat(changes("{args: [a, b]}", "{args: [a]}"))
        .containsExactly("args[1] is gone; it was \"b\"");
  }

  @Test
  void valuesAreTheSameWhenTheServerReadsThemSo() {
    assertThat(
            changes(
                "{resources: {limits: {cpu: 1, memory: 1Gi}}, a: 1, gone: null, tolerations: []}",
                "{resources: {limits: {cpu: 1000m, memory: 1024Mi}}, a: 1.0}"))
        .isEmpty();
    assertThat(changes("{size: 1Gi}", "{size: 1024Mi}"))
        .as("a text that only looks like an amount")
        .containsExactly("size changes from \"1Gi\" to \"1024Mi\"");
    assertThat(changes("{emptyDir: {}}", "{}"))
        .as("a field whose presence has a meaning")
        .containsExactly("emptyDir is gone; it was {}");
  }

  @Test
  void longValuesAreCut() {
    assertThat(changes("{a: " + "x".repeat(100) + "}", "{}"))
        .containsExactly("a is gone; it was \"" + "x".repeat(59) + "…");
  }

  private static List<String> changes(String before, String after) {
    return FieldDiff.between(tree(before), tree(after), false).stream()
        .map(FieldChange::toString)
        .toList();
  }

  private static Map<String, Object> tree(String yaml) {
    return Tree.map(YamlReader.read(yaml));
  }
}
