package dev.chartwright.generator.prove;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.gotemplate.TemplateAction;
import dev.chartwright.generator.object.RenderedDocuments;
import dev.chartwright.generator.rule.pod.PlainSecret;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No text is too long to be read, and reading takes no more than its length. */
@Timeout(20)
@Tag("thorough")
class LongTextTest {
  private static final int LENGTH = 200_000;

  @Test
  void longActionsAndCommentsAreRead() {
    String pairs =
        IntStream.range(0, LENGTH / 20)
            .mapToObj(each -> "\"{{ key" + each + " }}\" `}} %d`".formatted(each))
            .collect(Collectors.joining("\n  "));
    String template =
        "{{- /* "
            + "a \" { } ".repeat(LENGTH / 8)
            + "*/ -}}\n{{- $map := dict\n  "
            + pairs
            + " }}\n{{ .Values.last }}\n";

    List<TemplateAction> actions = TemplateAction.in(template);

    assertThat(actions).hasSize(2);
    assertThat(actions.get(0).line()).isEqualTo(2);
    assertThat(actions.get(0).tokens()).hasSize(3 + 2 * (LENGTH / 20));
    assertThat(actions.get(1).tokens()).containsExactly(".Values.last");
  }

  @Test
  void aLongTextInAnActionIsOneToken() {
    String text = "\"" + "\\\"x".repeat(LENGTH) + "\"";

    assertThat(TemplateAction.in("{{ print " + text + " | quote }}").get(0).tokens())
        .containsExactly("print", text, "|", "quote");
  }

  @Test
  void bracesThatNothingClosesHideNoActionBehindThem() {
    assertThat(TemplateAction.in("# {{ isn't\n{{ .Values.a }} {{ '}}' }}{{ `}}` }}"))
        .extracting(TemplateAction::tokens)
        .containsExactly(List.of(".Values.a"), List.of("'}}'"), List.of("`}}`"));
    assertThat(TemplateAction.in("{{ \"".repeat(LENGTH))).isEmpty();
    assertThat(TemplateAction.in("{".repeat(LENGTH))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "1a",
        "a-",
        "a.",
        "-",
        "1",
        "a=",
        "a=\"",
        "://",
        "a:b",
        "$(",
        "/a",
        "{\"",
        " ",
        "\n",
        ",a",
        "{{",
        "a='",
        "-----BEGIN ",
        "authorization ",
        ".svc",
        "a_",
        "${",
        "'",
        "\t- a: "
      })
  void aSecretIsLookedForInOnePass(String piece) {
    String text = piece.repeat(LENGTH / piece.length());

    assertThat(PlainSecret.of("password_" + piece.repeat(LENGTH), text)).isNotNull();
    assertThat(PlainSecret.inText(text + " amqp://user:hunter2@host")).isPresent();
  }

  @Test
  void documentsAreCutInOnePass() {
    assertThat(RenderedDocuments.of("a" + "\n".repeat(LENGTH) + "b\n--- # x\nc\n\n---\n---\nd"))
        .hasSize(3)
        .endsWith("# x\nc", "---\nd");
  }

  @Test
  void longValuesOfAnObjectAreJudged() {
    String word = "a/".repeat(LENGTH) + "a";
    FileTree chart =
        FileTree.builder()
            .add("Chart.yaml", "apiVersion: v2\nname: long\nversion: 1.0.0\ndescription: Long.\n")
            .add("values.yaml", "a: 1\n")
            .add(
                "templates/all.yaml",
                """
                apiVersion: v1
                kind: Pod
                metadata: {name: "{{ .Release.Name }}-pod"}
                spec:
                  priorityClassName: WORD
                  containers:
                    - name: app
                      image: WORD
                      args: [WORD]
                      env: [{name: TOKEN, value: WORD}]
                """
                    .replace("WORD", word))
            .build();

    ProofReport report = ChartProof.prove(chart, ProofRequest.thirdParty().withoutSpace());

    assertThat(report.cases()).allMatch(each -> each.objects() == 1);
    assertThat(report.findings()).anyMatch(each -> each.rule().id().equals("IMG-01"));
  }
}
