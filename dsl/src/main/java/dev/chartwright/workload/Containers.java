package dev.chartwright.workload;

import dev.chartwright.chart.ImageValue;
import dev.chartwright.chart.Part;
import dev.chartwright.chart.Values;
import dev.chartwright.chart.tree.Expression;
import dev.chartwright.problem.ComponentRules;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import dev.chartwright.resource.Restricted;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The containers of a component's pods, with the values of their images and resources. */
final class Containers {
  private static final Duration LIVE = Duration.ofSeconds(20);
  private static final Duration READY = Duration.ofSeconds(5);

  private final Part part;
  private final WorkloadSettings settings;
  private final Map<String, ImageValue> images;
  private final Map<String, Expression> resources;
  private final Map<String, Expression> security;

  Containers(Part part, WorkloadSettings settings) {
    this(part, settings, new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
  }

  private Containers(
      Part part,
      WorkloadSettings settings,
      Map<String, ImageValue> images,
      Map<String, Expression> resources,
      Map<String, Expression> security) {
    this.part = part;
    this.settings = settings;
    this.images = images;
    this.resources = resources;
    this.security = security;
  }

  /** The same values for a component with other settings. */
  Containers with(WorkloadSettings others) {
    return new Containers(part, others, images, resources, security);
  }

  /** Declares the values of the images, those of the main container first. */
  void declareImages() {
    image(settings.container, "");
    sides().forEach(side -> image(side, Part.key(side.name) + "."));
  }

  /** Declares the values of the security of containers, where users may change it. */
  void declareSecurity() {
    security(settings.container, "");
    sides().forEach(side -> security(side, Part.key(side.name) + "."));
  }

  private void security(ContainerSettings container, String path) {
    boolean isPrivileged = settings.privileged && container == settings.container;
    security.put(
        container.name,
        part.values()
            .object(
                path + "securityContext",
                isPrivileged
                    ? Map.of("privileged", true)
                    : Restricted.containerDefault(settings.user))
            .describe("Security context of the container `" + container.name + "`."));
  }

  /** The security of the containers that users may change, by the name of the container. */
  Map<String, Expression> security() {
    return security;
  }

  /** Declares the values of requests and limits. */
  void declareResources() {
    resources(settings.container, "");
    sides().forEach(side -> resources(side, Part.key(side.name) + "."));
  }

  /** The image of the main container; nothing where none is declared, which is reported. */
  Optional<ImageValue> mainImage() {
    return Optional.ofNullable(images.get(settings.name));
  }

  /** The requests and limits by the name of the container. */
  Map<String, Expression> resources() {
    return resources;
  }

  private Stream<ContainerSettings> sides() {
    return Stream.concat(settings.inits.stream(), settings.sidecars.stream())
        .map(SideContainer::container);
  }

  private void image(ContainerSettings container, String path) {
    if (container.image.isPresent()) {
      images.put(container.name, container.image.get());
      return;
    }
    if (container.repository.isEmpty()) {
      part.report(
          Finding.error(
                  ComponentRules.PARTS,
                  Place.ofModel("components[" + part.name() + "]"),
                  "the container '" + container.name + "' has no image")
              .because("there is nothing to run")
              .fixedBy("write image(repository, tag)"));
      return;
    }
    Values values = part.values();
    images.put(
        container.name,
        container
            .tag
            .map(tag -> values.image(path + "image", container.repository.orElseThrow(), tag))
            .orElseGet(() -> values.image(path + "image", container.repository.orElseThrow()))
            .describe("The image of the container `" + container.name + "`."));
  }

  private void resources(ContainerSettings container, String path) {
    if (container.resources.isPresent()) {
      resources.put(container.name, container.resources.get());
      return;
    }
    Map<String, Object> requests = new LinkedHashMap<>();
    requests.put("cpu", container.requests.cpu());
    requests.put("memory", container.requests.memory());
    requests.put("ephemeral-storage", container.requests.storage());
    Map<String, Object> limits = new LinkedHashMap<>();
    limits.put("cpu", container.limits.cpu());
    limits.put("memory", container.limits.memory());
    limits.put("ephemeral-storage", container.limits.storage());
    Map<String, Object> both = new LinkedHashMap<>();
    both.put("requests", requests);
    both.put("limits", limits);
    resources.put(
        container.name,
        part.values()
            .resources(path + "resources", both)
            .describe("Requests and limits of the container `" + container.name + "`."));
  }

  List<Container> inits() {
    return settings.inits.stream().map(side -> container(side.container(), false)).toList();
  }

  /** The main container, then those beside it. */
  List<Container> running() {
    List<Container> all = new ArrayList<>();
    all.add(container(settings.container, settings.serves));
    settings.sidecars.forEach(side -> all.add(container(side.container(), false)));
    return all;
  }

  /** The volumes of all containers, each once. */
  List<Volume> volumes() {
    Map<String, Volume> all = new LinkedHashMap<>();
    mounts()
        .map(ContainerSettings.Mount::source)
        .forEach(
            source ->
                source.volume(part).ifPresent(volume -> all.putIfAbsent(source.name(), volume)));
    return List.copyOf(all.values());
  }

  /** The configuration of all containers, each once. */
  List<ConfigFiles> files() {
    return mounts()
        .map(ContainerSettings.Mount::source)
        .filter(MountSource.Files.class::isInstance)
        .map(source -> ((MountSource.Files) source).files())
        .distinct()
        .toList();
  }

  private Stream<ContainerSettings.Mount> mounts() {
    return Stream.concat(Stream.of(settings.container), sides())
        .flatMap(each -> each.mounts.stream());
  }

  private Container container(ContainerSettings declared, boolean checked) {
    ContainerBuilder container =
        new ContainerBuilder()
            .withName(declared.name)
            .withCommand(ContainerSettings.fixed(declared.command))
            .withArgs(ContainerSettings.fixed(declared.args))
            .withEnv(declared.env)
            .withSecurityContext(
                settings.privileged && declared == settings.container
                    ? new SecurityContextBuilder().withPrivileged(true).build()
                    : Restricted.container(settings.user));
    ImageValue image = images.get(declared.name);
    if (image != null) {
      container.withImage(image.asString()).withImagePullPolicy(image.pullPolicy().asString());
    }
    declared.ports.forEach(
        (name, number) ->
            container
                .addNewPort()
                .withName(name)
                .withContainerPort(number)
                .withProtocol("TCP")
                .endPort());
    String port = declared.firstPort();
    HealthCheck usual = Settings.tcp();
    boolean hasUsual = checked && !port.isEmpty();
    declared.start.ifPresent(check -> container.withStartupProbe(check.probe(port, READY)));
    declared
        .live
        .or(() -> hasUsual ? Optional.of(usual) : Optional.empty())
        .ifPresent(check -> container.withLivenessProbe(check.probe(port, LIVE)));
    declared
        .ready
        .or(() -> hasUsual ? Optional.of(usual) : Optional.empty())
        .ifPresent(check -> container.withReadinessProbe(check.probe(port, READY)));
    checkPorts(declared);
    for (ContainerSettings.Mount mount : declared.mounts) {
      container
          .addNewVolumeMount()
          .withName(mount.source().name())
          .withMountPath(mount.path())
          .withReadOnly(mount.source().isReadOnly() ? true : null)
          .endVolumeMount();
    }
    return container.build();
  }

  private void checkPorts(ContainerSettings declared) {
    Stream.of(declared.start, declared.live, declared.ready)
        .flatMap(Optional::stream)
        .filter(HealthCheck::asksPort)
        .filter(
            check ->
                check.port().isEmpty()
                    ? declared.ports.isEmpty()
                    : !declared.ports.containsKey(check.port()))
        .forEach(
            check ->
                part.report(
                    Finding.error(
                            ComponentRules.PARTS,
                            Place.ofModel("components[" + part.name() + "]"),
                            check.port().isEmpty()
                                ? "a check of the container '"
                                    + declared.name
                                    + "' asks a port, and the container has none"
                                : "a check asks the port '"
                                    + check.port()
                                    + "', and the container '"
                                    + declared.name
                                    + "' has "
                                    + declared.ports.keySet())
                        .because("the check can never succeed")
                        .fixedBy("declare the port with port(name, number)")));
  }
}
