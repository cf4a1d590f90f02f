package dev.chartwright.chart;

import dev.chartwright.chart.ValueType.AnyObjectType;
import dev.chartwright.chart.ValueType.EnumType;
import dev.chartwright.chart.ValueType.FieldType;
import dev.chartwright.chart.ValueType.IntegerType;
import dev.chartwright.chart.ValueType.ListType;
import dev.chartwright.chart.ValueType.MapType;
import dev.chartwright.chart.ValueType.ObjectType;
import dev.chartwright.chart.ValueType.QuantityType;
import dev.chartwright.chart.ValueType.TextType;
import io.fabric8.kubernetes.api.model.Toleration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The types of values that go into objects as they are: what the API admits there. */
final class PodTypes {
  static final MapType NODE_SELECTOR =
      new MapType(new TextType(Values.LABEL_VALUE, 0, 63, List.of(), true), Values.LABEL_KEY, "");

  static final ObjectType TOLERATION =
      new ObjectType(
          List.of(
              new FieldType(
                  "key",
                  new TextType(Values.LABEL_KEY, 1, 317, List.of(), true),
                  false,
                  "Key of the taint; without it, every taint."),
              new FieldType(
                  "operator",
                  new EnumType(List.of("Equal", "Exists")),
                  false,
                  "Whether the value must be equal, or any will do."),
              new FieldType(
                  "value",
                  new TextType(Values.LABEL_VALUE, 0, 63, List.of(), true),
                  false,
                  "Value of the taint."),
              new FieldType(
                  "effect",
                  new EnumType(List.of("NoSchedule", "PreferNoSchedule", "NoExecute")),
                  false,
                  "Effect of the taint; without it, every effect."),
              new FieldType(
                  "tolerationSeconds",
                  new IntegerType(0, IntegerType.LARGEST),
                  false,
                  "How long NoExecute is tolerated.")));

  static final ObjectType AFFINITY =
      new ObjectType(
          List.of(
              new FieldType(
                  "nodeAffinity",
                  new AnyObjectType(),
                  false,
                  "Nodes that pods must have, or prefer."),
              new FieldType(
                  "podAffinity", new AnyObjectType(), false, "Pods that they go together with."),
              new FieldType(
                  "podAntiAffinity",
                  new AnyObjectType(),
                  false,
                  "Pods that they keep away from.")));

  static final ObjectType TOPOLOGY_SPREAD =
      new ObjectType(
          List.of(
              new FieldType(
                  "topologyKey",
                  new TextType(Values.LABEL_KEY, 1, 317, List.of(), true),
                  true,
                  "Label of the nodes; those with the same text are one domain."),
              new FieldType(
                  "maxSkew",
                  new IntegerType(1, IntegerType.LARGEST),
                  true,
                  "How many pods more one domain may have than another."),
              new FieldType(
                  "whenUnsatisfiable",
                  new EnumType(List.of("DoNotSchedule", "ScheduleAnyway")),
                  true,
                  "Whether a pod waits when no node fits."),
              new FieldType(
                  "labelSelector", new AnyObjectType(), false, "The pods that are counted."),
              new FieldType(
                  "matchLabelKeys",
                  new ListType(new TextType(Values.LABEL_KEY, 1, 317, List.of(), true)),
                  false,
                  "Labels of the pod by which the counted pods are narrowed down."),
              new FieldType(
                  "minDomains",
                  new IntegerType(1, IntegerType.LARGEST),
                  false,
                  "The least number of domains, for DoNotSchedule."),
              new FieldType(
                  "nodeAffinityPolicy",
                  new EnumType(List.of("Honor", "Ignore")),
                  false,
                  "Whether nodes that the pod cannot run on are left out."),
              new FieldType(
                  "nodeTaintsPolicy",
                  new EnumType(List.of("Honor", "Ignore")),
                  false,
                  "Whether nodes with taints that the pod does not tolerate are left out.")));

  static final ObjectType SECRET =
      new ObjectType(
          List.of(
              new FieldType(
                  "name",
                  new TextType(Values.DNS_NAME, 1, 253, List.of(), true),
                  true,
                  "Name of the Secret.")));

  /** Any object that a release may hold. */
  static final ObjectType ANY_KIND =
      new ObjectType(
          List.of(
              new FieldType(
                  "apiVersion",
                  TextType.matching("^([a-z0-9.-]+/)?v[0-9][a-z0-9]*$"),
                  true,
                  "Version of the API, such as v1."),
              new FieldType(
                  "kind",
                  TextType.matching("^[A-Z][A-Za-z0-9]*$"),
                  true,
                  "Kind of the object, such as ConfigMap."),
              new FieldType(
                  "metadata", new AnyObjectType(), true, "Name, labels and annotations.")),
          true);

  private PodTypes() {}

  /** Requests and limits, by the names of resources. */
  static ObjectType resources(List<String> limits) {
    return new ObjectType(
        List.of(
            new FieldType(
                "requests",
                new MapType(new QuantityType(false), Values.LABEL_KEY, ""),
                false,
                "What a node must have free."),
            new FieldType(
                "limits",
                new MapType(new QuantityType(true), Values.LABEL_KEY, "", limits),
                !limits.isEmpty(),
                "What is never exceeded.")));
  }

  /** A toleration as an item of values. */
  static Map<String, Object> entries(Toleration taint) {
    Map<String, Object> entries = new LinkedHashMap<>();
    put(entries, "key", taint.getKey());
    put(entries, "operator", taint.getOperator());
    put(entries, "value", taint.getValue());
    put(entries, "effect", taint.getEffect());
    put(entries, "tolerationSeconds", taint.getTolerationSeconds());
    return entries;
  }

  private static void put(Map<String, Object> entries, String key, Object field) {
    if (field != null) {
      entries.put(key, field);
    }
  }
}
