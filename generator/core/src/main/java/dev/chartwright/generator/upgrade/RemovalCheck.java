package dev.chartwright.generator.upgrade;

import static dev.chartwright.generator.rule.UpgradeRules.UPG_04;
import static dev.chartwright.generator.rule.UpgradeRules.UPG_05;
import static dev.chartwright.generator.rule.UpgradeRules.UPG_13;
import static dev.chartwright.generator.rule.UpgradeRules.UPG_14;
import static dev.chartwright.generator.upgrade.Changelog.Kind.ADDED;
import static dev.chartwright.generator.upgrade.Changelog.Kind.CHANGED;
import static dev.chartwright.generator.upgrade.Changelog.Kind.REMOVED;

import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.upgrade.diff.CaseDiff;
import dev.chartwright.generator.upgrade.diff.Claim;
import dev.chartwright.generator.upgrade.diff.ObjectChange;
import dev.chartwright.generator.upgrade.diff.ObjectChange.Added;
import dev.chartwright.generator.upgrade.diff.ObjectChange.Removed;
import dev.chartwright.generator.upgrade.diff.ObjectChange.Renamed;
import dev.chartwright.generator.upgrade.diff.ObjectDiff;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.problem.Place;
import dev.chartwright.problem.Rule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Objects that go, come, or change their name. Helm makes what is new before it deletes what is
 * gone, and deletes whatever is no longer in the chart.
 */
final class RemovalCheck implements UpgradeCheck {
  private static final Rule GONE = UPG_04;
  private static final Rule LOST = UPG_05;
  private static final Rule NEWS = UPG_13;

  /** What others reach by its name, or what works. */
  private static final Set<String> IN_USE =
      Set.of(
          "Service",
          "Ingress",
          "HTTPRoute",
          "Gateway",
          "Deployment",
          "StatefulSet",
          "DaemonSet",
          "CronJob",
          "Pod",
          "StorageClass",
          "PriorityClass",
          "IngressClass");

  @Override
  public List<UpgradeFinding> check(CaseDiff diff) {
    List<UpgradeFinding> findings = new ArrayList<>();
    Set<String> groups = new HashSet<>();
    for (ObjectChange change : diff.changes()) {
      if (change instanceof Removed removed) {
        if (HandoverCheck.tellsOf(removed, diff)) {
          continue; // One cause, one finding.
        }
        findings.add(UpgradeFinding.of(removed.before(), removed(removed.before())));
      } else if (change instanceof Renamed renamed) {
        findings.add(
            UpgradeFinding.of(renamed.before(), renamed(renamed.before(), renamed.after())));
      } else if (change instanceof Added added) {
        RenderedObject object = added.after();
        if (needsDefinitions(object, diff.values().before()) && groups.add(object.group())) {
          findings.add(UpgradeFinding.of(object, "definitions", definitions(object)));
        }
        if (!HandoverCheck.tellsOf(added, diff)) {
          findings.add(UpgradeFinding.of(object, added(object)));
        }
      }
    }
    return findings;
  }

  private static UpgradeFinding removed(RenderedObject object) {
    Place place = object.place();
    String entry = "Remove " + ObjectDiff.plainName(object);
    if (object.isHook()) {
      return leftHook(object, entry);
    }
    if (isKept(object)) {
      return left(object).told(REMOVED, entry);
    }
    Optional<String> loss = loss(object);
    if (loss.isPresent()) {
      return UpgradeFinding.error(LOST, place, "the new chart no longer has it")
          .because("Helm deletes it: " + loss.get())
          .fixedBy(
              "keep it; or annotate it with helm.sh/resource-policy: keep in a version before the"
                  + " one that drops it")
          .told(REMOVED, entry);
    }
    return UpgradeFinding.warning(GONE, place, "the new chart no longer has it")
        .because("Helm deletes it" + unknown(object))
        .fixedBy(
            OperatorFields.isKnown(object)
                ? "nothing, if it is meant; tell users what takes its place"
                : "look up in the operator's manual what it deletes; tell users what takes its"
                    + " place")
        .with(IN_USE.contains(object.kind()) ? Impact.BREAKING : Impact.FEATURE)
        .told(REMOVED, entry);
  }

  private static UpgradeFinding leftHook(RenderedObject object, String entry) {
    return UpgradeFinding.note(GONE, object.place(), "the new chart no longer has this hook")
        .because("what the hook has created stays, unless its delete policy deletes it")
        .fixedBy("tell users to delete it by hand, unless its delete policy does")
        .with(Impact.FIX)
        .told(REMOVED, entry);
  }

  private static UpgradeFinding left(RenderedObject object) {
    return UpgradeFinding.warning(
            GONE, object.place(), "the new chart no longer has it, and its policy is to keep it")
        .because("the object stays in the cluster, belongs to no release, and may cost money")
        .fixedBy("tell users to delete it by hand once they do not need it")
        .with(Impact.FEATURE);
  }

  private static UpgradeFinding renamed(RenderedObject before, RenderedObject after) {
    Place place = before.place();
    String field = "metadata.name";
    boolean isMoved = before.name().equals(after.name());
    String what =
        isMoved ? "it has moved, " + moved(before, after) : "it is called " + after.name() + " now";
    String entry =
        isMoved
            ? "Move " + ObjectDiff.plainName(before) + ", " + moved(before, after)
            : "Rename " + ObjectDiff.plainName(before) + " to " + plainWord(after);
    if (before.isHook() || after.isHook()) {
      return leftHook(before, entry);
    }
    if (isKept(before)) {
      return left(before).told(CHANGED, entry);
    }
    Optional<String> loss = loss(before);
    if (loss.isPresent()) {
      return UpgradeFinding.error(LOST, place.field(field), what)
          .because("Helm creates " + after + " empty, and deletes " + before + ": " + loss.get())
          .fixedBy("keep the name " + before.name())
          .told(CHANGED, entry);
    }
    Optional<String> clash = clash(before, after);
    if (clash.isPresent()) {
      return UpgradeFinding.error(GONE, place.field(field), what)
          .because(clash.get())
          .fixedBy("keep the name " + before.name())
          .told(CHANGED, entry);
    }
    return UpgradeFinding.warning(GONE, place.field(field), what)
        .because(
            "Helm creates "
                + after
                + ", then deletes "
                + before
                + consequence(before)
                + unknown(before))
        .fixedBy("keep the name " + before.name() + ", or tell users what it means for them")
        .with(IN_USE.contains(before.kind()) ? Impact.BREAKING : Impact.FEATURE)
        .told(CHANGED, entry);
  }

  private static String moved(RenderedObject before, RenderedObject after) {
    return "from " + home(before) + " to " + home(after);
  }

  private static String home(RenderedObject object) {
    String namespace =
        Tree.text(object.tree(), "metadata", "namespace")
            .map(name -> " in the namespace " + name)
            .orElse("");
    return object.apiVersion() + namespace;
  }

  private static String plainWord(RenderedObject object) {
    return ObjectDiff.plainName(object).substring(object.kind().length() + 1);
  }

  /** What is lost with an object; nothing where it can be made again. */
  private static Optional<String> loss(RenderedObject object) {
    return switch (object.group() + "/" + object.kind()) {
      case "/PersistentVolumeClaim" ->
          Optional.of("the data on its volume is lost, unless the volume is retained");
      case "/PersistentVolume" -> Optional.of("what was bound to it loses its data");
      case "/Namespace" -> Optional.of("everything in the namespace is deleted with it");
      case "/Secret" ->
          Tree.map(object.tree(), "data").isEmpty()
                  && Tree.map(object.tree(), "stringData").isEmpty()
              ? Optional.empty()
              : Optional.of("what only this Secret holds, such as generated passwords, is lost");
      case "apps/StatefulSet" ->
          Tree.list(object.tree(), "spec", "volumeClaimTemplates").isEmpty()
              ? Optional.empty()
              : Optional.of("its claims are named after it, and no other pods find the data");
      case "rabbitmq.com/RabbitmqCluster" ->
          Optional.of("its claims belong to it, and the queues on them are lost");
      case "apiextensions.k8s.io/CustomResourceDefinition" ->
          Optional.of("all resources of its kind are deleted with it, in every namespace");
      case "rabbitmq.com/Queue" ->
          isRetained(object)
              ? Optional.empty()
              : Optional.of("its operator deletes the queue, with the messages in it");
      case "rabbitmq.com/Vhost" ->
          isRetained(object)
              ? Optional.empty()
              : Optional.of("its operator deletes the vhost, with all queues and messages in it");
      case "kafka.strimzi.io/KafkaTopic" ->
          "false".equals(Claim.annotation(object, "strimzi.io/managed"))
              ? Optional.empty()
              : Optional.of("its operator deletes the topic, with the messages in it");
      case "postgresql.cnpg.io/Cluster" ->
          Optional.of("its claims belong to it, and the databases on them are lost");
      case "elasticsearch.k8s.elastic.co/Elasticsearch" ->
          "DeleteOnScaledownOnly".equals(Tree.at(object.tree(), "spec", "volumeClaimDeletePolicy"))
              ? Optional.empty()
              : Optional.of("its claims belong to it, and the indexes on them are lost");
      default -> Optional.empty();
    };
  }

  static boolean isRetained(RenderedObject object) {
    return "retain".equals(Tree.at(object.tree(), "spec", "deletionPolicy"));
  }

  /** Whether something is lost with an object. */
  static boolean isLoss(RenderedObject object) {
    return loss(object).isPresent();
  }

  /** Whether this check says of a new name that both names cannot be there at the same time. */
  static boolean tellsClash(Renamed renamed) {
    RenderedObject before = renamed.before();
    return !before.isHook()
        && !renamed.after().isHook()
        && !isKept(before)
        && (isLoss(before) || clash(before, renamed.after()).isPresent());
  }

  /** Why two names cannot be there at the same time. */
  private static Optional<String> clash(RenderedObject before, RenderedObject after) {
    if (before.is("keda.sh", "ScaledObject")
        && CaseDiff.target(before).equals(CaseDiff.target(after))) {
      return Optional.of(
          "Helm creates "
              + after
              + " while "
              + before
              + " still scales the same "
              + CaseDiff.target(before)
              + ": KEDA's webhook rejects it, and the upgrade fails");
    }
    if (before.is("", "Service")) {
      Set<Object> taken = nodePorts(before);
      return nodePorts(after).stream()
          .filter(taken::contains)
          .findFirst()
          .map(
              port ->
                  "Helm creates "
                      + after
                      + " while "
                      + before
                      + " still has the node port "
                      + port
                      + ": the API server rejects it, and the upgrade fails");
    }
    return Optional.empty();
  }

  private static Set<Object> nodePorts(RenderedObject service) {
    Set<Object> ports = new LinkedHashSet<>();
    for (Object port : Tree.list(service.tree(), "spec", "ports")) {
      if (Tree.at(port, "nodePort") != null) {
        ports.add(Tree.at(port, "nodePort"));
      }
    }
    return ports;
  }

  /** What else may go with an object of which nothing is known. */
  private static String unknown(RenderedObject object) {
    return OperatorFields.isKnown(object)
        ? ""
        : "; the operator of "
            + object.group()
            + " may delete what it has created for it, data included, which is not known here";
  }

  private static String consequence(RenderedObject object) {
    return switch (object.kind()) {
      case "Service" -> ": its address changes, and clients that use the old name find nothing";
      case "Ingress" -> ": a controller may reject two objects that serve the same host and path";
      case "Deployment", "StatefulSet", "DaemonSet" ->
          ": all its pods are killed, and work in them";
      default -> "";
    };
  }

  /** Whether an object is the first of an operator that the previous chart did not need. */
  private static boolean needsDefinitions(RenderedObject object, List<RenderedObject> before) {
    return OperatorFields.isForeign(object)
        && before.stream()
            .noneMatch(
                each ->
                    each.group().equals(object.group())
                        || object.group().equals(Tree.at(each.tree(), "spec", "group")));
  }

  private static UpgradeFinding definitions(RenderedObject object) {
    return UpgradeFinding.warning(
            UPG_14,
            object.place("apiVersion"),
            "the previous chart had nothing of " + object.group())
        .because(
            "where the definitions of its operator are not installed, the upgrade fails before it"
                + " changes anything: Helm finds no "
                + object.kind()
                + " in "
                + object.apiVersion())
        .fixedBy("tell users to install the operator first")
        .with(Impact.FEATURE);
  }

  private static UpgradeFinding added(RenderedObject object) {
    return UpgradeFinding.note(NEWS, object.place(), "the previous chart did not have it")
        .because(object.isHook() ? "Helm runs it as a hook" : "Helm creates it")
        .told(ADDED, "Add " + ObjectDiff.plainName(object));
  }

  static boolean isKept(RenderedObject object) {
    return "keep"
        .equals(Tree.at(object.tree(), "metadata", "annotations", "helm.sh/resource-policy"));
  }
}
