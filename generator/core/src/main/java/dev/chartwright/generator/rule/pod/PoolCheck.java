package dev.chartwright.generator.rule.pod;

import static dev.chartwright.generator.rule.FleetRules.CAP_04;
import static dev.chartwright.generator.rule.GkeRules.POO_01;

import dev.chartwright.generator.object.DeclaredPool;
import dev.chartwright.generator.object.Field;
import dev.chartwright.generator.object.PodTemplate;
import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.rule.check.RenderCheck;
import dev.chartwright.generator.rule.object.ExclusiveFieldCheck;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.problem.Finding;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Pods that ask for nodes of a declared pool: there is such a pool, it lets them in, and one of its
 * nodes has room for them.
 */
public final class PoolCheck implements RenderCheck {
  private static final BigDecimal GIB = BigDecimal.valueOf(1L << 30);

  private final List<DeclaredPool> pools;
  private final Set<String> keys = new HashSet<>();

  /**
   * What the scheduler reads of a pod.
   *
   * @param path where the fields stand that choose the node
   * @param memory bytes
   * @param cpu whole processors
   * @param resources where the requests stand
   */
  private record Pod(
      RenderedObject owner,
      String path,
      Map<String, Object> spec,
      BigDecimal memory,
      BigDecimal cpu,
      String resources) {}

  public PoolCheck(List<DeclaredPool> pools) {
    this.pools = List.copyOf(pools);
    pools.forEach(pool -> keys.addAll(pool.labels().keySet()));
  }

  @Override
  public List<Finding> check(Render render) {
    List<Finding> findings = new ArrayList<>();
    if (pools.isEmpty()) {
      return findings;
    }
    render.pods().forEach(pods -> check(pod(pods), findings));
    for (RenderedObject object : render.objects()) {
      if (object.is("rabbitmq.com", "RabbitmqCluster")) {
        Map<String, Object> spec = Tree.map(object.tree(), "spec");
        check(
            new Pod(
                object,
                "spec",
                spec,
                request(spec, "memory"),
                request(spec, "cpu"),
                "spec.resources.requests"),
            findings);
      }
    }
    return findings;
  }

  private static Pod pod(PodTemplate pods) {
    List<Field> main =
        pods.containers().stream()
            .filter(each -> each.path().startsWith(pods.spec().path() + ".containers["))
            .toList();
    String place = main.size() == 1 ? main.get(0).path() : pods.spec().path() + ".containers";
    return new Pod(
        pods.owner(),
        pods.spec().path(),
        pods.spec().map(),
        sum(pods, "memory"),
        sum(pods, "cpu"),
        main.size() == 1 ? place + ".resources.requests" : place);
  }

  /** All containers together, or the largest that runs before them, sidecars beside it. */
  private static BigDecimal sum(PodTemplate pods, String resource) {
    BigDecimal together = BigDecimal.ZERO;
    BigDecimal before = BigDecimal.ZERO;
    for (Field container : pods.containers()) {
      BigDecimal asked = request(container.map(), resource);
      boolean init = container.path().startsWith(pods.spec().path() + ".initContainers[");
      if (init && !"Always".equals(container.map().get("restartPolicy"))) {
        before = before.max(together.add(asked));
      } else {
        together = together.add(asked);
      }
    }
    return together.max(before);
  }

  /** What is requested; the limit, where there is nothing but a limit. */
  private static BigDecimal request(Map<String, Object> container, String resource) {
    Object request = Tree.at(container, "resources", "requests", resource);
    Object limit = Tree.at(container, "resources", "limits", resource);
    return ExclusiveFieldCheck.amount(request != null ? request : limit).orElse(BigDecimal.ZERO);
  }

  private void check(Pod pod, List<Finding> findings) {
    Optional<String> choice = choice(pod);
    if (choice.isEmpty()) {
      return;
    }
    List<DeclaredPool> chosen = pools.stream().filter(pool -> isChosen(pool, pod)).toList();
    if (chosen.isEmpty()) {
      findings.add(
          Finding.error(
                  POO_01,
                  pod.owner().place(choice.get()),
                  "no declared pool has nodes with these labels; there are " + names(pools))
              .fixedBy("choose by the labels of a declared pool"));
      return;
    }
    List<DeclaredPool> open =
        chosen.stream().filter(pool -> repelling(pool, pod).isEmpty()).toList();
    if (open.isEmpty()) {
      DeclaredPool pool = chosen.get(0);
      DeclaredPool.Taint taint = repelling(pool, pod).get(0);
      findings.add(
          Finding.error(
                  POO_01,
                  pod.owner().place(pod.path() + ".tolerations"),
                  "none of them is for the taint " + taint + " of the pool " + pool.name())
              .fixedBy("tolerate " + taint));
      return;
    }
    findings.addAll(room(pod, open));
  }

  private static List<Finding> room(Pod pod, List<DeclaredPool> open) {
    BigDecimal thousand = BigDecimal.valueOf(1000);
    boolean fits =
        open.stream()
            .anyMatch(
                pool ->
                    pod.memory().compareTo(BigDecimal.valueOf(pool.memoryBytes())) <= 0
                        && pod.cpu()
                                .multiply(thousand)
                                .compareTo(BigDecimal.valueOf(pool.milliCpu()))
                            <= 0);
    if (fits) {
      return List.of();
    }
    long memory = open.stream().mapToLong(DeclaredPool::memoryBytes).max().orElse(0);
    long cpu = open.stream().mapToLong(DeclaredPool::milliCpu).max().orElse(0);
    boolean memoryIsShort = pod.memory().compareTo(BigDecimal.valueOf(memory)) > 0;
    String asked =
        memoryIsShort
            ? gib(pod.memory(), RoundingMode.CEILING) + " of memory"
            : pod.cpu().toPlainString() + " CPU";
    String there =
        memoryIsShort
            ? gib(BigDecimal.valueOf(memory), RoundingMode.FLOOR)
            : BigDecimal.valueOf(cpu, 3).stripTrailingZeros().toPlainString() + " CPU";
    String single =
        pod.resources().endsWith(".requests") ? (memoryIsShort ? ".memory" : ".cpu") : "";
    return List.of(
        Finding.error(
                CAP_04,
                pod.owner().place(pod.resources() + single),
                "a pod requests " + asked + ", and a node of " + names(open) + " has " + there)
            .fixedBy("request no more than " + there));
  }

  private static String gib(BigDecimal bytes, RoundingMode rounding) {
    return bytes.divide(GIB, 2, rounding).stripTrailingZeros().toPlainString() + " GiB";
  }

  private static String names(Collection<DeclaredPool> pools) {
    return pools.stream().map(DeclaredPool::name).distinct().collect(Collectors.joining(", "));
  }

  /** The field by which a pod chooses among the declared pools, if it does. */
  private Optional<String> choice(Pod pod) {
    if (Tree.map(pod.spec(), "nodeSelector").keySet().stream().anyMatch(keys::contains)) {
      return Optional.of(pod.path() + ".nodeSelector");
    }
    boolean affine =
        terms(pod).stream()
            .flatMap(term -> Tree.list(term, "matchExpressions").stream())
            .anyMatch(each -> Tree.text(each, "key").filter(keys::contains).isPresent());
    return affine
        ? Optional.of(
            pod.path() + ".affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution")
        : Optional.empty();
  }

  private static List<?> terms(Pod pod) {
    return Tree.list(
        pod.spec(),
        "affinity",
        "nodeAffinity",
        "requiredDuringSchedulingIgnoredDuringExecution",
        "nodeSelectorTerms");
  }

  /** By the labels that are known; a node has others, such as its zone, that may fit or not. */
  private boolean isChosen(DeclaredPool pool, Pod pod) {
    boolean selected =
        Tree.map(pod.spec(), "nodeSelector").entrySet().stream()
            .filter(each -> keys.contains(each.getKey()))
            .allMatch(each -> Objects.equals(each.getValue(), pool.labels().get(each.getKey())));
    List<?> terms = terms(pod);
    return selected
        && (terms.isEmpty()
            || terms.stream()
                .anyMatch(
                    term ->
                        Tree.list(term, "matchExpressions").stream()
                            .allMatch(each -> matches(pool, Tree.map(each)))));
  }

  private boolean matches(DeclaredPool pool, Map<String, Object> expression) {
    String key = Tree.text(expression, "key").orElse("");
    if (!keys.contains(key)) {
      return true;
    }
    String label = pool.labels().get(key);
    List<?> values = Tree.list(expression, "values");
    return switch (Tree.text(expression, "operator").orElse("")) {
      case "In" -> label != null && values.contains(label);
      case "NotIn" -> label == null || !values.contains(label);
      case "Exists" -> label != null;
      case "DoesNotExist" -> label == null;
      case "Gt" -> compare(label, values) > 0;
      case "Lt" -> compare(label, values) < 0;
      default -> true; // The schema tells.
    };
  }

  /** Nothing is neither more nor less. */
  private static int compare(String label, List<?> values) {
    try {
      return values.size() == 1
          ? Long.compare(Long.parseLong(label), Long.parseLong(values.get(0).toString()))
          : 0;
    } catch (NumberFormatException none) {
      return 0;
    }
  }

  private static List<DeclaredPool.Taint> repelling(DeclaredPool pool, Pod pod) {
    List<?> tolerations = Tree.list(pod.spec(), "tolerations");
    return pool.taints().stream()
        .filter(DeclaredPool.Taint::repels)
        .filter(taint -> tolerations.stream().noneMatch(each -> tolerates(each, taint)))
        .toList();
  }

  private static boolean tolerates(Object toleration, DeclaredPool.Taint taint) {
    String key = Tree.text(toleration, "key").orElse("");
    String effect = Tree.text(toleration, "effect").orElse("");
    boolean exists = Tree.text(toleration, "operator").orElse("Equal").equals("Exists");
    boolean same = Tree.text(toleration, "value").orElse("").equals(taint.value());
    return (effect.isEmpty() || effect.equals(taint.effect()))
        && (key.equals(taint.key()) || (key.isEmpty() && exists))
        && (exists || same);
  }
}
