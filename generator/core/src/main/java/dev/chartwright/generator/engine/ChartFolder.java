package dev.chartwright.generator.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.gotemplate.BranchUse;
import dev.chartwright.generator.gotemplate.ClusterApis;
import dev.chartwright.generator.gotemplate.OfflineTemplate;
import dev.chartwright.generator.object.KubernetesApis;
import dev.chartwright.generator.yaml.ValuesTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A chart in a private temporary folder, where Helm can read it. The folder is made when it is
 * first needed, and deleted by closing. Several threads wait for each other.
 *
 * <p><b>Hooks and tests are rendered too.</b> Helm keeps objects that carry the annotation {@code
 * helm.sh/hook} apart from the manifest, and the embedded engine has no way to ask for them. So
 * this copy of the chart carries another annotation in its place, to which Helm pays no attention,
 * and the rendered text gets the right one back. Nothing else changes, lines included; only a
 * checksum that a template takes over a file with hooks differs from the one in a cluster.
 *
 * <p><b>No cluster is asked.</b> See {@link OfflineTemplate}, and {@link ClusterApis} for the APIs
 * that templates find.
 */
public final class ChartFolder implements AutoCloseable {
  private static final String HOOK = "helm.sh/hook";
  private static final String HIDDEN_HOOK = "helm.sh/rendered-hook";
  private static final Pattern FOLDER = Pattern.compile("[A-Za-z0-9-]{1,250}");
  private static final Pattern TEXT = Pattern.compile(".*\\.(yaml|yml|tpl|txt)");

  private final HelmEngine engine;
  private final FileTree files;
  private final Set<String> apis;
  private final String name;
  private final Optional<Watch> watch;
  private Optional<Path> root = Optional.empty();

  /** Whether a template asks for the APIs of the cluster. */
  private boolean isAsked;

  /**
   * The same chart with templates that say which branches they enter.
   *
   * @param branches what was entered
   */
  private record Watch(ChartFolder marked, BranchUse branches) {}

  private ChartFolder(
      HelmEngine engine, String name, FileTree files, Set<String> apis, Optional<Watch> watch) {
    this.engine = engine;
    this.files = files;
    this.apis = apis;
    this.name = FOLDER.matcher(name).matches() ? name : "chart";
    this.watch = watch;
  }

  /** A folder for a chart, in a cluster that has the APIs of Kubernetes itself. */
  public static ChartFolder of(ParsedChart chart, HelmEngine engine) {
    return of(chart.name(), chart.files(), engine);
  }

  /**
   * A folder for a chart, in a cluster that has the APIs of Kubernetes itself.
   *
   * @param name of the chart: Helm's tools want the folder to be called so
   * @param files by their paths below the chart's folder
   */
  public static ChartFolder of(String name, FileTree files, HelmEngine engine) {
    return of(name, files, engine, KubernetesApis.in(Optional.empty()));
  }

  /**
   * A folder for a chart.
   *
   * @param name of the chart: Helm's tools want the folder to be called so
   * @param files by their paths below the chart's folder
   * @param apis API versions, and API versions with a kind, that its templates find in the cluster
   */
  public static ChartFolder of(String name, FileTree files, HelmEngine engine, Set<String> apis) {
    return new ChartFolder(engine, name, files, apis, Optional.empty());
  }

  /** A folder that notes which branches of the templates are entered. */
  static ChartFolder watched(
      String name, FileTree files, HelmEngine engine, Set<String> apis, BranchUse branches) {
    ChartFolder marked = of(name, branches.marked(files), engine, apis);
    return new ChartFolder(engine, name, files, apis, Optional.of(new Watch(marked, branches)));
  }

  /** The temporary folder. */
  synchronized Path root() {
    if (root.isEmpty()) {
      try {
        root = Optional.of(Files.createTempDirectory("chartwright-"));
        write();
      } catch (IOException failure) {
        throw new UncheckedIOException(
            "the temporary copy of the chart cannot be written", failure);
      }
    }
    return root.get();
  }

  private Path chart() {
    return root().resolve(name);
  }

  private void write() throws IOException {
    Path chart = Files.createDirectories(chart());
    for (Map.Entry<String, byte[]> file : files.files().entrySet()) {
      Path path = chart.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      byte[] content = file.getValue();
      if (TEXT.matcher(file.getKey()).matches()) {
        content = hide(content);
      }
      if (ParsedChart.isTemplate(file.getKey())) {
        content = ofCluster(content);
      }
      Files.write(path, content);
    }
    Path list = chart.resolve(ClusterApis.FILE);
    if (isAsked && !Files.exists(list)) {
      Files.createDirectories(list.getParent());
      Files.write(list, ClusterApis.file(apis).getBytes(UTF_8));
    }
  }

  private byte[] ofCluster(byte[] content) {
    String text = new String(content, UTF_8);
    String changed = ClusterApis.of(text);
    isAsked |= !changed.equals(text);
    return OfflineTemplate.of(changed).getBytes(UTF_8);
  }

  private static byte[] hide(byte[] content) {
    String text = new String(content, UTF_8);
    return text.contains(HOOK) ? text.replace(HOOK, HIDDEN_HOOK).getBytes(UTF_8) : content;
  }

  /**
   * Renders the chart, hooks and tests included.
   *
   * @param values YAML texts laid over the chart's own values, later ones win
   */
  public Rendering render(
      String release, String namespace, List<String> values, Optional<String> kubeVersion) {
    return render(Map.of(), release, namespace, values, kubeVersion);
  }

  /** Renders the chart as above, with another {@code Chart.yaml}. */
  public Rendering renderAs(
      String metadata,
      String release,
      String namespace,
      List<String> values,
      Optional<String> kubeVersion) {
    return render(
        Map.of(ParsedChart.METADATA_FILE, metadata), release, namespace, values, kubeVersion);
  }

  /** Renders the chart as above, in a cluster that has other APIs. */
  public Rendering renderIn(
      Set<String> others,
      String release,
      String namespace,
      List<String> values,
      Optional<String> kubeVersion) {
    return render(
        Map.of(ClusterApis.FILE, ClusterApis.file(others)),
        release,
        namespace,
        values,
        kubeVersion);
  }

  private synchronized Rendering render(
      Map<String, String> changed,
      String release,
      String namespace,
      List<String> values,
      Optional<String> kubeVersion) {
    return watch
        .flatMap(each -> watched(each, changed, release, namespace, values, kubeVersion))
        .orElseGet(() -> plain(changed, release, namespace, values, kubeVersion));
  }

  /** Renders with marks; nothing if these show in the answer. */
  private static Optional<Rendering> watched(
      Watch watch,
      Map<String, String> changed,
      String release,
      String namespace,
      List<String> values,
      Optional<String> kubeVersion) {
    Rendering rendering = watch.marked().plain(changed, release, namespace, values, kubeVersion);
    if (rendering instanceof Rendering.Rendered rendered) {
      watch.branches().enter(BranchUse.numbers(rendered.manifest()));
      return Optional.of(new Rendering.Rendered(BranchUse.plain(rendered.manifest())));
    }
    if (rendering instanceof HelmFailure.Refusal refusal) {
      watch.branches().enter(BranchUse.numbers(refusal.message()));
      String message = BranchUse.message(refusal.message());
      return message.isEmpty()
          ? Optional.empty()
          : Optional.of(new HelmFailure.Refusal(refusal.location(), message));
    }
    return rendering instanceof HelmFailure.SchemaRejection
        ? Optional.of(rendering)
        : Optional.empty();
  }

  private synchronized Rendering plain(
      Map<String, String> changed,
      String release,
      String namespace,
      List<String> values,
      Optional<String> kubeVersion) {
    Rendering rendering =
        changing(
            changed,
            () -> engine.template(chart(), release, namespace, files(values), kubeVersion));
    return rendering instanceof Rendering.Rendered rendered
        ? new Rendering.Rendered(rendered.manifest().replace(HIDDEN_HOOK, HOOK))
        : rendering;
  }

  /** Calls Helm with some files changed, which is cheaper than another copy of the chart. */
  private <T> T changing(Map<String, String> changed, Supplier<T> call) {
    Map<Path, Optional<byte[]>> own = new LinkedHashMap<>();
    try {
      for (Map.Entry<String, String> file : changed.entrySet()) {
        Path path = chart().resolve(file.getKey());
        own.put(
            path, Files.exists(path) ? Optional.of(Files.readAllBytes(path)) : Optional.empty());
        Files.createDirectories(path.getParent());
        Files.writeString(path, file.getValue());
      }
      try {
        return call.get();
      } finally {
        for (Map.Entry<Path, Optional<byte[]>> file : own.entrySet()) {
          if (file.getValue().isPresent()) {
            Files.write(file.getKey(), file.getValue().get());
          } else {
            Files.delete(file.getKey());
          }
        }
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("the temporary copy of the chart cannot be written", failure);
    }
  }

  /**
   * Lints the chart with its own values.
   *
   * @param values YAML texts laid over them; lint takes no values files, so they are merged into
   *     those of this copy for its time
   */
  public synchronized LintReport lint(List<String> values) {
    Path chart = chart();
    if (values.isEmpty()) {
      return engine.lint(chart);
    }
    List<String> all = new ArrayList<>();
    if (files.paths().contains(ParsedChart.VALUES_FILE)) {
      all.add(files.text(ParsedChart.VALUES_FILE));
    }
    all.addAll(values);
    String merged = ValuesTree.merged(all).replace(HOOK, HIDDEN_HOOK);
    return changing(Map.of(ParsedChart.VALUES_FILE, merged), () -> engine.lint(chart));
  }

  private List<Path> files(List<String> values) {
    List<Path> files = new ArrayList<>();
    for (String text : values) {
      Path file = root().resolve("values-" + files.size() + ".yaml");
      try {
        Files.write(file, hide(text.getBytes(UTF_8)));
      } catch (IOException failure) {
        throw new UncheckedIOException("the temporary values file cannot be written", failure);
      }
      files.add(file);
    }
    return files;
  }

  @Override
  public synchronized void close() {
    watch.ifPresent(each -> each.marked().close());
    if (root.isEmpty()) {
      return;
    }
    try (Stream<Path> paths = Files.walk(root.get())) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
      root = Optional.empty();
    } catch (IOException failure) {
      throw new UncheckedIOException("the temporary copy of the chart cannot be deleted", failure);
    }
  }
}
