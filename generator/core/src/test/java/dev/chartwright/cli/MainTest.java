package dev.chartwright.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.ChartSource;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.Templating;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import dev.chartwright.prover.FleetSource;
import dev.chartwright.prover.ProverFleet;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

public class MainTest {
  private static final String WEB = Web.class.getName();
  private static final String FLEET = Fleet.class.getName();

  @TempDir private Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /** What a user declares. */
  public static final class Web implements ChartSource {
    @Override
    public Chart chart() {
      Values values = Values.create();
      Value<String> greeting = values.string("greeting", "Hello").describe("The text of the page.");
      return Chart.named("web")
          .describe("A page.")
          .values(values)
          .manifest(
              Manifest.of(
                      "configmap",
                      new ConfigMapBuilder()
                          .withNewMetadata()
                          .withName(Templating.fullName().asString())
                          .endMetadata()
                          .addToData("index.html", greeting.asString())
                          .build())
                  .component("web"))
          .build();
    }
  }

  @Test
  void generatesOnceAndChecks() throws IOException {
    assertThat(run("check", "--class", WEB, "--out", folder.toString())).isEqualTo(1);
    assertThat(run("generate", "--class", WEB, "--out", folder.toString())).isZero();
    assertThat(out.toString(UTF_8)).contains("defaults, release demo: 1 objects", "Wrote 7 files");
    assertThat(run("generate", "--class", WEB, "--out", folder.toString())).isZero();
    assertThat(out.toString(UTF_8)).contains("Nothing to write: 7 files are up to date");
    assertThat(run("check", "--class", WEB, "--out", folder.toString())).isZero();

    Files.writeString(folder.resolve("web/helm/web/values.yaml"), "edited\n");

    assertThat(run("check", "--class", WEB, "--out", folder.toString())).isEqualTo(1);
    assertThat(run("generate", "--class", WEB, "--out", folder.toString())).isEqualTo(1);
    assertThat(err.toString(UTF_8)).contains("helm/web/values.yaml  [GEN-05]");
    assertThat(run("generate", "--class", WEB, "--out", folder.toString(), "--force")).isZero();
  }

  @Test
  void verifiesTheChartsOfOthers() throws IOException {
    Path chart = folder.resolve("other");
    Files.createDirectories(chart.resolve("templates"));
    Files.writeString(chart.resolve("Chart.yaml"), "apiVersion: v2\nname: other\nversion: 1.0.0\n");
    Files.writeString(chart.resolve("values.yaml"), "size: 1\n");
    Path template =
        Files.writeString(
            chart.resolve("templates/widget.yaml"),
            """
            apiVersion: example.com/v1
            kind: Widget
            metadata:
              name: {{ .Release.Name }}-widget
            spec:
              size: {{ .Values.size }}
            """);

    assertThat(run("verify", chart.toString())).isZero();
    assertThat(err.toString(UTF_8))
        .contains("what: there is no schema for Widget of example.com/v1")
        .contains("values.schema.json  [CHA-04]");
    assertThat(out.toString(UTF_8)).contains("defaults, release demo: 1 objects");

    Files.writeString(template, "apiVersion: v1\nkind: Secrets\nmetadata: {name: a}\n");

    assertThat(run("verify", chart.toString())).isEqualTo(1);
    assertThat(run("verify", folder.resolve("absent").toString())).isEqualTo(1);
    assertThat(err.toString(UTF_8)).contains("what: There is neither a folder nor a file.");
  }

  @Test
  void rendersWithValues() throws IOException {
    Path values = Files.writeString(folder.resolve("values.yaml"), "greeting: Servus\n");

    assertThat(run("render", "--class", WEB, "--values", values.toString(), "--release", "demo"))
        .isZero();
    assertThat(out.toString(UTF_8)).contains("name: \"demo-web\"", "index.html: \"Servus\"");

    Files.writeString(values, "greetings: Servus\n");

    assertThat(run("render", "--class", WEB, "--values", values.toString())).isEqualTo(1);
    assertThat(err.toString(UTF_8)).contains("greetings: is not a value of this chart");
  }

  /** A fleet as it is without a word about it. */
  public static final class Fleet implements FleetSource {
    @Override
    public ProverFleet fleet() {
      return ProverFleet.named("fleet").build();
    }
  }

  @Test
  void generatesTheWholeOutputOfAFleetOrSomeOfIt() {
    assertThat(run("generate", "--class", FLEET, "--out", folder.toString())).isZero();
    for (String file : List.of("gcloud/up.sh", "terraform/cluster.tf", "docs/plan.md")) {
      assertThat(folder.resolve("fleet").resolve(file)).isRegularFile();
    }
    assertThat(folder.resolve("fleet/docs/architecture.svg")).isRegularFile();

    assertThat(
            run(
                "generate",
                "--class",
                FLEET,
                "--out",
                folder.toString(),
                "--without",
                "terraform",
                "--without",
                "diagram"))
        .isZero();
    assertThat(folder.resolve("fleet/terraform")).doesNotExist();
    assertThat(folder.resolve("fleet/docs")).isDirectoryNotContaining("glob:**architecture.*");

    assertThat(run("terraform", "--class", FLEET, "--out", folder.toString())).isZero();
    assertThat(folder.resolve("fleet/terraform/cluster.tf")).isRegularFile();
    assertThat(folder.resolve("fleet/gcloud/up.sh")).isRegularFile();
  }

  @Test
  void printsThePlanAndWhatMustHoldBefore() {
    assertThat(run("plan", "--class", FLEET)).isZero();
    assertThat(out.toString(UTF_8)).contains("# Capacity and cost of fleet");
    assertThat(run("preflight", "--class", FLEET)).isZero();
    assertThat(out.toString(UTF_8)).contains("the API container.googleapis.com is enabled");

    assertThat(run("plan", "--class", WEB)).isEqualTo(2);
    assertThat(run("generate", "--class", FLEET, "--without", "teraform")).isEqualTo(2);
    assertThat(err.toString(UTF_8))
        .contains("web is a chart: only a fleet has infrastructure.")
        .contains("--without teraform: it is not one of [gcloud, terraform, plan, diagram]");
  }

  @Test
  void proves() {
    assertThat(run("verify", "--class", WEB)).isZero();
  }

  @Test
  void saysWhatItDoesNotUnderstand() {
    assertThat(run()).isEqualTo(2);
    assertThat(run("deploy")).isEqualTo(2);
    assertThat(run("check", "--clas", WEB)).isEqualTo(2);
    assertThat(run("check", "--class")).isEqualTo(2);
    assertThat(err.toString(UTF_8))
        .contains(
            "No command is given.",
            "'deploy' is not a command.",
            "'--clas' is not an option.",
            "The option --class needs a value.",
            "Usage: generate | check | verify | diff | render | plan");
    assertThat(run("check", "--class", "acme.Absent")).isEqualTo(1);
    assertThat(err.toString(UTF_8))
        .contains("There is no class acme.Absent on the class path of the project.");
  }

  private int run(String... words) {
    return Main.run(
        List.of(words), new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
  }
}
