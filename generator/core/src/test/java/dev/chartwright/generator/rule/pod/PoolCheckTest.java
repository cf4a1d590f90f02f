package dev.chartwright.generator.rule.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chartwright.generator.object.DeclaredPool;
import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.generator.yaml.YamlReader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PoolCheckTest {
  private static final long GIB = 1L << 30;

  private static final DeclaredPool SMALL =
      new DeclaredPool("small", Map.of("pool", "small"), List.of(), 8 * GIB, 3000);

  private static final DeclaredPool LARGE =
      new DeclaredPool(
          "large",
          Map.of("pool", "large", "memory", "1024"),
          List.of(
              new DeclaredPool.Taint("highmem", "true", "NoSchedule"),
              new DeclaredPool.Taint("dear", "", "PreferNoSchedule")),
          1000 * GIB,
          170_000);

  private static final String TOLERATION =
      "tolerations: [{key: highmem, operator: Equal, value: 'true', effect: NoSchedule}]";

  @Test
  void takesPodsThatFit() {
    assertThat(check("nodeSelector: {pool: small, zone: a}", "8Gi", "3")).isEmpty();
    assertThat(check("nodeSelector: {pool: large}, " + TOLERATION, "1000Gi", "170")).isEmpty();
    assertThat(check("nodeSelector: {pool: large}, tolerations: [{operator: Exists}]", "9Gi", "1"))
        .isEmpty();
  }

  @Test
  void leavesPodsAloneThatChooseNoDeclaredPool() {
    assertThat(check("nodeSelector: {zone: a}", "9000Gi", "1")).isEmpty();
    assertThat(check("priority: 1", "9000Gi", "1")).isEmpty();
  }

  @Test
  void findsLabelsThatNoPoolHas() {
    assertThat(check("nodeSelector: {pool: lage}", "1Gi", "1"))
        .containsExactly(
            "POO-01 spec.nodeSelector: no declared pool has nodes with these labels; there are"
                + " small, large");
    assertThat(check("nodeSelector: {pool: small, memory: '1024'}", "1Gi", "1")).hasSize(1);
    assertThat(check(affinity("{key: pool, operator: In, values: [lage]}"), "1Gi", "1"))
        .containsExactly(
            "POO-01 spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution: no"
                + " declared pool has nodes with these labels; there are small, large");
  }

  @Test
  void understandsEveryOperatorOfAnAffinity() {
    for (String small :
        List.of(
            "{key: pool, operator: In, values: [small]}",
            "{key: pool, operator: NotIn, values: [large]}",
            "{key: memory, operator: DoesNotExist}")) {
      assertThat(check(affinity(small), "8Gi", "1")).isEmpty();
      assertThat(check(affinity(small), "9Gi", "1")).hasSize(1);
    }
    for (String large :
        List.of(
            "{key: memory, operator: Exists}",
            "{key: memory, operator: Gt, values: ['1000']}",
            "{key: memory, operator: Lt, values: ['2000']}")) {
      assertThat(check(affinity(large) + ", " + TOLERATION, "9Gi", "1")).isEmpty();
    }
    assertThat(check(affinity("{key: memory, operator: Gt, values: ['1024']}"), "1Gi", "1"))
        .hasSize(1);
  }

  @Test
  void findsTaintsThatAreNotTolerated() {
    String what =
        "POO-01 spec.tolerations: none of them is for the taint highmem=true:NoSchedule of the"
            + " pool large";
    assertThat(check("nodeSelector: {pool: large}", "1Gi", "1")).containsExactly(what);
    for (String other :
        List.of(
            "{key: highmem, value: 'false'}",
            "{key: other, operator: Exists}",
            "{key: highmem, value: 'true', effect: NoExecute}")) {
      assertThat(check("nodeSelector: {pool: large}, tolerations: [" + other + "]", "1Gi", "1"))
          .containsExactly(what);
    }
  }

  @Test
  void findsPodsThatAreTooLarge() {
    assertThat(check("nodeSelector: {pool: small}", "9Gi", "1"))
        .containsExactly(
            "CAP-04 spec.containers[0].resources.requests.memory: a pod requests 9 GiB of memory,"
                + " and a node of small has 8 GiB");
    assertThat(check("nodeSelector: {pool: small}", "1Gi", "3001m"))
        .containsExactly(
            "CAP-04 spec.containers[0].resources.requests.cpu: a pod requests 3.001 CPU, and a"
                + " node of small has 3 CPU");
  }

  @Test
  void addsContainersAndTakesTheLargestThatRunsBefore() {
    String small =
        "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  nodeSelector: {pool: small}\n";
    String containers = "  containers: [" + container("4Gi") + ", " + container("4Gi") + "]\n";
    assertThat(findings(small + containers)).isEmpty();
    assertThat(findings(small + containers + "  initContainers: [" + container("8Gi") + "]"))
        .isEmpty();
    assertThat(findings(small + containers + "  initContainers: [" + container("9Gi") + "]"))
        .hasSize(1);
    String sidecar = container("1Gi").replace("}}}", "}}, restartPolicy: Always}");
    assertThat(findings(small + containers + "  initContainers: [" + sidecar + "]"))
        .containsExactly(
            "CAP-04 spec.containers: a pod requests 9 GiB of memory, and a node of small has 8"
                + " GiB");
  }

  @Test
  void takesALimitForARequest() {
    assertThat(
            findings(
                "{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {nodeSelector: {pool: small},"
                    + " containers: [{name: a, resources: {limits: {memory: 9Gi}}}]}}"))
        .hasSize(1);
  }

  @Test
  void looksAtClustersOfRabbitmq() {
    String cluster =
        "{apiVersion: rabbitmq.com/v1beta1, kind: RabbitmqCluster, metadata: {name: a}, spec: {"
            + affinity("{key: pool, operator: In, values: [large]}")
            + ", resources: {requests: {memory: 1001Gi}}";
    assertThat(findings(cluster + "}}"))
        .containsExactly(
            "POO-01 spec.tolerations: none of them is for the taint highmem=true:NoSchedule of the"
                + " pool large");
    assertThat(findings(cluster + ", " + TOLERATION + "}}"))
        .containsExactly(
            "CAP-04 spec.resources.requests.memory: a pod requests 1001 GiB of memory, and a node"
                + " of large has 1000 GiB");
  }

  @Test
  void refusesPoolsThatCannotBe() {
    assertThatThrownBy(() -> new DeclaredPool(" ", Map.of(), List.of(), 1, 1))
        .hasMessage("a pool of nodes needs a name");
    assertThatThrownBy(() -> new DeclaredPool("a", Map.of(), List.of(), -1, 1))
        .hasMessage("the nodes of a have less than nothing");
  }

  private static String affinity(String expression) {
    return "affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution:"
        + " {nodeSelectorTerms: [{matchExpressions: ["
        + expression
        + "]}]}}}";
  }

  private static String container(String memory) {
    return "{name: a, resources: {requests: {memory: " + memory + "}}}";
  }

  private static List<String> check(String spec, String memory, String cpu) {
    return findings(
        "{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {"
            + spec
            + ", containers: [{name: a, resources: {requests: {memory: "
            + memory
            + ", cpu: "
            + cpu
            + "}}}]}}");
  }

  private static List<String> findings(String object) {
    RenderedObject rendered =
        RenderedObject.of("templates/a.yaml", Tree.map(YamlReader.read(object)));
    return new PoolCheck(List.of(SMALL, LARGE))
        .check(new Render("demo", "space", List.of(rendered), List.of())).stream()
            .map(each -> each.rule() + " " + each.place().field() + ": " + each.what())
            .toList();
  }
}
