package dev.chartwright.generator.manifest.text;

import static dev.chartwright.chart.Templating.fullName;
import static dev.chartwright.chart.Templating.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.Types;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.ValueType;
import dev.chartwright.chart.Values;
import dev.chartwright.generator.Generated;
import dev.chartwright.generator.Generator;
import dev.chartwright.generator.engine.Rendering;
import dev.chartwright.problem.InvalidModelException;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One object for each entry of a map or item of a list. */
class EachTest {
  private static final String KEY = "^[a-z][-a-z0-9]{0,15}$";
  private static final ValueType JOB =
      Types.object(
          Types.field("schedule", Types.text("^[-0-9*/, ]{9,40}$"), "When.").required(),
          Types.field("args", Types.list(Types.text()), "Arguments."),
          Types.field("enabled", Types.flag(), "Whether.").required());

  private static final String CRON_JOB =
      """
      apiVersion: batch/v1
      kind: CronJob
      metadata:
        name: ${fullname}-${key}
      spec:
        # Of the entry.
        schedule: ${item.schedule}
        concurrencyPolicy: Forbid
        jobTemplate:
          spec:
            backoffLimit: 1
            template:
              metadata:
                labels: ${selectorLabels(job)}
              spec:
                restartPolicy: Never
                automountServiceAccountToken: false
                securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
                containers:
                  - name: job
                    image: ${image}
                    imagePullPolicy: ${image.pullPolicy}
                    args: ${item.args?}
                    env: [{name: JOB, value: "${key} of ${release}"}]
                    resources:
                      requests: {cpu: 50m, memory: 64Mi}
                      limits: {cpu: 50m, memory: 64Mi}
                    securityContext:
                      allowPrivilegeEscalation: false
                      readOnlyRootFilesystem: true
                      capabilities: {drop: [ALL]}
      """;

  private final Values values = Values.create();

  private Value<Map<String, Object>> jobs() {
    values.image("image", "ghcr.io/acme/report", "2.1.0").describe("The image.");
    return values
        .map("jobs", Map.of(), Types.map(KEY, JOB))
        .example(
            Map.of(
                "nightly",
                Map.of("schedule", "0 3 * * *", "args", List.of("report"), "enabled", true)))
        .describe("Scheduled jobs, by name.");
  }

  private Chart chart(Manifest... manifests) {
    return Chart.named("jobs")
        .version("1.0.0")
        .describe("Jobs.")
        .values(values)
        .manifests(List.of(manifests))
        .build();
  }

  private List<String> findings(Manifest manifest) {
    InvalidModelException invalid =
        catchThrowableOfType(
            InvalidModelException.class, () -> Generator.generate(chart(manifest)));
    return invalid.findings().stream()
        .map(each -> each.place().target() + " " + each.rule() + ": " + each.what())
        .toList();
  }

  @Test
  void aTextOfSeveralLinesStaysReadableAndHoldsAnyCharacter() {
    ValueType site = Types.object(Types.field("title", Types.text(), "Title.").required());
    Value<Map<String, Object>> sites =
        values
            .map("sites", Map.of(), Types.map(KEY, site))
            .example(Map.of("shop", Map.of("title", "The shop")))
            .describe("Sites.");
    Value<Integer> workers = values.integer("workers", 4).max(64).describe("Processes.");
    Generated generated =
        Generator.generate(
            chart(
                Manifest.each(
                    "sites",
                    sites,
                    (key, item) ->
                        Manifest.of(
                            "site",
                            new ConfigMapBuilder()
                                .withNewMetadata()
                                .withName(fullName().asString() + "-" + key.asString())
                                .endMetadata()
                                .addToData(
                                    "site.conf",
                                    "title = "
                                        + item.text("title").asString()
                                        + "\n# 100 %\n\nworkers = "
                                        + workers.asString()
                                        + "\n")
                                .build()))));

    assertThat(generated.chartFiles().text("templates/sites.yaml"))
        .endsWith(
            """
            data:
              site.conf: {{ list
                  (printf "title = %s" $item.title)
                  "# 100 %"
                  ""
                  (printf "workers = %d" ($.Values.workers | int64))
                  ""
                  | join "\\n" | quote }}
            {{- end }}
            """);
    Rendering rendering =
        Generator.render(
            generated,
            "r",
            "ns",
            List.of("sites: {a: {title: \"it's {{ x }}\\n \\\"q\\\": %d \\\\\"}}"));
    assertThat(((Rendering.Rendered) rendering).manifest())
        .contains("it's {{ x }}\\n \\\"q\\\": %d \\\\\\n# 100 %\\n\\nworkers = 4\\n");
  }

  @Test
  void aFieldThatAnEntryLacksLeavesItsKeyOut() {
    Value<Map<String, Object>> jobs =
        values
            .map(
                "jobs",
                Map.of(),
                Types.map(KEY, Types.object(Types.field("token", Types.flag(), "Whether."))))
            .describe("Jobs.");
    String text =
        """
        apiVersion: v1
        kind: ServiceAccount
        metadata:
          name: ${fullname}-${key}
        automountServiceAccountToken: ${item.token?}
        """;

    Manifest each = Manifest.each("job", jobs, (key, job) -> Manifest.yaml("x", text));

    assertThat(Generator.generate(chart(each)).chartFiles().text("templates/job.yaml"))
        .contains(
            """
            {{- if not (kindIs "invalid" $item.token) }}
            automountServiceAccountToken: {{ $item.token }}
            {{- end }}
            """);
  }

  @Tag("thorough")
  @Test
  void aScheduledJobForEachEntryOfAMapIsProven() {
    Manifest each =
        Manifest.each(
                "job",
                jobs(),
                (key, job) -> Manifest.yaml("x", CRON_JOB).onlyWhen(when(job.flag("enabled"))))
            .component("job");

    assertThat(Generator.prove(Generator.generate(chart(each))).findings()).isEmpty();
  }

  @Test
  void theFileHoldsALoopWithOneDocumentForEachEntry() {
    Value<List<Object>> pages =
        values
            .list(
                "pages",
                List.of(),
                Types.object(
                    Types.field("name", Types.text(KEY), "A name.").required(),
                    Types.field("text", Types.text(), "A text.").required()))
            .uniqueBy("name")
            .describe("Pages.");
    Manifest each =
        Manifest.each(
                "page",
                pages,
                page ->
                    Manifest.of(
                        "page",
                        new ConfigMapBuilder()
                            .withNewMetadata()
                            .withName(fullName(page.text("name").asString()))
                            .endMetadata()
                            .addToData("text", page.text("text").asString())
                            .build()))
            .withoutStandardMetadata()
            .comment("A page.");

    assertThat(Generator.generate(chart(each)).chartFiles().text("templates/page.yaml"))
        .isEqualTo(
            """
            {{- include "jobs.uniqueItems" (dict "key" "name" "own" (list) "lists" (list
                (list "pages" .Values.pages))) -}}
            {{- range $item := .Values.pages }}
            ---
            # A page.
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: {{ printf "%s-%s" (include "jobs.fullname" $) $item.name | quote }}
            data:
              text: {{ $item.text | quote }}
            {{- end }}
            """);
  }

  @Test
  void itemsThatMayHaveTheSameNameAreFound() {
    Value<List<Object>> pages =
        values
            .list(
                "pages",
                List.of(),
                Types.object(Types.field("name", Types.text(KEY), "A name.").required()))
            .describe("Pages.");
    String text =
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: \"${fullname}-${item.name}\"}}";

    assertThat(findings(Manifest.each("a", pages, page -> Manifest.yaml("a", text))))
        .contains(
            "manifests[a].metadata.name NAM-01: two items of .Values.pages may give objects of the"
                + " same name");
  }

  @Test
  void keysWithoutABoundAreFoundBecauseNamesWouldBeTooLong() {
    Value<Map<String, String>> texts = values.stringMap("texts", Map.of()).describe("Texts.");
    String text = "{apiVersion: v1, kind: ConfigMap, metadata: {name: \"${fullname}-${key}\"}}";

    assertThat(findings(Manifest.each("a", texts, (key, item) -> Manifest.yaml("a", text))))
        .containsExactly(
            "manifests[a].metadata.name NAM-01: its suffix leaves 0 characters for the full name");
  }

  @Test
  void anObjectOfTheSameNameForEachEntryIsFound() {
    String text =
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: \"${fullname}\"}, data: {a:"
            + " \"${item.schedul}\"}}";

    assertThat(findings(Manifest.each("a", jobs(), (key, item) -> Manifest.yaml("a", text))))
        .contains(
            "manifests[a].metadata.name NAM-01: the object has the same name for each entry of"
                + " .Values.jobs",
            "manifests[a]:1:79 data.a DEC-33: 'item.schedul' is neither a declared value nor a"
                + " built-in");
  }
}
