package dev.chartwright.generator.upgrade;

import static dev.chartwright.generator.rule.UpgradeRules.UPG_18;
import static dev.chartwright.generator.upgrade.Changelog.Kind.ADDED;
import static dev.chartwright.generator.upgrade.Changelog.Kind.CHANGED;

import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.upgrade.diff.CaseDiff;
import dev.chartwright.generator.upgrade.diff.Claim;
import dev.chartwright.generator.upgrade.diff.ObjectChange;
import dev.chartwright.generator.upgrade.diff.ObjectChange.Added;
import dev.chartwright.generator.upgrade.diff.ObjectChange.Kept;
import dev.chartwright.generator.upgrade.diff.ObjectChange.Removed;
import dev.chartwright.generator.upgrade.diff.ObjectChange.Renamed;
import dev.chartwright.generator.upgrade.diff.ObjectDiff;
import dev.chartwright.generator.upgrade.diff.ServerDefaults;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.problem.Rule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What goes from one object to another: Helm makes and changes all objects of the new chart, in
 * their order, before it deletes those that are gone. So for a moment both ask for it, and who
 * minds that refuses the second one.
 */
final class HandoverCheck implements UpgradeCheck {
  private static final Rule RULE = UPG_18;
  private static final String TRANSFER = "scaledobject.keda.sh/transfer-hpa-ownership";

  /** Who has something before the upgrade, and whether Helm deletes it or changes it. */
  private record Holder(RenderedObject object, boolean isDeleted) {}

  private record Holding(Claim claim, Holder holder) {}

  @Override
  public List<UpgradeFinding> check(CaseDiff diff) {
    List<UpgradeFinding> findings = new ArrayList<>();
    for (ObjectChange change : diff.changes()) {
      taker(change)
          .filter(taker -> !taker.isHook())
          .ifPresent(
              taker -> {
                taken(change, taker, diff).ifPresent(findings::add);
                leftAtZero(change, taker, diff).ifPresent(findings::add);
                deletedWith(change, taker, diff).ifPresent(findings::add);
              });
    }
    return findings;
  }

  /** Whether this check says of a new object that it is in the way of another one. */
  static boolean tellsOf(Added added, CaseDiff diff) {
    return !added.after().isHook() && taken(added, added.after(), diff).isPresent();
  }

  /** Whether this check says of an autoscaler that goes which other one takes its place. */
  static boolean tellsOf(Removed removed, CaseDiff diff) {
    RenderedObject gone = removed.before();
    return (isAutoscaler(gone) || gone.is("keda.sh", "ScaledObject"))
        && diff.changes().stream().anyMatch(change -> takesOver(change, gone, diff));
  }

  private static boolean takesOver(ObjectChange change, RenderedObject gone, CaseDiff diff) {
    Optional<RenderedObject> taker = taker(change).filter(object -> !object.isHook());
    if (taker.isEmpty()) {
      return false;
    }
    boolean isHolder =
        holding(change, taker.get(), diff)
            .filter(each -> each.holder().object().equals(gone))
            .isPresent();
    return (isHolder && taken(change, taker.get(), diff).isPresent())
        || (gone.is("keda.sh", "ScaledObject")
            && leftAtZero(change, taker.get(), diff).isPresent());
  }

  private static Optional<RenderedObject> taker(ObjectChange change) {
    if (change instanceof Added added) {
      return Optional.of(added.after());
    }
    if (change instanceof Renamed renamed) {
      return Optional.of(renamed.after());
    }
    return change instanceof Kept kept ? Optional.of(kept.after()) : Optional.empty();
  }

  private static Optional<UpgradeFinding> taken(
      ObjectChange change, RenderedObject taker, CaseDiff diff) {
    return holding(change, taker, diff)
        .flatMap(
            held ->
                transferred(taker, held.holder())
                    ? tornDown(taker, held.holder())
                    : Optional.of(refused(change, taker, held.claim(), held.holder())));
  }

  /** What an object asks for while another one still has it. */
  private static Optional<Holding> holding(
      ObjectChange change, RenderedObject taker, CaseDiff diff) {
    Set<String> had = new HashSet<>();
    if (change instanceof Kept kept) {
      Claim.of(kept.before()).forEach(claim -> had.add(claim.of()));
    }
    for (Claim claim : Claim.of(taker)) {
      if (claim.isRefused() && !had.contains(claim.of())) {
        Optional<Holder> holder = holder(claim, change, taker, diff);
        if (holder.isPresent()) {
          return Optional.of(new Holding(claim, holder.get()));
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Holder> holder(
      Claim claim, ObjectChange taking, RenderedObject taker, CaseDiff diff) {
    Optional<RenderedObject> deleted =
        deleted(taking, diff).stream().filter(object -> has(object, claim)).findFirst();
    if (deleted.isPresent()) {
      return deleted.map(object -> new Holder(object, true));
    }
    return diff.kept()
        .filter(kept -> has(kept.before(), claim) && !has(kept.after(), claim))
        .filter(kept -> isChangedLater(kept, taker, diff))
        .map(kept -> new Holder(kept.after(), false))
        .findFirst();
  }

  /** What Helm deletes, but for an object of which another check says that it is in the way. */
  private static List<RenderedObject> deleted(ObjectChange taking, CaseDiff diff) {
    List<RenderedObject> deleted = new ArrayList<>();
    for (ObjectChange change : diff.changes()) {
      if (change instanceof Removed removed) {
        deleted.add(removed.before());
      } else if (change instanceof Renamed renamed
          && !(taking instanceof Renamed own
              && own.equals(renamed)
              && RemovalCheck.tellsClash(own))) {
        deleted.add(renamed.before());
      }
    }
    deleted.removeIf(RenderedObject::isHook);
    return deleted;
  }

  private static boolean has(RenderedObject object, Claim claim) {
    return !object.isHook()
        && Claim.of(object).stream().anyMatch(each -> each.of().equals(claim.of()));
  }

  private static boolean isChangedLater(Kept kept, RenderedObject taker, CaseDiff diff) {
    List<RenderedObject> order = diff.values().after();
    return order.indexOf(kept.after()) > order.indexOf(taker);
  }

  private static UpgradeFinding refused(
      ObjectChange change, RenderedObject taker, Claim claim, Holder holder) {
    RenderedObject other = holder.object();
    boolean isKept = RemovalCheck.isKept(other) && holder.isDeleted();
    String does =
        isKept
            ? "Helm leaves " + other + ", because its policy is to keep it: "
            : "Helm makes "
                + taker
                + " while "
                + other
                + " still has it, and "
                + (holder.isDeleted() ? "deletes" : "changes")
                + " that only afterwards: ";
    String what = "it takes " + claim.words() + " from " + other;
    UpgradeFinding finding =
        UpgradeFinding.error(RULE, taker.place(), what)
            .because(does + claim.refusal() + ", and the upgrade fails")
            .fixedBy(wayOut(taker, holder))
            .told(
                change instanceof Kept ? CHANGED : ADDED,
                "Hand " + claim.words() + " over to " + ObjectDiff.plainName(taker));
    return UpgradeFinding.of(taker, finding);
  }

  private static String wayOut(RenderedObject taker, Holder holder) {
    RenderedObject other = holder.object();
    String resource = other.kind().toLowerCase(Locale.ROOT);
    if (!holder.isDeleted()) {
      return "take it from " + other + " in a version before the one that gives it to " + taker;
    }
    String delete = "tell users to run kubectl delete " + resource + " " + other.name() + " first";
    return isAutoscaler(other)
        ? delete
            + ", which leaves the pods as they are; or annotate "
            + taker
            + " with "
            + TRANSFER
            + ": \"true\", set spec.advanced.horizontalPodAutoscalerConfig.name to "
            + other.name()
            + ", and let the version before this one annotate "
            + other
            + " with helm.sh/resource-policy: keep"
        : delete + "; or drop " + other + " in a version before the one that makes " + taker;
  }

  private static boolean isAutoscaler(RenderedObject object) {
    return object.is("autoscaling", "HorizontalPodAutoscaler");
  }

  /** Whether KEDA takes an autoscaler over that it has not made. */
  private static boolean transferred(RenderedObject taker, Holder holder) {
    return isAutoscaler(holder.object())
        && "true".equals(Claim.annotation(taker, TRANSFER))
        && hpaName(taker).equals(holder.object().name());
  }

  private static Optional<UpgradeFinding> tornDown(RenderedObject taker, Holder holder) {
    RenderedObject other = holder.object();
    if (RemovalCheck.isKept(other) || !holder.isDeleted()) {
      return Optional.empty();
    }
    UpgradeFinding finding =
        UpgradeFinding.warning(
                RULE,
                taker.place("metadata.annotations['" + TRANSFER + "']"),
                "it takes over " + other + ", which the new chart no longer has")
            .because(
                "Helm deletes the autoscaler after KEDA has taken it over: nothing is scaled until"
                    + " KEDA creates it again")
            .fixedBy(
                "annotate "
                    + other
                    + " with helm.sh/resource-policy: keep in a version before this one")
            .with(Impact.FEATURE)
            .told(ADDED, "Hand " + other + " over to " + ObjectDiff.plainName(taker));
    return Optional.of(UpgradeFinding.of(taker, finding));
  }

  /** An autoscaler that follows KEDA: it starts from the pods that KEDA has left. */
  private static Optional<UpgradeFinding> leftAtZero(
      ObjectChange change, RenderedObject taker, CaseDiff diff) {
    if (!isAutoscaler(taker) || change instanceof Kept) {
      return Optional.empty();
    }
    String target = CaseDiff.target(taker);
    return deleted(change, diff).stream()
        .filter(each -> each.is("keda.sh", "ScaledObject"))
        .filter(each -> CaseDiff.target(each).equals(target))
        .findFirst()
        .flatMap(scaler -> successor(taker, scaler, target));
  }

  private static Optional<UpgradeFinding> successor(
      RenderedObject taker, RenderedObject scaler, String target) {
    if (hpaName(scaler).equals(taker.name())) {
      return Optional.of(
          UpgradeFinding.of(
              taker,
              UpgradeFinding.error(
                      RULE,
                      taker.place("metadata.name"),
                      "KEDA has made an autoscaler of this name for " + scaler)
                  .because(
                      "Helm does not take over an object that belongs to no release, and the upgrade fails")
                  .fixedBy("give it another name")
                  .told(CHANGED, "Scale " + target + " without KEDA")));
    }
    Object spec = scaler.tree().get("spec");
    Object least = Tree.at(spec, "minReplicaCount");
    boolean isZero = least == null || isZero(least) || isZero(Tree.at(spec, "idleReplicaCount"));
    boolean isRestored =
        Boolean.TRUE.equals(Tree.at(spec, "advanced", "restoreToOriginalReplicaCount"));
    if (!isZero || isRestored) {
      return Optional.empty();
    }
    return Optional.of(
        UpgradeFinding.of(
            taker,
            UpgradeFinding.warning(
                    RULE,
                    taker.place(),
                    "it takes the place of " + scaler + ", which scales to zero")
                .because(
                    "KEDA leaves "
                        + target
                        + " at the number of pods that it has; where that is zero, an autoscaler"
                        + " of Kubernetes never starts one")
                .fixedBy(
                    "tell users to run kubectl scale "
                        + target.toLowerCase(Locale.ROOT)
                        + " --replicas=1 after the upgrade")
                .told(CHANGED, "Scale " + target + " without KEDA")));
  }

  /** An object that stands for the same thing as one that goes, and with which the thing goes. */
  private static Optional<UpgradeFinding> deletedWith(
      ObjectChange change, RenderedObject taker, CaseDiff diff) {
    Optional<List<Object>> thing = thing(taker);
    if (change instanceof Kept || thing.isEmpty()) {
      return Optional.empty();
    }
    return deleted(change, diff).stream()
        .filter(each -> thing(each).equals(thing))
        .filter(each -> !RemovalCheck.isKept(each) && !RemovalCheck.isRetained(each))
        .filter(each -> !RemovalCheck.isLoss(each))
        .findFirst()
        .map(
            other ->
                UpgradeFinding.of(
                    taker,
                    UpgradeFinding.error(
                            RULE,
                            taker.place(),
                            "it stands for the same " + taker.kind() + " in RabbitMQ as " + other)
                        .because(
                            "Helm makes "
                                + taker
                                + ", then deletes "
                                + other
                                + ": its operator deletes the "
                                + taker.kind()
                                + " in RabbitMQ, of which the new object says that it is there")
                        .fixedBy(
                            "keep the name "
                                + other.name()
                                + "; or let the new object stand for another "
                                + taker.kind())
                        .told(CHANGED, "Declare " + other + " as " + ObjectDiff.plainName(taker))));
  }

  /** What an object of RabbitMQ's topology operator stands for in RabbitMQ. */
  private static Optional<List<Object>> thing(RenderedObject object) {
    if (!object.group().equals("rabbitmq.com")) {
      return Optional.empty();
    }
    Map<String, Object> spec = Tree.map(ServerDefaults.filled(object), "spec");
    List<String> fields =
        switch (object.kind()) {
          case "Queue", "Exchange", "Policy", "OperatorPolicy", "Federation", "Shovel" ->
              List.of("vhost", "name");
          case "Vhost" -> List.of("name");
          case "Binding" ->
              List.of(
                  "vhost", "source", "destination", "destinationType", "routingKey", "arguments");
          case "Permission" -> List.of("vhost", "user", "userReference");
          default -> List.of();
        };
    if (fields.isEmpty()) {
      return Optional.empty();
    }
    List<Object> thing = new ArrayList<>(List.of(object.kind()));
    fields.forEach(field -> thing.add(spec.getOrDefault(field, "")));
    thing.add(spec.getOrDefault("rabbitmqClusterReference", ""));
    return Optional.of(thing);
  }

  private static boolean isZero(Object number) {
    return number instanceof Number some && some.longValue() == 0;
  }

  private static String hpaName(RenderedObject scaler) {
    return Tree.text(scaler.tree(), "spec", "advanced", "horizontalPodAutoscalerConfig", "name")
        .orElse("keda-hpa-" + scaler.name());
  }
}
