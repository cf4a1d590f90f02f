package dev.chartwright.generator.compose;

import static dev.chartwright.chart.Templating.fullName;
import static dev.chartwright.chart.Templating.not;
import static dev.chartwright.chart.Templating.selectorLabels;

import dev.chartwright.chart.Hook;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.Value;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.util.ArrayList;
import java.util.List;

/**
 * The Job that Helm runs before an upgrade and a rollback. It fails if a run goes on whose circuits
 * would change: its blocks in progress would be lost.
 */
final class RunGuardComponent {
  private static final String COMPONENT = "run-guard";

  /** Its image may have to be pulled first. */
  private static final long DEADLINE_SECONDS = 900;

  /** Helm deletes a Job that succeeded. One that refused stays for its log. */
  private static final int KEPT_SECONDS = 3_600;

  private static final int REFUSED = 1;

  private final HookPod pod;
  private final Value<Boolean> force;

  RunGuardComponent(HookPod pod) {
    this.pod = pod;
    force =
        pod.pods()
            .shared()
            .values()
            .flag("runs.force", false)
            .describe(
                "Allow upgrades that change the circuits of a run in progress, by another image or"
                    + " other ranges. The run then continues as a new chain after its last proof."
                    + " Set it for one upgrade only: Helm keeps it.");
  }

  Manifest manifest() {
    List<EnvVar> variables = new ArrayList<>(pod.pods().broker().loginIfAny());
    variables.addAll(pod.pods().broker().address());
    variables.addAll(pod.pods().broker().fence());
    variables.add(pod.pods().circuits().digestVariable());
    String pods = "spec.template.spec.";
    return pod.bind(
            Manifest.of(
                    "leader/" + COMPONENT,
                    new JobBuilder()
                        .withNewMetadata()
                        .withName(fullName(COMPONENT))
                        .addToAnnotations("kube-score/ignore", "container-image-pull-policy")
                        .addToAnnotations("helm.sh/hook-output-log-policy", "hook-failed")
                        .endMetadata()
                        .withNewSpec()
                        .withActiveDeadlineSeconds(DEADLINE_SECONDS)
                        .withBackoffLimit(2)
                        .withTtlSecondsAfterFinished(KEPT_SECONDS)
                        .withNewPodFailurePolicy()
                        .addNewRule()
                        .withAction("FailJob")
                        .withNewOnExitCodes()
                        .withOperator("In")
                        .withValues(REFUSED)
                        .endOnExitCodes()
                        .endRule()
                        .endPodFailurePolicy()
                        .withNewTemplate()
                        .withNewMetadata()
                        .withLabels(selectorLabels(COMPONENT))
                        .endMetadata()
                        .withSpec(
                            pod.spec(
                                COMPONENT,
                                List.of("bash", "-c"),
                                List.of(Script.RUN_GUARD.text()),
                                variables))
                        .endTemplate()
                        .endSpec()
                        .build())
                .component(COMPONENT)
                .hook(
                    new Hook(
                        List.of(Hook.Event.PRE_UPGRADE, Hook.Event.PRE_ROLLBACK),
                        0,
                        List.of(
                            Hook.DeletePolicy.BEFORE_HOOK_CREATION,
                            Hook.DeletePolicy.HOOK_SUCCEEDED)))
                .onlyWhen(pod.pods().shared().runs().isSet().and(not(force))),
            pods)
        .comment(
            pods + "containers[" + COMPONENT + "].args",
            "In the Job itself, because the ConfigMap with the scripts is that of the revision"
                + " before.")
        .comment("Refuses to change the circuits of a run in progress.");
  }
}
