package dev.chartwright.generator.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.Note;
import dev.chartwright.chart.Types;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import dev.chartwright.generator.Generated;
import dev.chartwright.generator.Generator;
import dev.chartwright.problem.InvalidModelException;
import dev.chartwright.test.ChartTest;
import dev.chartwright.workload.WebService;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a user reads after an installation. */
@Tag("thorough")
class NotesTest {
  private final Values values = Values.create();
  private final Chart.Builder chart =
      Chart.named("demo").appVersion("1.2.3").describe("A chart.").values(values);
  private final Value<List<String>> hosts =
      values.strings("hosts", List.of()).example(List.of("a.example.com")).describe("Hosts.");

  private Generated proven() {
    Generated generated = Generator.generate(chart.build());
    assertThat(Generator.prove(generated).findings().stream().map(Object::toString)).isEmpty();
    return generated;
  }

  @Test
  void aLineIsShownForEachItem() {
    Value<Map<String, Object>> users =
        values
            .map("users", Map.of(), Types.map("^[a-z]+$", Types.integer(0, 9)))
            .describe("Users.");
    chart.main(WebService.named("web").image("ghcr.io/acme/web").port(8080));
    chart.notesEach(hosts, host -> "  http://" + host.string().asString() + "/");
    chart.notes("Second.");
    chart.notesEach(
        users, (name, user) -> "- " + name.asString() + ": " + user.integer().asString());
    Chart built = chart.build();

    assertThat(proven().chartFiles().text("templates/NOTES.txt"))
        .startsWith(
            """
            {{- if .Values.hosts }}
            {{- range $entry := .Values.hosts }}
              http://{{ $entry }}/
            {{- end }}
            {{- end }}

            Second.
            {{- if .Values.users }}
            {{ range $name, $entry := .Values.users }}
            - {{ $name }}: {{ $entry | int64 }}
            {{- end }}
            {{- end }}

            Open a local port""");
    assertThat(ChartTest.of(built).notes().strip()).startsWith("Second.\n\nOpen a local port");
    assertThat(
            ChartTest.of(built)
                .with(hosts, List.of("a", "{{ b }}"))
                .with("users", Map.of("y", 2, "x", 1))
                .notes()
                .strip())
        .startsWith(
            """
            http://a/
              http://{{ b }}/

            Second.

            - x: 1
            - y: 2

            Open a local port""");
  }

  @Test
  void notesMentionValuesOfAComponent() {
    chart.main(WebService.named("web").image("ghcr.io/acme/web").port(8080).ingress("a.example"));
    chart.notes(
        all ->
            Note.each(
                    all.find("ingress.hosts").orElseThrow(),
                    entry -> "  http://" + entry.text("host").asString())
                .onlyWhen(all.find("ingress.enabled").orElseThrow().isSet()));
    chart.notes(all -> Note.of("Port " + all.find("service.port").orElseThrow().asString()));
    chart.notesEach(hosts, host -> host.string().asString());
    proven();

    assertThat(ChartTest.of(chart.build()).with("ingress.enabled", true).notes())
        .contains("  http://a.example\n\nPort 80");
  }

  @Test
  void aFieldThatAnItemDoesNotHaveIsReported() {
    var rules =
        values
            .objects(
                "rules",
                List.of(),
                Types.object(
                    Types.field("name", Types.text(), "Name.").required(),
                    Types.field("note", Types.text(), "Note.")))
            .uniqueBy("name")
            .describe("Rules.");
    chart.main(WebService.named("web").image("ghcr.io/acme/web").port(8080));
    chart.notesEach(hosts, host -> host.string().asString());
    chart.notesEach(rules, rule -> rule.text("note").asString());
    chart.notesEach(rules, rule -> rule.text("nam").asString());

    InvalidModelException invalid =
        catchThrowableOfType(InvalidModelException.class, () -> Generator.generate(chart.build()));
    assertThat(invalid.findings())
        .extracting(each -> each.rule().id() + " " + each.place().declaredAt().isPresent())
        .contains("DEC-36 true", "TPL-05 true");
  }
}
