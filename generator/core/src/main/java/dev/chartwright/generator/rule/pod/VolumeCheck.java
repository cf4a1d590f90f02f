package dev.chartwright.generator.rule.pod;

import static dev.chartwright.generator.rule.ChartRules.GEN_01;
import static dev.chartwright.generator.rule.PodRules.POD_11;

import dev.chartwright.generator.object.Field;
import dev.chartwright.generator.object.PodTemplate;
import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.rule.check.RenderCheck;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Suggestion;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Volumes: each mount has one, and each has exactly one source. */
public final class VolumeCheck implements RenderCheck {
  @Override
  public List<Finding> check(Render render) {
    return render.pods().stream().flatMap(VolumeCheck::findings).toList();
  }

  private static Stream<Finding> findings(PodTemplate pods) {
    List<Field> volumes = pods.spec().items("volumes").toList();
    Stream<String> claims =
        Field.root(pods.owner())
            .items("spec", "volumeClaimTemplates")
            .flatMap(claim -> claim.text("metadata", "name").stream());
    Set<String> known =
        Stream.concat(claims, volumes.stream().flatMap(each -> each.text("name").stream()))
            .collect(Collectors.toSet());
    List<Field> mounts =
        pods.containers().stream()
            .flatMap(
                container ->
                    Stream.concat(
                        container.items("volumeMounts"), container.items("volumeDevices")))
            .map(mount -> mount.at("name"))
            .toList();
    Set<String> mounted =
        mounts.stream().flatMap(name -> name.text().stream()).collect(Collectors.toSet());
    return Stream.of(
            volumes.stream().filter(each -> sources(each).size() != 1).map(VolumeCheck::source),
            mounts.stream()
                .filter(name -> name.text().filter(each -> !known.contains(each)).isPresent())
                .filter(name -> !name.is(""))
                .map(name -> missing(name, known)),
            volumes.stream()
                .filter(each -> !mounted.contains(each.text("name").orElse("")))
                .map(VolumeCheck::unused))
        .flatMap(each -> each);
  }

  private static List<String> sources(Field volume) {
    return volume.map().keySet().stream().filter(key -> !key.equals("name")).toList();
  }

  private static Finding source(Field volume) {
    List<String> sources = sources(volume);
    return volume
        .error(
            POD_11,
            sources.isEmpty()
                ? "the volume has no source"
                : "the volume has several sources: " + String.join(", ", sources))
        .fixedBy("give it exactly one source");
  }

  private static Finding missing(Field name, Set<String> volumes) {
    String wanted = name.text().orElseThrow();
    return name.error(POD_11, "the pod has no volume " + wanted)
        .fixedBy(
            Suggestion.nearest(wanted, volumes)
                .map(meant -> "did you mean " + meant + "?")
                .orElse("declare the volume"));
  }

  private static Finding unused(Field volume) {
    return volume
        .warning(GEN_01, "no container mounts the volume " + volume.text("name").orElse(""))
        .because("the pod waits for something that it does not use")
        .fixedBy("mount it, or remove it");
  }
}
