package dev.chartwright.generator.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chartwright.generator.infrastructure.Infrastructure;
import dev.chartwright.generator.terraform.Body.Block;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Plans whole modules with the real Terraform and without a provider: in place of each resource,
 * data source and provider stands a {@code terraform_data}, built into Terraform, whose input is
 * everything that the block says. So every expression is evaluated by Terraform itself.
 */
@Tag("thorough")
class PlannedModuleTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PROJECT = "-var=project_id=proving-ground";
  private static final Pattern ADDRESS =
      Pattern.compile("((?:data\\.)?(?:google|helm)_\\w+)\\.(\\w+)((?:\\[\\d+])?)(?:\\.(\\w+))?");

  /** What only a provider could tell. */
  private static final List<String> COMPUTED = List.of("id", "email", "member", "endpoint");

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"zero-prover", "everything", "public-nodes", "fallback-machines"})
  void terraformPlansWhatTheModelSays(String fleet) throws IOException {
    Infrastructure infrastructure = Fleets.all().get(fleet);
    Map<String, JsonNode> planned = plan(infrastructure, PROJECT);
    List<String> compared = new ArrayList<>();

    ModuleTree.of(infrastructure)
        .objects()
        .forEach(
            (address, content) -> {
              JsonNode input = planned.get(address);
              if (content.containsKey("count") && input == null) {
                assertThat(address).startsWith("helm_release.");
              } else {
                assertThat(input).as(address).isNotNull();
                content.remove("count");
                content.remove("for_each");
                content.remove("depends_on");
                content.remove("lifecycle");
                compare(address, content, input, compared);
              }
            });

    assertThat(compared).hasSizeGreaterThan(60);
    System.out.println(
        compared.size() + " of " + compared.size() + " attributes of " + fleet + " are planned so");
  }

  @Test
  void inputsReachEverythingThatDependsOnThem() throws IOException {
    Map<String, JsonNode> planned =
        plan(
            Fleets.all().get("everything"),
            "-var=project_id=another-project",
            "-var=cluster_name=twin",
            "-var=location=europe-west1-b",
            "-var=node_locations=[]",
            "-var=authorized_networks=[]",
            "-var=create_nat=false",
            "-var=install_operators=true");
    JsonNode cluster = planned.get("google_container_cluster.fleet");

    assertThat(cluster.get("name").textValue()).isEqualTo("twin");
    assertThat(cluster.path("node_locations").isTextual()).isFalse();
    assertThat(cluster.at("/workload_identity_config/0/workload_pool").textValue())
        .isEqualTo("another-project.svc.id.goog");
    assertThat(cluster.get("master_authorized_networks_config")).isEmpty();
    assertThat(planned.get("data.google_compute_subnetwork.fleet").get("region").textValue())
        .isEqualTo("europe-west1");
    assertThat(planned.get("google_compute_firewall.webhooks").toString())
        .contains("\"twin-webhooks\"", "\"twin-node\"");
    assertThat(planned)
        .containsKeys("helm_release.keda", "helm_release.rabbitmq_operator")
        .doesNotContainKeys("google_compute_router.fleet", "google_compute_router_nat.fleet");
  }

  @Test
  void authorizedNetworksBecomeBlocks() throws IOException {
    JsonNode cluster =
        plan(Fleets.all().get("everything"), PROJECT).get("google_container_cluster.fleet");

    assertThat(cluster.get("master_authorized_networks_config"))
        .isEqualTo(
            JSON.readTree(
                """
                [{"cidr_blocks": [
                  {"cidr_block": "203.0.113.0/24"}, {"cidr_block": "198.51.100.7/32"}]}]
                """));
  }

  private static void compare(
      String path, Object expected, JsonNode planned, List<String> compared) {
    if (expected instanceof Map<?, ?> map) {
      map.forEach(
          (key, value) -> compare(path + "." + key, value, planned.path((String) key), compared));
    } else if (expected instanceof List<?> list) {
      assertThat(planned.isArray() ? planned.size() : -1).as(path).isEqualTo(list.size());
      for (int i = 0; i < list.size(); i++) {
        compare(path + "[" + i + "]", list.get(i), planned.get(i), compared);
      }
    } else if (!String.valueOf(expected).contains("${")) {
      assertThat(planned.asText()).as(path).isEqualTo(expected.toString());
      compared.add(path);
    }
  }

  /** The input of each stand-in that is planned, by the address of what it stands for. */
  private Map<String, JsonNode> plan(Infrastructure infrastructure, String... inputs)
      throws IOException {
    Terraform terraform = Terraform.in(folder);
    Body.Builder file = Body.builder();
    TerraformModule.bodies(infrastructure).values().stream()
        .flatMap(Body::blocks)
        .forEach(block -> add(block, file));
    terraform.with("main.tf", HclWriter.text(file.build()));
    List<String> plan = new ArrayList<>(List.of("plan", "-input=false", "-no-color", "-out=plan"));
    plan.addAll(List.of(inputs));
    for (List<String> command : List.of(List.of("init", "-no-color"), plan)) {
      Terraform.Result result = terraform.run("", command.toArray(String[]::new));
      assertThat(result.exit()).as(result.output()).isZero();
    }
    Map<String, JsonNode> planned = new TreeMap<>();
    JsonNode shown = JSON.readTree(terraform.run("", "show", "-json", "plan").output());
    for (JsonNode resource : shown.at("/planned_values/root_module/resources")) {
      planned.put(
          resource.get("name").textValue().replace("__", "."), resource.at("/values/input"));
    }
    return planned;
  }

  private static void add(Block block, Body.Builder file) {
    switch (block.type()) {
      case "terraform" -> {}
      case "variable" -> file.block("variable", block.labels().get(0), copy(block.body()));
      case "locals" -> file.block("locals", copy(block.body()));
      case "output" -> file.block("output", block.labels().get(0), copy(block.body()));
      default -> file.resource("terraform_data", name(block), standIn(block));
    }
  }

  /** {@code data.google_compute_network.fleet} is {@code data__google_compute_network__fleet}. */
  private static String name(Block block) {
    String prefix = block.type().equals("resource") ? "" : block.type() + "__";
    return prefix + String.join("__", block.labels());
  }

  private static Body.Builder copy(Body body) {
    Body.Builder copy = Body.builder();
    body.attributes().forEach(each -> copy.set(each.name(), rewritten(each.value())));
    body.blocks().forEach(block -> copy.block(block.type(), copy(block.body())));
    return copy;
  }

  private static Body.Builder standIn(Block block) {
    Body.Builder standIn = Body.builder();
    Map<String, Expression> input = new LinkedHashMap<>();
    COMPUTED.forEach(each -> input.put(each, Expression.text(each)));
    input.putAll(object(block.body()));
    for (String meta : List.of("count", "for_each", "depends_on")) {
      if (input.containsKey(meta)) {
        standIn.set(meta, input.remove(meta));
      }
    }
    input.remove("lifecycle");
    if (input.get("master_auth") instanceof Expression.Tuple auth) {
      Map<String, Expression> filled =
          new LinkedHashMap<>(((Expression.Mapping) auth.items().get(0)).entries());
      filled.put(
          "cluster_ca_certificate",
          Expression.call("base64encode", Expression.text("certificate")));
      input.put("master_auth", Expression.list(List.of(new Expression.Mapping(filled))));
    }
    return standIn.set("input", new Expression.Mapping(input));
  }

  private static Map<String, Expression> object(Body body) {
    Map<String, Expression> object = new LinkedHashMap<>();
    body.attributes().forEach(each -> object.put(each.name(), rewritten(each.value())));
    Map<String, List<Expression>> blocks = new LinkedHashMap<>();
    for (Block block : body.blocks().toList()) {
      if (block.type().equals("dynamic")) {
        object.put(block.labels().get(0), dynamic(block));
      } else {
        blocks
            .computeIfAbsent(block.type(), none -> new ArrayList<>())
            .add(new Expression.Mapping(object(block.body())));
      }
    }
    blocks.forEach((type, all) -> object.put(type, Expression.list(all)));
    return object;
  }

  /** A dynamic block as the list that it makes. */
  private static Expression dynamic(Block block) {
    Body content = block.body().blocks().findFirst().orElseThrow().body();
    String each = block.labels().get(0);
    String all = HclWriter.flat(block.body().attributes().findFirst().orElseThrow().value());
    return Expression.code(
        "[for %s in [for one in %s : { value = one }] : %s]"
            .formatted(each, all, HclWriter.flat(new Expression.Mapping(object(content)))));
  }

  private static Expression rewritten(Expression value) {
    if (value instanceof Expression.Code code) {
      return Expression.code(
          ADDRESS.matcher(code.code()).replaceAll(PlannedModuleTest::replacement));
    }
    if (value instanceof Expression.Tuple tuple) {
      return Expression.list(tuple.items().stream().map(PlannedModuleTest::rewritten).toList());
    }
    if (value instanceof Expression.Template template) {
      return new Expression.Template(
          template.parts().stream().map(PlannedModuleTest::rewritten).toList());
    }
    if (value instanceof Expression.Call call) {
      return new Expression.Call(
          call.function(), call.arguments().stream().map(PlannedModuleTest::rewritten).toList());
    }
    if (value instanceof Expression.Mapping mapping) {
      Map<String, Expression> entries = new LinkedHashMap<>();
      mapping.entries().forEach((key, each) -> entries.put(key, rewritten(each)));
      return new Expression.Mapping(entries);
    }
    return value;
  }

  private static String replacement(MatchResult address) {
    String name = address.group(1).replace("data.", "data__") + "__" + address.group(2);
    String attribute = address.group(4) == null ? "" : ".input." + address.group(4);
    return Matcher.quoteReplacement("terraform_data." + name + address.group(3) + attribute);
  }
}
