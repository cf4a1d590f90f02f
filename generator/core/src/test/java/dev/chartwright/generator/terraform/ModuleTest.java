package dev.chartwright.generator.terraform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.chartwright.cloud.Gke;
import dev.chartwright.cloud.Network;
import dev.chartwright.cloud.NodePool;
import dev.chartwright.cloud.Taint;
import dev.chartwright.fixture.ZeroProver;
import dev.chartwright.generator.Generator;
import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.infrastructure.Infrastructure;
import dev.chartwright.prover.OperatorSource;
import dev.chartwright.prover.Platform;
import dev.chartwright.prover.ProverFleet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModuleTest {
  private static final Pattern ADDRESS =
      Pattern.compile("((?:data\\.)?(?:google|helm)_\\w+)\\.(\\w+)(?:\\[\\d+])?(?:\\.(\\w+))?");
  private static final Pattern NAMED = Pattern.compile("\\b(var|local)\\.(\\w+)");

  @Test
  void aFileWithNothingInItIsLeftOut() {
    assertThat(TerraformModule.of(Fleets.all().get("zero-prover")).files())
        .containsKey("storage.tf");
    assertThat(TerraformModule.of(Fleets.all().get("public-nodes")).files().keySet())
        .containsExactlyInAnyOrder(
            "README.md",
            "cluster.tf",
            "network.tf",
            "node_pools.tf",
            "operators.tf",
            "outputs.tf",
            "terraform.tfvars.example",
            "variables.tf",
            "versions.tf");
  }

  @Test
  void theFleetsOfTheseTestsPassTheirCheck() {
    assertThatCode(
            () -> {
              Generator.generate(ZeroProver.fleet());
              Generator.generate(Fleets.everything());
              Generator.generate(Fleets.publicNodes());
            })
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"zero-prover", "everything", "public-nodes", "fallback-machines"})
  void everythingThatIsReferredToIsThereAndEveryInputIsUsed(String fleet) {
    Map<String, Body> bodies = TerraformModule.bodies(Fleets.all().get(fleet));
    Set<String> declared = declared(bodies);
    Set<String> used = new TreeSet<>();
    for (String code : codes(bodies)) {
      Matcher address = ADDRESS.matcher(code);
      while (address.find()) {
        assertThat(declared).contains(address.group(1) + "." + address.group(2));
      }
      Matcher named = NAMED.matcher(code);
      while (named.find()) {
        used.add(named.group());
      }
    }

    assertThat(declared).containsAll(used);
    assertThat(used)
        .containsAll(declared.stream().filter(name -> NAMED.matcher(name).matches()).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"zero-prover", "everything", "public-nodes", "fallback-machines"})
  void everyAttributeThatIsReferredToIsOneOfItsResource(String fleet) {
    AttributeTable table = AttributeTable.orSkip();
    for (String code : codes(TerraformModule.bodies(Fleets.all().get(fleet)))) {
      Matcher address = ADDRESS.matcher(code);
      while (address.find()) {
        if (address.group(3) != null) {
          assertThat(table.knows(address.group(1), address.group(3))).as(address.group()).isTrue();
        }
      }
    }
  }

  @Test
  void textOfTheModelNeverBecomesCode() {
    assertThat(codes(TerraformModule.bodies(named("${file(\"/etc/passwd\")}\n\" %{ if true }"))))
        .isEqualTo(codes(TerraformModule.bodies(named("harmless"))));
  }

  @Test
  void aModuleHoldsNoCredentials() {
    for (Infrastructure infrastructure : Fleets.all().values()) {
      FileTree module = TerraformModule.of(infrastructure);
      for (String path : module.files().keySet()) {
        assertThat(module.text(path))
            .as(path)
            .doesNotContainIgnoringCase("password")
            .doesNotContain("access_token", "google_client_config", "client_key", "credentials =");
      }
    }
  }

  @Test
  void theSameFleetGivesTheSameBytes() {
    FileTree first = TerraformModule.of(Infrastructure.of(Fleets.everything()));
    FileTree second = TerraformModule.of(Infrastructure.of(Fleets.everything()));

    assertThat(first.files().keySet()).isEqualTo(second.files().keySet());
    first.files().forEach((path, bytes) -> assertThat(bytes).isEqualTo(second.files().get(path)));
  }

  /** No check would let it pass; whatever passes is harmless all the more. */
  private static Infrastructure named(String text) {
    NodePool pool =
        NodePool.named("pool")
            .machine(text)
            .taint(Taint.noSchedule(text, text))
            .label(text, text)
            .build();
    Gke gke =
        Gke.cluster(text)
            .project(text)
            .zone("europe-west1-c")
            .region(text, text)
            .nodeServiceAccount(text)
            .authorizedNetworks(text)
            .network(Network.named(text).ranges(text, text, text).controlPlane(text))
            .pools(pool)
            .label(text, text)
            .build();
    ProverFleet fleet =
        ProverFleet.named(text)
            .platform(Platform.current().operatorFrom(OperatorSource.chart(text, text, text)))
            .gke(gke)
            .build();
    return Infrastructure.of(fleet);
  }

  private static Set<String> declared(Map<String, Body> bodies) {
    Set<String> declared = new HashSet<>();
    bodies.values().stream()
        .flatMap(Body::blocks)
        .forEach(
            block -> {
              switch (block.type()) {
                case "resource", "data" -> declared.add(ModuleTree.address(block));
                case "variable" -> declared.add("var." + block.labels().get(0));
                case "locals" ->
                    block.body().attributes().forEach(each -> declared.add("local." + each.name()));
                default -> {}
              }
            });
    return declared;
  }

  private static List<String> codes(Map<String, Body> bodies) {
    List<String> codes = new ArrayList<>();
    bodies.values().forEach(body -> codes(body, codes));
    return codes;
  }

  private static void codes(Body body, List<String> codes) {
    // A condition on an input is no use of it.
    body.blocks()
        .filter(block -> !block.type().equals("variable"))
        .forEach(block -> codes(block.body(), codes));
    body.attributes().forEach(attribute -> codes(attribute.value(), codes));
  }

  private static void codes(Expression value, List<String> codes) {
    if (value instanceof Expression.Code code) {
      codes.add(code.code());
    } else if (value instanceof Expression.Tuple tuple) {
      tuple.items().forEach(item -> codes(item, codes));
    } else if (value instanceof Expression.Template template) {
      template.parts().forEach(part -> codes(part, codes));
    } else if (value instanceof Expression.Call call) {
      call.arguments().forEach(argument -> codes(argument, codes));
    } else if (value instanceof Expression.Mapping mapping) {
      mapping.entries().values().forEach(entry -> codes(entry, codes));
    }
  }
}
