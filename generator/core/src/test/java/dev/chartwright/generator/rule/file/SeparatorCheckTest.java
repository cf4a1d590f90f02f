package dev.chartwright.generator.rule.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.prove.TestChart;
import dev.chartwright.problem.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeparatorCheckTest {
  private static List<String> places(String path, String text) {
    FileTree chart =
        FileTree.builder()
            .add(path, text)
            .add(
                "templates/_more.tpl",
                """
                {{- define "a.glued" -}}
                kind: A
                {{- end }}
                {{- define "a.later" }}
                kind: A
                {{- end }}
                {{- define "a.trimmed" }}
                {{- if .x }}
                kind: A
                {{- end }}{{- end }}
                """)
            .build();
    return new SeparatorCheck()
        .check(ParsedChart.of(chart)).stream()
            .map(each -> each.rule() + " " + each.place().toString())
            .toList();
  }

  private static List<String> afterMark(String text) {
    return places("templates/a.yaml", "kind: A\n" + text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "---kind: B\n",
        "--- kind: B\n",
        "---\n{{- if .Values.x -}}\nkind: B\n{{- end }}\n",
        "---\n{{- with .Values.x -}}\n{{- /* why */ -}}\nkind: B\n{{- end }}\n",
        "---\n{{- include \"a.glued\" . }}\n",
        "---{{ include \"a.glued\" . }}\n",
        "---\n{{- toYaml .Values.x }}\n",
        "--- # a note\n{{- include \"a.glued\" . }}\n"
      })
  void findsAMarkThatDoesNotStandAlone(String text) {
    assertThat(afterMark(text)).containsExactly("TPL-11 templates/a.yaml:2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "---\nkind: B\n",
        "---  \r\nkind: B\n",
        "--- # a note\nkind: B\n",
        "---\n{{- if .Values.x }}\nkind: B\n{{- end }}\n",
        "---\n{{- $x := 1 }}\n{{- range .Values.x }}\n---\nkind: B\n{{- end }}\n",
        "---\n{{ include \"a.glued\" . }}\n",
        "---\n{{- include \"a.later\" . }}\n",
        "---\n{{- include \"a.trimmed\" . }}\n",
        "---\n{{- include \"library.unknown\" . }}\n",
        "---\n{{- include \"a.glued\" . | nindent 0 }}\n",
        "data:\n  a: |\n    ---x\n",
        "---\n"
      })
  void leavesAMarkAloneThatDoes(String text) {
    assertThat(afterMark(text)).isEmpty();
  }

  @Test
  void whatFollowsDotsWithoutAMarkIsLost() {
    assertThat(afterMark("...\nkind: B\n")).containsExactly("TPL-11 templates/a.yaml:2");
    assertThat(afterMark("...\n{{ if .Values.x }}\nkind: B\n{{ end }}\n"))
        .containsExactly("TPL-11 templates/a.yaml:2");
    assertThat(afterMark("...\n# a note\n---\nkind: B\n")).isEmpty();
    assertThat(afterMark("...\n")).isEmpty();
  }

  @Test
  void theFolderOfDefinitionsIsReadByAnother() {
    assertThat(places("crds/a.yaml", "kind: A\n---kind: B\n"))
        .containsExactly("TPL-11 crds/a.yaml:2");
    assertThat(places("crds/a.yaml", "kind: A\n--- # a note\nkind: B\n")).isEmpty();
  }

  @Test
  void theChartOfTheTestsKeepsItsMarksApart() {
    List<Finding> problems = new SeparatorCheck().check(ParsedChart.of(TestChart.web().files()));

    assertThat(problems).isEmpty();
  }
}
