package dev.chartwright.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.ChartSource;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.Templating;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import dev.chartwright.generator.rule.RuleRegister;
import dev.chartwright.problem.Rule;
import dev.chartwright.prover.FleetSource;
import dev.chartwright.prover.ProverFleet;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("thorough")
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
  void verifiesThirdPartyCharts() throws IOException {
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
    assertThat(err.toString(UTF_8)).contains("what: there is neither a folder nor a file");
  }

  @Test
  void aProofHasANumberOfSecondsFromOneOn() {
    for (String wrong : List.of("0", "-1", "abc", "1.5", "9999999999")) {
      assertThat(run("verify", folder.toString(), "--seconds", wrong)).isEqualTo(2);
      assertThat(err.toString(UTF_8))
          .endsWith(
              "The option --seconds takes a number from 1 to 999999999, not '" + wrong + "'.\n");
    }
    assertThat(run("verify", folder.toString(), "--seconds")).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("The option --seconds needs a value");
    assertThat(run("check", "--class", WEB, "--seconds", "5")).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("'check' does not take --seconds");
  }

  @Test
  void aProofThatIsDoneInItsSecondsIsQuiet() {
    assertThat(run("verify", "--class", WEB, "--seconds", "600", "-q")).isZero();
    assertThat(err.toString(UTF_8)).isEmpty();
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
        .contains("web is declared by a ChartSource")
        .contains("--without: 'teraform' is not one of [gcloud, terraform, plan, diagram]");
  }

  @Test
  void proves() {
    assertThat(run("verify", "--class", WEB)).isZero();
  }

  @Test
  void namesWhatItDoesNotUnderstandWithTheNearestAndWhereTheHelpIs() {
    assertThat(failing()).contains("No command is given", "'help'");
    assertThat(failing("deploy")).contains("'deploy' is not a command", "generate", "'help'");
    assertThat(failing("genrate")).contains("'genrate'", "'generate'");
    assertThat(failing("check", "--clas", WEB)).contains("'--clas'", "'--class'", "'help check'");
    assertThat(failing("check", "--class")).contains("--class needs a value", "'help check'");
    assertThat(failing("check", "--cases", "1")).contains("--cases", "'help check'");
    assertThat(failing("push", "site.tgz")).contains("push CHART REPOSITORY");
    assertThat(failing("check", "other")).contains("'other'", "'help check'");
    assertThat(failing("verify", "--class", WEB, "--values", "a.yaml")).contains("--values");
    assertThat(failing("verify", "--class", WEB, "--cases", "none")).contains("--cases", "'none'");
    assertThat(failing("verify", "--class", WEB, "--kube-version", "one")).contains("'one'");
    assertThat(failing("check", "--class", "acme.Absent"))
        .contains("There is no class acme.Absent", "--class");
    assertThat(out.toString(UTF_8)).isEmpty();
  }

  @Test
  void printsHelp() {
    for (List<String> words : List.of(List.of("--help"), List.of("-h"), List.of("help"))) {
      assertThat(printed(words.toArray(String[]::new))).contains("generate", "rules [ID]");
    }
    for (Verb verb : Verb.values()) {
      String help = printed("help", verb.toString());
      assertThat(help).contains(verb.summary()).doesNotContain("\r");
      verb.settings().forEach(each -> assertThat(help).contains(each.toString(), each.meaning()));
      assertThat(printed(verb.toString(), "--help")).isEqualTo(help);
      assertThat(printed("--help", verb.toString())).isEqualTo(help);
    }
    assertThat(failing("help", "genrate")).contains("'generate'");
  }

  @Test
  void printsRules() {
    assertThat(printed("rules").lines())
        .hasSameSizeAs(RuleRegister.complete().all())
        .allMatch(line -> line.matches("[A-Z]{3}-[0-9]{2}  \\S.*"));
    Rule rule = RuleRegister.complete().find("SCA-02").orElseThrow();
    assertThat(printed("rules", "sca-02"))
        .contains(rule.id(), rule.title(), rule.consequence(), rule.fix(), "scaleTargetRef:");
    assertThat(failing("rules", "SCA-2")).contains("'SCA-2'", "SCA-02");
  }

  @Test
  void makesAProjectAndReplacesNoFile() throws IOException {
    Path project = folder.resolve("hello-web");

    assertThat(printed("init", project.toString()))
        .startsWith(
            "Made the project hello-web in "
                + project
                + ":\n  .gitignore\n  .mvn/jvm.config\n  pom.xml\n")
        .contains("mvn package");
    assertThat(project.resolve("src/main/java/com/example/helloweb/HelloWebChart.java"))
        .content(UTF_8)
        .contains("Chart.named(\"hello-web\")");

    String pom = Files.readString(project.resolve("pom.xml"));
    Files.delete(project.resolve(".gitignore"));
    assertThat(failing("init", project.toString(), "--name", "other"))
        .contains("[GEN-06]", "the file exists already", ".mvn/jvm.config", "pom.xml");
    assertThat(project.resolve("pom.xml")).content(UTF_8).isEqualTo(pom);
    assertThat(project.resolve(".gitignore")).doesNotExist();
    assertThat(project.resolve("src/main/java/com/example/other")).doesNotExist();
  }

  @Test
  void saysWhichNameOfANewProjectIsNotValid() {
    String shop = folder.resolve("My Shop").toString();
    assertThat(failing("init", shop)).contains("unless --name does", "'My Shop'");
    assertThat(failing("init", shop, "--name", "Shop")).startsWith("--name: 'Shop'");
    assertThat(failing("init", shop, "--name", "shop", "--package", "com.class"))
        .startsWith("--package: 'com.class' is not the name of a package");
    assertThat(failing("init", "a", "b")).contains("one argument too many: write init [FOLDER]");
    assertThat(folder.resolve("My Shop")).doesNotExist();
    assertThat(printed("init", shop, "--name", "shop", "--package", "org.acme"))
        .contains("src/main/java/org/acme/ShopChart.java");
  }

  @Test
  void namesAClassThatNearlyFits() throws IOException {
    Path classes = folder.resolve("classes");
    String hidden = Hidden.class.getName().replace('.', '/') + ".class";
    Files.createDirectories(classes.resolve(hidden).getParent());
    try (InputStream compiled = getClass().getClassLoader().getResourceAsStream(hidden)) {
      Files.copy(compiled, classes.resolve(hidden));
    }

    assertThat(failing("check", "--class-path", classes.toString()))
        .contains(Hidden.class.getName(), "declare it public", "--class");
  }

  /** Cannot be used from outside. */
  static final class Hidden implements ChartSource {
    @Override
    public Chart chart() {
      return new Web().chart();
    }
  }

  @Test
  void comparesWithTheChartOnDiskWhereNoneIsCommitted() {
    String output = folder.toString();
    assertThat(run("generate", "--class", WEB, "--out", output)).isZero();

    assertThat(printed("diff", "--class", WEB, "--out", output))
        .contains("web/helm/web on disk", "not in a git work tree", "verdict: none");
    String chart = folder.resolve("web/helm/web").toString();
    assertThat(printed("diff", chart, "--class", WEB)).contains("Compared with " + chart + "\n");
  }

  /** Runs a command that succeeds, and gives what it prints. */
  private String printed(String... words) {
    out.reset();
    assertThat(run(words)).isZero();
    return out.toString(UTF_8);
  }

  /** Runs a command that is not understood, and gives its message. */
  private String failing(String... words) {
    err.reset();
    assertThat(run(words)).isGreaterThan(0);
    return err.toString(UTF_8);
  }

  private int run(String... words) {
    return Main.run(
        List.of(words), new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
  }
}
