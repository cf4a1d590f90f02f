package dev.chartwright.workload;

import static dev.chartwright.chart.Templating.selectorLabels;

import dev.chartwright.chart.Hook;
import dev.chartwright.chart.ImageValue;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.Part;
import dev.chartwright.resource.Restricted;
import dev.chartwright.workload.WorkloadSettings.ContainerTest;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The pod of {@code helm test}: it has a component of its own, so that no Service selects it. */
final class TestPod {
  private static final Map<String, Quantity> REQUESTS =
      Map.of(
          "cpu", new Quantity("10m"),
          "memory", new Quantity("32Mi"),
          "ephemeral-storage", new Quantity("16Mi"));
  private static final Map<String, Quantity> LIMITS =
      Map.of(
          "cpu", new Quantity("100m"),
          "memory", new Quantity("32Mi"),
          "ephemeral-storage", new Quantity("16Mi"));

  private TestPod() {}

  /** The component of the test pod. */
  static String component(Part part) {
    return part.isMain() ? "test" : part.name() + "-test";
  }

  static Manifest manifest(
      Part part, ImageValue image, String account, long user, List<String> command) {
    return manifest(
        part,
        "connection",
        part.objectName("test"),
        account,
        user,
        new PodSpecBuilder()
            .withContainers(
                new ContainerBuilder()
                    .withName("test")
                    .withImage(image.asString())
                    .withImagePullPolicy(image.pullPolicy().asString())
                    .withCommand(command)
                    .withSecurityContext(Restricted.container(user))
                    .withNewResources()
                    .withRequests(REQUESTS)
                    .withLimits(LIMITS)
                    .endResources()
                    .build())
            .build());
  }

  /** The pod of a test with a container of its own. */
  static Manifest manifest(
      Part part, ContainerTest test, Containers containers, String account, long user) {
    String name = test.container().container().name;
    Manifest pod =
        manifest(
            part,
            name,
            part.objectName("test-" + name),
            account,
            user,
            new PodSpecBuilder()
                .withContainers(containers.running())
                .withVolumes(containers.volumes())
                .build());
    return containers.bound(pod, "spec").onlyWhen(test.when());
  }

  /**
   * The container of a test, which finds the Service in its environment.
   *
   * @param port the number of the Service's first port
   */
  static ContainerSettings container(
      ContainerTest test, Part part, String port, Map<String, ContainerSettings.Port> ports) {
    ContainerSettings container = new ContainerSettings(test.container().container());
    List<EnvVar> own = container.env;
    // The own variables may refer to the address, which has to stand before them.
    container.env = List.of();
    container.variable(variable("SERVICE_HOST", part.objectName()));
    container.variable(variable("SERVICE_PORT", port));
    ports.entrySet().stream()
        .skip(1)
        .forEach(
            each ->
                container.variable(
                    variable(
                        "SERVICE_PORT_" + each.getKey().toUpperCase(Locale.ROOT).replace('-', '_'),
                        each.getValue().text()),
                    each.getValue().when()));
    own.forEach(container::variable);
    return container;
  }

  private static EnvVar variable(String name, String text) {
    return new EnvVarBuilder().withName(name).withValue(text).build();
  }

  private static Manifest manifest(
      Part part, String file, String name, String account, long user, PodSpec pod) {
    return Manifest.of(
            part.file("tests/" + file),
            new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withLabels(selectorLabels(component(part)))
                .addToAnnotations(WorkloadObjects.IGNORED, WorkloadObjects.PULL_POLICY)
                .endMetadata()
                .withSpec(
                    new PodSpecBuilder(pod)
                        .withRestartPolicy("Never")
                        .withServiceAccountName(account)
                        .withAutomountServiceAccountToken(false)
                        .withEnableServiceLinks(false)
                        .withSecurityContext(Restricted.pod(user))
                        .build())
                .build())
        .component(component(part))
        .comment("metadata.annotations['" + WorkloadObjects.IGNORED + "']", WorkloadObjects.REASON)
        .hook(Hook.test());
  }
}
