package dev.chartwright.jkube;

import static dev.chartwright.workload.Settings.limits;
import static dev.chartwright.workload.Settings.requests;

import dev.chartwright.workload.Settings;
import dev.chartwright.workload.Workload;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What JKube says about the pods and their one container. Not for use by several threads. */
final class PodFields {
  private static final String LATEST = "latest";
  private static final String SNAPSHOT = "-SNAPSHOT";

  /** The defaults suit a JVM with a web framework. */
  private static final String CPU = "100m";

  /** Fields of pods that users set as a whole. */
  private static final List<String> VALUES =
      List.of("imagePullSecrets", "affinity", "topologySpreadConstraints");

  private static final String MOST_CPU = "1";
  private static final String STORAGE = "ephemeral-storage";
  private static final String MEMORY = "512Mi";

  private final String name;
  private final String version;
  private final List<ServiceFields.Port> ports;
  private final Function<String, Optional<BaseImage>> bases;
  private final List<String> refused;
  private final Consumer<String> notes;
  private final Fields deployment;
  private final Fields container;
  private final Optional<Integer> replicas;
  private final Set<String> mounted;

  /**
   * Takes the fields that the chart sets itself.
   *
   * @param name of the component
   * @param version of the application
   * @param ports that the Service leads to
   * @param bases what an image is built from
   */
  PodFields(
      String name,
      String version,
      Deployment described,
      List<ServiceFields.Port> ports,
      Function<String, Optional<BaseImage>> bases,
      List<String> refused,
      Consumer<String> notes) {
    this.name = name;
    this.version = version;
    this.ports = ports;
    this.bases = bases;
    this.refused = refused;
    this.notes = notes;
    deployment = Fields.of(described);
    deployment.take("apiVersion");
    deployment.take("kind");
    deployment.take("status");
    deployment.take("spec", "selector");
    Metadata.take(deployment.in("metadata"));
    Metadata.take(deployment.in("spec", "template", "metadata"));
    replicas = deployment.number("spec", "replicas");
    container = deployment.list("spec", "template", "spec", "containers").get(0);
    container.put("name", name);
    mounted =
        container.list("volumeMounts").stream()
            .flatMap(mount -> mount.peek("mountPath").stream())
            .collect(Collectors.toSet());
    takeDefaults();
    takePorts();
  }

  /**
   * Takes the fields that have another default in the chart, and those that the component forbids.
   */
  private void takeDefaults() {
    Fields pod = deployment.in("spec", "template", "spec");
    for (String value : VALUES) {
      pod.take(value)
          .ifPresent(
              given ->
                  notes.accept(
                      "The value %s is empty by default. To give the pods what JKube describes, set it to %s."
                          .formatted(value, given)));
    }
    container
        .text("imagePullPolicy")
        .filter(policy -> !policy.equals("IfNotPresent"))
        .ifPresent(
            policy ->
                notes.accept(
                    "Nodes pull the image only if they do not have it. For the policy that JKube describes, set"
                        + " the value image.pullPolicy to "
                        + policy
                        + "."));
    Fields security = container.in("securityContext");
    if (security.names().equals(List.of("privileged"))
        && security.peek("privileged").equals(Optional.of("false"))) {
      container.take("securityContext");
    }
  }

  /** The component declares the ports that the Service leads to; others stay. */
  private void takePorts() {
    for (Fields port : container.list("ports")) {
      Optional<String> number = port.peek("containerPort");
      if (ports.stream().anyMatch(each -> number.equals(Optional.of("" + each.number())))) {
        port.names().forEach(port::take);
      }
    }
    container.dropEmpty("ports");
    declareAskedPorts();
  }

  /** JKube makes a probe of a management port, but does not declare the port. */
  private void declareAskedPorts() {
    for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
      Optional<String> asked = container.in(probe, "httpGet").peek("port");
      boolean isDeclared =
          asked.isEmpty()
              || ports.stream().anyMatch(each -> isPort(asked.get(), each.name(), each.number()))
              || container.list("ports").stream()
                  .anyMatch(
                      each ->
                          each.peek("name").equals(asked)
                              || each.peek("containerPort").equals(asked));
      if (!isDeclared && asked.get().matches("\\d+")) {
        container.addPort("management", Integer.parseInt(asked.get()));
      }
    }
  }

  private static boolean isPort(String asked, String name, int number) {
    return asked.equals(name) || asked.equals(Integer.toString(number));
  }

  Optional<Integer> replicas() {
    return replicas;
  }

  /** The container in a component. */
  <T extends Workload<T>> T in(T component) {
    Map<String, String> folders = writable();
    T with = image(component);
    with = resources(with);
    Map<String, String> variables = variables();
    if (!variables.isEmpty()) {
      with = with.config(variables);
    }
    Checks checks =
        new Checks(
            ports.stream()
                .collect(
                    Collectors.toMap(
                        ServiceFields.Port::number,
                        ServiceFields.Port::name,
                        (one, other) -> one,
                        LinkedHashMap::new)));
    with = checks.take(container, "startupProbe").map(with::start).orElse(with);
    with = checks.take(container, "livenessProbe").map(with::live).orElse(with);
    with = checks.take(container, "readinessProbe").map(with::ready).orElse(with);
    with = placed(with);
    for (Map.Entry<String, String> folder : folders.entrySet()) {
      with = with.scratch(folder.getKey(), folder.getValue());
    }
    return with;
  }

  /** The folders that the container writes to, except those that the user mounts. */
  private Map<String, String> writable() {
    Map<String, String> folders = new LinkedHashMap<>(Map.of("/tmp", "64Mi"));
    Optional<BaseImage> base = container.peek("image").flatMap(bases);
    base.map(BaseImage::folders).ifPresent(folders::putAll);
    base.flatMap(BaseImage::advice).ifPresent(notes);
    folders.keySet().removeAll(mounted);
    return folders;
  }

  private <T extends Workload<T>> T placed(T component) {
    Fields pod = deployment.in("spec", "template", "spec");
    T with = component;
    Map<String, String> nodes = new LinkedHashMap<>();
    pod.take("nodeSelector")
        .ifPresent(
            labels ->
                labels
                    .properties()
                    .forEach(each -> nodes.put(each.getKey(), each.getValue().asText())));
    if (!nodes.isEmpty()) {
      with = with.nodeSelector(nodes);
    }
    List<Toleration> tolerations = pod.objects(Toleration.class, "tolerations");
    return tolerations.isEmpty() ? with : with.tolerations(tolerations.toArray(Toleration[]::new));
  }

  /** A tag that equals the version of the application is left out, because it is the default. */
  private <T extends Workload<T>> T image(T component) {
    String image = container.text("image").orElse("");
    int colon = image.lastIndexOf(':');
    boolean hasTag = colon > image.lastIndexOf('/') && !image.contains("@");
    String repository = hasTag ? image.substring(0, colon) : image;
    String tag = hasTag ? image.substring(colon + 1) : LATEST;
    if (image.isEmpty()) {
      refused.add("Deployment " + name + ": the container has no image");
    } else if (image.contains("@")) {
      refused.add(
          "Deployment "
              + name
              + ": the image "
              + image
              + " has a digest; leave it out, and set it"
              + " with the value image.digest");
    } else if (tag.equals(LATEST)) {
      refused.add(
          "Deployment "
              + name
              + ": the image "
              + image
              + " has no fixed version, so the pods"
              + " would change without an upgrade; name the version, such as with"
              + " -Djkube.generator.name=%g/%a:%v");
    }
    if (tag.endsWith(SNAPSHOT)) {
      notes.accept(
          "The image tag "
              + tag
              + " moves with each build: set the value image.pullPolicy to Always, or nodes keep the"
              + " image that they have.");
    }
    return tag.equals(version) ? component.image(repository) : component.image(repository, tag);
  }

  private <T extends Workload<T>> T resources(T component) {
    Optional<String> cpu = amount("requests", "cpu");
    Optional<String> memory = amount("requests", "memory");
    Optional<String> mostCpu = amount("limits", "cpu");
    Optional<String> mostMemory = amount("limits", "memory");
    Settings.Requests requests =
        requests(
            cpu.orElse(smaller(CPU, mostCpu.orElse(CPU))),
            memory.orElse(mostMemory.orElse(MEMORY)));
    Settings.Limits limits =
        limits(
            mostCpu.orElse(larger(MOST_CPU, cpu.orElse(MOST_CPU))),
            mostMemory.orElse(memory.orElse(MEMORY)));
    requests = amount("requests", STORAGE).map(requests::storage).orElse(requests);
    limits = amount("limits", STORAGE).map(limits::storage).orElse(limits);
    for (String kind : List.of("requests", "limits")) {
      container
          .in("resources", kind)
          .names()
          .forEach(
              other ->
                  refused.add(
                      "Deployment " + name + ": the chart has no " + kind + " of " + other));
      container.take("resources", kind);
    }
    container
        .in("resources")
        .names()
        .forEach(
            other -> refused.add("Deployment " + name + ": the chart has no resources." + other));
    container.take("resources");
    return component.resources(requests, limits);
  }

  private Optional<String> amount(String kind, String resource) {
    Optional<String> amount = container.text("resources", kind, resource);
    if (amount.filter(text -> !isQuantity(text)).isPresent()) {
      refused.add(
          "Deployment %s: %s of %s must be a quantity, not %s"
              .formatted(name, kind, resource, amount.get()));
      return Optional.empty();
    }
    return amount;
  }

  private static boolean isQuantity(String text) {
    try {
      return new Quantity(text).getNumericalAmount() != null;
    } catch (IllegalArgumentException not) {
      return false;
    }
  }

  private static String smaller(String one, String other) {
    return isMore(one, other) ? other : one;
  }

  private static String larger(String one, String other) {
    return isMore(one, other) ? one : other;
  }

  private static boolean isMore(String one, String other) {
    return new Quantity(one)
            .getNumericalAmount()
            .compareTo(new Quantity(other).getNumericalAmount())
        > 0;
  }

  /** The variables with a fixed text, which users change. The others stay in the container. */
  private Map<String, String> variables() {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Fields variable : container.list("env")) {
      Optional<String> text = variable.peek("value").filter(value -> !value.contains("$("));
      if (text.isPresent()) {
        texts.put(variable.text("name").orElseThrow(), text.get());
        variable.take("value");
      }
    }
    container.dropEmpty("env");
    return texts;
  }

  /**
   * The pods have the account of the chart. If JKube does not create the account, users name it.
   */
  void takeAccount(boolean isMade) {
    Fields pod = deployment.in("spec", "template", "spec");
    pod.take("serviceAccount");
    Optional<String> account = pod.text("serviceAccountName");
    if (account.isPresent() && !isMade) {
      notes.accept(
          "The pods use an account that the chart creates. For the one that JKube describes, set the value"
              + " serviceAccount.name to "
              + account.get()
              + ".");
    }
  }

  /** Lets the pods refer to what the chart gives another name. */
  void rename(ConfigMaps configMaps) {
    configMaps.rename(deployment);
  }

  /** Merges the remaining fields into the Deployment of the component. */
  DeploymentBuilder over(DeploymentBuilder component) {
    return new DeploymentBuilder(deployment.over(component.build(), Deployment.class));
  }
}
