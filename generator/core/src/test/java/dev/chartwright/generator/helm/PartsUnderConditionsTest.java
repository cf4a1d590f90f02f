package dev.chartwright.generator.helm;

import static dev.chartwright.chart.Templating.when;
import static dev.chartwright.workload.Settings.httpGet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.ImageValue;
import dev.chartwright.chart.SecretValue;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import dev.chartwright.test.ChartTest;
import dev.chartwright.workload.ConfigFiles;
import dev.chartwright.workload.SideContainer;
import dev.chartwright.workload.WebService;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Parts of a component that are there only when the user of the chart wants them. */
@Tag("thorough")
class PartsUnderConditionsTest {
  private final ChartTest chart = ChartTest.of(PartsUnderConditionsTest::chart);

  private static Chart chart() {
    Values values = Values.create();
    Value<Boolean> tls = values.flag("tls", false).describe("Answer HTTPS too.");
    Value<Integer> https = values.port("ports.https", 8443).describe("Port for HTTPS.");
    Value<Integer> metrics = values.optionalPort("ports.metrics").describe("Port for metrics.");
    Value<String> logo = values.string("logo", "").describe("Address of a logo.");
    Value<String> priority = values.dnsName("priority", "").describe("Class of the pods.");
    SecretValue token = values.secret("token").key("token").optional().describe("A token.");
    Value<Map<String, String>> pages = values.stringMap("pages", Map.of()).describe("Pages.");
    ImageValue curl = values.image("curl", "docker.io/curlimages/curl", "8.10.1").describe("curl.");
    return Chart.named("shop")
        .describe("A shop.")
        .values(values)
        .main(
            WebService.named("web")
                .image("example.com/web", "1.0")
                .port(8080)
                .port("https", https, when(tls))
                .port("metrics", metrics)
                .envIfSet("LOGO", logo)
                .env("TOKEN", token.key("token"))
                .mount(token, "/run/token")
                .mount(ConfigFiles.of("pages").files(pages), "/srv/pages", when(pages))
                .adjustableService()
                .live(httpGet("/live").adjustable().replaceable())
                .test(
                    SideContainer.named("page")
                        .image(curl)
                        .env("PAGE", "http://$(SERVICE_HOST)/page")
                        .command("curl", "$(PAGE)"),
                    when(tls))
                .deployment(
                    d ->
                        d.editSpec()
                            .editTemplate()
                            .editSpec()
                            .withPriorityClassName("usual")
                            .endSpec()
                            .endTemplate()
                            .endSpec())
                .manifest(
                    "deployment",
                    m -> m.bindIfSet("spec.template.spec.priorityClassName", priority)))
        .build();
  }

  private static Container container(ChartTest chart) {
    return chart.deployment("web").getSpec().getTemplate().getSpec().getContainers().get(0);
  }

  @Test
  void portsVariablesAndMountsAreLeftOutByDefault() {
    assertThat(container(chart).getPorts()).map(ContainerPort::getName).containsExactly("http");
    assertThat(container(chart).getEnv()).isEmpty();
    assertThat(container(chart).getVolumeMounts()).isEmpty();
    assertThat(chart.service("web").getSpec().getPorts())
        .map(ServicePort::getName)
        .containsExactly("http");
  }

  @Test
  void portsVariablesAndMountsAreThereWhenTheyAreWanted() {
    ChartTest with =
        chart
            .with("tls", true)
            .with("ports.metrics", 9090)
            .with("logo", "logo.png")
            .with("token.existingSecret", "mine");

    assertThat(container(with).getPorts())
        .map(ContainerPort::getContainerPort)
        .containsExactly(8080, 8443, 9090);
    assertThat(container(with).getEnv()).map(EnvVar::getName).containsExactly("LOGO", "TOKEN");
    assertThat(container(with).getVolumeMounts()).hasSize(1);
    assertThat(with.service("web").getSpec().getPorts())
        .map(ServicePort::getPort)
        .containsExactly(80, 8443, 9090);
  }

  @Test
  void filesOfAMapAreThereWhenTheyAreMounted() {
    ChartTest with = chart.with("pages", Map.of("index.html", "Hello"));

    assertThat(chart.objects(ConfigMap.class)).isEmpty();
    assertThat(with.configMap("pages").getData()).containsExactly(Map.entry("index.html", "Hello"));
    assertThat(container(with).getVolumeMounts()).map(VolumeMount::getName).contains("pages");
  }

  @Test
  void aTestFindsTheServiceBeforeItsOwnVariables() {
    assertThat(chart.with("tls", true).object(Pod.class, "test-page").getSpec().getContainers())
        .first()
        .satisfies(
            container ->
                assertThat(container.getEnv())
                    .map(EnvVar::getName)
                    .containsExactly("SERVICE_HOST", "SERVICE_PORT", "SERVICE_PORT_HTTPS", "PAGE"));
  }

  @Test
  void twoPortsWithOneNumberAreRejected() {
    assertThat(chart.with("ports.metrics", 8080).fails())
        .contains("the port 8080 and ports.metrics have the same number: give each its own.");
    assertThat(chart.with("ports.metrics", 80).fails())
        .contains("service.port and ports.metrics have the same number: give each its own.");
  }

  @Test
  void aFieldIsReplacedOnlyWhileTheValueIsSet() {
    assertThat(priority(chart)).isEqualTo("usual");
    assertThat(priority(chart.with("priority", "high"))).isEqualTo("high");
  }

  private static String priority(ChartTest chart) {
    return chart.deployment("web").getSpec().getTemplate().getSpec().getPriorityClassName();
  }

  @Test
  void aCheckIsSwitchedOffChangedAndReplaced() {
    ChartTest custom = chart.with("customLivenessProbe", Map.of("tcpSocket", Map.of("port", 8080)));

    assertThat(container(chart.with("livenessProbe.enabled", false)).getLivenessProbe()).isNull();
    assertThat(
            container(chart.with("livenessProbe.periodSeconds", 7))
                .getLivenessProbe()
                .getPeriodSeconds())
        .isEqualTo(7);
    assertThat(container(custom).getLivenessProbe().getHttpGet()).isNull();
    assertThat(container(custom.with("livenessProbe.enabled", false)).getLivenessProbe())
        .isNotNull();
  }

  @Test
  void aServiceHasOnlyWhatItsTypeAllows() {
    ChartTest outside =
        chart.with("service.nodePort", 30080).with("service.loadBalancerIP", "10.0.0.1");

    assertThat(outside.service("web").getSpec().getPorts().get(0).getNodePort()).isNull();
    assertThat(outside.with("service.type", "LoadBalancer").service("web").getSpec())
        .satisfies(
            service -> {
              assertThat(service.getPorts().get(0).getNodePort()).isEqualTo(30080);
              assertThat(service.getLoadBalancerIP()).isEqualTo("10.0.0.1");
            });
  }
}
