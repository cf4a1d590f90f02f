package dev.chartwright.generator.engine;

import static java.util.stream.Collectors.toSet;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import com.marcnuri.helm.jni.NativeLibrary;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The Helm engine, in this process: the only place that knows the library which embeds it.
 *
 * <p>The engine is a native library of about 97 MB. It is loaded at the first call, once in the
 * life of the JVM, and never downloaded; see {@link CachedEngine} for where it is unpacked. It is
 * not thread-safe, so calls of all threads wait for each other; a call takes milliseconds.
 */
public final class HelmEngine {

  // Fair, or a thread with many questions would keep one with few waiting until it has no more.
  private static final ReentrantLock LOCK = new ReentrantLock(true);

  private static final String NO_DOWNLOAD = "com.marcnuri.jkube-helm.skipRemoteJar";
  private static final Pattern LINT_START = Pattern.compile("\n(?=\\[[A-Z]+] )");
  private static final Pattern INDEX =
      Pattern.compile("helm-manager-[0-9a-f]{64}-(index\\.yaml|charts\\.txt)");
  private static final Pattern LINT_MESSAGE =
      Pattern.compile("\\[([A-Z]+)] ([^:]*): (.*)", Pattern.DOTALL);

  private static boolean loaded;

  private HelmEngine() {}

  /** The engine; nothing is loaded before it is first asked something. */
  public static HelmEngine embedded() {
    return new HelmEngine();
  }

  /**
   * Begins to load the engine on another thread, so that it is ready when it is first asked
   * something. What goes wrong is reported then.
   */
  public void prepare() {
    Thread loader =
        new Thread(
            () -> {
              try {
                call(() -> true);
              } catch (HelmUnavailableException | LinkageError failure) {
                // The first question fails in the same way.
              }
            },
            "helm-engine");
    loader.setDaemon(true);
    loader.start();
  }

  /**
   * Renders a chart as {@code helm template} does. As there: no cluster is asked, {@code NOTES.txt}
   * is executed but not part of the result, and neither are hooks (see {@link ChartFolder}, which
   * gets them).
   *
   * @param valuesFiles later ones win; none of their paths may contain a comma
   * @throws HelmUnavailableException when this machine cannot run the engine
   */
  public Rendering template(
      Path chart,
      String release,
      String namespace,
      List<Path> valuesFiles,
      Optional<String> kubeVersion) {
    for (Path file : valuesFiles) {
      // The library joins the paths with commas.
      if (file.toAbsolutePath().toString().contains(",")) {
        return new HelmFailure.Unusable(
            "the path of a values file contains a comma, which Helm takes for two paths: " + file);
      }
    }
    return call(
        () -> {
          TemplateCommand command =
              new Helm(chart).template().withName(release).withNamespace(namespace);
          valuesFiles.forEach(command::withValuesFile);
          kubeVersion.ifPresent(command::withKubeVersion);
          try {
            // The library says null for the empty text of a chart that renders nothing.
            return new Rendering.Rendered(Objects.requireNonNullElse(command.call(), ""));
          } catch (IllegalStateException failure) {
            return HelmFailure.of(failure.getMessage(), chart.getFileName().toString());
          }
        });
  }

  /**
   * Checks a chart with its own default values as {@code helm lint --strict} does.
   *
   * @throws HelmUnavailableException when this machine cannot run the engine
   */
  public LintReport lint(Path chart) {
    return call(
        () -> {
          try {
            LintResult result = new Helm(chart).lint().strict().call();
            return new LintReport(messages(result), result.isFailed());
          } catch (IllegalStateException failure) {
            return new LintReport(
                List.of(new LintReport.Message("ERROR", "", failure.getMessage().strip())), true);
          }
        });
  }

  /**
   * Fetches the dependencies of a chart into its folder {@code charts/}, and writes its {@code
   * Chart.lock}, as {@code helm dependency update} does. The credentials of registries are those of
   * {@code helm registry login}; the engine reads no credentials of chart repositories.
   *
   * @return why it failed, in Helm's words; nothing if it is done
   * @throws HelmUnavailableException when this machine cannot run the engine
   */
  public Optional<String> fetchDependencies(Path chart) {
    return call(
        () -> {
          Set<Path> before = indexes();
          try {
            new Helm(chart).dependency().update().call();
            return Optional.empty();
          } catch (IllegalStateException failure) {
            return Optional.of(String.valueOf(failure.getMessage()).strip());
          } finally {
            // The library has no cache folder, and leaves them where the process was started.
            indexes().stream()
                .filter(each -> !before.contains(each))
                .map(Path::toFile)
                .forEach(File::delete);
          }
        });
  }

  /** The indexes of repositories in the working directory. */
  private static Set<Path> indexes() {
    try (Stream<Path> files = Files.list(Path.of(""))) {
      return files.filter(each -> INDEX.matcher(each.toString()).matches()).collect(toSet());
    } catch (IOException | UncheckedIOException unreadable) {
      return Set.of();
    }
  }

  private static List<LintReport.Message> messages(LintResult result) {
    List<LintReport.Message> messages = new ArrayList<>();
    // The library splits a message of several lines; only its first line begins with a level.
    for (String text : LINT_START.split(String.join("\n", result.getMessages()).strip())) {
      if (text.isEmpty()) {
        continue;
      }
      Matcher parts = LINT_MESSAGE.matcher(text);
      messages.add(
          parts.matches()
              ? new LintReport.Message(parts.group(1), parts.group(2), parts.group(3).strip())
              : new LintReport.Message("ERROR", "", text.strip()));
    }
    return messages;
  }

  private static <T> T call(Supplier<T> question) {
    LOCK.lock();
    try {
      load();
      SignalHandlers handlers = SignalHandlers.keep();
      try {
        return question.get();
      } finally {
        handlers.restore();
      }
    } finally {
      LOCK.unlock();
    }
  }

  /**
   * The library finds its native part through the context class loader, which build tools set to
   * something else.
   */
  private static void load() {
    if (loaded) {
      return;
    }
    Thread thread = Thread.currentThread();
    ClassLoader context = thread.getContextClassLoader();
    String download = System.getProperty(NO_DOWNLOAD);
    try {
      thread.setContextClassLoader(CachedEngine.finder());
      System.setProperty(NO_DOWNLOAD, "true");
      requireNativeLibrary();
      Helm.version().call();
      loaded = true;
    } catch (IllegalStateException | LinkageError failure) {
      throw new HelmUnavailableException(
          "the embedded Helm engine could not be loaded on " + platform(), failure);
    } finally {
      thread.setContextClassLoader(context);
      if (download == null) {
        System.clearProperty(NO_DOWNLOAD);
      }
    }
  }

  private static void requireNativeLibrary() {
    if (ServiceLoader.load(NativeLibrary.class).findFirst().isEmpty()) {
      throw new HelmUnavailableException(
          "the embedded Helm engine for "
              + platform()
              + " is not on the class path: add the artifact of this platform from the group"
              + " com.marcnuri.helm-java (linux-amd64, linux-arm64, darwin-amd64, darwin-arm64,"
              + " windows-amd64)",
          null);
    }
  }

  private static String platform() {
    return System.getProperty("os.name") + " " + System.getProperty("os.arch");
  }
}
