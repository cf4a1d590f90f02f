package dev.chartwright.test;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.ChartSource;
import dev.chartwright.chart.Value;
import dev.chartwright.generator.Generated;
import dev.chartwright.generator.Generator;
import dev.chartwright.generator.engine.HelmFailure;
import dev.chartwright.generator.engine.KubernetesRequest;
import dev.chartwright.generator.engine.Rendering;
import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.object.RenderedManifest;
import dev.chartwright.generator.yaml.InvalidYamlException;
import dev.chartwright.generator.yaml.YamlReader;
import dev.chartwright.problem.InvalidModelException;
import dev.chartwright.prover.FleetSource;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A chart as it is installed with certain values, for tests. The real Helm engine renders it, hooks
 * and tests of the chart included. What it renders is given as typed objects:
 *
 * <pre>{@code
 * ChartTest chart = ChartTest.of(new HelloWeb());
 *
 * assertThat(chart.with("replicaCount", 3).deployment("web").getSpec().getReplicas()).isEqualTo(3);
 * assertThat(chart.with("replicaCount", -1).fails()).contains("replicaCount");
 * assertThat(chart.objects(Ingress.class)).isEmpty();
 * chart.matchesFolder(Path.of("src/test/golden"));
 * }</pre>
 *
 * <p>A setting returns a changed copy, and the chart is rendered when something is first asked of
 * this copy. An object that is not rendered, or a chart that does not render, is an {@link
 * AssertionError} that says what is there instead. A mistake in the test itself, such as an unknown
 * value, is an {@link IllegalArgumentException}. Immutable, safe for several threads, which wait
 * for each other.
 */
public final class ChartTest {
  private final Generated generated;
  private final List<String> values;
  private final String release;
  private final String namespace;
  private final KubernetesRequest cluster;
  private Rendering rendering;

  private ChartTest(
      Generated generated,
      List<String> values,
      String release,
      String namespace,
      KubernetesRequest cluster) {
    this.generated = generated;
    this.values = List.copyOf(values);
    this.release = release;
    this.namespace = namespace;
    this.cluster = cluster;
  }

  /**
   * The chart that a class declares, with its default values. The release is called as the chart,
   * the namespace {@code default}, and the cluster is Kubernetes 1.33 with nothing installed.
   *
   * @throws InvalidModelException with every problem of the declaration
   */
  public static ChartTest of(ChartSource source) {
    return of(source.chart());
  }

  /**
   * The chart of a fleet, as {@link #of(ChartSource)} describes.
   *
   * @throws InvalidModelException with every problem of the fleet
   */
  public static ChartTest of(FleetSource source) {
    return of(Generator.generate(source.fleet()));
  }

  /**
   * A chart, as {@link #of(ChartSource)} describes.
   *
   * @throws InvalidModelException with every problem of the declaration
   */
  public static ChartTest of(Chart chart) {
    return of(Generator.generate(chart));
  }

  private static ChartTest of(Generated generated) {
    return new ChartTest(
        generated, List.of(), generated.chart().name(), "default", KubernetesRequest.usual());
  }

  /** Sets a value. A later setting of the same value wins. */
  public <T> ChartTest with(Value<T> value, T setting) {
    return with(value.path(), setting);
  }

  /**
   * Sets a value. A later setting of the same value wins; maps are merged, as Helm does it.
   *
   * @param path such as {@code image.tag}, without {@code .Values}
   * @param setting text, a number, a boolean, a constant of an enum, or a list or map of them;
   *     {@code null} removes the default value, as in a values file
   * @throws IllegalArgumentException if the chart has no such value, with the nearest that it has
   */
  public ChartTest with(String path, Object setting) {
    return withText(new ValuePaths(generated.chart()).settings(path, setting));
  }

  /**
   * Sets values as a values file does.
   *
   * @param yaml the text of a values file
   * @throws IllegalArgumentException if it is not YAML
   */
  public ChartTest withValues(String yaml) {
    try {
      YamlReader.read(yaml);
    } catch (InvalidYamlException invalid) {
      throw new IllegalArgumentException(
          "these values are not YAML, line " + invalid.line() + ": " + invalid.getMessage(),
          invalid);
    }
    return withText(yaml);
  }

  private ChartTest withText(String text) {
    List<String> all = new ArrayList<>(values);
    all.add(text);
    return new ChartTest(generated, all, release, namespace, cluster);
  }

  /** Names the release. */
  public ChartTest release(String name) {
    return new ChartTest(
        generated, values, Objects.requireNonNull(name, "name"), namespace, cluster);
  }

  /** Names the namespace of the release. */
  public ChartTest namespace(String name) {
    return new ChartTest(generated, values, release, Objects.requireNonNull(name, "name"), cluster);
  }

  /**
   * Lets the chart find these APIs in the cluster, beside those of Kubernetes and earlier ones.
   *
   * @param apiVersions such as {@code cert-manager.io/v1} or {@code cert-manager.io/v1/Certificate}
   * @throws IllegalArgumentException if one is not written as Kubernetes writes it
   */
  public ChartTest apis(String... apiVersions) {
    List<String> all = new ArrayList<>(cluster.apiVersions());
    all.addAll(Arrays.asList(apiVersions));
    return on(KubernetesRequest.of(cluster.version().orElse(""), all));
  }

  /**
   * Renders for a version of Kubernetes.
   *
   * @param version such as {@code 1.34} or {@code 1.34.2}
   * @throws IllegalArgumentException if it is not written as Kubernetes writes it
   */
  public ChartTest kubeVersion(String version) {
    return on(KubernetesRequest.of(version, List.copyOf(cluster.apiVersions())));
  }

  private ChartTest on(KubernetesRequest other) {
    return new ChartTest(generated, values, release, namespace, other);
  }

  /** The deployment of a name; see {@link #object(Class, String)}. */
  public Deployment deployment(String name) {
    return object(Deployment.class, name);
  }

  /** The stateful set of a name; see {@link #object(Class, String)}. */
  public StatefulSet statefulSet(String name) {
    return object(StatefulSet.class, name);
  }

  /** The daemon set of a name; see {@link #object(Class, String)}. */
  public DaemonSet daemonSet(String name) {
    return object(DaemonSet.class, name);
  }

  /** The job of a name; see {@link #object(Class, String)}. */
  public Job job(String name) {
    return object(Job.class, name);
  }

  /** The cron job of a name; see {@link #object(Class, String)}. */
  public CronJob cronJob(String name) {
    return object(CronJob.class, name);
  }

  /** The service of a name; see {@link #object(Class, String)}. */
  public Service service(String name) {
    return object(Service.class, name);
  }

  /** The ingress of a name; see {@link #object(Class, String)}. */
  public Ingress ingress(String name) {
    return object(Ingress.class, name);
  }

  /** The config map of a name; see {@link #object(Class, String)}. */
  public ConfigMap configMap(String name) {
    return object(ConfigMap.class, name);
  }

  /**
   * The object of a kind and a name.
   *
   * @param kind a type of Kubernetes, such as {@code NetworkPolicy.class}
   * @param name {@code metadata.name}; else the component that the object belongs to, by its label
   *     {@code app.kubernetes.io/component}; else the end of its name, after a hyphen
   * @throws AssertionError if there is none, or more than one, with those that there are
   */
  public <T extends HasMetadata> T object(Class<T> kind, String name) {
    return rendered().object(kind, name);
  }

  /**
   * The object of a kind and a name.
   *
   * @param kind such as {@code ScaledObject}
   * @param name as for {@link #object(Class, String)}
   * @return for a kind of Kubernetes its type; for a custom kind a {@link
   *     io.fabric8.kubernetes.api.model.GenericKubernetesResource}
   * @throws AssertionError if there is none, or more than one, with those that there are
   */
  public HasMetadata object(String kind, String name) {
    return rendered().object(kind, name);
  }

  /** All objects of a kind, in Helm's order; empty if there are none. */
  public <T extends HasMetadata> List<T> objects(Class<T> kind) {
    return rendered().objects(kind);
  }

  /**
   * All objects, in Helm's order: kinds of Kubernetes with their types, custom kinds as {@link
   * io.fabric8.kubernetes.api.model.GenericKubernetesResource}.
   */
  public List<HasMetadata> objects() {
    return rendered().objects();
  }

  /** The rendered documents, as {@code helm template} prints them. */
  public String manifest() {
    return text(rendering());
  }

  /** What Helm prints after the installation; empty for a chart without notes. */
  public String notes() {
    return text(Generator.notes(generated, release, namespace, values, cluster));
  }

  /**
   * Why the chart does not render with these values: the values that the schema rejects, or the
   * message of the chart.
   *
   * @throws AssertionError if it renders
   */
  public String fails() {
    if (rendering() instanceof HelmFailure failure) {
      return failure.message();
    }
    throw new AssertionError(
        generated.name() + " renders with these values, and should not: " + rendered());
  }

  /**
   * Compares what is rendered, notes included, with the files of a folder. The folder mirrors the
   * chart: {@code templates/deployment.yaml} is what the template of this name renders to.
   *
   * <p>{@code -Dchartwright.golden.update=true} writes the folder instead, and deletes what is no
   * longer rendered. Then read the changes before they are committed.
   *
   * @throws AssertionError if a file is missing, differs, or is left over, with the differences
   */
  public void matchesFolder(Path folder) {
    FileTree.Builder files = FileTree.builder();
    RenderedManifest.files(manifest()).forEach(files::add);
    String notes = notes();
    if (!notes.isBlank()) {
      files.add("templates/NOTES.txt", notes);
    }
    new GoldenFolder(folder).compare(files.build());
  }

  private RenderedObjects rendered() {
    return RenderedObjects.of(generated.name(), manifest());
  }

  private String text(Rendering answer) {
    if (answer instanceof HelmFailure failure) {
      throw new AssertionError(
          generated.name() + " cannot be rendered with these values: " + failure.message());
    }
    return ((Rendering.Rendered) answer).manifest();
  }

  private synchronized Rendering rendering() {
    if (rendering == null) {
      rendering = Generator.render(generated, release, namespace, values, cluster);
    }
    return rendering;
  }

  /** The chart and the release. */
  @Override
  public String toString() {
    return generated.name() + " as release " + release;
  }
}
