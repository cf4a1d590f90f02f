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
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
   * @param spec holds the fields that choose the node
   * @param memory bytes
   * @param cpu whole processors
   * @param resources where the requests stand
   */
  private record Pod(Field spec, BigDecimal memory, BigDecimal cpu, Field resources) {
    static Pod of(PodTemplate pods) {
      List<Field> main = pods.spec().items("containers").toList();
      return new Pod(
          pods.spec(),
          sum(pods.spec(), "memory"),
          sum(pods.spec(), "cpu"),
          main.size() == 1
              ? main.get(0).at("resources", "requests")
              : pods.spec().at("containers"));
    }

    static Pod ofCluster(RenderedObject cluster) {
      Field spec = Field.root(cluster).at("spec");
      return new Pod(
          spec, request(spec, "memory"), request(spec, "cpu"), spec.at("resources", "requests"));
    }
  }

  public PoolCheck(List<DeclaredPool> pools) {
    this.pools = List.copyOf(pools);
    pools.forEach(pool -> keys.addAll(pool.labels().keySet()));
  }

  @Override
  public List<Finding> check(Render render) {
    if (pools.isEmpty()) {
      return List.of();
    }
    Stream<Pod> ofClusters =
        render.objects().stream()
            .filter(object -> object.is("rabbitmq.com", "RabbitmqCluster"))
            .map(Pod::ofCluster);
    return Stream.concat(render.pods().stream().map(Pod::of), ofClusters)
        .flatMap(pod -> fault(pod).stream())
        .toList();
  }

  /** All containers together, or the largest that runs before them, sidecars beside it. */
  private static BigDecimal sum(Field spec, String resource) {
    BigDecimal together = BigDecimal.ZERO;
    BigDecimal before = BigDecimal.ZERO;
    for (Field container : spec.items("initContainers").toList()) {
      BigDecimal asked = request(container, resource);
      if (container.at("restartPolicy").is("Always")) {
        together = together.add(asked);
      } else {
        before = before.max(together.add(asked));
      }
    }
    for (Field container : spec.items("containers").toList()) {
      together = together.add(request(container, resource));
    }
    return together.max(before);
  }

  /** What is requested; the limit, where there is nothing but a limit. */
  private static BigDecimal request(Field container, String resource) {
    Field request = container.at("resources", "requests", resource);
    Field limit = container.at("resources", "limits", resource);
    return ExclusiveFieldCheck.amount(request.isPresent() ? request.value() : limit.value())
        .orElse(BigDecimal.ZERO);
  }

  private Optional<Finding> fault(Pod pod) {
    Optional<Field> choice = choice(pod.spec());
    if (choice.isEmpty()) {
      return Optional.empty();
    }
    List<DeclaredPool> chosen = pools.stream().filter(pool -> isChosen(pool, pod)).toList();
    if (chosen.isEmpty()) {
      return Optional.of(
          choice
              .get()
              .error(
                  POO_01, "no declared pool has nodes with these labels; there are " + names(pools))
              .fixedBy("choose by the labels of a declared pool"));
    }
    List<DeclaredPool> open =
        chosen.stream().filter(pool -> repelling(pool, pod).isEmpty()).toList();
    if (open.isEmpty()) {
      DeclaredPool pool = chosen.get(0);
      DeclaredPool.Taint taint = repelling(pool, pod).get(0);
      return Optional.of(
          pod.spec()
              .at("tolerations")
              .error(
                  POO_01, "none of them is for the taint " + taint + " of the pool " + pool.name())
              .fixedBy("tolerate " + taint));
    }
    return tooLarge(pod, open);
  }

  private static Optional<Finding> tooLarge(Pod pod, List<DeclaredPool> open) {
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
      return Optional.empty();
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
    Field resources = pod.resources();
    return Optional.of(
        (resources.key().equals("requests")
                ? resources.at(memoryIsShort ? "memory" : "cpu")
                : resources)
            .error(
                CAP_04,
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
  private Optional<Field> choice(Field spec) {
    Field selector = spec.at("nodeSelector");
    if (selector.map().keySet().stream().anyMatch(keys::contains)) {
      return Optional.of(selector);
    }
    Field affinity = required(spec);
    boolean affine =
        affinity
            .items("nodeSelectorTerms")
            .flatMap(term -> term.items("matchExpressions"))
            .anyMatch(each -> each.text("key").filter(keys::contains).isPresent());
    return affine ? Optional.of(affinity) : Optional.empty();
  }

  private static Field required(Field spec) {
    return spec.at("affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution");
  }

  /** By the labels that are known; a node has others, such as its zone, that may fit or not. */
  private boolean isChosen(DeclaredPool pool, Pod pod) {
    boolean selected =
        pod.spec().at("nodeSelector").map().entrySet().stream()
            .filter(each -> keys.contains(each.getKey()))
            .allMatch(each -> Objects.equals(each.getValue(), pool.labels().get(each.getKey())));
    List<Field> terms = required(pod.spec()).items("nodeSelectorTerms").toList();
    return selected
        && (terms.isEmpty()
            || terms.stream()
                .anyMatch(
                    term -> term.items("matchExpressions").allMatch(each -> matches(pool, each))));
  }

  private boolean matches(DeclaredPool pool, Field expression) {
    String key = expression.text("key").orElse("");
    if (!keys.contains(key)) {
      return true;
    }
    String label = pool.labels().get(key);
    List<?> values = expression.at("values").list();
    return switch (expression.text("operator").orElse("")) {
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
    List<?> tolerations = pod.spec().at("tolerations").list();
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
