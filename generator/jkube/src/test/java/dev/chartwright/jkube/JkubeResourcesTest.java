package dev.chartwright.jkube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chartwright.generator.service.RequestException;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.eclipse.jkube.kit.common.JavaProject;
import org.eclipse.jkube.kit.common.KitLogger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What JKube says of projects, asked in the process. */
class JkubeResourcesTest {
  private static final KitLogger SILENT = new KitLogger.SilentLogger();

  @TempDir private Path folder;

  @Test
  void aSpringBootServiceWithActuatorHasImagePortAndChecks() throws IOException {
    List<HasMetadata> resources =
        JkubeResources.of(Projects.springBoot(folder), SILENT).resources();

    assertThat(resources).extracting(HasMetadata::getKind).containsExactly("Deployment", "Service");
    var container = deployment(resources).getSpec().getTemplate().getSpec().getContainers().get(0);
    assertThat(container.getImage()).isEqualTo("acme/shop:2.1.0");
    assertThat(container.getReadinessProbe().getHttpGet().getPath())
        .isEqualTo("/actuator/health/readiness");
    assertThat(((Service) resources.get(1)).getSpec().getPorts())
        .singleElement()
        .returns(8081, port -> port.getPort());
  }

  @Test
  void propertiesConfigureJkubeAsTheyDoItsPlugin() throws IOException {
    Properties properties = new Properties();
    properties.setProperty("jkube.generator.name", "registry.example.com/%a:%v");
    properties.setProperty("jkube.replicas", "3");

    Deployment deployment =
        deployment(JkubeResources.of(Projects.springBoot(folder, properties), SILENT).resources());

    assertThat(deployment.getSpec().getReplicas()).isEqualTo(3);
    assertThat(deployment.getSpec().getTemplate().getSpec().getContainers().get(0).getImage())
        .isEqualTo("registry.example.com/shop:2.1.0");
  }

  @Test
  void aFragmentIsFilteredAndCompleted() throws IOException {
    Projects.write(
        folder.resolve("src/main/jkube/deployment.yml"),
        "spec:\n  template:\n    spec:\n      containers:\n        - env:\n            - name: RELEASE\n              value: '@'\n");
    JkubeProject project = Projects.springBoot(folder);
    JkubeProject filtering =
        new JkubeProject(project.java(), project.settings(), text -> text.replace("@", "2.1.0"));

    var container =
        deployment(JkubeResources.of(filtering, SILENT).resources())
            .getSpec()
            .getTemplate()
            .getSpec()
            .getContainers()
            .get(0);

    assertThat(container.getImage()).isEqualTo("acme/shop:2.1.0");
    assertThat(container.getEnv())
        .anySatisfy(
            variable -> {
              assertThat(variable.getName()).isEqualTo("RELEASE");
              assertThat(variable.getValue()).isEqualTo("2.1.0");
            });
  }

  @Test
  void aLibraryHasNoDeployment() {
    assertThat(JkubeResources.of(Projects.library(folder), SILENT).resources())
        .noneMatch(Deployment.class::isInstance);
  }

  @Test
  void aFragmentThatIsNotYamlIsReportedInOneSentence() throws IOException {
    Projects.write(folder.resolve("src/main/jkube/service.yml"), "spec: {\n");
    JkubeProject project = Projects.springBoot(folder);

    // Maven would print the message of a cause too.
    assertThatThrownBy(() -> JkubeResources.of(project, SILENT))
        .isInstanceOf(RequestException.class)
        .hasNoCause()
        .hasMessage(
            "src/main/jkube/service.yml is not YAML: line 2: expected the node content, but found"
                + " '<stream end>'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hello", "- spec: {}", "spec: {}\n---\nspec: {}"})
  void aFragmentThatIsNotOneObjectIsReported(String text) throws IOException {
    Projects.write(folder.resolve("src/main/jkube/deployment.yml"), text);
    JkubeProject project = Projects.springBoot(folder);

    assertThatThrownBy(() -> JkubeResources.of(project, SILENT))
        .isInstanceOf(RequestException.class)
        .hasMessage(
            "src/main/jkube/deployment.yml is not one Kubernetes object: write the fields of one"
                + " object, such as metadata and spec, and one file for each object.");
  }

  @Test
  void aFragmentThatIsNotJsonIsReportedInOneSentence() throws IOException {
    Projects.write(folder.resolve("src/main/jkube/deployment.json"), "{\"spec\":\n{},}");
    JkubeProject project = Projects.springBoot(folder);

    assertThatThrownBy(() -> JkubeResources.of(project, SILENT))
        .isInstanceOf(RequestException.class)
        .hasNoCause()
        .hasMessageStartingWith("src/main/jkube/deployment.json is not JSON: line 2: Unexpected");
  }

  @ParameterizedTest
  @ValueSource(strings = {"name: mine", "- name: mine\n  generator: hello", "- hello", "- {"})
  void profilesOfAnotherShapeAreReportedInOneSentence(String text) throws IOException {
    Projects.write(folder.resolve("src/main/jkube/profiles.yml"), text);
    JkubeProject project = Projects.springBoot(folder);

    assertThatThrownBy(() -> JkubeResources.of(project, SILENT))
        .isInstanceOf(RequestException.class)
        .hasNoCause()
        .hasMessage(
            "profiles.yml in src/main/jkube is not a list of profiles: write for each its name, and"
                + " generator and enricher with includes, excludes and config.");
  }

  @Test
  void aFragmentWithATextInThePlaceOfFieldsIsReported() throws IOException {
    Projects.write(folder.resolve("src/main/jkube/deployment.yml"), "spec: hello\n");
    JkubeProject project = Projects.springBoot(folder);

    assertThatThrownBy(() -> JkubeResources.of(project, SILENT))
        .isInstanceOf(RequestException.class)
        .hasMessageStartingWith(
            "JKube cannot describe the project: a field of a fragment has the wrong type,"
                + " such as text instead of an object");
  }

  @Test
  void anUnknownProfileIsReported() throws IOException {
    JkubeProject project = Projects.springBoot(folder);
    JavaProject java = project.java();
    JkubeSettings settings = project.settings().withDefaults("nightly", null, null);

    assertThatThrownBy(
            () -> JkubeResources.of(new JkubeProject(java, settings, text -> text), SILENT))
        .isInstanceOf(RequestException.class)
        .hasMessage("JKube cannot describe the project: No profile 'nightly' defined");
  }

  private static Deployment deployment(List<HasMetadata> resources) {
    return resources.stream()
        .filter(Deployment.class::isInstance)
        .map(Deployment.class::cast)
        .findFirst()
        .orElseThrow();
  }
}
