package dev.chartwright.generator.prove;

import static dev.chartwright.chart.Templating.clusterName;
import static dev.chartwright.chart.Templating.fullName;
import static dev.chartwright.chart.Templating.namespace;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.CiCase;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import dev.chartwright.generator.Generated;
import dev.chartwright.generator.Generator;
import dev.chartwright.problem.Finding;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Names that are unique in the cluster, and the namespace as a value. */
class NamespaceTest {
  private final Values values = Values.create();

  @Test
  void aNameOfTheClusterHoldsTheNamespace() {
    Generated generated = Generator.generate(reader(chart()).build());
    assertThat(generated.chartFiles().text("templates/cluster-role.yaml"))
        .contains("name: {{ include \"spaces.fullname\" . }}-reader.{{ .Release.Namespace }}\n");
    assertThat(generated.chartFiles().text("templates/account.yaml")).doesNotContain("namespace:");
    assertThat(generated.chartFiles().text("templates/_helpers.tpl"))
        .contains("It has at most 63 characters");
    assertThat(findings(generated)).isEmpty();
  }

  @Test
  void everyObjectOfANamespacedKindIsInTheNamespaceThatTheValueNames() {
    Value<String> override = values.namespaceOverride();
    Generated generated =
        Generator.generate(
            reader(chart()).ci(CiCase.named("elsewhere").set(override, "other")).build());
    assertThat(generated.chartFiles().text("templates/account.yaml"))
        .contains(
            """
            metadata:
              name: {{ include "spaces.fullname" . | quote }}
              namespace: {{ include "spaces.namespace" . | quote }}
            """);
    assertThat(generated.chartFiles().text("templates/cluster-role.yaml"))
        .doesNotContain("  namespace:");
    assertThat(generated.chartFiles().text("templates/_helpers.tpl"))
        .contains(
            """
            {{- define "spaces.namespace" -}}
            {{- if .Values.namespaceOverride }}
            {{- .Values.namespaceOverride }}
            {{- else }}
            {{- .Release.Namespace }}
            {{- end }}
            {{- end }}
            """);
    assertThat(findings(generated)).isEmpty();
  }

  @Test
  void anObjectThatStaysBehindIsReported() {
    values.namespaceOverride();
    String forgetful =
        """
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: {{ include "spaces.fullname" . | quote }}
          labels:
            {{- include "spaces.labels" . | nindent 4 }}
        data:
          a: b
        """;
    assertThat(
            findings(
                Generator.generate(reader(chart()).template("config.yaml", forgetful).build())))
        .extracting(Finding::rule, finding -> finding.place().file())
        .contains(
            org.assertj.core.groups.Tuple.tuple(
                dev.chartwright.generator.rule.ObjectRules.NAM_08, "templates/config.yaml"));
  }

  @Test
  void anotherNamespaceThatNoValueNamesIsStillAnError() {
    Manifest elsewhere =
        Manifest.of(
            "config",
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName(fullName().asString())
                .withNamespace("default")
                .endMetadata()
                .addToData("a", "b")
                .build());
    assertThat(findings(Generator.generate(chart().manifest(elsewhere).build())))
        .extracting(finding -> finding.rule().id())
        .contains("NAM-08");
  }

  private Chart.Builder reader(Chart.Builder chart) {
    String account = fullName().asString();
    return chart
        .manifest(
            "account",
            new ServiceAccountBuilder()
                .withNewMetadata()
                .withName(account)
                .endMetadata()
                .withAutomountServiceAccountToken(false)
                .build())
        .manifest(
            "cluster-role",
            new ClusterRoleBuilder()
                .withNewMetadata()
                .withName(clusterName("reader"))
                .endMetadata()
                .addNewRule()
                .withApiGroups("")
                .withResources("nodes")
                .withVerbs("get", "list")
                .endRule()
                .build())
        .manifest(
            "cluster-role-binding",
            new ClusterRoleBindingBuilder()
                .withNewMetadata()
                .withName(clusterName("reader"))
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", clusterName("reader"))
                .addNewSubject("", "ServiceAccount", account, namespace().asString())
                .build());
  }

  private Chart.Builder chart() {
    return Chart.named("spaces").describe("A chart.").values(values);
  }

  private static List<Finding> findings(Generated generated) {
    return ChartProof.prove(
            generated.chartFiles(), generated.chart(), ProofRequest.of(generated.chart()))
        .findings();
  }
}
