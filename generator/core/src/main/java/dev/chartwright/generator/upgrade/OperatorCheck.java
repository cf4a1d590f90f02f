package dev.chartwright.generator.upgrade;

import static dev.chartwright.generator.rule.UpgradeRules.UPG_01;
import static dev.chartwright.generator.rule.UpgradeRules.UPG_08;
import static dev.chartwright.generator.rule.UpgradeRules.UPG_14;
import static dev.chartwright.generator.upgrade.Changelog.Kind.CHANGED;

import dev.chartwright.chart.tree.FieldPath;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.upgrade.diff.CaseDiff;
import dev.chartwright.generator.upgrade.diff.FieldChange;
import dev.chartwright.generator.upgrade.diff.FieldDiff;
import dev.chartwright.generator.upgrade.diff.ObjectChange.Kept;
import dev.chartwright.generator.upgrade.diff.ObjectDiff;
import dev.chartwright.generator.upgrade.platform.KubernetesKinds;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.problem.Rule;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Custom resources: the API server takes what their operators then do not follow, and their
 * versions are those that the installed definitions serve. What is said of the operators is how
 * current versions of the RabbitMQ Cluster Operator and of KEDA behave; others may differ.
 */
public final class OperatorCheck implements UpgradeCheck {
  private static final Rule RULE = UPG_01;

  /** Fields of a broker that its pods do not see. */
  private static final Set<String> OUTSIDE_OF_BROKER =
      Set.of("persistence", "replicas", "service", "delayStartSeconds", "skipPostDeploySteps");

  @Override
  public List<UpgradeFinding> check(CaseDiff diff) {
    // A hook of a version that the cluster does not serve fails as well.
    Stream<UpgradeFinding> versions =
        diff.changes().stream()
            .filter(Kept.class::isInstance)
            .flatMap(kept -> version((Kept) kept).stream());
    return Stream.concat(versions, diff.kept().flatMap(OperatorCheck::ofOperator)).toList();
  }

  private static Stream<UpgradeFinding> ofOperator(Kept kept) {
    if (kept.is("rabbitmq.com", "RabbitmqCluster")) {
      return broker(kept);
    }
    if (kept.is("keda.sh", "ScaledObject")) {
      return scaler(kept);
    }
    return kept.is("keda.sh", "ScaledJob") && !isGradual(kept)
        ? kept.first("spec").map(change -> ended(kept.after(), change)).stream()
        : Stream.empty();
  }

  /** Whether this check has a word on a change. */
  static boolean tellsOf(Kept kept, FieldChange change) {
    FieldPath path = change.path();
    if (kept.is("keda.sh", "ScaledObject")) {
      return path.isIn("spec", "scaleTargetRef")
          || path.isIn("spec", "advanced", "horizontalPodAutoscalerConfig", "name");
    }
    if (kept.is("keda.sh", "ScaledJob")) {
      return path.isIn("spec") && !isGradual(kept);
    }
    return kept.is("rabbitmq.com", "RabbitmqCluster")
        && (isInsideOfBroker(change)
            || path.isIn("spec", "persistence", "storageClassName")
            || (path.isIn("spec", "persistence", "storage") && isUnsupportedSize(change))
            || (path.isIn("spec", "replicas") && isLess(change)));
  }

  private static boolean isInsideOfBroker(FieldChange change) {
    return change.path().isIn("spec") && !OUTSIDE_OF_BROKER.contains(change.path().step(1));
  }

  private static Optional<UpgradeFinding> version(Kept kept) {
    String before = kept.before().apiVersion();
    String after = kept.after().apiVersion();
    if (before.equals(after) || StoredReleaseCheck.tellsOf(kept)) {
      return Optional.empty();
    }
    RenderedObject object = kept.after();
    String what = "it changes from " + before + " to " + after;
    boolean isBuiltIn = KubernetesKinds.isBuiltIn(object);
    UpgradeFinding finding =
        isBuiltIn
            ? UpgradeFinding.note(UPG_14, object.place("apiVersion"), what)
                .because(
                    "it stays the same object; a cluster that is too old rejects the new version")
                .fixedBy(
                    "raise kubeVersion in Chart.yaml to the first release that serves " + after)
            : UpgradeFinding.warning(UPG_14, object.place("apiVersion"), what)
                .because(
                    "where the installed definition does not serve "
                        + after
                        + ", the upgrade fails;"
                        + " Helm upgrades no definitions. Where it no longer serves "
                        + before
                        + ", the upgrade fails at the stored release")
                .fixedBy(
                    "tell users to upgrade the operator first, to a release whose definitions serve"
                        + " both; where "
                        + before
                        + " is gone already, to map the release by the plugin helm mapkubeapis and a"
                        + " mapping file");
    return Optional.of(
        UpgradeFinding.of(
            object,
            "apiVersion",
            finding.told(CHANGED, "Write " + object.kind() + " as " + after)));
  }

  private static Stream<UpgradeFinding> broker(Kept kept) {
    Optional<UpgradeFinding> storage =
        kept.first("spec", "persistence", "storage")
            .filter(OperatorCheck::isUnsupportedSize)
            .map(
                change ->
                    broken(
                        kept.after(),
                        change,
                        isZero(change.before())
                            ? "the operator cannot turn a broker without a disk into one with one"
                            : "the operator refuses to shrink disks, and from then on it follows"
                                + " no other change of this broker either",
                        "keep the size or make it larger; for less, make a broker of another name"
                            + " and move the queues"));
    Optional<UpgradeFinding> storageClass =
        kept.first("spec", "persistence", "storageClassName")
            .map(
                change ->
                    broken(
                        kept.after(),
                        change,
                        "claims that exist keep their class, and the operator cannot change the"
                            + " StatefulSet behind them",
                        "keep the class, or make a broker of another name and move the queues"));
    Optional<UpgradeFinding> replicas =
        kept.first("spec", "replicas")
            .filter(OperatorCheck::isLess)
            .map(
                change ->
                    broken(
                        kept.after(),
                        change,
                        "the operator refuses to remove nodes of a cluster, and from then on it"
                            + " follows no other change of this broker either",
                        "keep the number of nodes, or make a broker of another name"));
    Optional<UpgradeFinding> restart =
        kept.changes().stream()
            .filter(OperatorCheck::isInsideOfBroker)
            .findFirst()
            .map(change -> restart(kept, change));
    return Stream.of(storage, storageClass, replicas, restart).flatMap(Optional::stream);
  }

  private static UpgradeFinding restart(Kept kept, FieldChange change) {
    Object replicas = Tree.at(kept.after().tree(), "spec", "replicas");
    boolean isAlone = replicas == null || replicas.equals(1L);
    String does =
        isAlone
            ? "the operator restarts the only node: the queues are away, and those that are not"
                + " durable are lost"
            : "the operator restarts the nodes one by one";
    UpgradeFinding finding =
        UpgradeFinding.warning(
                UPG_08, kept.after().place(change.path().toString()), "it " + change.words())
            .because(does)
            .fixedBy("tell users to upgrade while the queues are empty")
            .with(Impact.FIX)
            .told(CHANGED, "Change " + change.path() + " of " + ObjectDiff.plainName(kept.after()));
    return UpgradeFinding.of(kept.after(), "restart", finding);
  }

  private static boolean isUnsupportedSize(FieldChange change) {
    return !ImmutableFields.isMore(change) || isZero(change.before());
  }

  private static boolean isZero(Object amount) {
    return FieldDiff.amount(amount).filter(each -> each.signum() == 0).isPresent();
  }

  private static boolean isLess(FieldChange change) {
    Optional<BigDecimal> before = FieldDiff.amount(change.before());
    return before.isPresent()
        && FieldDiff.amount(change.after())
            .filter(after -> after.compareTo(before.get()) < 0)
            .isPresent();
  }

  private static Stream<UpgradeFinding> scaler(Kept kept) {
    return Stream.of(
            kept.first("spec", "scaleTargetRef").map(change -> retargeted(kept.after(), change)),
            kept.first("spec", "advanced", "horizontalPodAutoscalerConfig", "name")
                .map(change -> renamed(kept.after(), change)))
        .flatMap(Optional::stream);
  }

  private static UpgradeFinding retargeted(RenderedObject scaler, FieldChange change) {
    UpgradeFinding finding =
        UpgradeFinding.warning(RULE, scaler.place(change.path().toString()), "it " + change.words())
            .because(
                "KEDA leaves the previous workload at the number of pods that it has, and scales "
                    + CaseDiff.target(scaler)
                    + " from now on")
            .fixedBy("make a ScaledObject of another name for the other workload")
            .told(CHANGED, "Scale another workload by " + ObjectDiff.plainName(scaler));
    return UpgradeFinding.of(scaler, "spec.scaleTargetRef", finding);
  }

  private static UpgradeFinding renamed(RenderedObject scaler, FieldChange change) {
    UpgradeFinding finding =
        UpgradeFinding.warning(RULE, scaler.place(change.path().toString()), "it " + change.words())
            .because(
                "KEDA deletes the autoscaler and creates one with the new name; nothing is scaled"
                    + " in between, and its history is lost")
            .fixedBy("keep the name")
            .with(Impact.FEATURE)
            .told(CHANGED, "Rename the autoscaler of " + ObjectDiff.plainName(scaler));
    return UpgradeFinding.of(scaler, "hpa", finding);
  }

  private static boolean isGradual(Kept kept) {
    return "gradual".equals(Tree.at(kept.after().tree(), "spec", "rollout", "strategy"));
  }

  private static UpgradeFinding ended(RenderedObject scaler, FieldChange change) {
    UpgradeFinding finding =
        UpgradeFinding.warning(
                UPG_08, scaler.place(change.path().toString()), "it " + change.words())
            .because("KEDA deletes the running Jobs and creates new ones: the work in them is lost")
            .fixedBy(
                "set spec.rollout.strategy: gradual, which lets them end; or tell users to upgrade"
                    + " while nothing runs")
            .with(Impact.FIX)
            .told(CHANGED, "Change " + change.path() + " of " + ObjectDiff.plainName(scaler));
    return UpgradeFinding.of(scaler, "restart", finding);
  }

  private static UpgradeFinding broken(
      RenderedObject broker, FieldChange change, String does, String wayOut) {
    UpgradeFinding finding =
        UpgradeFinding.error(RULE, broker.place(change.path().toString()), "it " + change.words())
            .because(does)
            .fixedBy(wayOut)
            .told(CHANGED, "Change " + change.path() + " of " + ObjectDiff.plainName(broker));
    return UpgradeFinding.of(broker, change.path().toString(), finding);
  }
}
