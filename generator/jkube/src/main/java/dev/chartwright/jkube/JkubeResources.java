package dev.chartwright.jkube;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chartwright.generator.service.RequestException;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.jkube.generator.api.DefaultGeneratorManager;
import org.eclipse.jkube.generator.api.GeneratorContext;
import org.eclipse.jkube.kit.common.KitLogger;
import org.eclipse.jkube.kit.config.image.ImageConfiguration;
import org.eclipse.jkube.kit.config.image.build.JKubeBuildStrategy;
import org.eclipse.jkube.kit.config.resource.PlatformMode;
import org.eclipse.jkube.kit.config.resource.ProcessorConfig;
import org.eclipse.jkube.kit.config.resource.ResourceServiceConfig;
import org.eclipse.jkube.kit.config.resource.RuntimeMode;
import org.eclipse.jkube.kit.enricher.api.DefaultEnricherManager;
import org.eclipse.jkube.kit.enricher.api.JKubeEnricherContext;
import org.eclipse.jkube.kit.profile.ProfileUtil;
import org.eclipse.jkube.kit.resource.service.DefaultResourceService;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Runs JKube as its goal {@code k8s:resource} does, but writes nothing and asks no cluster. JKube
 * is not made for several threads, so one run waits for the other.
 */
final class JkubeResources {
  private static final ObjectMapper JSON = new ObjectMapper();

  private JkubeResources() {}

  /**
   * The description of a project.
   *
   * @throws RequestException if JKube cannot describe the project
   */
  static Description of(JkubeProject project, KitLogger log) {
    synchronized (JkubeResources.class) {
      Thread thread = Thread.currentThread();
      ClassLoader before = thread.getContextClassLoader();
      // Where JKube looks for its generators, enrichers and profiles.
      thread.setContextClassLoader(JkubeResources.class.getClassLoader());
      try {
        List<ImageConfiguration> images = images(project, log);
        return new Description(resources(project, images, log), images);
      } catch (RequestException itself) {
        throw itself;
      } catch (IOException | RuntimeException failure) {
        throw new RequestException(
            "JKube cannot describe the project: " + reason(failure), failure);
      } finally {
        thread.setContextClassLoader(before);
      }
    }
  }

  private static String reason(Throwable failure) {
    if (failure instanceof NullPointerException || failure instanceof ClassCastException) {
      return "a field of a fragment has the wrong type, such as text instead of an object"
          + " ("
          + failure.getMessage()
          + ").";
    }
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }

  private static List<ImageConfiguration> images(JkubeProject project, KitLogger log) {
    return new DefaultGeneratorManager(
            GeneratorContext.builder()
                .config(
                    config(
                        ProfileUtil.GENERATOR_CONFIG,
                        project,
                        project.settings().generator().orElse(null)))
                .project(project.java())
                .logger(log)
                .runtimeMode(RuntimeMode.KUBERNETES)
                .strategy(JKubeBuildStrategy.docker)
                .prePackagePhase(true)
                .build())
        .generateAndMerge(project.settings().images());
  }

  private static List<HasMetadata> resources(
      JkubeProject project, List<ImageConfiguration> images, KitLogger log) throws IOException {
    JKubeEnricherContext context =
        JKubeEnricherContext.builder()
            .jKubeBuildStrategy(JKubeBuildStrategy.docker)
            .project(project.java())
            .processorConfig(
                config(
                    ProfileUtil.ENRICHER_CONFIG,
                    project,
                    project.settings().enricher().orElse(null)))
            .settings(List.of())
            .resources(project.settings().resources())
            .images(images)
            .log(log)
            .build();
    Path filtered = Files.createTempDirectory("chartwright-jkube");
    try {
      ResourceServiceConfig config =
          ResourceServiceConfig.builder()
              .project(project.java())
              .resourceDirs(project.fragments())
              .resourceConfig(project.settings().resources())
              .resourceFilesProcessor(files -> filtered(project, files, filtered))
              .build();
      return new DefaultResourceService(config)
          .generateResources(PlatformMode.kubernetes, new DefaultEnricherManager(context), log)
          .getItems();
    } finally {
      delete(filtered);
    }
  }

  private static ProcessorConfig config(
      ProfileUtil.ProcessorConfigurationExtractor extractor,
      JkubeProject project,
      ProcessorConfig configured) {
    try {
      return ProfileUtil.blendProfileWithConfiguration(
          extractor, project.settings().profile().orElse(null), project.fragments(), configured);
    } catch (RuntimeException failure) {
      if (failure instanceof YamlEngineException
          || failure.getCause() instanceof JsonProcessingException) {
        throw new RequestException(
            "profiles.yml in "
                + project.fragments().stream()
                    .map(folder -> relative(project, folder.toPath()))
                    .collect(Collectors.joining(", "))
                + " is not a list of profiles: write for each its name, and generator and enricher"
                + " with includes, excludes and config.");
      }
      throw failure;
    }
  }

  /** The name of a fragment tells its kind, so the copies keep their names. */
  private static File[] filtered(JkubeProject project, File[] fragments, Path folder)
      throws IOException {
    File[] copies = new File[fragments == null ? 0 : fragments.length];
    for (int i = 0; i < copies.length; i++) {
      Path fragment = fragments[i].toPath();
      String text = project.filter().apply(Files.readString(fragment));
      String name = relative(project, fragment);
      if (name.endsWith(".json")) {
        requireJson(name, text);
      }
      requireObject(name, text);
      copies[i] = Files.writeString(folder.resolve(fragment.getFileName()), text).toFile();
    }
    return copies;
  }

  private static String relative(JkubeProject project, Path file) {
    return project.java().getBaseDirectory().toPath().relativize(file).toString();
  }

  private static void requireJson(String fragment, String text) {
    try {
      JSON.readTree(text);
    } catch (JsonProcessingException problem) {
      throw new RequestException(
          "%s is not JSON: line %d: %s"
              .formatted(
                  fragment, problem.getLocation().getLineNr(), problem.getOriginalMessage()));
    }
  }

  /** JKube would report the problem without the name of the file. */
  private static void requireObject(String fragment, String text) {
    List<Object> documents = new ArrayList<>();
    try {
      new Load(LoadSettings.builder().build()).loadAllFromString(text).forEach(documents::add);
    } catch (MarkedYamlEngineException problem) {
      String line =
          problem.getProblemMark().map(mark -> "line " + (mark.getLine() + 1) + ": ").orElse("");
      throw new RequestException(fragment + " is not YAML: " + line + problem.getProblem());
    }
    if (documents.size() != 1 || !(documents.get(0) instanceof Map)) {
      throw new RequestException(
          fragment
              + " is not one Kubernetes object: write the fields of one object, such as metadata and"
              + " spec, and one file for each object.");
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
