package dev.chartwright.jkube;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.Component;
import dev.chartwright.generator.service.RequestException;
import dev.chartwright.project.JkubeSource;
import dev.chartwright.workload.BackgroundWorker;
import dev.chartwright.workload.WebService;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.jkube.kit.common.JavaProject;

/**
 * Makes the chart of a project from the resources that JKube describes. A Deployment becomes a
 * component, with its Service a {@link WebService}: the component has the names, labels, selectors
 * and the security of the pods; JKube sets the rest. Fields that a component has no setting for are
 * merged into the objects of the component. Not for use by several threads.
 */
final class Bridge {
  private final JavaProject project;
  private final Description description;
  private final JkubeSource author;
  private final Consumer<String> notes;
  private final List<String> refused = new ArrayList<>();

  private Bridge(
      JavaProject project, Description description, JkubeSource author, Consumer<String> notes) {
    this.project = project;
    this.description = description;
    this.author = author;
    this.notes = notes;
  }

  /**
   * The chart.
   *
   * @param author adds to the component and to the chart
   * @param notes receives a message for each default of the chart that differs from what JKube
   *     describes
   * @throws RequestException with everything of the description that the chart cannot contain
   */
  static Chart chart(
      JavaProject project, Description description, JkubeSource author, Consumer<String> notes) {
    return new Bridge(project, description, author, notes).chart();
  }

  private Chart chart() {
    requireTypes();
    List<Deployment> deployments = all(Deployment.class);
    if (deployments.isEmpty()) {
      throw new RequestException(
          "JKube describes no Deployment"
              + (description.resources().isEmpty()
                  ? ": none of its generators knows how to run " + project.getArtifactId()
                  : ", but " + String.join(", ", named(description.resources())))
              + ". Name the main class with jkube.generator.java-exec.mainClass, or declare the"
              + " chart in a class.");
    }
    Deployment deployment = deployments.get(0);
    String name = deployment.getMetadata().getName();
    int containers = containers(deployment);
    if (containers == 0) {
      refused.add("Deployment " + name + ": no container, so nothing runs");
      throw refusal();
    }
    Optional<Service> service =
        all(Service.class).stream().filter(each -> selects(each, deployment)).findFirst();
    Optional<Ingress> ingress = service.flatMap(each -> ingress(each));
    ConfigMaps configMaps = ConfigMaps.of(name, all(ConfigMap.class));
    for (HasMetadata resource : description.resources()) {
      boolean isTaken =
          resource == deployment
              || service.filter(each -> each == resource).isPresent()
              || ingress.filter(each -> each == resource).isPresent()
              || resource instanceof ConfigMap
              || isPlainAccount(resource);
      if (!isTaken) {
        refused.add(name(resource) + ": " + why(resource));
      }
    }
    if (containers > 1) {
      refused.add("Deployment " + name + ": " + containers + " containers, but the chart has one");
      throw refusal();
    }
    Component component = component(deployment, service, ingress, configMaps);
    if (!refused.isEmpty()) {
      throw refusal();
    }
    Chart.Builder chart =
        Chart.named(component.name())
            .version(ChartVersion.of(project.getVersion()))
            .appVersion(project.getVersion())
            .describe(description())
            .main(component);
    Optional.ofNullable(project.getUrl()).ifPresent(chart::home);
    Optional.ofNullable(project.getScmUrl()).ifPresent(chart::source);
    Optional.ofNullable(project.getMaintainers()).orElse(List.of()).stream()
        .filter(each -> each.getName() != null)
        .forEach(each -> chart.maintainer(each.getName(), each.getEmail(), ""));
    configMaps.manifests().forEach(chart::manifest);
    return author.chart(chart).build();
  }

  private void requireTypes() {
    List<String> wrong = new ArrayList<>();
    for (HasMetadata each : description.resources()) {
      Fields.wrongType(each).ifPresent(what -> wrong.add("%s: %s".formatted(name(each), what)));
    }
    if (!wrong.isEmpty()) {
      throw new RequestException(
          "Fields in the fragments have the wrong type:\n  " + String.join("\n  ", wrong));
    }
  }

  private static String name(HasMetadata resource) {
    return resource.getKind() + " " + resource.getMetadata().getName();
  }

  /** A fragment that no enricher completes may have next to nothing. */
  private static int containers(Deployment deployment) {
    return Optional.ofNullable(deployment.getSpec())
        .map(DeploymentSpec::getTemplate)
        .map(PodTemplateSpec::getSpec)
        .map(pod -> pod.getContainers().size())
        .orElse(0);
  }

  private RequestException refusal() {
    return new RequestException(
        "The chart cannot contain what JKube describes:\n  "
            + String.join("\n  ", refused)
            + "\nCorrect this in the configuration of JKube or in the fragments. What the chart must have"
            + " nevertheless, add in a class that implements JkubeSource.");
  }

  /** One that has no more than the account of a component. */
  private static boolean isPlainAccount(HasMetadata resource) {
    if (!(resource instanceof ServiceAccount)) {
      return false;
    }
    Fields account = Fields.of(resource);
    Metadata.take(account.in("metadata"));
    account.take("apiVersion");
    account.take("kind");
    return account.in("metadata").names().isEmpty()
        && account.names().stream().allMatch("metadata"::equals);
  }

  private static String why(HasMetadata resource) {
    if (resource instanceof Secret) {
      return "a chart contains no secrets; create it outside the chart and refer to its name";
    }
    if (resource instanceof Deployment) {
      return "the chart has one Deployment, and this is another one";
    }
    if (resource instanceof Service) {
      return "the chart has one Service, which selects the pods, and this is another one";
    }
    if (resource instanceof ServiceAccount) {
      return "set its annotations with the value serviceAccount.annotations instead";
    }
    if (resource instanceof Ingress) {
      return "the chart has an Ingress that leads one host with all its paths to the Service, without"
          + " TLS and annotations, and this is another one";
    }
    if (resource.getKind().equals("Ingress")) {
      return "an Ingress must be of networking.k8s.io/v1, and this one is of "
          + resource.getApiVersion()
          + "; write apiVersion: networking.k8s.io/v1 in its fragment";
    }
    return "the chart cannot contain this kind";
  }

  private Component component(
      Deployment deployment,
      Optional<Service> service,
      Optional<Ingress> ingress,
      ConfigMaps configMaps) {
    String name = componentName(deployment.getMetadata().getName());
    Optional<ServiceFields> ports =
        service.map(each -> new ServiceFields(each, deployment, refused, notes));
    PodFields pod =
        new PodFields(
            name,
            project.getVersion(),
            deployment,
            ports.map(ServiceFields::ports).orElse(List.of()),
            description::base,
            refused,
            notes);
    pod.rename(configMaps);
    pod.takeAccount(description.resources().stream().anyMatch(Bridge::isPlainAccount));
    if (service.isEmpty()) {
      BackgroundWorker worker = pod.in(BackgroundWorker.named(name));
      return author.worker(
          pod.replicas().map(worker::replicas).orElse(worker).deployment(pod::over));
    }
    WebService web = pod.in(ports.get().in(WebService.named(name)));
    web = pod.replicas().map(web::replicas).orElse(web).deployment(pod::over);
    return author.web(ingress.map(each -> exposed(each)).map(web::ingress).orElse(web));
  }

  /** Charts and Services have stricter names than Deployments and artifacts. */
  private String componentName(String name) {
    String valid =
        name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^[^a-z]+|-+$", "");
    if (valid.isEmpty() || valid.equals(name)) {
      return name;
    }
    notes.accept(
        "The chart is named " + valid + ", because " + name + " is not a valid name of a Service.");
    return valid;
  }

  private String description() {
    String text = project.getDescription();
    return text == null || text.isBlank()
        ? "Runs " + project.getArtifactId() + "."
        : text.strip().replaceAll("\\s+", " ");
  }

  private static boolean selects(Service service, Deployment deployment) {
    ObjectMeta pods = deployment.getSpec().getTemplate().getMetadata();
    return service.getSpec() != null
        && pods != null
        && !service.getSpec().getSelector().isEmpty()
        && pods.getLabels().entrySet().containsAll(service.getSpec().getSelector().entrySet());
  }

  /** The Ingress that leads everything of one host to a Service. */
  private Optional<Ingress> ingress(Service service) {
    return all(Ingress.class).stream()
        .filter(each -> each.getSpec() != null && each.getSpec().getRules().size() == 1)
        .filter(each -> each.getSpec().getRules().get(0).getHttp() != null)
        .filter(each -> each.getSpec().getTls().isEmpty())
        .filter(Bridge::isPlain)
        .filter(each -> each.getSpec().getRules().get(0).getHost() != null)
        .filter(each -> leadsTo(each, service))
        .findFirst();
  }

  private static boolean leadsTo(Ingress ingress, Service service) {
    var paths = ingress.getSpec().getRules().get(0).getHttp().getPaths();
    return paths.size() == 1
        && (paths.get(0).getPath() == null || paths.get(0).getPath().equals("/"))
        && paths.get(0).getBackend().getService() != null
        && service.getMetadata().getName().equals(paths.get(0).getBackend().getService().getName());
  }

  private static boolean isPlain(Ingress ingress) {
    Fields metadata = Fields.of(ingress).in("metadata");
    Metadata.take(metadata);
    return metadata.names().isEmpty();
  }

  private String exposed(Ingress ingress) {
    String host = ingress.getSpec().getRules().get(0).getHost();
    String type = ingress.getSpec().getIngressClassName();
    notes.accept(
        "The Ingress for "
            + host
            + " is off until the value ingress.enabled is true"
            + (type == null ? "" : " and ingress.className is " + type)
            + ".");
    return host;
  }

  private static List<String> named(List<HasMetadata> resources) {
    return resources.stream().map(Bridge::name).toList();
  }

  private <T extends HasMetadata> List<T> all(Class<T> kind) {
    return description.resources().stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
