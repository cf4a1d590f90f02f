package dev.chartwright.generator.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.file.FileTree;
import org.junit.jupiter.api.Test;

class ValuesDiffTest {
  private static final String NO_SCHEMA = "";

  @Test
  void withoutSchemasTheDefaultsTellWhatThereIs() {
    assertThat(
            lines(
                chart("{a: 1, b: {c: text, d: true, e: [1]}, f: null}", NO_SCHEMA),
                chart("{a: text, b: {c: other, e: {g: 1}}, f: 1, h: 2}", NO_SCHEMA)))
        .isEqualTo(
            """
            WARNING UPG-12 breaking a: its default was 1 and is "text"
            NOTE UPG-13 feature b.c: its default was "text" and is "other"
            WARNING UPG-12 breaking b.d: it is gone
            WARNING UPG-12 breaking b.e: its default was [1] and is {"g":1}
            NOTE UPG-13 feature f: its default was null and is 1
            NOTE UPG-13 feature h: it is new\
            """);
  }

  @Test
  void withoutASchemaAValueThatIsGoneIsIgnored() {
    assertThat(ValuesDiff.between(chart("{a: 1}", NO_SCHEMA), chart("{}", NO_SCHEMA)))
        .singleElement()
        .hasToString(
            """
            values.yaml a  [UPG-12]
                what: it is gone
                why:  Helm accepts the value, and nothing uses it
                fix:  keep it, deprecated, until users have moved; tell them what takes its place\
            """);
  }

  @Test
  void whatIsCopiedWholeIntoAManifestMayHaveAnyKey() {
    for (String template :
        new String[] {
          "{{ toYaml .Values.pod.resources }}",
          "{{ .Values.pod.resources | toYaml }}",
          "{{- with .Values.pod.resources }}\nresources:\n  {{- toYaml . | nindent 2 }}"
        }) {
      ParsedChart after =
          ParsedChart.of(
              FileTree.empty()
                  .with("values.yaml", "{pod: {resources: {}}}")
                  .with("templates/a.yaml", template));
      assertThat(lines(chart("{pod: {resources: {cpu: 1}}}", NO_SCHEMA), after))
          .isEqualTo(
              "NOTE UPG-13 feature pod.resources.cpu: its default was 1, and it has none now");
    }
  }

  @Test
  void withSchemasTheyTellAndDefaultsOnlyAddTheirChanges() {
    String before =
        "{properties: {a: {maximum: 5}, b: {}, d: {type: object}}, additionalProperties: false}";
    String after =
        "{properties: {a: {maximum: 4}, c: {}, d: {type: object}}, additionalProperties: false}";
    assertThat(
            lines(
                chart("{a: 1, b: 2, d: {one: 1, two: 1}}", before),
                chart("{a: 2, c: 3, d: {one: 2}}", after)))
        .isEqualTo(
            """
            WARNING UPG-12 breaking a: it must be at most 4, and was at most 5
            WARNING UPG-12 breaking b: it is gone
            NOTE UPG-13 feature c: it is new
            NOTE UPG-13 feature a: its default was 1 and is 2
            NOTE UPG-13 feature d.one: its default was 1 and is 2
            NOTE UPG-13 feature d.two: its default was 1, and it has none now\
            """);
  }

  @Test
  void aSchemaThatComesRefusesWhatWasIgnored() {
    assertThat(lines(chart("{a: 1}", NO_SCHEMA), chart("{a: 1}", "{}")))
        .isEqualTo("WARNING UPG-12 breaking : it is new");
    assertThat(lines(chart("{a: 1}", "{}"), chart("{a: 1}", NO_SCHEMA)))
        .isEqualTo("NOTE UPG-13 feature : it is gone");
  }

  @Test
  void aDefaultThatSoundsLikeASecretIsNotShown() {
    assertThat(
            lines(
                chart("{adminPassword: old, tag: a}", NO_SCHEMA),
                chart("{adminPassword: new, tag: b}", NO_SCHEMA)))
        .isEqualTo(
            """
            NOTE UPG-13 feature adminPassword: its default was ‹hidden› and is ‹hidden›
            NOTE UPG-13 feature tag: its default was "a" and is "b"\
            """);
  }

  @Test
  void theChangelogSpeaksOfValues() {
    String before =
        "{properties: {a: {type: string}, b: {}, c: {maximum: 5}, d: {maximum: 5}, f: {}}}";
    String after =
        "{properties: {a: {type: integer}, c: {maximum: 4}, d: {maximum: 6}, e: {}, f: {deprecated: true}}}";
    Changelog changelog =
        new Changelog(
            ValuesDiff.between(chart("{g: 1}", before), chart("{g: 2}", after)).stream()
                .flatMap(each -> each.change().stream())
                .toList());
    assertThat(changelog.entries())
        .extracting(each -> each.kind() + ": " + each.description())
        .containsExactly(
            "removed: Remove the value b",
            "deprecated: Deprecate the value f",
            "changed: Change the type of the value a: the type was string and is integer",
            "changed: Allow less for the value c: it must be at most 4, and was at most 5",
            "changed: Allow more for the value d: it must be at most 6, and was at most 5",
            "changed: Change the default of the value g to 2",
            "added: Add the value e");
  }

  private static final String BEFORE =
      """
      {
        "properties": {
          "replicas": {"type": "integer", "maximum": 9},
          "http": {"properties": {"port": {}}, "required": ["port"], "additionalProperties": false}
        },
        "required": ["replicas", "http"],
        "additionalProperties": false
      }
      """;

  private static final String AFTER =
      """
      {
        "properties": {
          "replicaCount": {"type": "integer", "maximum": 9},
          "service": {"properties": {"port": {}}, "required": ["port"], "additionalProperties": false},
          "replicas": {"type": "integer", "maximum": 9, "deprecated": true, "x-renamedTo": "replicaCount"},
          "http": {
            "properties": {"port": {"deprecated": true, "x-renamedTo": "service.port", "x-removedIn": "2.0.0"}},
            "additionalProperties": false
          }
        },
        "required": ["replicaCount", "service"],
        "additionalProperties": false
      }
      """;

  @Test
  void aValueUnderAnotherNameIsRenamedAndNotGone() {
    assertThat(
            lines(
                chart("1.0.0", "{replicas: 1, http: {port: 80}}", BEFORE),
                chart("1.1.0", "{replicaCount: 1, service: {port: 80}}", AFTER)))
        .isEqualTo(
            """
            NOTE UPG-13 feature replicas: it is now called replicaCount
            NOTE UPG-13 feature http.port: it is now called service.port\
            """);
  }

  @Test
  void aTypeOrDefaultThatChangesWithTheNameIsFound() {
    assertThat(
            lines(
                chart("1.0.0", "{replicas: 1, http: {port: 80}}", BEFORE),
                chart(
                    "1.1.0",
                    "{replicaCount: 2, service: {port: 80}}",
                    AFTER.replace("\"maximum\": 9", "\"maximum\": 5"))))
        .isEqualTo(
            """
            NOTE UPG-13 feature replicas: it is now called replicaCount
            NOTE UPG-13 feature http.port: it is now called service.port
            WARNING UPG-12 breaking replicaCount: it must be at most 5, and was at most 9
            NOTE UPG-13 feature replicaCount: its default was 1 and is 2\
            """);
  }

  @Test
  void anEarlierNameThatIsRefusedBreaks() {
    String values = "{replicaCount: 1, service: {port: 80}}";

    assertThat(lines(chart("1.1.0", values, AFTER), chart("2.0.0", values, AFTER)))
        .isEqualTo(
            "WARNING UPG-12 breaking http.port: its earlier name is refused: it is called"
                + " service.port");
    assertThat(lines(chart("2.0.0", values, AFTER), chart("2.1.0", values, AFTER))).isEmpty();
    assertThat(lines(chart("1.1.0", values, AFTER), chart("1.2.0", values, AFTER))).isEmpty();
  }

  @Test
  void anEarlierNameOfAChartWithoutSchemaIsKnownToo() {
    assertThat(
            lines(
                chart("1.0.0", "{replicas: 1, http: {port: 80}}", NO_SCHEMA),
                chart("2.0.0", "{replicaCount: 1, service: {port: 80}}", AFTER)))
        .isEqualTo(
            """
            NOTE UPG-13 feature replicas: it is now called replicaCount
            WARNING UPG-12 breaking http.port: its earlier name is refused: it is called service.port
            WARNING UPG-12 breaking : it is new\
            """);
  }

  private static ParsedChart chart(String version, String values, String schema) {
    FileTree files =
        FileTree.empty()
            .with("Chart.yaml", "name: web\nversion: " + version + "\n")
            .with("values.yaml", values);
    return ParsedChart.of(schema.isEmpty() ? files : files.with("values.schema.json", schema));
  }

  private static String lines(ParsedChart before, ParsedChart after) {
    return String.join(
        "\n",
        ValuesDiff.between(before, after).stream()
            .map(
                each ->
                    String.join(
                        " ",
                        each.severity().toString(),
                        each.rule().id(),
                        each.impact().toString(),
                        each.place().field() + ": " + each.what()))
            .toList());
  }

  private static ParsedChart chart(String values, String schema) {
    FileTree files = FileTree.empty().with("values.yaml", values);
    return ParsedChart.of(
        schema.isEmpty()
            ? files
            : files.with("values.schema.json", SchemaDiffTest.schema(schema).toString()));
  }
}
