package dev.chartwright.generator.gotemplate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.generator.prove.TestChart;
import org.junit.jupiter.api.Test;

class OfflineTemplateTest {
  @Test
  void findsNothingInTheCluster() {
    assertThat(
            OfflineTemplate.of(
                """
                {{ $a := lookup "v1" "Secret" .Release.Namespace (include "web.name" .) }}
                {{ (lookup "v1" "Secret" "" (printf ")%s" (.a).b).c).items }} # lookup a b c d
                {{- if (lookup (print "v1") $kind
                    $.Release.Namespace "x") | len }}
                {{ .Values.lookup }} {{ "lookup a b c d" }} {{ lookup "v1" }}
                """))
        .isEqualTo(
            """
            {{ $a := (dict) }}
            {{ ((dict)).items }} # lookup a b c d
            {{- if ((dict)
            ) | len }}
            {{ .Values.lookup }} {{ "lookup a b c d" }} {{ lookup "v1" }}
            """);
  }

  @Test
  void rendersAChartThatAsksTheCluster() {
    TestChart chart =
        TestChart.web()
            .change(
                "templates/configmap.yaml",
                "data:\n  greeting",
                "data:\n  found: {{ lookup \"v1\" \"Secret\" .Release.Namespace \"x\" | len | quote }}\n  greeting");

    assertThat(chart.prove().findings()).allMatch(problem -> problem.rule().id().equals("TPL-03"));
    assertThat(chart.prove().cases()).allMatch(rendering -> rendering.objects() > 0);
  }
}
