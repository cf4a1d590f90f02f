package dev.chartwright.chart.tree;

import static dev.chartwright.chart.Templating.choose;
import static dev.chartwright.chart.Templating.each;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.NamedTemplate;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import dev.chartwright.problem.DeclarationRules;
import dev.chartwright.problem.Rule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.groups.Tuple;
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
    finds(each(number, "item", item -> "x"), DeclarationRules.LOOP, ".Values.number");
    finds(each(list, "my item", item -> item.string()), DeclarationRules.LOOP, "'my item'");
  }

  @Test
  void aNamedTemplateHoldsTextOrAMapOrAList() {
    assertThat(findings(new NamedTemplate("x", "X.", Node.of(5))))
        .containsExactly(tuple(DeclarationRules.TEMPLATE_BODY, "templates[x]"));
    assertThat(findings(new NamedTemplate("my-template", "X.", Node.of("text"))))
        .containsExactly(tuple(DeclarationRules.TEMPLATE_NAME, "templates[my-template]"));
    assertThat(findings(new NamedTemplate("x", " ", Node.of("text"))))
        .containsExactly(tuple(DeclarationRules.DESCRIPTION, "templates[x]"));
  }

  @Test
  void aLeafIsAScalar() {
    finds(new Node.Scalar('x'), DeclarationRules.TREE, "java.lang.Character");
  }

  @Test
  void aTreeThatIsNoneHoldsTheMistake() {
    finds(Node.of(Map.of(5, "x")), DeclarationRules.TREE, "5");
    finds(Node.of(Set.of(List.of("a"), List.of("b"))), DeclarationRules.TREE, "a set");
    Map<String, Object> itself = new HashMap<>();
    itself.put("one", itself);
    itself.put("other", itself);
    finds(Node.of(itself), DeclarationRules.DEPTH, "holds itself");
  }

  private static void finds(Node tree, Rule rule, String offender) {
    assertThat(CarriedFindings.in(tree, "here"))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.rule()).isEqualTo(rule);
              assertThat(finding.what()).contains(offender);
            });
  }

  private static List<Tuple> findings(NamedTemplate template) {
    return Chart.named("chart").describe("A chart.").template(template).build().findings().stream()
        .map(finding -> tuple(finding.rule(), finding.place().model()))
        .toList();
  }
}
