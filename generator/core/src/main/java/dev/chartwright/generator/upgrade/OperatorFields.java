package dev.chartwright.generator.upgrade;

import static dev.chartwright.generator.rule.UpgradeRules.UPG_01;
import static dev.chartwright.generator.rule.UpgradeRules.UPG_19;
import static dev.chartwright.generator.upgrade.Changelog.Kind.CHANGED;

import dev.chartwright.chart.tree.FieldPath;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.upgrade.diff.CaseDiff;
import dev.chartwright.generator.upgrade.diff.FieldChange;
import dev.chartwright.generator.upgrade.diff.FieldDiff;
import dev.chartwright.generator.upgrade.diff.ObjectChange.Kept;
import dev.chartwright.generator.upgrade.diff.ObjectDiff;
import dev.chartwright.generator.upgrade.platform.KubernetesKinds;
import dev.chartwright.problem.Rule;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Custom resources of which the tool knows what their operators do with a change, and those of
 * which it does not. That the API server takes a change says nothing: the operator's webhook may
 * refuse it, and the operator may ignore it. What is known is what the operators' sources and
 * manuals say of current versions; those of RabbitMQ's clusters and of KEDA's scaled objects are
 * with {@link OperatorCheck}.
 */
public final class OperatorFields implements UpgradeCheck {
  private static final Rule REFUSED = UPG_01;
  private static final Rule UNKNOWN = UPG_19;

  private static final String ANOTHER_NAME =
      "keep it; or make an object of another name, and move to it what uses this one";
  private static final String TOPOLOGY =
      "the webhook of RabbitMQ's topology operator rejects the change";
  private static final String TOPICS =
      "Strimzi's operator ignores this change and every other change of the topic";
  private static final String CERTIFICATES = "the webhook of cert-manager rejects the change";
  private static final String API_SERVER =
      "the API server rejects the change by a rule of the definition of the kind";

  /** What an operator does with the fields of a kind. */
  private record Kind(List<Fixed> fixed, boolean isRestKnown) {
    static Kind known(Fixed... fixed) {
      return new Kind(List.of(fixed), true);
    }

    static Kind partlyKnown(Fixed... fixed) {
      return new Kind(List.of(fixed), false);
    }
  }

  /**
   * Fields that do not change.
   *
   * @param direction which changes are meant: any, or those to a smaller number alone
   * @param consequence what happens to a change
   * @param wayOut what to do instead
   */
  private record Fixed(
      List<String> fields, Direction direction, String consequence, String wayOut) {
    static Fixed by(String consequence, String... fields) {
      return new Fixed(Arrays.asList(fields), Direction.ANY, consequence, ANOTHER_NAME);
    }

    static Fixed less(String consequence, String... fields) {
      return new Fixed(Arrays.asList(fields), Direction.LESS, consequence, ANOTHER_NAME);
    }

    /** The same with another way out than an object of another name. */
    Fixed or(String otherWayOut) {
      return new Fixed(fields, direction, consequence, otherWayOut);
    }

    /** The field at or above a change that does not change; nothing when it may. */
    Optional<String> field(FieldChange change) {
      return fields.stream()
          .filter(field -> change.path().isIn(field.split("\\.")))
          .filter(field -> direction == Direction.ANY || isLess(change))
          .findFirst();
    }

    private static boolean isLess(FieldChange change) {
      Optional<BigDecimal> before = FieldDiff.amount(change.before());
      Optional<BigDecimal> after = FieldDiff.amount(change.after());
      return before.isPresent() && (after.isEmpty() || after.get().compareTo(before.get()) < 0);
    }
  }

  private enum Direction {
    ANY,
    LESS
  }

  private static final String CLUSTER = "spec.rabbitmqClusterReference";
  private static final Fixed NAMED = Fixed.by(TOPOLOGY, "spec.name", "spec.vhost", CLUSTER);

  private static final Map<String, Kind> KINDS =
      Map.ofEntries(
          Map.entry(
              "rabbitmq.com/Queue",
              Kind.known(
                  NAMED,
                  Fixed.by(TOPOLOGY, "spec.type", "spec.durable", "spec.autoDelete"),
                  Fixed.by(
                          TOPOLOGY
                              + ", or an older one takes it and the queue stays as it was declared"
                              + " first",
                          "spec.arguments")
                      .or(
                          "keep them, and set by a Policy what may change; or make a Queue of"
                              + " another name in both places, and move the messages"))),
          Map.entry(
              "rabbitmq.com/Exchange",
              Kind.known(
                  NAMED,
                  Fixed.by(TOPOLOGY, "spec.type", "spec.durable", "spec.autoDelete"),
                  Fixed.by(
                          "RabbitMQ keeps the arguments with which the exchange was declared first",
                          "spec.arguments")
                      .or(
                          "keep them, and set by a Policy what may change; or make an Exchange of"
                              + " another name in both places, and bind it"))),
          Map.entry("rabbitmq.com/Binding", Kind.known(Fixed.by(TOPOLOGY, "spec"))),
          Map.entry("rabbitmq.com/Vhost", Kind.known(Fixed.by(TOPOLOGY, "spec.name", CLUSTER))),
          Map.entry("rabbitmq.com/User", Kind.known(Fixed.by(TOPOLOGY, CLUSTER))),
          Map.entry("rabbitmq.com/Policy", Kind.known(NAMED)),
          Map.entry("rabbitmq.com/OperatorPolicy", Kind.known(NAMED)),
          Map.entry("rabbitmq.com/Federation", Kind.known(NAMED)),
          Map.entry("rabbitmq.com/Shovel", Kind.known(NAMED)),
          Map.entry("rabbitmq.com/SchemaReplication", Kind.known(Fixed.by(TOPOLOGY, CLUSTER))),
          Map.entry(
              "rabbitmq.com/Permission",
              Kind.known(
                  Fixed.by(TOPOLOGY, "spec.user", "spec.userReference", "spec.vhost", CLUSTER))),
          Map.entry(
              "rabbitmq.com/TopicPermission",
              Kind.known(
                  Fixed.by(
                      TOPOLOGY,
                      "spec.user",
                      "spec.userReference",
                      "spec.vhost",
                      "spec.permissions.exchange",
                      CLUSTER))),
          Map.entry(
              "rabbitmq.com/SuperStream",
              Kind.partlyKnown(NAMED, Fixed.less(TOPOLOGY, "spec.partitions"))),
          Map.entry(
              "kafka.strimzi.io/KafkaTopic",
              Kind.known(
                  Fixed.by(TOPICS, "spec.topicName"),
                  Fixed.less(TOPICS, "spec.partitions"),
                  Fixed.by(
                      "Strimzi's operator does not follow it, unless Cruise Control runs",
                      "spec.replicas"))),
          Map.entry(
              "cert-manager.io/CertificateRequest", Kind.known(Fixed.by(CERTIFICATES, "spec"))),
          Map.entry("acme.cert-manager.io/Order", Kind.known(Fixed.by(CERTIFICATES, "spec"))),
          Map.entry("acme.cert-manager.io/Challenge", Kind.known(Fixed.by(CERTIFICATES, "spec"))),
          Map.entry(
              "gateway.networking.k8s.io/GatewayClass",
              Kind.partlyKnown(Fixed.by(API_SERVER, "spec.controllerName"))),
          Map.entry(
              "snapshot.storage.k8s.io/VolumeSnapshot",
              Kind.partlyKnown(Fixed.by(API_SERVER, "spec.source"))),
          Map.entry("rabbitmq.com/RabbitmqCluster", Kind.known()),
          Map.entry("keda.sh/ScaledObject", Kind.known()),
          Map.entry("keda.sh/ScaledJob", Kind.known()),
          Map.entry("keda.sh/TriggerAuthentication", Kind.known()),
          Map.entry("keda.sh/ClusterTriggerAuthentication", Kind.known()),
          Map.entry("monitoring.coreos.com/ServiceMonitor", Kind.known()),
          Map.entry("monitoring.coreos.com/PodMonitor", Kind.known()),
          Map.entry("monitoring.coreos.com/Probe", Kind.known()),
          Map.entry("monitoring.coreos.com/PrometheusRule", Kind.known()),
          Map.entry("monitoring.googleapis.com/PodMonitoring", Kind.known()),
          Map.entry("monitoring.googleapis.com/Rules", Kind.known()));

  private static final Kind STRANGE = Kind.partlyKnown();

  /** Annotations that no operator acts on. */
  private static final Set<String> COMMON = Set.of("helm.sh", "meta.helm.sh", "checksum");

  @Override
  public List<UpgradeFinding> check(CaseDiff diff) {
    return diff.kept()
        .filter(kept -> isForeign(kept.after()))
        .flatMap(kept -> Stream.concat(refused(kept), unknown(kept).stream()))
        .toList();
  }

  /** Whether an operator, and not Kubernetes itself, brings a kind. */
  public static boolean isForeign(RenderedObject object) {
    return !KubernetesKinds.isBuiltIn(object);
  }

  /** Whether the tool knows what becomes of any change of such an object. */
  public static boolean isKnown(RenderedObject object) {
    return !isForeign(object) || kind(object).isRestKnown();
  }

  /** Whether this check has a word on a change. */
  public static boolean tellsOf(Kept kept, FieldChange change) {
    return isForeign(kept.after()) && (fixed(kept, change).isPresent() || isUnknown(kept, change));
  }

  private static Kind kind(RenderedObject object) {
    return KINDS.getOrDefault(object.group() + "/" + object.kind(), STRANGE);
  }

  private static Optional<Fixed> fixed(Kept kept, FieldChange change) {
    return kind(kept.after()).fixed().stream()
        .filter(each -> each.field(change).isPresent())
        .findFirst();
  }

  private static boolean isUnknown(Kept kept, FieldChange change) {
    if (kind(kept.after()).isRestKnown() || fixed(kept, change).isPresent()) {
      return false;
    }
    FieldPath path = change.path();
    return !path.isIn("metadata")
        || (path.isIn("metadata", "annotations") && isOfOperator(kept.after(), path.step(2)));
  }

  /** Whether an annotation is written for the operator of an object. */
  private static boolean isOfOperator(RenderedObject object, String annotation) {
    int slash = annotation.indexOf('/');
    if (slash < 0) {
      return false;
    }
    String domain = annotation.substring(0, slash);
    return !COMMON.contains(domain)
        && (object.group().equals(domain)
            || object.group().endsWith("." + domain)
            || domain.endsWith("." + object.group()));
  }

  private static Stream<UpgradeFinding> refused(Kept kept) {
    Map<String, List<FieldChange>> changes = new LinkedHashMap<>();
    Map<String, Fixed> reasons = new LinkedHashMap<>();
    for (FieldChange change : kept.changes()) {
      fixed(kept, change)
          .ifPresent(
              fixed -> {
                String field = fixed.field(change).orElseThrow();
                reasons.putIfAbsent(field, fixed);
                changes.computeIfAbsent(field, root -> new ArrayList<>()).add(change);
              });
    }
    return reasons.entrySet().stream()
        .map(
            each ->
                refused(kept.after(), each.getKey(), each.getValue(), changes.get(each.getKey())));
  }

  private static UpgradeFinding refused(
      RenderedObject object, String field, Fixed fixed, List<FieldChange> changes) {
    String name = ObjectDiff.plainName(object);
    FieldChange first = changes.get(0);
    UpgradeFinding finding =
        UpgradeFinding.error(
                REFUSED,
                object.place(first.path().toString()),
                field
                    + " of a "
                    + object.kind()
                    + " cannot change, and it "
                    + first.words()
                    + more(changes, " more below it"))
            .because(fixed.consequence())
            .fixedBy(fixed.wayOut())
            .told(CHANGED, "Change " + field + " of " + name);
    return UpgradeFinding.of(object, field, finding);
  }

  private static String more(List<FieldChange> changes, String words) {
    return changes.size() > 1 ? ", and " + (changes.size() - 1) + words : "";
  }

  private static Optional<UpgradeFinding> unknown(Kept kept) {
    List<FieldChange> changes =
        kept.changes().stream().filter(change -> isUnknown(kept, change)).toList();
    if (changes.isEmpty()) {
      return Optional.empty();
    }
    RenderedObject object = kept.after();
    FieldChange first = changes.get(0);
    String others = more(changes, changes.size() == 2 ? " more field" : " more fields");
    UpgradeFinding finding =
        UpgradeFinding.warning(
                UNKNOWN, object.place(first.path().toString()), "it " + first.words() + others)
            .with(Impact.FEATURE)
            .told(
                CHANGED,
                "Change "
                    + first.path()
                    + others.replaceFirst("^,", "")
                    + " of "
                    + ObjectDiff.plainName(object));
    return Optional.of(UpgradeFinding.of(object, "operator", finding));
  }
}
