package dev.chartwright.chart;

import static dev.chartwright.chart.Templating.choose;
import static dev.chartwright.chart.Templating.each;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NodeTest {
  private final Values values = Values.create();
  private final Value<List<String>> list = values.strings("list", List.of()).describe("List.");
  private final Value<Integer> number = values.integer("number", 1).describe("Number.");

  @Test
  void aTreeOfUnorderedMapsAndSetsHasOneOrder() {
    Map<String, Object> map =
        IntStream.range(0, 30)
            .boxed()
            .collect(Collectors.toUnmodifiableMap(i -> "key" + i, i -> Set.of("b", "a", "c")));
    Node.Mapping mapping = (Node.Mapping) Node.of(map);
    assertThat(mapping.entries()).extracting(Node.Entry::key).isSorted();
    assertThat(mapping.entries().get(0).value()).isEqualTo(Node.of(List.of("a", "b", "c")));
  }

  @Test
  void nodesAndExpressionsKeepTheirPlacesInATree() {
    Node choice = choose(values.flag("flag", true).describe("Flag.")).then("a").otherwise(1);
    Node tree = Node.of(Map.of("choice", choice, "number", number));
    assertThat(((Node.Mapping) tree).entries())
        .containsExactly(
            new Node.Entry("choice", choice),
            new Node.Entry("number", new Node.Insert(number.expr())));
  }

  @Test
  void onlyListsAndMapsAreLoopedOver() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> each(number, "item", item -> "x"))
        .withMessageContaining("nothing to loop over");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> each(list, "my item", item -> "x"))
        .withMessageContaining("a loop variable is one word");
  }

  @Test
  void aNamedTemplateHoldsTextOrAMapOrAList() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NamedTemplate("x", "X.", Node.of(5)))
        .withMessageContaining("must hold text, a choice of texts, a map or a list");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NamedTemplate("my-template", "X.", Node.of("text")))
        .withMessageContaining("not a name of a template");
  }

  @Test
  void aLeafIsAScalar() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Node.Scalar('x'))
        .withMessageContaining("not a scalar");
  }
}
