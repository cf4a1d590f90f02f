package dev.chartwright.generator.compose;

import static dev.chartwright.chart.Templating.choose;
import static dev.chartwright.chart.Templating.fullName;
import static dev.chartwright.chart.Templating.not;
import static dev.chartwright.chart.Templating.releaseNamespace;

import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.NamedTemplate;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import dev.chartwright.cloud.Network;
import dev.chartwright.prover.CircuitStorage;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.storage.StorageClassBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The volume that stores the circuits: one that all pods mount, or one for each worker. */
sealed interface CircuitsVolume {
  String NAME = "circuits";

  static CircuitsVolume declare(Values values, CircuitStorage storage, Network network) {
    Value<String> size =
        values
            .size("circuits.storage.size", storage.size().toString())
            .describe("Size of the volume.");
    if (storage instanceof CircuitStorage.SharedVolume volume) {
      Value<String> className =
          values
              .dnsName("circuits.storage.className", volume.storageClass())
              .example("premium-rwx")
              .describe(
                  "Storage class of the volume that all pods mount; it must support"
                      + " ReadWriteMany.");
      return Shared.declare(values, size, className, volume.accessMode(), Optional.empty());
    }
    if (storage instanceof CircuitStorage.Filestore filestore) {
      Value<String> className =
          values
              .dnsName("circuits.storage.className", "")
              .example("premium-rwx")
              .describe(
                  "Storage class of the volume that all pods mount; it must support"
                      + " ReadWriteMany. Empty for the class of this chart.");
      return Shared.declare(
          values,
          size,
          className,
          CircuitStorage.AccessMode.READ_WRITE_MANY,
          Optional.of(OwnClass.declare(values, className, filestore, network)));
    }
    return new PerPod(
        size,
        values
            .dnsName(
                "circuits.storage.className",
                ((CircuitStorage.PodVolume) storage).storageClass().orElse(""))
            .example("premium-rwo")
            .describe(
                "Storage class of the volume of each worker; empty for the default of the"
                    + " cluster."));
  }

  /** Whether all pods mount it. */
  default boolean isShared() {
    return this instanceof Shared;
  }

  /** The volume on which a worker builds or finds the circuits. */
  Volume ofWorker();

  /** The volume of the jumpbox. */
  Volume ofLeader();

  /** Adds the changes that the volume needs to the Deployment of workers. */
  Manifest in(Manifest deployment);

  List<NamedTemplate> templates();

  List<Manifest> manifests();

  /** One volume that all pods mount. */
  record Shared(
      Value<String> size,
      Value<String> className,
      CircuitStorage.AccessMode accessMode,
      Value<String> existingClaim,
      Value<Boolean> keep,
      NamedTemplate claim,
      Optional<OwnClass> ownClass)
      implements CircuitsVolume {
    static Shared declare(
        Values values,
        Value<String> size,
        Value<String> className,
        CircuitStorage.AccessMode accessMode,
        Optional<OwnClass> ownClass) {
      Value<String> existing =
          values
              .dnsName("circuits.storage.existingClaim", "")
              .example("my-circuits")
              .describe("Name of an existing claim to use instead of a new one.");
      Value<Boolean> keep =
          values
              .flag("circuits.storage.keep", true)
              .describe(
                  "Keep the volume when the release is uninstalled, because building circuits"
                      + " takes minutes.");
      return new Shared(
          size,
          className,
          accessMode,
          existing,
          keep,
          new NamedTemplate(
              "circuitsClaim",
              "The claim of the volume with the circuits.",
              choose(existing).then(existing.asString()).otherwise(fullName(NAME))),
          ownClass);
    }

    @Override
    public Volume ofWorker() {
      return new VolumeBuilder()
          .withName(NAME)
          .withNewPersistentVolumeClaim()
          .withClaimName(claim.text(true).asString())
          .endPersistentVolumeClaim()
          .build();
    }

    @Override
    public Volume ofLeader() {
      return ofWorker();
    }

    @Override
    public Manifest in(Manifest deployment) {
      return deployment;
    }

    @Override
    public List<NamedTemplate> templates() {
      List<NamedTemplate> templates = new ArrayList<>(List.of(claim));
      ownClass.ifPresent(own -> templates.add(own.template()));
      return templates;
    }

    @Override
    public List<Manifest> manifests() {
      List<Manifest> manifests = new ArrayList<>();
      ownClass.ifPresent(own -> manifests.add(own.manifest().onlyWhen(not(existingClaim))));
      manifests.add(claimManifest());
      return manifests;
    }

    private Manifest claimManifest() {
      Manifest manifest =
          Manifest.of(
                  "circuits/persistentvolumeclaim",
                  new PersistentVolumeClaimBuilder()
                      .withNewMetadata()
                      .withName(fullName(NAME))
                      .addToAnnotations("helm.sh/resource-policy", "keep")
                      .endMetadata()
                      .withNewSpec()
                      .withAccessModes(accessMode.toString())
                      .withStorageClassName(
                          ownClass
                              .map(own -> own.template().text(true).asString())
                              .orElseGet(className::asString))
                      .withNewResources()
                      .addToRequests("storage", size.asQuantity())
                      .endResources()
                      .endSpec()
                      .build())
              .component(NAME)
              .onlyWhen(not(existingClaim))
              .when("metadata.annotations['helm.sh/resource-policy']", keep.isSet());
      return ownClass.isPresent()
          ? manifest
          : manifest.when("spec.storageClassName", className.isSet());
    }
  }

  /** The storage class of the chart. It is cluster-scoped, so its name contains the namespace. */
  record OwnClass(
      Value<String> className,
      Value<String> tier,
      Value<String> network,
      boolean isShared,
      NamedTemplate template) {
    /** How a service project reaches a Filestore instance in the network of its host project. */
    private static final String PRIVATE = "PRIVATE_SERVICE_ACCESS";

    static OwnClass declare(
        Values values,
        Value<String> className,
        CircuitStorage.Filestore filestore,
        Network network) {
      values.section(
          "circuits.storage.filestore",
          "The Filestore instance behind the storage class of this chart. Neither value can"
              + " change once the instance exists.");
      Value<String> tier =
          values
              .oneOf("circuits.storage.filestore.tier", filestore.tier())
              .describe("Service tier of the instance.");
      Value<String> vpc =
          values
              .string("circuits.storage.filestore.network", network.name())
              .length(1, 255)
              .describe(
                  "Network of the instance. It must be the network of the cluster, or pods cannot"
                      + " reach the volume."
                      + (network.isShared()
                          ? " A shared network is named with its host project, and must have"
                              + " private services access."
                          : ""));
      return new OwnClass(
          className,
          tier,
          vpc,
          network.isShared(),
          new NamedTemplate(
              "circuitsClass",
              "The storage class of the volume with the circuits.",
              choose(className)
                  .then(className.asString())
                  .otherwise(fullName(releaseNamespace().asString() + "-" + NAME))));
    }

    private Map<String, String> parameters() {
      Map<String, String> parameters = new LinkedHashMap<>();
      parameters.put("tier", tier.asString());
      parameters.put("network", network.asString());
      if (isShared) {
        parameters.put("connect-mode", PRIVATE);
      }
      return parameters;
    }

    Manifest manifest() {
      return Manifest.of(
              "circuits/storageclass",
              new StorageClassBuilder()
                  .withNewMetadata()
                  .withName(template.text(true).asString())
                  .endMetadata()
                  .withProvisioner(CircuitStorage.Filestore.PROVISIONER)
                  .withParameters(parameters())
                  .withAllowVolumeExpansion(true)
                  .withVolumeBindingMode("WaitForFirstConsumer")
                  .build())
          .component(NAME)
          .comment(
              "Needed because the storage classes of GKE create Filestore instances in the"
                  + " network `default` only.")
          .onlyWhen(not(className));
    }
  }

  /** One volume for each worker; the jumpbox has a small one for the circuits of the verifier. */
  record PerPod(Value<String> size, Value<String> className) implements CircuitsVolume {
    @Override
    public Volume ofWorker() {
      return new VolumeBuilder()
          .withName(NAME)
          .withNewEphemeral()
          .withNewVolumeClaimTemplate()
          .withNewSpec()
          .withAccessModes("ReadWriteOnce")
          .withStorageClassName(className.asString())
          .withNewResources()
          .addToRequests("storage", size.asQuantity())
          .endResources()
          .endSpec()
          .endVolumeClaimTemplate()
          .endEphemeral()
          .build();
    }

    @Override
    public Volume ofLeader() {
      return new VolumeBuilder()
          .withName(NAME)
          .withNewEmptyDir()
          .withSizeLimit(new Quantity("1Gi"))
          .endEmptyDir()
          .build();
    }

    /** Omits an empty storage class, which would mean "no class" instead of "the default class". */
    @Override
    public Manifest in(Manifest deployment) {
      return deployment.when(
          "spec.template.spec.volumes[circuits].ephemeral.volumeClaimTemplate.spec.storageClassName",
          className.isSet());
    }

    @Override
    public List<NamedTemplate> templates() {
      return List.of();
    }

    @Override
    public List<Manifest> manifests() {
      return List.of();
    }
  }
}
