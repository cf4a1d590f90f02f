package dev.chartwright.workload;

import static dev.chartwright.chart.Templating.checksum;
import static dev.chartwright.chart.Types.object;

import dev.chartwright.chart.Part;
import dev.chartwright.chart.Value;
import dev.chartwright.problem.ComponentRules;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import dev.chartwright.resource.Restricted;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpecBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The typed object that runs the pods of a component, changed as the author says, before values are
 * bound to its fields.
 *
 * @param hasVariables whether the main container has the variables that users change
 * @param claimSizes the size of each claimed volume, in the order of their declaration
 * @param ignoredChecks the checks of kube-score that do not hold for it
 */
record WorkloadStructure(
    Part part,
    WorkloadKind kind,
    WorkloadSettings settings,
    Containers containers,
    Account account,
    boolean hasVariables,
    List<Value<String>> claimSizes,
    String ignoredChecks) {
  /** Without a limit, a controller that was away for long starts no run ever again. */
  private static final long LATEST_START = 600;

  /** The object with a name. */
  HasMetadata object(String name) {
    return edited(structure(name));
  }

  private HasMetadata edited(HasMetadata structure) {
    HasMetadata object = settings.edit.apply(structure);
    Optional<PodSpec> pod = podSpec(object);
    boolean hasContainers =
        pod.isPresent()
            && pod.get().getContainers().stream()
                .anyMatch(each -> settings.container.name.equals(each.getName()));
    if (!hasContainers) {
      part.report(
          Finding.error(
                  ComponentRules.EDIT,
                  Place.ofModel("components[" + part.name() + "]"),
                  "the edit of the "
                      + kind.kind()
                      + " removed the container '"
                      + settings.container.name
                      + "'")
              .fixedBy("edit the container, and do not replace the pod template"));
      return structure;
    }
    return object;
  }

  private static Optional<PodSpec> podSpec(HasMetadata object) {
    Optional<PodTemplateSpec> template = Optional.empty();
    if (object instanceof Deployment deployment) {
      template = Optional.ofNullable(deployment.getSpec()).map(each -> each.getTemplate());
    } else if (object instanceof StatefulSet set) {
      template = Optional.ofNullable(set.getSpec()).map(each -> each.getTemplate());
    } else if (object instanceof DaemonSet set) {
      template = Optional.ofNullable(set.getSpec()).map(each -> each.getTemplate());
    } else if (object instanceof Job job) {
      template = Optional.ofNullable(job.getSpec()).map(each -> each.getTemplate());
    } else if (object instanceof CronJob job) {
      template =
          Optional.ofNullable(job.getSpec())
              .map(each -> each.getJobTemplate())
              .map(each -> each.getSpec())
              .map(each -> each.getTemplate());
    }
    return template.map(PodTemplateSpec::getSpec);
  }

  private HasMetadata structure(String name) {
    ObjectMetaBuilder metadata =
        new ObjectMetaBuilder()
            .withName(name)
            .addToAnnotations(WorkloadObjects.IGNORED, ignoredChecks);
    PodTemplateSpec template = template();
    return switch (kind) {
      case DEPLOYMENT ->
          new DeploymentBuilder()
              .withMetadata(metadata.build())
              .withNewSpec()
              .withNewSelector()
              .withMatchLabels(part.selector())
              .endSelector()
              .withTemplate(template)
              .endSpec()
              .build();
      case STATEFUL_SET ->
          new StatefulSetBuilder()
              .withMetadata(metadata.build())
              .withNewSpec()
              .withServiceName(Exposure.headlessName(part))
              .withNewSelector()
              .withMatchLabels(part.selector())
              .endSelector()
              .withTemplate(template)
              .withVolumeClaimTemplates(claims())
              .endSpec()
              .build();
      case DAEMON_SET ->
          new DaemonSetBuilder()
              .withMetadata(metadata.build())
              .withNewSpec()
              .withNewSelector()
              .withMatchLabels(part.selector())
              .endSelector()
              .withTemplate(template)
              .endSpec()
              .build();
      case JOB ->
          new JobBuilder().withMetadata(metadata.build()).withSpec(jobSpec(template)).build();
      case CRON_JOB ->
          new CronJobBuilder()
              .withMetadata(metadata.build())
              .withNewSpec()
              .withConcurrencyPolicy(settings.concurrency)
              .withStartingDeadlineSeconds(LATEST_START)
              .withSuccessfulJobsHistoryLimit(settings.successes)
              .withFailedJobsHistoryLimit(settings.failures)
              .withNewJobTemplate()
              .withSpec(jobSpec(template))
              .endJobTemplate()
              .endSpec()
              .build();
    };
  }

  private JobSpec jobSpec(PodTemplateSpec template) {
    return new JobSpecBuilder()
        .withBackoffLimit(settings.retries)
        .withActiveDeadlineSeconds(settings.deadline.map(Duration::toSeconds).orElse(null))
        .withTemplate(template)
        .build();
  }

  private List<PersistentVolumeClaim> claims() {
    List<PersistentVolumeClaim> all = new ArrayList<>();
    for (int i = 0; i < settings.claims.size(); i++) {
      all.add(
          new PersistentVolumeClaimBuilder()
              .withNewMetadata()
              .withName(settings.claims.get(i).name())
              .endMetadata()
              .withNewSpec()
              .withAccessModes("ReadWriteOnce")
              .withNewResources()
              .addToRequests("storage", claimSizes.get(i).asQuantity())
              .endResources()
              .endSpec()
              .build());
    }
    return all;
  }

  private PodTemplateSpec template() {
    Map<String, String> annotations = new LinkedHashMap<>(settings.podAnnotations);
    containers
        .files()
        .forEach(
            files ->
                annotations.put(
                    "checksum/" + files.name(), checksum(files.manifestName(part)).asString()));
    if (hasVariables) {
      annotations.put("checksum/env", checksum(part.file("configmap-env")).asString());
    }
    PodSpecBuilder pod =
        new PodSpecBuilder()
            .withServiceAccountName(account.accountName())
            .withAutomountServiceAccountToken(account.hasRights())
            .withEnableServiceLinks(false)
            .withSecurityContext(Restricted.pod(settings.user))
            .withInitContainers(containers.inits())
            .withContainers(containers.running())
            .withVolumes(containers.volumes());
    if (settings.hostNetwork) {
      pod.withHostNetwork(true).withDnsPolicy("ClusterFirstWithHostNet");
    }
    if (kind.ends()) {
      pod.withRestartPolicy("Never");
    }
    if (hasVariables) {
      pod.editMatchingContainer(each -> settings.container.name.equals(each.getName()))
          .addNewEnvFrom()
          .withNewConfigMapRef()
          .withName(part.objectName("env"))
          .endConfigMapRef()
          .endEnvFrom()
          .endContainer();
    }
    return new PodTemplateSpecBuilder()
        .withNewMetadata()
        .withLabels(part.selector())
        .withAnnotations(annotations.isEmpty() ? null : annotations)
        .endMetadata()
        .withSpec(pod.build())
        .build();
  }
}
