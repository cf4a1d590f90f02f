package dev.chartwright.generator.keda;

import static dev.chartwright.generator.manifest.PlainTree.UNKNOWN;

import dev.chartwright.chart.tree.Text;
import dev.chartwright.generator.keda.RabbitmqScaler.Origin;
import dev.chartwright.generator.keda.RabbitmqScaler.Parameters;
import dev.chartwright.generator.manifest.ObjectFinding;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The RabbitMQ triggers among the objects of a chart, each judged with what its authentication and
 * the environment of its workload add. Objects are trees of maps, lists and scalars as YAML has
 * them; texts may carry references of the DSL, which only the cluster knows.
 */
public final class RabbitmqTriggers {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\([^)]*\\)");
  private static final Set<String> FROM_ENVIRONMENT = Set.of("host", "username", "password");

  private final List<Map<String, Object>> objects;
  private final Optional<KedaVersion> keda;
  private final List<ObjectFinding> findings = new ArrayList<>();

  /** Where an authentication writes a parameter, and what it comes to. */
  private record Parameter(String field, String text) {}

  /**
   * What an authentication gives.
   *
   * @param open whether it may give more than can be seen
   */
  private record Authentication(
      Map<String, Object> object, Map<String, Parameter> parameters, boolean open) {
    Map<String, String> texts() {
      Map<String, String> texts = new LinkedHashMap<>();
      parameters.forEach((name, parameter) -> texts.put(name, parameter.text()));
      return texts;
    }
  }

  private RabbitmqTriggers(List<Map<String, Object>> objects, Optional<KedaVersion> keda) {
    this.objects = objects;
    this.keda = keda;
  }

  /**
   * Everything that is wrong with the RabbitMQ triggers of a chart.
   *
   * @param objects all that the chart consists of
   * @param keda the version that will read them; when empty, any that knows them
   */
  public static List<ObjectFinding> findings(
      List<Map<String, Object>> objects, Optional<KedaVersion> keda) {
    RabbitmqTriggers triggers = new RabbitmqTriggers(objects, keda);
    for (Map<String, Object> object : objects) {
      if (isOf(object, "ScaledObject") || isOf(object, "ScaledJob")) {
        triggers.judge(object);
      }
    }
    return triggers.findings;
  }

  /** The errors for every KEDA that knows the triggers: a declaration does not know its cluster. */
  public static List<ObjectFinding> errors(List<Map<String, Object>> objects) {
    return findings(objects, Optional.empty()).stream()
        .filter(each -> each.finding().isError())
        .toList();
  }

  private static boolean isOf(Map<String, Object> object, String kind) {
    return kind.equals(object.get("kind"))
        && object.get("apiVersion") instanceof String version
        && version.startsWith("keda.sh/");
  }

  private void judge(Map<String, Object> scaled) {
    int index = 0;
    for (Object trigger : list(at(scaled, "spec", "triggers"))) {
      if (RabbitmqScaler.TYPE.equals(at(trigger, "type"))
          && !(at(trigger, "metadata") instanceof String)) {
        judge(scaled, trigger, "spec.triggers[" + index + "].metadata.");
      }
      index++;
    }
  }

  private void judge(Map<String, Object> scaled, Object trigger, String path) {
    Map<String, String> metadata = new LinkedHashMap<>();
    map(at(trigger, "metadata")).forEach((name, value) -> metadata.put(name, text(value)));
    Authentication authentication = authentication(scaled, at(trigger, "authenticationRef"));
    Parameters parameters =
        new Parameters(
            metadata,
            authentication.texts(),
            environment(scaled, metadata),
            authentication.open() || metadata.containsKey(UNKNOWN));
    for (RabbitmqScaler.Fault fault : RabbitmqScaler.faults(parameters, keda)) {
      boolean there = fault.origin() == Origin.AUTHENTICATION;
      findings.add(
          new ObjectFinding(
              there ? authentication.object() : scaled,
              there
                  ? authentication.parameters().get(fault.parameter()).field()
                  : path + fault.parameter(),
              fault.finding()));
    }
  }

  // Authentication

  private Authentication authentication(Map<String, Object> scaled, Object reference) {
    if (reference == null) {
      return new Authentication(scaled, Map.of(), false);
    }
    boolean cluster = "ClusterTriggerAuthentication".equals(at(reference, "kind"));
    Optional<Map<String, Object>> object =
        find(
            "keda.sh/",
            cluster ? "ClusterTriggerAuthentication" : "TriggerAuthentication",
            at(reference, "name"));
    if (object.isEmpty()) {
      return new Authentication(scaled, Map.of(), true);
    }
    Map<String, Parameter> parameters = new LinkedHashMap<>();
    boolean open = false;
    for (Map.Entry<String, Object> source : map(at(object.get(), "spec")).entrySet()) {
      String path = "spec." + source.getKey();
      switch (source.getKey()) {
        // A cluster's authentication reads them in the namespace of KEDA.
        case "secretTargetRef" ->
            open |=
                collect(
                    source.getValue(),
                    path,
                    parameters,
                    item -> cluster ? UNKNOWN : key(item, "Secret"));
        case "configMapTargetRef" ->
            open |=
                collect(
                    source.getValue(),
                    path,
                    parameters,
                    item -> cluster ? UNKNOWN : key(item, "ConfigMap"));
        case "env" ->
            open |=
                collect(
                    source.getValue(),
                    path,
                    parameters,
                    item -> variable(scaled, at(item, "containerName"), at(item, "name")));
        case "filePath" -> open = true;
        default -> {
          open |= source.getKey().equals(UNKNOWN);
          for (Map.Entry<String, Object> part : map(source.getValue()).entrySet()) {
            open |=
                collect(part.getValue(), path + "." + part.getKey(), parameters, item -> UNKNOWN);
          }
          open |= collect(source.getValue(), path, parameters, item -> UNKNOWN);
        }
      }
    }
    return new Authentication(object.get(), parameters, open);
  }

  /** The text that a source gives for a parameter; nothing when it certainly gives none. */
  private interface Source {
    String text(Map<String, Object> item);
  }

  /** Collects parameters from a list; true when it holds something that cannot be seen through. */
  private static boolean collect(
      Object list, String path, Map<String, Parameter> parameters, Source source) {
    boolean open = false;
    int index = 0;
    for (Object item : list(list)) {
      if (item instanceof Map && at(item, "parameter") instanceof String name) {
        String text = source.text(map(item));
        if (text != null) {
          parameters.put(name, new Parameter(path + "[" + index + "].parameter", text));
        }
      } else {
        open |= item instanceof String;
      }
      index++;
    }
    return open;
  }

  /** What a key of an object of this chart holds. */
  private String key(Map<String, Object> reference, String kind) {
    Optional<Map<String, Object>> object = find("v1", kind, reference.get("name"));
    Object key = reference.get("key");
    if (object.isPresent() && key instanceof String name) {
      if (map(at(object.get(), "stringData")).get(name) instanceof String text) {
        return text(text);
      }
      if (map(at(object.get(), "data")).get(name) instanceof String text) {
        return kind.equals("Secret") ? decoded(text(text)) : text(text);
      }
    }
    return UNKNOWN;
  }

  private static String decoded(String base64) {
    try {
      return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException unreadable) {
      return UNKNOWN;
    }
  }

  // The environment of the workload

  private Map<String, String> environment(
      Map<String, Object> scaled, Map<String, String> metadata) {
    Map<String, String> environment = new HashMap<>();
    Object container =
        scaled.get("kind").equals("ScaledJob")
            ? at(scaled, "spec", "envSourceContainerName")
            : at(scaled, "spec", "scaleTargetRef", "envSourceContainerName");
    for (String parameter : FROM_ENVIRONMENT) {
      String name = metadata.get(parameter + "FromEnv");
      if (name != null) {
        String text = variable(scaled, container, name);
        if (text != null) {
          environment.put(parameter, text);
        }
      }
    }
    return environment;
  }

  /** What a variable of the workload holds; null when the workload certainly has none. */
  private String variable(Map<String, Object> scaled, Object container, Object name) {
    Optional<Object> pod = pod(scaled);
    if (pod.isEmpty()) {
      return UNKNOWN;
    }
    List<?> containers = list(at(pod.get(), "containers"));
    Optional<?> source =
        container == null
            ? containers.stream().findFirst()
            : containers.stream().filter(each -> container.equals(at(each, "name"))).findFirst();
    if (source.isEmpty() || source.get() instanceof String) {
      return UNKNOWN;
    }
    boolean visible =
        at(source.get(), "envFrom") == null && !map(source.get()).containsKey(UNKNOWN);
    if (at(source.get(), "env") instanceof String) {
      return UNKNOWN;
    }
    for (Object variable : list(at(source.get(), "env"))) {
      if (variable instanceof String) {
        visible = false;
      } else if (name.equals(at(variable, "name"))) {
        return at(variable, "value") instanceof String text
            ? VARIABLE.matcher(text(text)).replaceAll(UNKNOWN)
            : UNKNOWN;
      }
    }
    return visible ? null : UNKNOWN;
  }

  private Optional<Object> pod(Map<String, Object> scaled) {
    if (scaled.get("kind").equals("ScaledJob")) {
      return Optional.ofNullable(at(scaled, "spec", "jobTargetRef", "template", "spec"));
    }
    Object target = at(scaled, "spec", "scaleTargetRef");
    String kind = at(target, "kind") instanceof String text ? text : "Deployment";
    return find("", kind, at(target, "name"))
        .map(workload -> at(workload, "spec", "template", "spec"));
  }

  // Trees

  private Optional<Map<String, Object>> find(String api, String kind, Object name) {
    return objects.stream()
        .filter(
            object ->
                kind.equals(object.get("kind"))
                    && text(object.get("apiVersion")).startsWith(api)
                    && name != null
                    && name.equals(at(object, "metadata", "name")))
        .findFirst();
  }

  /** A scalar as text, with what only the cluster knows marked. */
  private static String text(Object scalar) {
    if (!(scalar instanceof String text)) {
      return scalar == null ? "" : scalar.toString();
    }
    if (!Text.hasReferences(text)) {
      return text;
    }
    try {
      StringBuilder known = new StringBuilder();
      for (Text.Part part : Text.parse(text).parts()) {
        known.append(part instanceof Text.Plain plain ? plain.text() : UNKNOWN);
      }
      return known.toString();
    } catch (IllegalArgumentException noReference) {
      return UNKNOWN;
    }
  }

  private static Object at(Object node, String... path) {
    Object here = node;
    for (String step : path) {
      here = here instanceof Map<?, ?> map ? map.get(step) : null;
    }
    return here;
  }

  @SuppressWarnings("unchecked") // Keys of YAML's maps are text here.
  private static Map<String, Object> map(Object node) {
    return node instanceof Map ? (Map<String, Object>) node : Map.of();
  }

  private static List<?> list(Object node) {
    return node instanceof List<?> list ? list : List.of();
  }
}
