package dev.chartwright.generator.rule.scaling;

import static dev.chartwright.generator.rule.ScalingRules.SCA_05;
import static dev.chartwright.generator.rule.ScalingRules.SCA_19;

import dev.chartwright.generator.keda.KedaVersion;
import dev.chartwright.generator.keda.RabbitmqTriggers;
import dev.chartwright.generator.object.Field;
import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.rule.check.RenderCheck;
import dev.chartwright.problem.Finding;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Triggers of scaled objects and jobs: KEDA takes them, and reads them as they are meant. The API
 * server knows their metadata as texts only.
 *
 * @param keda the version that will read them; when empty, any that knows them
 */
public record ScalerCheck(Optional<KedaVersion> keda) implements RenderCheck {
  private static final Pattern HOST =
      Pattern.compile("[a-z]+://(?:[^@/]*@)?([^:/.@]+)(?:\\.([^:/.]+))?(?:[.:/].*)?");

  @Override
  public List<Finding> check(Render render) {
    Stream<Finding> ofTriggers =
        render.objects().stream()
            .filter(
                object -> object.is("keda.sh", "ScaledObject") || object.is("keda.sh", "ScaledJob"))
            .flatMap(object -> ofSpec(Field.root(object).at("spec"), render));
    return Stream.concat(ofTriggers, ofBrokers(render)).toList();
  }

  private Stream<Finding> ofBrokers(Render render) {
    IdentityHashMap<Map<String, Object>, RenderedObject> objects = new IdentityHashMap<>();
    render.objects().forEach(object -> objects.put(object.tree(), object));
    List<Map<String, Object>> trees = render.objects().stream().map(RenderedObject::tree).toList();
    return RabbitmqTriggers.findings(trees, keda).stream()
        .map(each -> each.at(objects.get(each.object()).place(each.field())));
  }

  private static Stream<Finding> ofSpec(Field spec, Render render) {
    Field modifiers = spec.at("advanced", "scalingModifiers");
    boolean formula = modifiers.text("formula").isPresent();
    Stream<Finding> undivided =
        formula && !modifiers.has("target")
            ? Stream.of(
                modifiers
                    .at("target")
                    .error(SCA_19, "the formula has no target")
                    .fixedBy("add the number that the formula is divided by"))
            : Stream.empty();
    Set<String> names = new HashSet<>();
    Stream<Finding> ofTriggers =
        spec.items("triggers")
            .flatMap(
                trigger -> {
                  Field name = trigger.at("name");
                  boolean isTaken = name.text().filter(each -> !names.add(each)).isPresent();
                  return Stream.concat(
                      name(name, isTaken, formula).stream(), host(trigger, render).stream());
                });
    return Stream.concat(undivided, ofTriggers);
  }

  private static Optional<Finding> name(Field field, boolean isTaken, boolean isInFormula) {
    String name = field.text().orElse("");
    if (name.isEmpty()) {
      return isInFormula
          ? Optional.of(
              field.error(SCA_19, "the trigger has no name").fixedBy("add the name in the formula"))
          : Optional.empty();
    }
    return isTaken
        ? Optional.of(
            field.error(SCA_19, "another trigger is called " + name).fixedBy("rename one of them"))
        : Optional.empty();
  }

  private static Optional<Finding> host(Field trigger, Render render) {
    Field host = trigger.at("metadata", "host");
    if (host.text().isEmpty() || !trigger.at("type").is("rabbitmq")) {
      return Optional.empty();
    }
    Matcher address = HOST.matcher(host.text().get());
    boolean isLost =
        address.matches()
            && render.owns(address.group(1))
            && (address.group(2) == null || address.group(2).equals(render.namespace()))
            && render.find("", "Service", address.group(1)).isEmpty();
    return isLost
        ? Optional.of(
            host.error(SCA_05, "this chart renders no Service " + address.group(1))
                .fixedBy("render it, or name one that exists"))
        : Optional.empty();
  }
}
