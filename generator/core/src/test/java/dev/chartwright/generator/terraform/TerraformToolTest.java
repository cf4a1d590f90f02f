package dev.chartwright.generator.terraform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.infrastructure.Infrastructure;
import java.io.IOException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the real Terraform makes of a module, without a provider and without a network. */
@Tag("thorough")
class TerraformToolTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int TEXTS = 12_000;
  private static final List<String> TRAPS =
      List.of(
          "\"",
          "'",
          "`",
          "\\",
          "\n",
          "\r\n",
          "\t",
          "$",
          "%",
          "{",
          "}",
          "${",
          "%{",
          "$${",
          "%%{",
          "${var.x}",
          "%{ if true }",
          "%{~ for x in y ~}",
          "$(id)",
          "`id`",
          "\\n",
          "\\u0041",
          "\\\"",
          "<<EOT\n",
          "EOT\n",
          "#",
          "//",
          "/*",
          "*/",
          "=",
          ",",
          "[",
          "]",
          "true",
          "0",
          "-1",
          "1e3",
          " ",
          "",
          "a",
          "two words",
          "é",
          "e\u0301",
          "日本語",
          "😀",
          "👩‍👩‍👧",
          "\u00a0",
          "\u2028",
          "\u202e",
          "\ufeff",
          "\ufffd",
          "\uffff",
          "\u0001",
          "\u001b[31m",
          "\u007f",
          "\u0085");

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"zero-prover", "everything", "public-nodes", "fallback-machines"})
  void terraformWouldFormatNothingOtherwise(String fleet) {
    Terraform terraform = Terraform.in(folder);
    FileTree module = TerraformModule.of(Fleets.all().get(fleet));
    for (String path : module.files().keySet()) {
      if (path.endsWith(".tf")) {
        terraform.with(path, module.text(path));
      }
    }
    terraform.with("terraform.tfvars", module.text("terraform.tfvars.example"));

    assertThat(terraform.run("", "fmt", "-check", "-diff")).isEqualTo(new Terraform.Result(0, ""));
  }

  @Test
  void anyTextComesBackAsItWas() throws IOException {
    List<String> texts = texts();
    Body.Builder locals = Body.builder();
    Map<String, String> keys = new LinkedHashMap<>();
    for (int i = 0; i < texts.size(); i++) {
      keys.put(texts.get(i), Integer.toString(i));
    }
    locals.set("texts", Expression.texts(texts));
    locals.set("keys", Expression.texts(keys));
    Terraform terraform =
        Terraform.in(folder)
            .with("locals.tf", HclWriter.text(Body.builder().block("locals", locals).build()));

    assertThat(terraform.run("", "fmt", "-check", "-diff")).isEqualTo(new Terraform.Result(0, ""));
    // JSON of these texts would be in normal form C as a whole, its escapes included.
    JsonNode read = json(terraform, "[for text in local.texts : base64encode(text)]");
    assertThat(read).hasSize(TEXTS);
    for (int i = 0; i < texts.size(); i++) {
      // Terraform keeps every string in normal form C, however it is written.
      String expected = Normalizer.normalize(texts.get(i), Normalizer.Form.NFC);
      String text = new String(Base64.getDecoder().decode(read.get(i).textValue()), UTF_8);
      assertThat(text).isEqualTo(expected);
    }
    assertThat(json(terraform, "length(local.keys)").longValue())
        .isEqualTo(
            keys.keySet().stream()
                .map(key -> Normalizer.normalize(key, Normalizer.Form.NFC))
                .distinct()
                .count());
    long exact =
        texts.stream().filter(t -> Normalizer.isNormalized(t, Normalizer.Form.NFC)).count();
    System.out.println(
        TEXTS
            + " of "
            + TEXTS
            + " strings came back, "
            + exact
            + " of them byte for byte, the"
            + " others in normal form C");
  }

  @Test
  void aTextWithNulIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HclWriter.quoted("a\u0000"))
        .withMessageContaining("NUL");
  }

  @ParameterizedTest
  @ValueSource(strings = {"zero-prover", "everything", "public-nodes", "fallback-machines"})
  void theInputsAreValidAndTheirDefaultsAreThoseOfTheModel(String fleet) throws IOException {
    Infrastructure infrastructure = Fleets.all().get(fleet);
    Terraform terraform =
        Terraform.in(folder)
            .with("variables.tf", TerraformModule.of(infrastructure).text("variables.tf"))
            .with("terraform.tfvars", "project_id = \"proving-ground\"\n");

    assertThat(JSON.readTree(terraform.run("", "validate", "-json").output()))
        .isEqualTo(
            JSON.readTree(
                """
                {"format_version": "1.0", "valid": true, "error_count": 0, "warning_count": 0,
                 "diagnostics": []}
                """));
    ModuleTree tree = ModuleTree.of(infrastructure);
    for (Variable variable : Variables.of(infrastructure)) {
      Object expected = tree.input(variable.name()).orElse("proving-ground");
      assertThat(json(terraform, "var." + variable.name()))
          .as(variable.name())
          .isEqualTo(JSON.readTree(JSON.writeValueAsString(expected)));
    }
    assertThat(json(terraform, "local.region").textValue())
        .isEqualTo(infrastructure.gke().region());
  }

  @Test
  void badInputsAreRefusedAndGoodOnesAreNot() {
    Map<String, List<String>> bad = new LinkedHashMap<>();
    bad.put(
        "project_id",
        List.of(
            "\"\"",
            "\"short\"",
            "\"My-Project\"",
            "\"1-project\"",
            "\"project-\"",
            "\"p$(id)roject\"",
            "\"" + "p".repeat(31) + "\""));
    bad.put(
        "cluster_name",
        List.of(
            "\"\"",
            "\"Fleet\"",
            "\"1st\"",
            "\"fleet-\"",
            "\"a_b\"",
            "\"" + "c".repeat(41) + "\"",
            "\"a\\nb\""));
    bad.put(
        "location",
        List.of(
            "\"\"",
            "\"europe\"",
            "\"europe-west1-cc\"",
            "\"Europe-west1\"",
            "\"europe-west1-c \"",
            "\"europe-west1-c-1\""));
    bad.put(
        "node_locations",
        List.of(
            "[\"us-central1-a\"]",
            "[\"europe-west1\"]",
            "[\"europe-west1-b\", \"europe-west10-a\"]",
            "[\"europe-west1-c\"]",
            "[\"\"]"));
    for (String range : List.of("nodes_range", "pods_range", "services_range")) {
      bad.put(
          range,
          List.of(
              "\"\"",
              "\"10.0.0.0\"",
              "\"10.0.0.1/20\"",
              "\"10.0.0.0/33\"",
              "\"300.0.0.0/8\"",
              "\"fd00::/64\"",
              "\"10.0.0.0/20 \"",
              "\"default\""));
    }
    bad.put(
        "control_plane_range",
        List.of(
            "\"172.16.0.0/27\"",
            "\"172.16.0.8/28\"",
            "\"172.16.0.0\"",
            "\"fd00::/28\"",
            "\"/28\""));
    bad.put(
        "authorized_networks",
        List.of("[\"203.0.113.7\"]", "[\"203.0.113.7/24\"]", "[\"203.0.113.0/24\", \"all\"]"));
    bad.put("release_channel", List.of("\"regular\"", "\"NONE\"", "\"\""));
    bad.put(
        "node_account_id",
        List.of("\"nodes\"", "\"Nodes-account\"", "\"a@b.c\"", "\"" + "n".repeat(31) + "\""));
    bad.put(
        "labels",
        List.of(
            "{ Team = \"zk\" }",
            "{ team = \"ZK\" }",
            "{ team = \"a b\" }",
            "{ \"\" = \"x\" }",
            "{ \"1st\" = \"x\" }",
            "{ team = \"" + "x".repeat(64) + "\" }"));
    Map<String, List<String>> good = new LinkedHashMap<>();
    good.put("project_id", List.of("\"abcdef\"", "\"" + "p".repeat(30) + "\""));
    good.put("cluster_name", List.of("\"a\"", "\"" + "c".repeat(40) + "\""));
    good.put("location", List.of("\"us-central1\"", "\"northamerica-northeast1-a\""));
    good.put("node_locations", List.of("[]", "[\"europe-west1-b\", \"europe-west1-d\"]"));
    good.put("nodes_range", List.of("\"192.168.0.0/24\"", "\"10.0.0.0/8\""));
    good.put("control_plane_range", List.of("\"192.168.7.240/28\""));
    good.put("authorized_networks", List.of("[]", "[\"203.0.113.7/32\", \"10.0.0.0/8\"]"));
    good.put("release_channel", List.of("\"RAPID\"", "\"EXTENDED\""));
    good.put("node_account_id", List.of("\"node-s\""));
    good.put("labels", List.of("{}", "{ a = \"\" }", "{ cost-center_2 = \"4711\" }"));

    StringBuilder runs = new StringBuilder();
    int count = runs(bad, true, runs) + runs(good, false, runs);
    Terraform.Result result =
        Terraform.in(folder)
            .with(
                "variables.tf",
                TerraformModule.of(Fleets.all().get("zero-prover")).text("variables.tf"))
            .with("inputs.tftest.hcl", runs.toString())
            .run("", "test", "-no-color");

    assertThat(result.output()).contains("Success! " + count + " passed, 0 failed.");
    assertThat(result.exit()).isZero();
    System.out.println(count + " of " + count + " inputs were refused or taken as they should be");
  }

  /** A run for each value, all other inputs as they should be. */
  private static int runs(Map<String, List<String>> values, boolean refused, StringBuilder out) {
    int count = 0;
    for (Map.Entry<String, List<String>> entry : values.entrySet()) {
      for (String value : entry.getValue()) {
        String name = entry.getKey();
        count++;
        out.append("run \"").append(refused ? "bad_" : "good_").append(count).append("\" {\n");
        out.append("  command = plan\n  variables {\n");
        if (!name.equals("project_id")) {
          out.append("    project_id = \"proving-ground\"\n");
        }
        out.append("    ").append(name).append(" = ").append(value).append("\n  }\n");
        if (refused) {
          out.append("  expect_failures = [var.").append(name).append("]\n");
        }
        out.append("}\n\n");
      }
    }
    return count;
  }

  private static JsonNode json(Terraform terraform, String expression) throws IOException {
    Terraform.Result result =
        terraform.run("base64encode(jsonencode(" + expression + "))\n", "console");
    // The console prints strings as Go quotes them, so none with anything special is printed.
    String base64 = result.output().strip().replace("\"", "");
    return JSON.readTree(Base64.getDecoder().decode(base64));
  }

  private static List<String> texts() {
    Random random = new Random(20_240_601);
    List<String> texts = new ArrayList<>(TRAPS);
    while (texts.size() < TEXTS) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(8); i >= 0; i--) {
        if (random.nextInt(3) > 0) {
          text.append(TRAPS.get(random.nextInt(TRAPS.size())));
        } else {
          int limit = List.of(0x80, 0x250, 0x3000, 0x110000).get(random.nextInt(4));
          int c = 1 + random.nextInt(limit - 1);
          if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
            text.appendCodePoint(c);
          }
        }
      }
      texts.add(text.toString());
    }
    return texts;
  }
}
