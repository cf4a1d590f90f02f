package [=package];

import static dev.chartwright.chart.Templating.fullName;
import static dev.chartwright.chart.Templating.selectorLabels;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.ChartSource;
import dev.chartwright.chart.ImageValue;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import dev.chartwright.resource.Restricted;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;

public final class [=class] implements ChartSource {
  @Override
  public Chart chart() {
    Values values = Values.create();
    ImageValue image =
        values
            .image("image", "docker.io/nginxinc/nginx-unprivileged", "1.27.4")
            .describe("The image of the web server.");
    Value<Integer> replicas =
        values.integer("replicaCount", 2).min(0).max(100).describe("Number of pods.");

    return Chart.named("[=name]")
        .version("0.1.0")
        .appVersion("1.27.4")
        .describe("A small web service.")
        .values(values)
        .manifest(
            Manifest.of(
                    "deployment",
                    new DeploymentBuilder()
                        .withNewMetadata()
                        .withName(fullName().asString())
                        .endMetadata()
                        .withNewSpec()
                        .withReplicas(replicas.asInt())
                        .withNewSelector()
                        .withMatchLabels(selectorLabels("web"))
                        .endSelector()
                        .withNewTemplate()
                        .withNewMetadata()
                        .withLabels(selectorLabels("web"))
                        .endMetadata()
                        .withNewSpec()
                        .withAutomountServiceAccountToken(false)
                        .withSecurityContext(Restricted.pod(10001))
                        .addNewContainer()
                        .withName("web")
                        .withImage(image.asString())
                        .withImagePullPolicy(image.pullPolicy().asString())
                        .withSecurityContext(Restricted.container(10001))
                        .addNewPort()
                        .withName("http")
                        .withContainerPort(8080)
                        .endPort()
                        .withNewReadinessProbe()
                        .withNewTcpSocket()
                        .withNewPort("http")
                        .endTcpSocket()
                        .endReadinessProbe()
                        .withNewResources()
                        .addToRequests("cpu", new Quantity("50m"))
                        .addToRequests("memory", new Quantity("64Mi"))
                        .addToLimits("memory", new Quantity("64Mi"))
                        .endResources()
                        .endContainer()
                        .endSpec()
                        .endTemplate()
                        .endSpec()
                        .build())
                .component("web"))
        .build();
  }
}
