package dev.chartwright.generator.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.generator.terraform.Body.Attribute;
import dev.chartwright.generator.terraform.Body.Block;
import dev.chartwright.generator.terraform.Body.Item;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every argument, block and nesting against what the providers take. */
class AttributeTableTest {
  private static final Set<String> CHECKED = Set.of("resource", "data", "provider");
  private static final Set<String> META =
      Set.of("count", "for_each", "depends_on", "lifecycle", "dynamic", "content");

  @Test
  void theProvidersTakeEverythingThatTheModulesSay() {
    AttributeTable table = AttributeTable.orSkip();
    List<Block> blocks = blocks();

    assertThat(blocks).hasSizeGreaterThan(40);
    assertThat(blocks.stream().flatMap(block -> table.problems(block).stream())).isEmpty();
    System.out.println(blocks.size() + " of " + blocks.size() + " blocks fit the attribute table");
  }

  @Test
  void aMisspeltNameAWrongTypeOrAWrongNestingIsFoundWhereverItIs() {
    AttributeTable table = AttributeTable.orSkip();
    Map<String, Block> mutants = new LinkedHashMap<>();
    for (Block block : blocks()) {
      mutants(block).forEach(mutants::putIfAbsent);
    }
    List<String> survivors =
        mutants.entrySet().stream()
            .filter(mutant -> table.problems(mutant.getValue()).isEmpty())
            .map(Map.Entry::getKey)
            .toList();

    assertThat(mutants).hasSizeGreaterThan(300);
    assertThat(survivors).isEmpty();
    System.out.println(mutants.size() + " of " + mutants.size() + " mutated blocks are refused");
  }

  @Test
  void whatIsRequiredIsMissed() {
    AttributeTable table = AttributeTable.orSkip();
    Body.Builder resources =
        Body.builder()
            .resource("google_container_cluster", "fleet", Body.builder())
            .resource("google_container_node_pool", "pool", taintWithoutValue())
            .resource("google_project_iam_member", "nodes", Body.builder().set("role", "r"))
            .resource("google_compute_router_nat", "nat", Body.builder().set("name", "n"))
            .resource("helm_release", "keda", Body.builder().set("name", "n"));

    assertThat(resources.build().blocks().flatMap(block -> table.problems(block).stream()).toList())
        .containsExactlyInAnyOrder(
            "google_container_cluster.name is missing",
            "google_container_node_pool.cluster is missing",
            "google_container_node_pool.node_config.taint.value is missing",
            "google_project_iam_member.member is missing",
            "google_project_iam_member.project is missing",
            "google_compute_router_nat.router is missing",
            "google_compute_router_nat.source_subnetwork_ip_ranges_to_nat is missing",
            "helm_release.chart is missing");
  }

  private static Body.Builder taintWithoutValue() {
    return Body.builder()
        .block(
            "node_config",
            Body.builder()
                .block("taint", Body.builder().set("key", "highmem").set("effect", "NO_SCHEDULE")));
  }

  private static List<Block> blocks() {
    return Fleets.all().values().stream()
        .flatMap(fleet -> TerraformModule.bodies(fleet).values().stream())
        .flatMap(Body::blocks)
        .filter(block -> CHECKED.contains(block.type()))
        .toList();
  }

  /** The block with one mistake, by a description of the mistake. */
  private static Map<String, Block> mutants(Block block) {
    Map<String, Block> mutants = new LinkedHashMap<>();
    List<Item> items = block.body().items();
    for (int i = 0; i < items.size(); i++) {
      for (Map.Entry<String, Item> mutant : mutants(items.get(i)).entrySet()) {
        List<Item> mutated = new ArrayList<>(items);
        mutated.set(i, mutant.getValue());
        mutants.put(
            block.type() + " " + block.labels() + " " + mutant.getKey(),
            new Block("", block.type(), block.labels(), new Body(mutated)));
      }
    }
    return mutants;
  }

  private static Map<String, Item> mutants(Item item) {
    Map<String, Item> mutants = new LinkedHashMap<>();
    if (item instanceof Attribute attribute && !META.contains(attribute.name())) {
      String name = attribute.name();
      mutants.put(name + " misspelt", new Attribute("", name + "s_", attribute.value()));
      mutants.put(
          name + " as a block",
          new Block("", name, List.of(), Body.builder().set("value", 1).build()));
      mutants.put(name + " of another type", new Attribute("", name, otherType(attribute)));
    } else if (item instanceof Block block && !META.contains(block.type())) {
      String name = block.type();
      mutants.put(name + " misspelt", new Block("", name + "s_", List.of(), block.body()));
      mutants.put(
          name + " as an argument",
          new Attribute("", name, Expression.texts(Map.of("value", "x"))));
      mutants(new Block("", name, List.of("x"), block.body()))
          .forEach(
              (mistake, mutant) ->
                  mutants.put(mistake, new Block("", name, List.of(), mutant.body())));
    }
    return mutants;
  }

  private static Expression otherType(Attribute attribute) {
    return attribute.value() instanceof Expression.WholeNumber
        ? Expression.flag(true)
        : Expression.number(4711);
  }
}
