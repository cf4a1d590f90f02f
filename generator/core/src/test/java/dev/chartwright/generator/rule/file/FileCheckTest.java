package dev.chartwright.generator.rule.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.prove.TestChart;
import dev.chartwright.generator.rule.check.FileCheck;
import dev.chartwright.problem.Finding;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FileCheckTest {
  private final TestChart web = TestChart.web();

  @Test
  void hasNothingToSayAboutAGoodChart() {
    for (FileCheck check :
        List.of(new ChartFileCheck(), new ValuesSchemaCheck(), new TextFileCheck())) {
      assertThat(check.check(ParsedChart.of(web.files()))).isEmpty();
    }
  }

  @Test
  void findsEveryFaultOfTheChartFile() {
    TestChart chart =
        web.put(
            "Chart.yaml",
            """
            apiVersion: v1
            name: Web_Server
            version: 1.0
            appVersion: 1.27
            descripton: x
            type: app
            home: example.com
            sources: [5]
            maintainers:
              - email: nobody
                twitter: x
            dependencies:
              - name: redis
                version: 18
            annotations:
              a: true
            """);
    assertThat(text(new ChartFileCheck(), chart.files()))
        .isEqualTo(
            """
            Chart.yaml descripton: there is no such key (did you mean description?)
            Chart.yaml apiVersion: it is the text "v1", not v2 (write apiVersion: v2)
            Chart.yaml name: it is the text "Web_Server", not a name of lower-case letters, digits and hyphens (write a name of lower-case letters, digits and hyphens)
            Chart.yaml version: it is the number 1.0, not a version after SemVer 2, such as 1.2.3 (write a version after SemVer 2, such as 1.2.3)
            Chart.yaml appVersion: it is the number 1.27, not text, in quotes (write text, in quotes)
            Chart.yaml type: it is the text "app", not application or library (write application or library)
            Chart.yaml home: it is the text "example.com", not a URL (write a URL)
            Chart.yaml sources[0]: it is the number 5, not a URL (write a URL)
            Chart.yaml maintainers[0].twitter: there is no such key (remove it; the keys here are email, name, url)
            Chart.yaml maintainers[0].name: it is missing (write a name)
            Chart.yaml maintainers[0].email: it is the text "nobody", not an e-mail address (write an e-mail address)
            Chart.yaml dependencies[0].version: it is the number 18, not text, in quotes (write text, in quotes)
            Chart.yaml dependencies[0]: charts/ does not hold redis (run the goal dependencies of Chartwright, or helm dependency build)\
            """);
  }

  @Test
  void findsAChartFileThatIsNotYaml() {
    assertThat(text(new ChartFileCheck(), web.put("Chart.yaml", "name: a: b\n").files()))
        .isEqualTo(
            "Chart.yaml: line 1, column 8: mapping values are not allowed here (correct the line)");
  }

  @Test
  void findsAValuesSchemaThatIsMissingOrNotJson() {
    assertThat(text(new ValuesSchemaCheck(), web.remove("values.schema.json").files()))
        .isEqualTo(
            "values.schema.json: the file is missing (add values.schema.json with"
                + " \"additionalProperties\": false on every object)");
    assertThat(
            text(new ValuesSchemaCheck(), web.put("values.schema.json", "{\n\"a\": }\n").files()))
        .startsWith("values.schema.json: line 2: Unexpected character ('}'");
    assertThat(
            text(
                new ValuesSchemaCheck(),
                web.put("values.schema.json", "{\"a\": 1, \"a\": 2}\n").files()))
        .isEqualTo("values.schema.json: line 1: Duplicate field 'a' (write correct JSON)");
  }

  @Test
  void findsAValuesSchemaThatHelmOrAParentChartCannotUse() {
    TestChart chart =
        web.put(
                "values.schema.json",
                """
                {
                  "$schema": "https://json-schema.org/draft/2020-12/schema",
                  "type": "objekt",
                  "additionalProperties": false,
                  "properties": {
                    "image": { "$ref": "https://example.com/image.json" },
                    "size": { "type": "integer", "minimum": "1" },
                    "local": { "$ref": "#/definitions/local" }
                  }
                }
                """)
            .change(
                "Chart.yaml",
                "annotations:",
                "dependencies:\n  - name: redis\n    version: 18.0.0\n    alias: cache\nannotations:");
    assertThat(text(new ValuesSchemaCheck(), chart.files()))
        .isEqualTo(
            """
            values.schema.json $schema: it is not draft-07 (write "$schema": "http://json-schema.org/draft-07/schema#")
            values.schema.json properties.size.minimum: it is the text "1", not a number (write a number)
            values.schema.json type: it is the text "objekt", not one of array, boolean, integer, null, number, object, string (did you mean object?)
            values.schema.json properties.image.$ref: it refers to https://example.com/image.json, outside of the file (copy the definition into this file)
            values.schema.json properties.global: the schema forbids global (allow the key as an object in values.schema.json)
            values.schema.json properties.cache: the schema forbids cache (allow the key as an object in values.schema.json)\
            """);
  }

  @Test
  void findsTextThatDiffersByMachine() {
    TestChart chart =
        web.put("templates/a.yaml", "a: 1 \nb: 2\n")
            .put("templates/b.yaml", "a: 1\r\n")
            .put("templates/c.yaml", "a: 1")
            .put("templates/d.yaml", "\uFEFFa: 1\n")
            .put("templates/e.yaml", "a: \u00e4\n".getBytes(StandardCharsets.ISO_8859_1))
            .put("templates/f.json", "{}\n")
            .put("files/free.bin", "anything \r".getBytes(StandardCharsets.UTF_8));
    assertThat(text(new TextFileCheck(), chart.files()))
        .isEqualTo(
            """
            templates/a.yaml:1: the line has trailing spaces (remove them)
            templates/b.yaml: it has carriage returns (end lines with \\n only)
            templates/c.yaml: its last line does not end (end it with a newline)
            templates/d.yaml: it begins with a byte order mark (remove the mark)
            templates/e.yaml: it is not UTF-8 (encode it as UTF-8)
            templates/f.json: it is neither .yaml nor .tpl nor .txt (name it .yaml, or move it out of templates/)\
            """);
  }

  private static String text(FileCheck check, FileTree chart) {
    List<Finding> problems = check.check(ParsedChart.of(chart));
    return problems.stream()
        .map(
            problem ->
                problem.place().toString() + ": " + problem.what() + " (" + problem.fix() + ")")
        .collect(Collectors.joining("\n"));
  }
}
