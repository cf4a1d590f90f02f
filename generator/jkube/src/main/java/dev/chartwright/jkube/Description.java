package dev.chartwright.jkube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jkube.kit.config.image.ImageConfiguration;

/**
 * A project as JKube describes it.
 *
 * @param resources those of its fragments, with what generators and enrichers add
 * @param images how JKube would build them
 */
record Description(List<HasMetadata> resources, List<ImageConfiguration> images) {
  Description {
    resources = List.copyOf(resources);
    images = List.copyOf(images);
  }

  /** What an image is built from; nothing if JKube does not build it. */
  Optional<BaseImage> base(String image) {
    return images.stream()
        .filter(each -> each.getBuildConfiguration() != null)
        .filter(each -> image.endsWith(each.getName()))
        .findFirst()
        .map(ImageConfiguration::getBuildConfiguration)
        .filter(build -> build.getFrom() != null)
        .map(
            build ->
                new BaseImage(
                    build.getFrom(), Optional.ofNullable(build.getEnv()).orElseGet(Map::of)));
  }
}
