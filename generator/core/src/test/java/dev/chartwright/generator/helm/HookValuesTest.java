package dev.chartwright.generator.helm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.Hook;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import dev.chartwright.generator.Generated;
import dev.chartwright.generator.Generator;
import dev.chartwright.workload.Task;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** When hooks run and are deleted, as values. */
@Tag("thorough")
class HookValuesTest {
  private final Values values = Values.create();
  private final Chart.Builder chart =
      Chart.named("demo").appVersion("1.2.3").describe("A chart.").values(values);

  private Generated proven() {
    Generated generated = Generator.generate(chart.build());
    assertThat(Generator.prove(generated).findings().stream().map(Object::toString)).isEmpty();
    return generated;
  }

  @Test
  void usersSetWeightAndPolicyOfATask() {
    chart.main(
        Task.named("migrate")
            .image("ghcr.io/acme/shop")
            .hook(Task.Phase.BEFORE_INSTALL)
            .weight(3)
            .hookValues());

    Generated generated = proven();
    assertThat(generated.chartFiles().text("templates/job.yaml"))
        .contains(
            """
                helm.sh/hook: pre-install,pre-upgrade
                helm.sh/hook-weight: {{ .Values.hook.weight | int64 | quote }}
                helm.sh/hook-delete-policy: {{ .Values.hook.deletePolicy | quote }}
            """);
    assertThat(generated.chartFiles().text("values.yaml"))
        .contains(
            """
            # When Helm runs and deletes the Job.
            hook:
              # -- Hooks run one after the other, from the lowest weight to the highest.
              weight: 3
              # -- When Helm deletes the Job.
              deletePolicy: "before-hook-creation,hook-succeeded"
            """);
  }

  @Test
  void aWeightAloneIsFixed() {
    chart.main(Task.named("migrate").image("ghcr.io/acme/shop").weight(-3));

    assertThat(proven().chartFiles().text("templates/job.yaml"))
        .contains("helm.sh/hook-weight: \"-3\"\n");
  }

  @Test
  void aWeightBeforeWhatTheTaskNeedsIsReported() {
    chart.main(Task.named("migrate").image("ghcr.io/acme/shop").weight(-10));

    assertThat(chart.build().findings())
        .extracting(each -> each.rule().id() + " " + each.what())
        .containsExactly("CMP-02 -10 is not a weight from -9 to 1000");
  }

  @Test
  void usersSetWeightAndPolicyOfAManifest() {
    Value<Integer> weight = values.integer("marker.weight", 0).max(9).describe("The weight.");
    Value<String> policy = values.hookDeletePolicy("marker.policy").describe("The policy.");
    chart.manifest(
        Manifest.yaml(
                "marker",
                """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: "${fullname}-marker"}
                data: {state: begun}
                """)
            .hook(
                new Hook(List.of(Hook.Event.PRE_INSTALL), 0, List.of())
                    .weight(weight)
                    .deletePolicy(policy)));

    assertThat(proven().chartFiles().text("templates/marker.yaml"))
        .contains(
            """
                helm.sh/hook-weight: {{ .Values.marker.weight | int64 | quote }}
                helm.sh/hook-delete-policy: {{ .Values.marker.policy | quote }}
            """);
  }
}
