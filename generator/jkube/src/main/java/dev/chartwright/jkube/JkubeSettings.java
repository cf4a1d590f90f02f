package dev.chartwright.jkube;

import java.io.File;
import java.util.List;
import java.util.Optional;
import org.eclipse.jkube.kit.config.image.ImageConfiguration;
import org.eclipse.jkube.kit.config.resource.ProcessorConfig;
import org.eclipse.jkube.kit.config.resource.ResourceConfig;

/**
 * How the user has configured the plugin of JKube: the parameters of {@code k8s:resource} that
 * decide about the resources. Maven fills the fields of a new instance, as it fills those of a
 * goal; nothing changes them afterwards.
 */
final class JkubeSettings {
  private List<ImageConfiguration> images;
  private ProcessorConfig generator;
  private ProcessorConfig enricher;
  private ResourceConfig resources;
  private String profile;
  private File resourceDir;
  private String environment;

  /** These settings, and others for what is not configured; null for none. */
  JkubeSettings withDefaults(String profile, File resourceDir, String environment) {
    JkubeSettings copy = new JkubeSettings();
    copy.images = images;
    copy.generator = generator;
    copy.enricher = enricher;
    copy.resources = resources;
    copy.profile = this.profile == null ? profile : this.profile;
    copy.resourceDir = this.resourceDir == null ? resourceDir : this.resourceDir;
    copy.environment = this.environment == null ? environment : this.environment;
    return copy;
  }

  /** Images that the user describes; none if the generators find out. */
  List<ImageConfiguration> images() {
    return images == null ? List.of() : List.copyOf(images);
  }

  /** Which generators run, and their settings. Nothing stands for those of the profile. */
  Optional<ProcessorConfig> generator() {
    return Optional.ofNullable(generator);
  }

  /** Which enrichers run, and their settings. Nothing stands for those of the profile. */
  Optional<ProcessorConfig> enricher() {
    return Optional.ofNullable(enricher);
  }

  ResourceConfig resources() {
    return ResourceConfig.toBuilder(resources).build();
  }

  Optional<String> profile() {
    return Optional.ofNullable(profile);
  }

  /** The folder of fragments. Nothing stands for the usual one. */
  Optional<File> resourceDir() {
    return Optional.ofNullable(resourceDir);
  }

  /** The folder of fragments below the usual one. */
  Optional<String> environment() {
    return Optional.ofNullable(environment);
  }
}
