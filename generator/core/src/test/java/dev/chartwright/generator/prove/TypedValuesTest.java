package dev.chartwright.generator.prove;

import static dev.chartwright.chart.Templating.each;
import static dev.chartwright.chart.Templating.eachEntry;
import static dev.chartwright.chart.Templating.fullName;
import static dev.chartwright.chart.Templating.not;
import static dev.chartwright.chart.Templating.selectorLabels;
import static dev.chartwright.chart.Templating.when;
import static dev.chartwright.chart.Types.anything;
import static dev.chartwright.chart.Types.field;
import static dev.chartwright.chart.Types.flag;
import static dev.chartwright.chart.Types.integer;
import static dev.chartwright.chart.Types.list;
import static dev.chartwright.chart.Types.map;
import static dev.chartwright.chart.Types.object;
import static dev.chartwright.chart.Types.oneOf;
import static dev.chartwright.chart.Types.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.CiCase;
import dev.chartwright.chart.ImageValue;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.ValueType.ObjectType;
import dev.chartwright.chart.Values;
import dev.chartwright.chart.tree.Expression;
import dev.chartwright.chart.tree.Node;
import dev.chartwright.generator.Generated;
import dev.chartwright.generator.Generator;
import dev.chartwright.generator.file.FileTree;
import dev.chartwright.problem.InvalidModelException;
import dev.chartwright.resource.Restricted;
import dev.chartwright.test.ChartTest;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Charts with one typed value each: proven without a word, and what users may not set is refused.
 */
@Tag("thorough")
class TypedValuesTest {
  private static final String POD = "spec.template.spec";
  private static final String WEB = POD + ".containers[web]";

  private final Values values = Values.create();
  private final ImageValue image =
      values.image("image", "docker.io/library/busybox", "1.37.0").describe("The image.");

  @Test
  void anObjectWithADefaultIsProven() {
    Value<Map<String, Object>> probe =
        values
            .object(
                "livenessProbe",
                Map.of("httpGet", Map.of("path", "/healthy", "port", 9115), "failureThreshold", 3))
            .describe("How to see that it lives.");
    proven(deployment().bind(WEB + ".livenessProbe", probe));
  }

  @Test
  void anObjectWithADefaultAndACaseIsProven() {
    Value<Map<String, Object>> probe =
        values
            .object(
                "livenessProbe",
                Map.of("httpGet", Map.of("path", "/healthy", "port", 9115), "failureThreshold", 3))
            .describe("How to see that it lives.");
    proven(
        chart(deployment().bind(WEB + ".livenessProbe", probe))
            .ci(CiCase.named("more").set(probe, Map.of("failureThreshold", 5))));
  }

  @Test
  void anEmptyAffinityIsProven() {
    Value<Map<String, Object>> affinity =
        values.affinity("affinity", Map.of()).describe("The affinity.");
    proven(deployment().bind(POD + ".affinity", affinity));
  }

  @Test
  void anEmptyAffinityWithACaseIsProven() {
    Value<Map<String, Object>> affinity =
        values.affinity("affinity", Map.of()).describe("The affinity.");
    proven(
        chart(deployment().bind(POD + ".affinity", affinity))
            .ci(
                CiCase.named("more")
                    .set(
                        affinity,
                        Map.of(
                            "podAntiAffinity",
                            Map.of(
                                "requiredDuringSchedulingIgnoredDuringExecution",
                                List.of(Map.of("topologyKey", "zone")))))));
  }

  @Test
  void anEmptyObjectWithACaseIsProven() {
    Value<Map<String, Object>> options =
        values.object("options", Map.of()).describe("More of the pod.");
    proven(
        chart(deployment().bind(POD + ".dnsConfig", options))
            .ci(CiCase.named("more").set(options, Map.of("nameservers", List.of("1.2.3.4")))));
  }

  @Test
  void anObjectThatReachesNothingIsDead() {
    Value<Map<String, Object>> options =
        values.object("options", Map.of("a", "b")).describe("Options.");
    Value<Boolean> shown = values.flag("shown", false).describe("Never shown.");
    Manifest never =
        deployment()
            .bind(POD + ".dnsConfig", options)
            .when(POD + ".dnsConfig", when(shown).and(not(shown)));
    assertThat(findings(chart(never)))
        .anyMatch(each -> each.startsWith("VAL-03 values.yaml options"));
  }

  @Test
  void aListUniqueByNameIsProvenBesideItemsOfTheChart() {
    Value<List<Object>> more =
        values
            .list(
                "extraEnv",
                List.of(),
                object(
                    field("name", text("^[A-Z]+$").length(1, 9), "Name of the variable.")
                        .required(),
                    field("value", text(), "Value of the variable.")))
            .uniqueBy("name")
            .describe("More variables.");
    proven(deployment().append(WEB + ".env", more));
  }

  @Test
  void aListOfWordsIsProven() {
    Value<List<Object>> words =
        values
            .list("capabilities", List.of("ALL"), oneOf("ALL", "NET_RAW"))
            .size(1, 2)
            .describe("What it may not do.");
    proven(
        deployment().bind(POD + ".initContainers", Node.of(List.of())).bind(WEB + ".args", words));
  }

  @Test
  void anOptionalNumberIsProven() {
    Value<Integer> seconds =
        values.optionalInteger("graceSeconds").max(600).describe("Seconds to end in.");
    Value<Double> share = values.optionalDecimal("share").max(1).describe("A share.");
    proven(
        deployment().bind(POD + ".terminationGracePeriodSeconds", seconds),
        settings(Map.of("share", "text"))
            .bind("data.share", share.text())
            .when("data.share", when(share)));
  }

  @Test
  void aNumberBeyondIntIsRenderedWhole() {
    Value<Long> bytes = values.integer("retentionBytes", 10737418240L).describe("Bytes.");
    Generated generated = proven(deployment(), settings(Map.of("bytes", bytes.asString())));
    assertThat(generated.chartFiles().text("values.yaml"))
        .contains("\nretentionBytes: 10737418240\n");
  }

  @Test
  void aMapOfTypedObjectsIsProven() {
    Value<Map<String, Object>> jobs =
        values
            .map(
                "jobs",
                Map.of(),
                map(
                    "^[a-z][-a-z0-9]{0,15}$",
                    object(
                        field("schedule", text().notEmpty(), "Cron schedule.").required(),
                        field("args", list(text()), "Arguments."),
                        field("retries", integer(0, 9), "Retries."),
                        field("suspend", flag(), "Whether it rests."))))
            .example(Map.of("nightly", Map.of("schedule", "0 3 * * *", "args", List.of("report"))))
            .describe("Scheduled jobs, by name.");
    Generated generated =
        proven(
            deployment(),
            settings(Map.of("a", "b"))
                .append(
                    "data",
                    eachEntry(
                        jobs,
                        (key, job) ->
                            Map.of(
                                "job-" + key.asString(),
                                Expression.format("%s", job.text("schedule"))))));
    assertThat(generated.chartFiles().text("values.yaml"))
        .endsWith(
            """
            # -- Scheduled jobs, by name.
            # Example:
            #   jobs:
            #     nightly:
            #       schedule: "0 3 * * *"
            #       args:
            #         - "report"
            jobs: {}
            """);
  }

  @Test
  void aGlobalValueIsProvenAndItsSchemaStaysOpen() {
    Value<String> region = values.string("global.region", "").describe("Region.");
    Generated generated = proven(deployment(), settings(Map.of("region", region.asString())));
    assertThat(generated.chartFiles().text("values.schema.json")).contains("region");
  }

  @Test
  void anExampleIsTriedAndJudged() {
    Value<Map<String, Object>> affinity =
        values
            .affinity("affinity", Map.of())
            .example(Map.of("podAffinity", Map.of("prefered", List.of())))
            .describe("The affinity.");
    assertThat(findings(chart(deployment().bind(POD + ".affinity", affinity))))
        .containsExactly(
            "TPL-07 templates/deployment.yaml Deployment/demo-web"
                + " spec.template.spec.affinity.podAffinity.prefered (with"
                + " affinity={\"podAffinity\":{\"prefered\":[]}})");
  }

  @Test
  void aPatternOfWhichNoTextIsFoundNeedsAnExample() {
    String pattern = "^\\p{Lu}\\p{Lu}$";
    Value<List<Object>> plain = values.list("plain", List.of(), text(pattern)).describe("Letters.");
    Value<List<Object>> shown =
        values.list("shown", List.of(), text(pattern)).example(List.of("ÄÖ")).describe("Letters.");
    Chart built =
        chart(deployment().bind(WEB + ".args", plain).bind(WEB + ".command", shown)).build();
    ProofReport report =
        ChartProof.prove(Generator.generate(built).chartFiles(), built, ProofRequest.of(built));
    assertThat(report.findings()).isEmpty();
    assertThat(report.space().orElseThrow().untried()).containsExactly("plain");
  }

  @Test
  void twoItemsOfOneNameAreRefusedWithASentence() {
    Value<List<Object>> more =
        values.list("extraEnv", List.of(), variable()).uniqueBy("name").describe("More.");
    ChartTest test = test(deployment().append(WEB + ".env", more));

    assertThat(test.with(more, List.of(variable("A"), variable("B"))).deployment("demo-web"))
        .isNotNull();
    assertThat(test.with(more, List.of(variable("A"), variable("B"), variable("A"))).fails())
        .contains("extraEnv: the name 'A' is given twice: here and in another item of extraEnv");
    assertThat(test.with(more, List.of(variable("LOG_LEVEL"))).fails())
        .contains("extraEnv: the name 'LOG_LEVEL' is given twice: here and by the chart itself");
  }

  @Test
  void aListThatStandsInATextOnlyIsUniqueToo() {
    Value<List<Object>> yaml =
        values.list("yaml", List.of(), variable()).uniqueBy("name").describe("As YAML.");
    Value<List<Object>> json =
        values.list("json", List.of(), variable()).uniqueBy("name").describe("As JSON.");
    ChartTest test =
        ChartTest.of(
            chart(
                    deployment(),
                    settings(
                        Map.of(
                            "a", yaml.toYaml().asString(), "b", "x " + json.toJson().asString())))
                .build());

    assertThat(test.with(yaml, List.of(variable("A"), variable("A"))).fails())
        .contains("yaml: the name 'A' is given twice");
    assertThat(test.with(json, List.of(variable("A"), variable("A"))).fails())
        .contains("json: the name 'A' is given twice");
  }

  @Test
  void whatIsRepeatedForItemsOfAnyShapeNeedsAnExampleWhichIsTried() {
    Value<Map<String, Object>> hosts = values.object("hosts", Map.of()).describe("Hosts.");
    Value<Map<String, Object>> pages =
        values
            .map("pages", Map.of(), map("^[a-z]{1,10}$", anything()))
            .example(Map.of("first", Map.of("title", "The first.")))
            .describe("Pages.");
    Chart built =
        chart(
                deployment(),
                settings(Map.of("a", "b"))
                    .append("data", eachEntry(pages, (name, page) -> Map.of(name.asString(), 5))),
                Manifest.of(
                        "hosts",
                        new ConfigMapBuilder()
                            .withNewMetadata()
                            .withName(fullName("hosts"))
                            .endMetadata()
                            .build())
                    .bind("data", eachEntry(hosts, (name, host) -> Map.of(name.asString(), "on"))))
            .build();
    ProofReport report =
        ChartProof.prove(Generator.generate(built).chartFiles(), built, ProofRequest.of(built));

    assertThat(report.findings())
        .extracting(each -> each.rule().id(), each -> each.place().target())
        .containsExactly(
            tuple("VAL-12", "values.yaml hosts"),
            tuple("TPL-08", "templates/settings.yaml ConfigMap/demo-settings data.first"));
  }

  @Test
  void listsInOnePlaceAreUniqueTogether() {
    Value<List<Object>> more =
        values.list("extraEnv", List.of(), variable()).uniqueBy("name").describe("More.");
    Value<List<Object>> most =
        values.list("most.env", List.of(), variable()).uniqueBy("name").describe("Most.");
    ChartTest test =
        test(deployment().append(WEB + ".env", more).append(WEB + ".env", most))
            .with(more, List.of(variable("A")));

    assertThat(test.with(most, List.of(variable("A"))).fails())
        .contains("most.env: the name 'A' is given twice: here and in another item of extraEnv");
  }

  @Test
  void aListOfAnyShapeIsUniqueByAField() {
    Value<List<Map<String, Object>>> volumes =
        values.objects("extraVolumes", List.of()).uniqueBy("name").describe("More volumes.");
    Chart.Builder chart = chart(deployment().bind(POD + ".volumes", volumes));
    ChartTest test = ChartTest.of(chart.build());

    Map<String, Object> scratch = Map.of("name", "tmp", "emptyDir", Map.of());
    assertThat(test.with(volumes, List.of(scratch, scratch)).fails())
        .contains("extraVolumes: the name 'tmp' is given twice");
    assertThat(test.with("extraVolumes", List.of(Map.of("emptyDir", Map.of()))).fails())
        .contains("extraVolumes", "name");
    proven(chart);
  }

  @Test
  void aGuardStandsAboveTheObjectAndOnlyWhereItIsNeeded() {
    Value<List<Object>> more =
        values.list("extraEnv", List.of(), variable()).uniqueBy("name").describe("More.");
    FileTree files =
        Generator.generate(
                chart(deployment().append(WEB + ".env", more), settings(Map.of("a", "b"))).build())
            .chartFiles();

    assertThat(files.text("templates/deployment.yaml"))
        .startsWith(
            """
            {{- include "demo.uniqueItems" (dict "key" "name" "own" (list "LOG_LEVEL") "lists" (list
                (list "extraEnv" .Values.extraEnv))) -}}
            apiVersion: apps/v1
            """);
    assertThat(files.text("templates/settings.yaml")).startsWith("apiVersion: v1\n");
  }

  @Test
  void aListThatMayRepeatAnItemOfTheChartIsAMistake() {
    Value<List<Map<String, Object>>> more =
        values.objects("extraEnv", List.of()).describe("More variables.");
    assertThat(mistakes(deployment().append(WEB + ".env", more)))
        .containsExactly(
            "VAL-10 values.extraEnv: it may bring the name 'LOG_LEVEL', which the chart itself has in"
                + " manifests[deployment].spec.template.spec.containers[0].env");
  }

  @Test
  void aListThatCannotRepeatAnItemOfTheChartIsNone() {
    Value<List<Object>> more =
        values
            .list(
                "extraEnv",
                List.of(),
                object(
                    field("name", text("^[A-Z_]+$").except("LOG_LEVEL"), "Name.").required(),
                    field("value", text(), "Value.")))
            .describe("More variables.");
    assertThat(mistakes(deployment().append(WEB + ".env", more))).isEmpty();
  }

  @Test
  void aNumberIsNullOrLeftOutAndZeroIsANumber() {
    Value<Integer> seconds =
        values.optionalInteger("pod.graceSeconds").max(600).describe("Seconds.");
    ChartTest test = test(deployment().bind(POD + ".terminationGracePeriodSeconds", seconds));

    assertThat(grace(test)).isNull();
    assertThat(grace(test.with(seconds, 0))).isZero();
    assertThat(grace(test.with(seconds, 30))).isEqualTo(30);
    assertThat(grace(test.withValues("pod: {graceSeconds: null}"))).isNull();
    assertThat(test.with(seconds, 601).fails()).contains("graceSeconds");
    assertThat(test.withValues("pod: {graceSeconds: ''}").fails()).contains("graceSeconds");
  }

  private static Long grace(ChartTest test) {
    return test.deployment("demo-web")
        .getSpec()
        .getTemplate()
        .getSpec()
        .getTerminationGracePeriodSeconds();
  }

  @Test
  void anOptionalNumberIsWrittenAsNull() {
    Value<Integer> seconds =
        values.optionalInteger("graceSeconds").max(600).example(30).describe("Seconds to end in.");
    FileTree files =
        Generator.generate(
                chart(deployment().bind(POD + ".terminationGracePeriodSeconds", seconds)).build())
            .chartFiles();

    assertThat(files.text("values.yaml"))
        .endsWith(
            """
            # -- Seconds to end in.
            # Example:
            #   graceSeconds: 30
            graceSeconds: null
            """);
    assertThat(files.text("values.schema.json"))
        .contains(
            """
                "graceSeconds": {
                  "description": "Seconds to end in.",
                  "type": [
                    "integer",
                    "null"
                  ],
                  "minimum": 0,
                  "maximum": 600,
                  "default": null,
                  "examples": [
                    30
                  ]
                },
            """);
    assertThat(files.text("README.md"))
        .contains(
            "| `graceSeconds` | integer, 0 to 600, or null | `null` | Seconds to end in. Example:"
                + " `30`. |");
    assertThat(files.text("templates/deployment.yaml"))
        .contains(
            """
                  {{- if not (kindIs "invalid" .Values.graceSeconds) }}
                  terminationGracePeriodSeconds: {{ .Values.graceSeconds | int64 }}
                  {{- end }}
            """);
  }

  @Test
  void anOptionalNumberThatIsReadWithoutAQuestionIsAMistake() {
    Value<Integer> seconds = values.optionalInteger("seconds").describe("Seconds.");
    assertThat(mistakes(settings(Map.of("seconds", seconds.asString()))))
        .containsExactly(
            "TPL-05 manifests[settings].data.seconds: .Values.seconds is read, and it may be left"
                + " out");
    assertThat(mistakes(settings(Map.of("seconds", seconds.asString())).onlyWhen(when(seconds))))
        .isEmpty();
    assertThat(
            mistakes(
                settings(Map.of("seconds", seconds.asString())).onlyWhen(seconds.greaterThan(0))))
        .isEmpty();
    assertThat(mistakes(settings(Map.of("seconds", seconds.asString())).onlyWhen(not(seconds))))
        .hasSize(1);
  }

  @Test
  void aNumberBeyondTheBoundsOfItsFieldIsAMistake() {
    Value<Integer> port = values.integer("port", 8081).describe("The port.");
    Value<Integer> sound = values.integer("sound", 8081).min(1).max(65535).describe("The port.");
    Value<Long> replicas = values.wholeNumber("replicas", 1).describe("Pods.");
    assertThat(
            mistakes(
                deployment()
                    .bind("spec.replicas", replicas)
                    .bind(
                        WEB + ".ports",
                        Node.of(
                            List.of(Map.of("containerPort", port), Map.of("containerPort", sound))))
                    .bind(
                        WEB + ".livenessProbe",
                        Node.of(Map.of("httpGet", Map.of("path", "/", "port", port))))
                    .bind(
                        WEB + ".readinessProbe",
                        Node.of(Map.of("exec", Map.of("command", List.of("true")))))))
        .containsExactly(
            "VAL-11 values.replicas: .Values.replicas may be 0 to 9007199254740992, and replicas"
                + " takes 0 to 2147483647: manifests[deployment].spec.replicas",
            "VAL-11 values.port: .Values.port may be 0 to 2147483647, and containerPort takes 1 to"
                + " 65535:"
                + " manifests[deployment].spec.template.spec.containers[0].ports[0].containerPort",
            "VAL-11 values.port: .Values.port may be 0 to 2147483647, and port takes 1 to 65535:"
                + " manifests[deployment].spec.template.spec.containers[0].livenessProbe.httpGet.port");
  }

  @Test
  void aConditionNarrowsWhatANumberMayBe() {
    Value<Integer> port = values.integer("port", 0).max(65535).describe("The port; 0 for none.");
    Node probe = Node.of(Map.of("tcpSocket", Map.of("port", port)));
    Manifest probed = deployment().bind(WEB + ".livenessProbe", probe);

    assertThat(mistakes(probed)).hasSize(1);
    assertThat(mistakes(probed.when(WEB + ".livenessProbe", port.greaterThan(0)))).isEmpty();
    assertThat(mistakes(probed.when(WEB + ".livenessProbe", not(port.is(0))))).isEmpty();
    assertThat(mistakes(probed.onlyWhen(port.greaterThan(0)))).isEmpty();
  }

  @Test
  void numbersOfItemsHaveTheBoundsOfTheirFieldsToo() {
    Value<List<Object>> ports =
        values
            .list(
                "ports",
                List.of(),
                object(
                    field("name", text("^[a-z]+$").length(1, 15), "Name.").required(),
                    field("number", integer(1, 70000), "Number.").required()))
            .uniqueBy("name")
            .describe("Ports.");
    assertThat(
            mistakes(
                deployment()
                    .bind(
                        WEB + ".ports",
                        each(
                            ports,
                            "port",
                            port ->
                                Map.of(
                                    "name", port.text("name"),
                                    "containerPort", port.whole("number"))))))
        .containsExactly(
            "VAL-11 values.ports: $port.number may be 1 to 70000, and containerPort takes 1 to 65535:"
                + " manifests[deployment].spec.template.spec.containers[0].ports[0].containerPort");
  }

  @Test
  void fieldsOfItemsAreReadWithTheirTypes() {
    Value<List<Object>> hosts =
        values
            .list(
                "hosts",
                List.of(Map.of("host", "a.example.com", "tls", Map.of("secret", "a"))),
                object(
                    field("host", text("^[a-z.]+$").plainPattern("^[a-z.]+$"), "Host.").required(),
                    field("weight", integer(0, 9), "Weight."),
                    field(
                        "paths", list(object(field("path", text(), "Path.").required())), "Paths."),
                    field(
                        "tls",
                        object(
                            field("secret", text().plainPattern("^[a-z]+$"), "Secret.").required()),
                        "TLS.")))
            .uniqueBy("host")
            .describe("Hosts.");
    Manifest settings = settings(Map.of("first", "x")).bind("data.all", Node.of("y"));
    Manifest ingress =
        deployment()
            .append(
                WEB + ".env",
                each(
                    hosts,
                    "entry",
                    entry ->
                        new Node.Mapping(
                            List.of(
                                new Node.Entry(
                                    "name", Node.of("HOST_" + entry.text("host").asString())),
                                new Node.Entry(
                                        "value", Node.of("w" + entry.whole("weight").asString()))
                                    .onlyWhen(entry.has("weight"))))));
    assertThat(mistakes(ingress, settings)).isEmpty();

    assertThat(
            mistakes(
                deployment()
                    .append(
                        WEB + ".env",
                        each(
                            hosts,
                            "entry",
                            entry ->
                                Map.of(
                                    "name", entry.text("hots"),
                                    "value", entry.text("weight"),
                                    "other", entry.object("tls").text("secret"),
                                    "third", entry.object("tls").text("secrt"),
                                    "list", entry.items("paths").text("path"))))))
        .containsExactlyInAnyOrder(
            "DEC-36 values.hosts: an item has no field 'hots'",
            "DEC-10 values.hosts: the field 'weight' is a whole number and is read as text",
            "DEC-36 values.hosts: an item has no field 'secrt'",
            "DEC-36 values.hosts: an item is a list, which has no field 'path'",
            "TPL-05 manifests[deployment].spec.template.spec.containers[0].env[1].other: $entry.tls"
                + " is read, and an item of .Values.hosts may lack it");
  }

  private Manifest deployment() {
    Container container =
        new ContainerBuilder()
            .withName("web")
            .withImage(image.asString())
            .withImagePullPolicy(image.pullPolicy().asString())
            .withSecurityContext(Restricted.container(10101))
            .addNewEnv()
            .withName("LOG_LEVEL")
            .withValue("info")
            .endEnv()
            .withNewResources()
            .addToLimits(resources("100m"))
            .addToRequests(resources("10m"))
            .endResources()
            .build();
    return Manifest.of(
            "deployment",
            new DeploymentBuilder()
                .withNewMetadata()
                .withName(fullName("web"))
                .endMetadata()
                .withNewSpec()
                .withReplicas(1)
                .withNewSelector()
                .withMatchLabels(selectorLabels("web"))
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(selectorLabels("web"))
                .endMetadata()
                .withNewSpec()
                .withAutomountServiceAccountToken(false)
                .withSecurityContext(Restricted.pod(10101))
                .withContainers(container)
                .endSpec()
                .endTemplate()
                .endSpec()
                .build())
        .component("web");
  }

  private static Map<String, Quantity> resources(String cpu) {
    return Map.of(
        "cpu",
        new Quantity(cpu),
        "memory",
        new Quantity("32Mi"),
        "ephemeral-storage",
        new Quantity("16Mi"));
  }

  private static Manifest settings(Map<String, String> data) {
    return Manifest.of(
        "settings",
        new ConfigMapBuilder()
            .withNewMetadata()
            .withName(fullName("settings"))
            .endMetadata()
            .withData(data)
            .build());
  }

  private Chart.Builder chart(Manifest... manifests) {
    Chart.Builder chart =
        Chart.named("demo")
            .version("1.0.0")
            .appVersion("1.37.0")
            .describe("A demo.")
            .values(values);
    List.of(manifests).forEach(chart::manifest);
    return chart;
  }

  private Generated proven(Manifest... manifests) {
    return proven(chart(manifests));
  }

  private static Generated proven(Chart.Builder chart) {
    Chart built = chart.build();
    Generated generated = Generator.generate(built);
    ProofReport report = ChartProof.prove(generated.chartFiles(), built, ProofRequest.of(built));
    assertThat(report.findings().stream().map(Object::toString)).isEmpty();
    assertThat(report.space().orElseThrow().knobs()).allMatch(SpaceReport.KnobCoverage::isLive);
    return generated;
  }

  private static List<String> findings(Chart.Builder chart) {
    Chart built = chart.build();
    return ChartProof.prove(Generator.generate(built).chartFiles(), built, ProofRequest.of(built))
        .findings()
        .stream()
        .map(each -> each.rule().id() + " " + each.place())
        .toList();
  }

  private static ObjectType variable() {
    return object(
        field("name", text("^[A-Z_]+$").length(1, 20), "Name of the variable.").required(),
        field("value", text(), "Value of the variable."));
  }

  private static Map<String, Object> variable(String name) {
    return Map.of("name", name, "value", "x");
  }

  private ChartTest test(Manifest... manifests) {
    return ChartTest.of(chart(manifests).build());
  }

  private List<String> mistakes(Manifest... manifests) {
    try {
      Generator.generate(chart(manifests).build());
      return List.of();
    } catch (InvalidModelException invalid) {
      return invalid.findings().stream()
          .filter(each -> !each.rule().id().equals("VAL-03"))
          .map(each -> each.rule().id() + " " + each.place() + ": " + each.what())
          .toList();
    }
  }
}
