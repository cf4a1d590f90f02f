package dev.chartwright.generator.upgrade;

import static dev.chartwright.generator.rule.UpgradeRules.UPG_01;

import dev.chartwright.chart.tree.FieldPath;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.upgrade.diff.CaseDiff;
import dev.chartwright.generator.upgrade.diff.FieldChange;
import dev.chartwright.generator.upgrade.diff.FieldDiff;
import dev.chartwright.generator.upgrade.diff.ObjectChange.Kept;
import dev.chartwright.generator.upgrade.diff.ObjectDiff;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.problem.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Fields that the API server does not let change once an object is there. Those of a StatefulSet
 * are all but the ones that its refusal names in recent versions of Kubernetes; the others are what
 * the documentation of the API calls immutable. Older versions may refuse more.
 */
final class ImmutableFields implements UpgradeCheck {
  private static final Rule RULE = UPG_01;

  private static final Set<String> MUTABLE_IN_STATEFUL_SET =
      Set.of(
          "replicas",
          "ordinals",
          "template",
          "updateStrategy",
          "revisionHistoryLimit",
          "persistentVolumeClaimRetentionPolicy",
          "minReadySeconds");
  private static final Set<String> IMMUTABLE_IN_JOB =
      Set.of(
          "selector",
          "template",
          "completionMode",
          "podFailurePolicy",
          "successPolicy",
          "backoffLimitPerIndex",
          "managedBy");
  private static final Set<String> MUTABLE_IN_VOLUME =
      Set.of(
          "capacity",
          "accessModes",
          "persistentVolumeReclaimPolicy",
          "claimRef",
          "storageClassName",
          "mountOptions",
          "nodeAffinity",
          "volumeAttributesClassName");
  private static final Set<String> MUTABLE_IN_POD = Set.of("activeDeadlineSeconds", "tolerations");
  private static final Set<String> IMMUTABLE_IN_STORAGE_CLASS =
      Set.of("provisioner", "parameters", "reclaimPolicy", "volumeBindingMode");

  /**
   * Why a change is refused.
   *
   * @param root the field that is immutable as a whole
   */
  private record Refusal(FieldPath root, String wayOut) {}

  @Override
  public List<UpgradeFinding> check(CaseDiff diff) {
    return diff.kept().flatMap(ImmutableFields::findings).toList();
  }

  private static Stream<UpgradeFinding> findings(Kept kept) {
    Map<FieldPath, List<FieldChange>> changes = new LinkedHashMap<>();
    Map<FieldPath, Refusal> refusals = new LinkedHashMap<>();
    for (FieldChange change : kept.changes()) {
      refusal(kept, change)
          .ifPresent(
              refusal -> {
                refusals.putIfAbsent(refusal.root(), refusal);
                changes.computeIfAbsent(refusal.root(), root -> new ArrayList<>()).add(change);
              });
    }
    return refusals.values().stream()
        .map(refusal -> finding(kept, refusal, changes.get(refusal.root())));
  }

  private static UpgradeFinding finding(Kept kept, Refusal refusal, List<FieldChange> changes) {
    RenderedObject object = kept.after();
    FieldChange first = changes.get(0);
    String more = changes.size() > 1 ? ", and " + (changes.size() - 1) + " more below it" : "";
    String what =
        refusal.root()
            + " of a "
            + object.kind()
            + " cannot change, and it "
            + first.words()
            + more;
    UpgradeFinding finding =
        UpgradeFinding.error(RULE, object.place(first.path().toString()), what)
            .fixedBy(wayOut(refusal, first))
            .told(
                Changelog.Kind.CHANGED,
                "Change " + refusal.root() + " of " + ObjectDiff.plainName(object));
    return UpgradeFinding.of(object, refusal.root().toString(), finding);
  }

  private static String wayOut(Refusal refusal, FieldChange first) {
    return first.path().last().equals("helm.sh/chart")
        ? "leave helm.sh/chart out here: it changes with every version"
        : refusal.wayOut();
  }

  /** Whether a change of a field is one that the API server refuses. */
  static boolean isRefused(Kept kept, FieldChange change) {
    return refusal(kept, change).isPresent();
  }

  private static Optional<Refusal> refusal(Kept kept, FieldChange change) {
    FieldPath path = change.path();
    String field = path.step(1);
    boolean isSpec = path.isIn("spec");
    String name = kept.after().kind();
    return switch (kept.after().group() + "/" + name) {
      case "apps/Deployment", "apps/DaemonSet", "apps/ReplicaSet" ->
          when(
              path.isIn("spec", "selector"),
              path.first(2),
              "keep the selector, and leave out of it what can change; or give the "
                  + name
                  + " another name");
      case "apps/StatefulSet" ->
          when(
              isSpec && !MUTABLE_IN_STATEFUL_SET.contains(field),
              path.first(2),
              "keep "
                  + path.first(2)
                  + "; or tell users to run kubectl delete statefulset --cascade=orphan first, which"
                  + " leaves pods and claims");
      case "batch/Job" ->
          when(
              isSpec
                  && (IMMUTABLE_IN_JOB.contains(field)
                      || (field.equals("completions") && !isElastic(kept))),
              path.first(2),
              "name the Job by a digest of its template, or make it a hook with a delete policy");
      case "/PersistentVolumeClaim" -> claim(kept, change);
      case "/PersistentVolume" ->
          when(
              isSpec
                  && (!MUTABLE_IN_VOLUME.contains(field)
                      || (field.equals("nodeAffinity") && had(kept, "spec", "nodeAffinity"))),
              path.first(2),
              "keep it, or make a volume of another name beside it and move the data");
      case "storage.k8s.io/StorageClass" ->
          when(
              IMMUTABLE_IN_STORAGE_CLASS.contains(path.step(0)),
              path.first(1),
              "make a class of another name; volumes that exist keep what they have");
      case "/Service" ->
          when(
              isSpec && isAddressRefused(kept, change),
              path.first(2),
              "keep it as it was, or make a Service of another name");
      case "/Secret" ->
          path.isIn("type")
              ? when(true, path, "keep the type, or make a Secret of another name")
              : frozen(kept, change);
      case "/ConfigMap" -> frozen(kept, change);
      case "rbac.authorization.k8s.io/RoleBinding",
          "rbac.authorization.k8s.io/ClusterRoleBinding" ->
          when(
              path.isIn("roleRef"),
              path.first(1),
              "give the binding another name, so that a new one is made");
      case "scheduling.k8s.io/PriorityClass" ->
          when(
              path.isIn("value") || path.isIn("preemptionPolicy"),
              path.first(1),
              "make a class of another name");
      case "node.k8s.io/RuntimeClass" ->
          when(path.isIn("handler"), path, "make a class of another name");
      case "networking.k8s.io/IngressClass" ->
          when(path.isIn("spec", "controller"), path, "make a class of another name");
      case "/Pod" ->
          when(
              isSpec && !isMutableInPod(change),
              path.first(2),
              "make it a Deployment or a Job, or give the Pod another name");
      case "discovery.k8s.io/EndpointSlice" ->
          when(path.isIn("addressType"), path, "make a slice of another name");
      case "storage.k8s.io/VolumeAttributesClass" ->
          when(
              path.isIn("driverName") || path.isIn("parameters"),
              path.first(1),
              "make a class of another name");
      case "storage.k8s.io/VolumeAttachment",
          "certificates.k8s.io/CertificateSigningRequest",
          "resource.k8s.io/ResourceClaim",
          "resource.k8s.io/ResourceClaimTemplate" ->
          when(isSpec, path.first(1), "give the " + name + " another name");
      case "apps/ControllerRevision" ->
          when(path.isIn("data"), path.first(1), "give the revision another name");
      case "certificates.k8s.io/ClusterTrustBundle" ->
          when(
              path.isIn("spec", "signerName"),
              path.first(2),
              "make a bundle of another name, which begins with its signer's");
      case "apiextensions.k8s.io/CustomResourceDefinition" ->
          when(
              path.isIn("spec", "group")
                  || path.isIn("spec", "scope")
                  || path.isIn("spec", "names", "plural")
                  || path.isIn("spec", "names", "kind"),
              path,
              "make a definition of another name, and move the resources to it");
      default -> Optional.empty();
    };
  }

  private static Optional<Refusal> when(boolean isRefused, FieldPath root, String wayOut) {
    return isRefused ? Optional.of(new Refusal(root, wayOut)) : Optional.empty();
  }

  private static boolean had(Kept kept, String... field) {
    return Tree.at(kept.before().tree(), field) != null;
  }

  /** An indexed Job may change its completions together with its parallelism. */
  private static boolean isElastic(Kept kept) {
    return List.of(kept.before(), kept.after()).stream()
        .map(each -> Tree.map(each.tree(), "spec"))
        .allMatch(
            spec ->
                "Indexed".equals(spec.get("completionMode"))
                    && spec.get("completions") != null
                    && spec.get("completions").equals(spec.get("parallelism")));
  }

  private static Optional<Refusal> claim(Kept kept, FieldChange change) {
    FieldPath path = change.path();
    if (path.isIn("spec", "resources", "requests")) {
      return when(
          !isMore(change),
          path,
          "keep the size or make it larger; for less, make a claim of another name and copy");
    }
    if (path.isIn("spec", "storageClassName") && !had(kept, "spec", "storageClassName")) {
      return when(
          true,
          path,
          "leave the class out as before; the claim has got the cluster's default class, and any"
              + " other one is refused");
    }
    return when(
        path.isIn("spec") && !path.isIn("spec", "volumeAttributesClassName"),
        path.first(2),
        "keep it, or make a claim of another name and copy the data");
  }

  /** Whether an amount has become larger. */
  static boolean isMore(FieldChange change) {
    return FieldDiff.amount(change.before())
        .flatMap(
            before -> FieldDiff.amount(change.after()).filter(after -> after.compareTo(before) > 0))
        .isPresent();
  }

  /** An address that is left out is kept; a Service without a type of its own has one by now. */
  private static boolean isAddressRefused(Kept kept, FieldChange change) {
    FieldPath path = change.path();
    boolean isAddress = path.isIn("spec", "clusterIP") || path.isIn("spec", "clusterIPs");
    return isAddress
        && change.after() != null
        && !isExternal(kept.before())
        && !isExternal(kept.after());
  }

  private static boolean isExternal(RenderedObject service) {
    return Tree.text(service.tree(), "spec", "type").filter("ExternalName"::equals).isPresent();
  }

  private static Optional<Refusal> frozen(Kept kept, FieldChange change) {
    boolean isContent =
        change.path().isIn("data")
            || change.path().isIn("binaryData")
            || change.path().isIn("immutable");
    return when(
        isContent && Boolean.TRUE.equals(Tree.at(kept.before().tree(), "immutable")),
        change.path().first(1),
        "name it by a digest of its content, so that a new one is made");
  }

  private static boolean isMutableInPod(FieldChange change) {
    FieldPath path = change.path();
    boolean isImage =
        path.last().equals("image")
            && (path.isIn("spec", "containers", "[]") || path.isIn("spec", "initContainers", "[]"));
    // Tolerations may come, but not go.
    boolean isTolerated = !path.step(1).equals("tolerations") || change.before() == null;
    // Where the default policy of pulling follows from the image, it is the image that changed.
    boolean isPullPolicy = path.last().equals("imagePullPolicy");
    return isImage || isPullPolicy || (MUTABLE_IN_POD.contains(path.step(1)) && isTolerated);
  }
}
