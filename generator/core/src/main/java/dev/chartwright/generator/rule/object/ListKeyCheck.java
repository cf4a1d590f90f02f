package dev.chartwright.generator.rule.object;

import static dev.chartwright.generator.rule.ValueRules.VAL_10;

import dev.chartwright.generator.object.Field;
import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.rule.check.RenderCheck;
import dev.chartwright.problem.Finding;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Lists that Kubernetes merges by a key, such as {@code env} by {@code name}: no key twice. Looks
 * into custom resources too, where they hold pods.
 */
public final class ListKeyCheck implements RenderCheck {
  @Override
  public List<Finding> check(Render render) {
    return render.objects().stream()
        .flatMap(object -> Field.root(object).all())
        .filter(field -> field.value() instanceof Map)
        .flatMap(ListKeyCheck::ofMap)
        .toList();
  }

  /** The values that a list had so far, and where each stood first. Used by one thread. */
  private static final class Seen {
    private final String key;
    private final Map<Object, Field> first = new HashMap<>();

    Seen(String key) {
      this.key = key;
    }

    Optional<Finding> again(Field item, Object value) {
      Field before = value == null ? null : first.putIfAbsent(value, item);
      return before == null
          ? Optional.empty()
          : Optional.of(
              item.error(
                  VAL_10,
                  "the " + key + " " + value + " is given twice, first at " + before.path()));
    }
  }

  private static Stream<Finding> ofMap(Field map) {
    boolean isPod = map.map().get("containers") instanceof List;
    return isPod ? Stream.concat(ofPod(map), ofKind(map)) : ofKind(map);
  }

  private static Stream<Finding> ofKind(Field map) {
    RenderedObject object = map.object();
    if (object.is("", "Service") && map.key().equals("spec") && map.path().equals("spec")) {
      return Stream.concat(
          repeated(map.at("ports"), "name"),
          repeated(map.at("ports"), "port and protocol", item -> port(item, "port")));
    }
    return object.is("", "ServiceAccount") && map.path().isEmpty()
        ? Stream.concat(
            repeated(map.at("secrets"), "name"), repeated(map.at("imagePullSecrets"), "name"))
        : Stream.empty();
  }

  private static Stream<Finding> ofPod(Field spec) {
    Seen names = new Seen("name");
    Seen portNames = new Seen("name");
    Stream<Finding> ofContainers =
        Stream.of("initContainers", "containers")
            .flatMap(spec::items)
            .flatMap(container -> ofContainer(container, names, portNames));
    return Stream.of(
            repeated(spec.at("volumes"), "name"),
            repeated(spec.at("imagePullSecrets"), "name"),
            repeated(spec.at("hostAliases"), "ip"),
            repeated(
                spec.at("topologySpreadConstraints"),
                "topologyKey and whenUnsatisfiable",
                item ->
                    item.at("topologyKey").value() + " " + item.at("whenUnsatisfiable").value()),
            ofContainers)
        .flatMap(each -> each);
  }

  /**
   * What a container has twice, or has and another one of the pod has too.
   *
   * @param portNames of the whole pod, because the name of a port stands for it there
   */
  private static Stream<Finding> ofContainer(Field container, Seen names, Seen portNames) {
    Field ports = container.at("ports");
    return Stream.of(
            names.again(container, container.at("name").value()).stream(),
            repeated(container.at("env"), "name"),
            repeated(container.at("volumeMounts"), "mountPath"),
            repeated(container.at("volumeDevices"), "devicePath"),
            repeated(ports, "containerPort and protocol", item -> port(item, "containerPort")),
            ports.items().flatMap(port -> portNames.again(port, port.at("name").value()).stream()))
        .flatMap(each -> each);
  }

  private static Object port(Field item, String number) {
    Object port = item.at(number).value();
    return port == null ? null : port + "/" + item.text("protocol").orElse("TCP");
  }

  private static Stream<Finding> repeated(Field list, String key) {
    return repeated(list, key, item -> item.at(key).value());
  }

  private static Stream<Finding> repeated(Field list, String key, Function<Field, Object> keyOf) {
    Seen seen = new Seen(key);
    return list.items().flatMap(item -> seen.again(item, keyOf.apply(item)).stream());
  }
}
