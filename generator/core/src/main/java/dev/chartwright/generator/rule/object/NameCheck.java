package dev.chartwright.generator.rule.object;

import static dev.chartwright.generator.rule.ChartRules.TPL_07;
import static dev.chartwright.generator.rule.ObjectRules.NAM_01;
import static dev.chartwright.generator.rule.ObjectRules.NAM_02;
import static dev.chartwright.generator.rule.ObjectRules.NAM_08;
import static dev.chartwright.generator.rule.ObjectRules.NAM_13;
import static dev.chartwright.generator.rule.PodRules.POD_10;

import dev.chartwright.generator.object.Field;
import dev.chartwright.generator.object.PodTemplate;
import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.rule.check.RenderCheck;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Rule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Names of objects and of the things inside pods: present, of the grammar of their kind, and short
 * enough.
 */
public final class NameCheck implements RenderCheck {
  private static final int LABEL_LENGTH = 63;

  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
  private static final Pattern SUBDOMAIN =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
  private static final Pattern SERVICE = Pattern.compile("[a-z]([-a-z0-9]*[a-z0-9])?");
  private static final Pattern PATH_SEGMENT = Pattern.compile("(?!\\.{1,2}$)[^/%]+");
  private static final Pattern PORT =
      Pattern.compile("(?=.*[a-z])(?!.*--)[a-z0-9]([-a-z0-9]*[a-z0-9])?");
  private static final Pattern VARIABLE = Pattern.compile("[-._a-zA-Z][-._a-zA-Z0-9]*");
  private static final Pattern KEY = Pattern.compile("(?!\\.{1,2}$)[-._a-zA-Z0-9]+");

  private static final Set<String> ROLES =
      Set.of("Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding");

  /** Kinds whose names end up in labels or host names. All others may be long. */
  private static final Set<String> SHORT_NAMES =
      Set.of("Service", "Namespace", "Job", "ReplicaSet", "ReplicationController", "CSIDriver");

  /** Kinds whose names the API allows to be long, too, and which tools repeat in labels. */
  private static final Set<String> REPEATED_NAMES =
      Set.of(
          "ConfigMap",
          "Secret",
          "ServiceAccount",
          "Role",
          "RoleBinding",
          "NetworkPolicy",
          "PodDisruptionBudget",
          "HorizontalPodAutoscaler",
          "Ingress",
          "Deployment",
          "DaemonSet");

  /** Kinds from whose names longer ones are made. */
  private static final Map<String, Integer> SHORTER = new HashMap<>();

  static {
    SHORTER.put("apps/StatefulSet", 52);
    SHORTER.put("batch/CronJob", 52);
    SHORTER.put("keda.sh/ScaledObject", 54);
    SHORTER.put("keda.sh/ScaledJob", 54);
    SHORTER.put("rabbitmq.com/RabbitmqCluster", 45);
  }

  @Override
  public List<Finding> check(Render render) {
    Stream<Finding> ofObjects =
        render.objects().stream()
            .map(Field::root)
            .flatMap(
                root ->
                    Stream.of(
                            ofName(root.at("metadata", "name")).stream(),
                            ofNamespace(root, render).stream(),
                            ofKeys(root))
                        .flatMap(each -> each));
    return Stream.concat(ofObjects, render.pods().stream().flatMap(NameCheck::ofPods)).toList();
  }

  private static Optional<Finding> ofName(Field name) {
    RenderedObject object = name.object();
    if (object.name().isEmpty()) {
      return Optional.of(name.error(NAM_01, "the object has no name"));
    }
    Pattern grammar =
        object.is("", "Service")
            ? SERVICE
            : object.is("", "Namespace")
                ? LABEL
                : ROLES.contains(object.kind()) ? PATH_SEGMENT : SUBDOMAIN;
    int longest =
        SHORTER.getOrDefault(
            object.group() + "/" + object.kind(),
            SHORT_NAMES.contains(object.kind()) ? LABEL_LENGTH : 253);
    // The broker's is the tightest: its operator appends to it, and so does the StatefulSet.
    Rule rule = object.is("rabbitmq.com", "RabbitmqCluster") ? NAM_02 : NAM_01;
    return fault(rule, name, object.name(), grammar, longest).or(() -> asLabel(name));
  }

  private static Optional<Finding> asLabel(Field name) {
    RenderedObject object = name.object();
    return object.name().length() <= LABEL_LENGTH || !REPEATED_NAMES.contains(object.kind())
        ? Optional.empty()
        : Optional.of(name.warning(NAM_13, tooLong(object.name(), LABEL_LENGTH) + " into a label"));
  }

  private static String tooLong(String name, int longest) {
    return "\"" + name + "\" has " + name.length() + " characters, at most " + longest + " fit";
  }

  private static Optional<Finding> ofNamespace(Field root, Render render) {
    Field namespace = root.at("metadata", "namespace");
    // The API server keeps this role in a namespace of its own, and bindings have to be there.
    boolean isBound = root.at("roleRef", "name").is("extension-apiserver-authentication-reader");
    return namespace
        .text()
        .filter(name -> !name.equals(render.namespace()) && !isBound)
        .map(
            name ->
                namespace
                    .error(NAM_08, "the namespace \"" + name + "\" is not the one of the release")
                    .fixedBy("leave it out: Helm puts objects into the namespace of the release"));
  }

  private static Stream<Finding> ofKeys(Field root) {
    return root.object().is("", "ConfigMap") || root.object().is("", "Secret")
        ? Stream.of("data", "stringData", "binaryData")
            .flatMap(data -> root.at(data).fields())
            .flatMap(each -> fault(TPL_07, each, each.key(), KEY, 253).stream())
        : Stream.empty();
  }

  private static Stream<Finding> ofPods(PodTemplate pods) {
    return Stream.concat(
        named(pods.spec().items("volumes"), LABEL, LABEL_LENGTH),
        pods.containers().stream()
            .flatMap(
                container ->
                    Stream.of(
                            named(Stream.of(container), LABEL, LABEL_LENGTH),
                            named(container.items("env"), VARIABLE, 253),
                            named(container.items("ports"), PORT, 15))
                        .flatMap(each -> each)));
  }

  private static Stream<Finding> named(Stream<Field> items, Pattern grammar, int longest) {
    return items
        .map(item -> item.at("name"))
        .flatMap(
            name ->
                name.text().flatMap(text -> fault(POD_10, name, text, grammar, longest)).stream());
  }

  private static Optional<Finding> fault(
      Rule rule, Field field, String name, Pattern grammar, int longest) {
    if (name.length() > longest) {
      return Optional.of(
          field
              .error(rule, tooLong(name, longest))
              .fixedBy("truncate it to " + longest + " characters, after every suffix"));
    }
    return grammar.matcher(name).matches()
        ? Optional.empty()
        : Optional.of(
            field
                .error(rule, "\"" + name + "\" is not a name that Kubernetes takes here")
                .fixedBy("make it match " + grammar.pattern()));
  }
}
