package dev.chartwright.generator.compose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.cloud.NodePool;
import dev.chartwright.fixture.FallbackMachines;
import dev.chartwright.generator.Generated;
import dev.chartwright.generator.Generator;
import dev.chartwright.generator.Part;
import dev.chartwright.generator.check.FleetCheck;
import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.yaml.YamlReader;
import dev.chartwright.problem.Finding;
import dev.chartwright.prover.ProverFleet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A fleet with fallback machines: chart, scripts, Terraform, plan and picture say the same. After a
 * change that is meant, run the test once with {@code -Dgolden.update=true} and read the
 * difference.
 */
class FallbackMachinesTest {
  private static final Path GOLDEN =
      Path.of("src", "test", "resources", "golden", "fallback-machines");
  private static final ProverFleet FLEET = FallbackMachines.fleet();

  /** The order of preference: Spot of all machines, then all of them on demand. */
  private static final List<String> POOLS =
      List.of(
          "highmem-pool-spot",
          "highmem-pool-c3d-highmem-360-spot",
          "highmem-pool-n2-highmem-128-spot",
          "highmem-pool",
          "highmem-pool-c3d-highmem-360",
          "highmem-pool-n2-highmem-128");

  private static FileTree gcloud;
  private static FileTree terraform;
  private static FileTree plan;
  private static FileTree diagram;

  @BeforeAll
  static void generate() {
    Generated generated = Generator.generate(FLEET, EnumSet.allOf(Part.class));
    Map<Part, FileTree> parts = generated.parts();
    gcloud = parts.get(Part.GCLOUD);
    terraform = parts.get(Part.TERRAFORM);
    plan = parts.get(Part.PLAN);
    diagram = parts.get(Part.DIAGRAM);
  }

  @Test
  void theFleetHasNothingWrongButThatItsWorkersMayLoseTheirSpotNodes() {
    assertThat(FleetCheck.check(FLEET))
        .extracting(finding -> finding.rule().id())
        .containsOnly("POO-06");
    assertThat(FleetCheck.check(FLEET)).noneMatch(Finding::isError);
  }

  @Test
  void podsChooseTheClassByItsLabelAloneAndTolerateItsTaint() {
    InstalledFleet installed = InstalledFleet.of(FLEET);

    assertThat(installed.at("Deployment/r-zero-prover-worker", "spec/template/spec/nodeSelector"))
        .isEqualTo(Map.of("cloud.google.com/compute-class", "highmem-pool"));
    assertThat(installed.at("Deployment/r-zero-prover-worker", "spec/template/spec/affinity"))
        .isNull();
    assertThat(
            installed
                .at("Deployment/r-zero-prover-worker", "spec/template/spec/tolerations")
                .toString())
        .contains("key=highmem", "key=cloud.google.com/compute-class", "value=highmem-pool");
  }

  @Test
  void everyOutputHasThePoolsInOrderOfPreference() {
    assertThat(ofClass(gcloud.text("gcloud/compute-classes.yaml"))).isEqualTo(POOLS);
    assertThat(terraform.text("terraform/compute-classes.yaml"))
        .isEqualTo(gcloud.text("gcloud/compute-classes.yaml"));
    assertThat(names(gcloud.text("gcloud/30-node-pools.sh"), "node-pools create (highmem\\S*)"))
        .isEqualTo(POOLS);
    assertThat(names(terraform.text("terraform/node_pools.tf"), "name += \"(highmem[^\"]*)\""))
        .isEqualTo(POOLS);
    assertThat(names(plan.text("docs/plan.md"), "\\| \\d \\| `(highmem[^`]*)`")).isEqualTo(POOLS);
    assertThat(names(plan.text("docs/topology.md"), "\n\\| `(highmem[^`]*)` \\| \\S+-highmem"))
        .isEqualTo(POOLS);
    assertThat(names(diagram.text("docs/architecture.mmd"), "<b>(highmem-pool[-\\w]*)</b>"))
        .isEqualTo(POOLS);
  }

  @Test
  void everyOutputHasTheMachineAndTheLimitsOfEachPool() {
    for (NodePool pool : FallbackMachines.HIGHMEM.created()) {
      String name = pool.name();
      String machine = pool.machineType() + (pool.spot() ? ", Spot" : "");
      String nodes = pool.maxNodes() == 1 ? "0 to 1" : "0 to " + pool.maxNodes();
      assertThat(plan.text("docs/topology.md")).contains("| `" + name + "` | " + machine + " | ");
      assertThat(plan.text("docs/plan.md"))
          .contains("| `" + name + "` | " + machine + " | " + nodes + " |");
      assertThat(terraform.text("terraform/README.md"))
          .contains("| `" + name + "` | " + machine + " | " + nodes + " |");
      String created =
          after(gcloud.text("gcloud/30-node-pools.sh"), "node-pools create " + name + " ");
      assertThat(created)
          .contains("--machine-type=" + pool.machineType(), "--total-max-nodes=" + pool.maxNodes())
          .contains("cloud.google.com/compute-class=highmem-pool:NoSchedule")
          .contains("--node-labels=cloud.google.com/compute-class=highmem-pool");
      assertThat(created.contains("--spot")).isEqualTo(pool.spot());
      assertThat(
              after(
                  terraform.text("terraform/node_pools.tf"),
                  "name               = \"" + name + "\""))
          .contains("machine_type    = \"" + pool.machineType() + "\"")
          .contains("\"cloud.google.com/compute-class\" = \"highmem-pool\"");
    }
  }

  @Test
  void theClassIsAppliedOnceForTheClusterAndBelongsToNoRelease() {
    assertThat(gcloud.text("gcloud/50-operators.sh"))
        .contains("kubectl --context=\"${CONTEXT}\" apply --server-side")
        .contains("--filename=\"${here}\"/compute-classes.yaml");
    assertThat(terraform.text("terraform/outputs.tf"))
        .contains("kubectl apply --server-side --filename=compute-classes.yaml");
    assertThat(InstalledFleet.of(FLEET).names()).noneMatch(name -> name.startsWith("ComputeClass"));
  }

  @Test
  void theOutputIsTheApprovedOne() throws IOException {
    for (FileTree files : List.of(gcloud, terraform, plan, diagram)) {
      for (String path :
          List.of(
              "gcloud/compute-classes.yaml",
              "gcloud/30-node-pools.sh",
              "terraform/node_pools.tf",
              "docs/plan.md",
              "docs/topology.md",
              "docs/architecture.mmd")) {
        if (files.files().containsKey(path)) {
          approved(path.substring(path.indexOf('/') + 1), files.text(path));
        }
      }
    }
  }

  private static void approved(String file, String text) throws IOException {
    Path path = GOLDEN.resolve(file);
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(GOLDEN);
      Files.writeString(path, text, UTF_8);
    }
    assertThat(text).as(file).isEqualTo(Files.readString(path, UTF_8));
  }

  private static List<String> ofClass(String yaml) {
    Map<?, ?> spec = (Map<?, ?>) ((Map<?, ?>) YamlReader.read(yaml)).get("spec");
    List<String> pools = new ArrayList<>();
    for (Object priority : (List<?>) spec.get("priorities")) {
      ((List<?>) ((Map<?, ?>) priority).get("nodepools"))
          .forEach(pool -> pools.add(pool.toString()));
    }
    return pools;
  }

  private static List<String> names(String text, String pattern) {
    Stream<MatchResult> found = Pattern.compile(pattern).matcher(text).results();
    return found.map(match -> match.group(1)).distinct().toList();
  }

  /** The 2,000 characters that follow. */
  private static String after(String text, String start) {
    int begin = text.indexOf(start);
    assertThat(begin).as(start).isNotNegative();
    String rest = text.substring(begin + start.length());
    int next = rest.indexOf("\n}\n");
    return next < 0 ? rest : rest.substring(0, next);
  }
}
