package dev.chartwright.generator.prove;

import static dev.chartwright.chart.Templating.fullName;
import static dev.chartwright.chart.Templating.when;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.SecretValue;
import dev.chartwright.chart.Values;
import dev.chartwright.generator.Generator;
import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.engine.ChartFolder;
import dev.chartwright.generator.engine.HelmEngine;
import dev.chartwright.generator.engine.HelmFailure;
import dev.chartwright.generator.engine.Rendering;
import dev.chartwright.generator.file.FileTree;
import dev.chartwright.problem.Finding;
import dev.chartwright.resource.CustomResource;
import dev.chartwright.workload.WebService;
import io.fabric8.kubernetes.api.model.PodTemplateBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Secrets that a chart refers to: existing ones, and those that something in the chart makes. */
@Tag("thorough")
class SecretValueTest {
  private static final Pattern PASSWORD = Pattern.compile("password: \"?([A-Za-z0-9+/=]+)\"?\n");

  private static Chart chart(
      Function<Values, SecretValue> declared, Consumer<Chart.Builder> further) {
    Values values = Values.create();
    SecretValue auth = declared.apply(values);
    Chart.Builder chart =
        Chart.named("guarded")
            .describe("A chart with a password.")
            .values(values)
            .manifest(
                Manifest.of(
                    "pods",
                    new PodTemplateBuilder()
                        .withNewMetadata()
                        .withName(fullName("pods"))
                        .endMetadata()
                        .withNewTemplate()
                        .withNewSpec()
                        .addNewContainer()
                        .withName("web")
                        .withImage("docker.io/acme/web:1.0")
                        .addNewEnv()
                        .withName("PASSWORD")
                        .withValueFrom(auth.key("password").asEnvSource())
                        .endEnv()
                        .addNewVolumeMount()
                        .withName("auth")
                        .withMountPath("/auth")
                        .endVolumeMount()
                        .endContainer()
                        .addNewVolume()
                        .withName("auth")
                        .withSecret(auth.asVolumeSource())
                        .endVolume()
                        .withImagePullSecrets(auth.asReference())
                        .endSpec()
                        .endTemplate()
                        .build()));
    further.accept(chart);
    return chart.build();
  }

  private static SecretValue required(Values values) {
    return values.secret("auth").key("password").describe("The login.");
  }

  private static SecretValue generated(Values values) {
    return values
        .secret("store.auth")
        .key("password")
        .generated(24, "A trial needs no other tool.")
        .describe("The login.");
  }

  private static List<Finding> proven(Chart chart) {
    FileTree files = Generator.generate(chart).chartFiles();
    return ChartProof.prove(files, chart, ProofRequest.of(chart)).findings().stream()
        .filter(each -> !each.rule().id().matches("POD-.*|RES-.*"))
        .toList();
  }

  private static Rendering render(Chart chart, String values) {
    FileTree files = Generator.generate(chart).chartFiles();
    try (ChartFolder folder = ChartFolder.of(ParsedChart.of(files), HelmEngine.embedded())) {
      return folder.render("demo", "default", List.of(values), Optional.of("1.33.0"));
    }
  }

  private static String text(Chart chart, String values) {
    Rendering rendering = render(chart, values);
    assertThat(rendering).isInstanceOf(Rendering.Rendered.class);
    return ((Rendering.Rendered) rendering).manifest();
  }

  @Test
  void aSecretThatTheUserHasToNameIsDemanded() {
    Chart chart = chart(SecretValueTest::required, none -> {});

    assertThat(proven(chart)).isEmpty();
    assertThat(render(chart, "{}"))
        .isInstanceOfSatisfying(
            HelmFailure.class,
            failure ->
                assertThat(failure.toString())
                    .contains(
                        "Set auth.existingSecret to the name of a Secret with the key password."));
    assertThat(text(chart, "auth: {existingSecret: mine}"))
        .contains("name: \"mine\"", "secretName: \"mine\"", "key: password");
    assertThat(Generator.generate(chart).chartFiles().text("README.md"))
        .contains("--create-namespace --set auth.existingSecret=my-secret\n")
        .contains("Name of an existing Secret with the key `password`; required.");
  }

  @Test
  void aSecretThatMayBeMissingIsLeftOut() {
    Values values = Values.create();
    SecretValue token = values.secret("token").key("token").optional().describe("A token.");
    Chart chart =
        Chart.named("guarded")
            .describe("A chart with a token.")
            .values(values)
            .manifest(
                Manifest.of(
                        "pods",
                        new PodTemplateBuilder()
                            .withNewMetadata()
                            .withName(fullName("pods"))
                            .endMetadata()
                            .withNewTemplate()
                            .withNewSpec()
                            .addNewContainer()
                            .withName("web")
                            .withImage("docker.io/acme/web:1.0")
                            .addNewEnv()
                            .withName("TOKEN")
                            .withValueFrom(token.key("token").asEnvSource())
                            .endEnv()
                            .endContainer()
                            .endSpec()
                            .endTemplate()
                            .build())
                    .when("template.spec.containers[0].env[TOKEN]", when(token.existingSecret())))
            .build();

    assertThat(proven(chart)).isEmpty();
    assertThat(text(chart, "{}")).doesNotContain("TOKEN");
    assertThat(text(chart, "token: {existingSecret: mine}")).contains("TOKEN");
  }

  @Test
  void aSecretOfAnOperatorIsUsedUnlessTheUserNamesOne() {
    List<SecretValue> secrets = new ArrayList<>();
    Function<Values, SecretValue> declared =
        values -> {
          secrets.add(
              values
                  .secret("auth")
                  .key("password")
                  .madeAs(fullName("login"))
                  .describe("The login."));
          return secrets.get(0);
        };
    Chart chart =
        chart(
            declared,
            builder ->
                builder
                    .allowUnknownKind("external-secrets.io/v1/ExternalSecret")
                    .manifest(
                        Manifest.of(
                                "external-secret",
                                CustomResource.of(
                                        "external-secrets.io/v1",
                                        "ExternalSecret",
                                        fullName("login"))
                                    .field("target", Map.of("name", fullName("login")))
                                    .build())
                            .onlyWhen(secrets.get(0).isMade())));

    assertThat(proven(chart))
        .filteredOn(each -> !each.rule().id().matches("TPL-14|INS-.*"))
        .isEmpty();
    assertThat(text(chart, "{}")).contains("kind: ExternalSecret", "demo-guarded-login");
    assertThat(text(chart, "auth: {existingSecret: mine}"))
        .doesNotContain("ExternalSecret", "demo-guarded-login");
  }

  @Test
  void aSecretThatNothingMakesIsFound() {
    Chart chart =
        chart(
            values ->
                values
                    .secret("auth")
                    .key("password")
                    .madeAs(fullName("nobody"))
                    .describe("The login."),
            none -> {});

    assertThat(proven(chart)).extracting(each -> each.rule().id()).containsOnly("GEN-02");
  }

  @Test
  void aGeneratedSecretIsMadeOnlyIfTheUserNamesNone() {
    Chart chart = chart(SecretValueTest::generated, none -> {});

    assertThat(text(chart, "{}")).contains("kind: Secret", "name: demo-guarded-store-auth");
    assertThat(text(chart, "store: {auth: {existingSecret: mine}}"))
        .doesNotContain("kind: Secret", "demo-guarded-store-auth");
    assertThat(password(text(chart, "{}"))).hasSize(32).isNotEqualTo(password(text(chart, "{}")));
    assertThat(Generator.generate(chart).chartFiles().text("templates/store-auth-secret.yaml"))
        .contains(
            """
            data:
              password: {{ dig "data" "password" (randAlphaNum 24 | b64enc) (lookup "v1" "Secret" .Release.Namespace\
            """);
  }

  private static String password(String manifest) {
    Matcher password = PASSWORD.matcher(manifest);
    assertThat(password.find()).isTrue();
    return password.group(1);
  }

  @Test
  void aGeneratedSecretIsProvenAndItsPriceIsNamed() {
    Chart chart = chart(SecretValueTest::generated, none -> {});

    assertThat(proven(chart))
        .allMatch(Finding::isAccepted)
        .extracting(each -> each.rule().id() + " " + each.place().file())
        .containsExactly(
            "TPL-03 templates/store-auth-secret.yaml",
            "TPL-03 templates/store-auth-secret.yaml",
            "SEC-01 templates/store-auth-secret.yaml");
    assertThat(Generator.generate(chart).chartFiles().text("README.md"))
        .contains("Helm stores it in the Secret of the release too")
        .contains("A trial needs no other tool.");
  }

  @Test
  void anUpgradeChangesNoGeneratedSecret() {
    FileTree files = Generator.generate(chart(SecretValueTest::generated, none -> {})).chartFiles();

    assertThat(Generator.diff(files, files).findings()).isEmpty();
  }

  @Test
  void podsNeedNoChecksumOfATextThatTheClusterKeeps() {
    Values values = Values.create();
    SecretValue auth = generated(values);
    Chart chart =
        Chart.named("guarded")
            .version("1.0.0")
            .appVersion("1.0")
            .describe("A chart with a password.")
            .values(values)
            .main(
                WebService.named("web")
                    .image("docker.io/acme/web", "1.0")
                    .port(8080)
                    .env("PASSWORD", auth.key("password")))
            .build();

    assertThat(proven(chart)).allMatch(Finding::isAccepted);
  }

  @Test
  void mistakesOfADeclarationAreFoundAtOnce() {
    Values values = Values.create();
    values.secret("a").key("pass word").describe("A.");
    values.secret("b").generated(24, "Why not.").describe("B.");
    values.secret("c").key("x").generated(4, "Why not.").describe("C.");
    values.secret("d").key("x").describe("D.").key("y");

    assertThat(values.findings())
        .extracting(each -> each.rule().id() + " " + each.place().model() + " " + each.what())
        .containsExactly(
            "DEC-40 values.a 'pass word' is not a valid key of a Secret",
            "DEC-40 values.b a Secret with random text has no key",
            "DEC-40 values.c a random text of 4 characters is not of 12 to 1024",
            "DEC-40 values.d 'y' is not a key of the Secret: it has [x]");
  }
}
