package dev.chartwright.generator.rule.file;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.prove.Findings;
import dev.chartwright.generator.rule.object.CarriageReturnCheck;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Line ends and marks of Windows on their way into the cluster. */
class CarriedFileCheckTest {
  private static final String SCRIPT = "#!/bin/sh\nset -e\r\nls\r\n";

  private static List<String> places(String template, String path, byte[] content) {
    FileTree chart =
        FileTree.builder().add("templates/a.yaml", template).add(path, content).build();
    return new CarriedFileCheck()
        .check(ParsedChart.of(chart)).stream()
            .map(each -> each.rule() + " " + each.place().toString())
            .toList();
  }

  private static List<String> places(String template, String path, String content) {
    return places(template, path, content.getBytes(UTF_8));
  }

  @Test
  void findsCarriageReturnsHoweverAFileIsRead() {
    for (String template :
        List.of(
            "{{ .Files.Get \"bin/run.sh\" | nindent 4 }}",
            "{{ (.Files.Glob \"bin/*\").AsConfig | nindent 2 }}",
            "{{ (.Files.Glob \"**.sh\").AsSecrets | nindent 2 }}",
            "{{ (.Files.Glob \"{bin,etc}/r?[nm].{sh,bash}\").AsConfig | nindent 2 }}",
            "{{ range $path, $_ := .Files.Glob \"bin/**\" }}{{ $.Files.Get $path }}{{ end }}",
            "{{ tpl ($.Files.Get (printf \"%s/run.sh\" .Values.dir)) . }}")) {
      assertThat(places(template, "bin/run.sh", SCRIPT))
          .as(template)
          .containsExactly("TPL-12 bin/run.sh:2");
    }
  }

  @Test
  void leavesFilesAloneThatNobodyReadsOrThatMayHaveThem() {
    String template = "{{ .Files.Get \"bin/run.sh\" }}";
    assertThat(places(template, "bin/other.sh", SCRIPT)).isEmpty();
    assertThat(places("{{ .Files.Glob \"*.sh\" }}", "bin/run.sh", SCRIPT)).isEmpty();
    assertThat(places(template, "bin/run.sh", "#!/bin/sh\n")).isEmpty();
    assertThat(places("{{ .Files.Get \"bin/run.cmd\" }}", "bin/run.cmd", SCRIPT)).isEmpty();
    assertThat(places("{{ .Files.Get \"logo\" | b64enc }}", "logo", new byte[] {0, 13, 10}))
        .isEmpty();
    assertThat(places("no action", "bin/run.sh", SCRIPT)).isEmpty();
  }

  @Test
  void findsMarksOfByteOrder() {
    String template = "{{ .Files.Get \"a.json\" }}";
    assertThat(places(template, "a.json", "\uFEFF{}")).containsExactly("TPL-12 a.json:1");
    assertThat(places(template, "a.json", "\uFEFF{}".getBytes(UTF_16LE)))
        .containsExactly("TPL-12 a.json:1");
  }

  @Test
  void findsWhatIsRendered() {
    String encoded = Base64.getEncoder().encodeToString(SCRIPT.getBytes(UTF_8));
    List<String> places =
        new CarriageReturnCheck()
                .check(
                    Findings.render(
                        """
                    apiVersion: v1
                    kind: ConfigMap
                    metadata: {name: demo}
                    data: {run.sh: "a\\r\\nb", run.cmd: "a\\r\\nb", good: "a\\nb", mark: "\\uFEFFa"}
                    ---
                    apiVersion: v1
                    kind: Secret
                    metadata: {name: demo}
                    data: {run.sh: %s}
                    ---
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: demo}
                    spec: {containers: [{name: a, command: [sh, -c, "a\\r\\nb"]}]}
                    """
                            .formatted(encoded)))
                .stream()
                .map(
                    each ->
                        each.rule()
                            + " "
                            + each.place()
                                .object()
                                .map(Object::toString)
                                .orElse(each.place().file())
                            + " "
                            + each.place().field())
                .toList();

    assertThat(places)
        .containsExactly(
            "TPL-12 ConfigMap/demo data['run.sh']",
            "TPL-12 ConfigMap/demo data.mark",
            "TPL-12 Secret/demo data['run.sh']",
            "TPL-12 Pod/demo spec.containers[0].command[2]");
  }
}
