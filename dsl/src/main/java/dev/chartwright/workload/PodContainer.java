package dev.chartwright.workload;

import static dev.chartwright.chart.Templating.items;

import dev.chartwright.chart.ImageValue;
import dev.chartwright.chart.SecretValue;
import dev.chartwright.chart.Templating.Items;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import dev.chartwright.chart.tree.Condition;
import dev.chartwright.chart.tree.Expression;
import dev.chartwright.chart.tree.Node;
import dev.chartwright.chart.tree.Text;
import dev.chartwright.problem.Finding;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * What is declared of a container: of the main one of a {@link Workload}, or of one beside it.
 * Immutable: every method returns a changed copy. A text may hold references such as {@code
 * value.asString()}.
 *
 * @param <T> the type itself
 */
public abstract sealed class PodContainer<T extends PodContainer<T>>
    permits Workload, SideContainer {
  private static final Pattern QUANTITY = Pattern.compile(Values.POSITIVE_QUANTITY);

  /** A name of a volume, and of a part of an object's name. */
  private static final String LABEL = "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?";

  PodContainer() {}

  /** What is declared of the container. */
  abstract ContainerSettings container();

  /** A copy with other settings of the container. */
  abstract T with(ContainerSettings changed);

  private T changed(Consumer<ContainerSettings> change) {
    ContainerSettings copy = new ContainerSettings(container());
    change.accept(copy);
    return with(copy);
  }

  /**
   * The image, as the values {@code image.repository}, {@code image.tag}, {@code image.digest} and
   * {@code image.pullPolicy}.
   *
   * @param repository including the host of the registry
   */
  public T image(String repository, String tag) {
    Objects.requireNonNull(repository, "repository");
    Objects.requireNonNull(tag, "tag");
    return changed(
        copy -> {
          copy.repository(repository);
          copy.tag = Optional.of(tag);
        });
  }

  /**
   * The image with the application version of the chart as its tag, unless the value {@code
   * image.tag} is set.
   *
   * @param repository including the host of the registry
   */
  public T image(String repository) {
    Objects.requireNonNull(repository, "repository");
    return changed(
        copy -> {
          copy.repository(repository);
          copy.tag = Optional.empty();
        });
  }

  /** An image of the author's values, which several containers may share. */
  public T image(ImageValue image) {
    Objects.requireNonNull(image, "image");
    return changed(
        copy -> {
          copy.image = Optional.of(image);
          copy.repository = Optional.empty();
          copy.tag = Optional.empty();
        });
  }

  /** Replaces the entry point of the image. */
  public T command(String... words) {
    return command(items((Object[]) words));
  }

  /** The entry point as a list, of which some words may depend on values. */
  public T command(Items words) {
    return changed(copy -> copy.command = words);
  }

  /** The entry point as a list of texts that is known at installation. */
  public T command(Expression list) {
    return changed(copy -> copy.command = new Node.Insert(list.expr()));
  }

  /** The folder in which the program starts, in place of the image's. */
  public T workingDir(String path) {
    return changed(
        copy -> {
          copy.require(
              path.startsWith("/"),
              "workingDir",
              "'" + path + "' is not an absolute path",
              "begin it with a slash");
          copy.workingDir = Optional.of(path);
        });
  }

  /** The arguments; they replace those of the image. */
  public T args(String... words) {
    return args(items((Object[]) words));
  }

  /** The arguments as a list, of which some may depend on values. */
  public T args(Items words) {
    return changed(copy -> copy.args = words);
  }

  /** The arguments as a list of texts that is known at installation. */
  public T args(Expression list) {
    return changed(copy -> copy.args = new Node.Insert(list.expr()));
  }

  /** An environment variable. */
  public T env(String name, String text) {
    return changed(
        copy -> copy.variable(new EnvVarBuilder().withName(name).withValue(text).build()));
  }

  /** An environment variable whose text is a value; a number or a flag becomes text. */
  public T env(String name, Expression value) {
    return env(name, value.asString());
  }

  /** An environment variable that is set only under a condition. */
  public T env(String name, Expression value, Condition when) {
    return changed(
        copy ->
            copy.variable(
                new EnvVarBuilder().withName(name).withValue(value.asString()).build(), when));
  }

  /** An environment variable whose text is a value; it is left out while the value is empty. */
  public T envIfSet(String name, Expression value) {
    return env(name, value, value.isSet());
  }

  /** An environment variable from elsewhere, such as a Secret or a field of the pod. */
  public T env(String name, EnvVarSource source) {
    return changed(
        copy -> copy.variable(new EnvVarBuilder().withName(name).withValueFrom(source).build()));
  }

  /**
   * An environment variable from a Secret that the user names, or that the chart has made. It is
   * left out while there is none.
   */
  public T env(String name, SecretValue.Key key) {
    return changed(
        copy ->
            copy.variable(
                new EnvVarBuilder().withName(name).withValueFrom(key.asEnvSource()).build(),
                key.secret().isThere()));
  }

  /** A port that the container listens on. Checks ask the first one unless they name another. */
  public T port(String name, int number) {
    return changed(copy -> copy.port(name, number));
  }

  /**
   * A port whose number is a value. One that may be left out is open only when there is a number.
   */
  public T port(String name, Value<Integer> number) {
    return port(name, number, Condition.always());
  }

  /** A port that is open only under a condition; the first port is always open. */
  public T port(String name, Value<Integer> number, Condition when) {
    return changed(copy -> copy.port(name, ContainerSettings.Port.of(number, when)));
  }

  /** Configuration files in a folder, read-only. A change of a file restarts the pods. */
  public T mount(ConfigFiles files, String path) {
    return mount(files, path, Condition.always());
  }

  /** Configuration files that are mounted only under a condition. */
  public T mount(ConfigFiles files, String path, Condition when) {
    return changed(
        copy -> {
          copy.require(
              !files.isEmpty(),
              "mounts[" + path + "]",
              "the configuration '" + files.name() + "' has no file",
              "add one with file(name, text)");
          List<Finding> before = copy.findings;
          copy.require(
              files.name().matches(LABEL),
              "mounts[" + path + "]",
              "'" + files.name() + "' is not a valid name of configuration files",
              "use lower-case letters, digits and hyphens");
          files
              .files()
              .keySet()
              .forEach(
                  file ->
                      copy.require(
                          file.matches("[-._a-zA-Z0-9]+") && !file.matches("\\.\\.?"),
                          "mounts[" + path + "]",
                          "'" + file + "' is not a valid name of a configuration file",
                          "use letters, digits, dots, hyphens and underscores"));
          if (copy.findings.equals(before)) {
            copy.mount(new MountSource.Files(files), path, when);
          }
        });
  }

  /** A Secret in a folder, read-only: each key is a file. It is left out while there is none. */
  public T mount(SecretValue secret, String path) {
    return mount(secret, path, Condition.always());
  }

  /** A Secret that is mounted only under a condition. */
  public T mount(SecretValue secret, String path, Condition when) {
    return mount(
        new VolumeBuilder()
            .withName(secret.volumeName())
            .withSecret(secret.asVolumeSource())
            .build(),
        path,
        secret.isThere().and(when));
  }

  /** A volume of any kind, read-only. */
  public T mount(Volume volume, String path) {
    return mount(volume, path, Condition.always());
  }

  /** A volume of any kind that is mounted only under a condition, read-only. */
  public T mount(Volume volume, String path, Condition when) {
    return given(volume, true, path, when);
  }

  /** A volume of any kind, which the container may write. */
  public T mountWritable(Volume volume, String path) {
    return given(volume, false, path, Condition.always());
  }

  private T given(Volume volume, boolean isReadOnly, String path, Condition when) {
    return changed(
        copy -> {
          String name = String.valueOf(volume.getName());
          copy.require(
              volume.getName() != null && (Text.hasReferences(name) || name.matches(LABEL)),
              "mounts[" + path + "]",
              "'" + name + "' is not a valid name of a volume",
              "use lower-case letters, digits and hyphens");
          copy.mount(new MountSource.Given(volume, isReadOnly), path, when);
        });
  }

  /**
   * An empty folder that the container may write: its root file system is read-only.
   *
   * @param size what the folder may hold, such as {@code 64Mi}; a pod that writes more is evicted
   */
  public T scratch(String path, String size) {
    return changed(
        copy -> {
          copy.require(
              isQuantity(size),
              "mounts[" + path + "]",
              "'" + size + "' is not a size",
              "write a number with a unit, such as 64Mi");
          copy.mount(new MountSource.Scratch(volumeName(path), size), path);
        });
  }

  /**
   * The default of the value {@code resources}: what a node must have free, and what is the most.
   */
  public T resources(Settings.Requests requests, Settings.Limits limits) {
    return changed(
        copy -> {
          amount(copy, "requests.cpu", requests.cpu());
          amount(copy, "requests.memory", requests.memory());
          amount(copy, "requests.storage", requests.storage());
          amount(copy, "limits.cpu", limits.cpu());
          amount(copy, "limits.memory", limits.memory());
          amount(copy, "limits.storage", limits.storage());
          if (copy.findings.equals(container().findings)) {
            within(copy, "cpu", requests.cpu(), limits.cpu());
            within(copy, "memory", requests.memory(), limits.memory());
            within(copy, "storage", requests.storage(), limits.storage());
          }
          if (copy.findings.equals(container().findings)) {
            copy.requests = requests;
            copy.limits = limits;
            copy.resources = Optional.empty();
          }
        });
  }

  /** Resources of the author's values, in place of the value {@code resources}. */
  public T resources(Expression resources) {
    return changed(copy -> copy.resources = Optional.of(resources));
  }

  /** When the container counts as started: until then the other checks wait. */
  public T start(HealthCheck check) {
    return changed(copy -> copy.start = copy.check("start", check));
  }

  /** When the container counts as alive; it is restarted when it does not. */
  public T live(HealthCheck check) {
    return changed(copy -> copy.live = copy.check("live", check));
  }

  /** When the container counts as ready for requests. */
  public T ready(HealthCheck check) {
    return changed(copy -> copy.ready = copy.check("ready", check));
  }

  /** A path as the name of a volume. */
  static String volumeName(String path) {
    String name = path.replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    return name.isEmpty() ? "root" : name;
  }

  private static void amount(ContainerSettings copy, String place, String amount) {
    copy.require(
        isQuantity(amount),
        "resources." + place,
        "'" + amount + "' is not a Kubernetes quantity",
        "write a number with a unit, such as 500m or 128Mi");
  }

  private static void within(ContainerSettings copy, String what, String request, String limit) {
    copy.require(
        Text.hasReferences(request)
            || Text.hasReferences(limit)
            || new Quantity(request)
                    .getNumericalAmount()
                    .compareTo(new Quantity(limit).getNumericalAmount())
                <= 0,
        "resources." + what,
        "the container requests " + request + " and is limited to " + limit,
        "request at most the limit");
  }

  static boolean isQuantity(String amount) {
    return Text.hasReferences(amount) || QUANTITY.matcher(amount).matches();
  }
}
