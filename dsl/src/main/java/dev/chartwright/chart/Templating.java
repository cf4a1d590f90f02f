package dev.chartwright.chart;

import dev.chartwright.chart.tree.Condition;
import dev.chartwright.chart.tree.Expr;
import dev.chartwright.chart.tree.Expr.FileHash;
import dev.chartwright.chart.tree.Expr.Include;
import dev.chartwright.chart.tree.Expr.Reference;
import dev.chartwright.chart.tree.Expression;
import dev.chartwright.chart.tree.Kind;
import dev.chartwright.chart.tree.Node;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The functions of the DSL, for static import. Everything here is evaluated when the chart is
 * installed.
 */
public final class Templating {
  private Templating() {}

  /** Holds if the flag is true, or if the value is not empty. */
  public static Condition when(Expression flag) {
    return flag.isSet();
  }

  public static Condition when(Condition condition) {
    return condition;
  }

  public static Condition not(Expression flag) {
    return new Condition.Not(flag.isSet());
  }

  public static Condition not(Condition condition) {
    return condition instanceof Condition.Not not ? not.condition() : new Condition.Not(condition);
  }

  /** Holds if the cluster has an API: {@code group/version/Kind}, or {@code group/version}. */
  public static Condition capabilities(String api) {
    return new Condition.HasApi(api);
  }

  /**
   * Holds if the version of Kubernetes lies within a range, such as {@code >=1.29-0}.
   *
   * @param range comparisons with {@code = != > >= < <= ~ ^}, separated by commas or by {@code ||}.
   *     Each version ends in {@code -0}: without it, the versions of most providers, such as {@code
   *     v1.30.5-gke.1014001}, satisfy no range
   */
  public static Condition kubeVersion(String range) {
    return Condition.kubeVersion(range);
  }

  /** The name of the release, at most 53 characters. */
  public static Expr releaseName() {
    return new Reference(Expr.Root.RELEASE, "Name", Kind.STRING, true);
  }

  /** The namespace that the release is installed into. */
  public static Expr releaseNamespace() {
    return new Reference(Expr.Root.RELEASE, "Namespace", Kind.STRING, true);
  }

  /** {@code Helm}, or the program that renders in its place. */
  public static Expr releaseService() {
    return new Reference(Expr.Root.RELEASE, "Service", Kind.STRING, true);
  }

  public static Expr chartName() {
    return new Reference(Expr.Root.CHART, "Name", Kind.STRING, true);
  }

  public static Expr chartVersion() {
    return new Reference(Expr.Root.CHART, "Version", Kind.STRING, true);
  }

  public static Expr appVersion() {
    return new Reference(Expr.Root.CHART, "AppVersion", Kind.STRING, true);
  }

  /** The chart's name, or its override. */
  public static Expr name() {
    return new Include(StandardTemplates.NAME, Kind.STRING, true);
  }

  /**
   * The full name of the release: release and chart, or the override. It is short enough for every
   * object of the chart, and unique even if it was truncated.
   */
  public static Expr fullName() {
    return new Include(StandardTemplates.FULLNAME, Kind.STRING, true);
  }

  /** The full name with a suffix, as a token: {@code <full name>-worker}. */
  public static String fullName(String suffix) {
    return fullName().asString() + "-" + suffix;
  }

  /**
   * The labels that select the pods of a component: name, instance and component, and nothing that
   * can change. Use the same map for the selector and for the labels of the pods.
   */
  public static Map<String, String> selectorLabels(String component) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("app.kubernetes.io/name", name().asString());
    labels.put("app.kubernetes.io/instance", releaseName().asString());
    if (!component.isEmpty()) {
      labels.put("app.kubernetes.io/component", component);
    }
    return labels;
  }

  /** The SHA-256 of a manifest of this chart as rendered, to restart pods when it changes. */
  public static Expr checksum(String manifest) {
    return new FileHash(manifest);
  }

  /** One of two trees: {@code choose(condition).then(a).otherwise(b)}. */
  public static Then choose(Condition condition) {
    return then -> otherwise -> new Node.Choice(condition, Node.of(then), Node.of(otherwise));
  }

  public static Then choose(Expression flag) {
    return choose(flag.isSet());
  }

  /** Expects the tree for a condition that holds. */
  public interface Then {
    Otherwise then(Object tree);
  }

  /** Expects the tree for a condition that does not hold. */
  public interface Otherwise {
    Node otherwise(Object tree);
  }

  /**
   * One list item for each item of a list.
   *
   * @param variable the loop variable's name in the template
   * @param body makes the tree from the item
   */
  public static Node each(Expression list, String variable, Function<LoopItem, Object> body) {
    return new Node.Sequence(
        List.of(
            Node.Item.splice(
                Node.Each.over(
                    list, "", variable, name -> Node.of(body.apply(new LoopItem(name)))))));
  }

  /** Map entries for each entry of a map; the body gets key and value and gives a map. */
  public static Node eachEntry(Expression map, BiFunction<Expr, LoopItem, Map<String, ?>> body) {
    Expr key = new Reference(Expr.Root.VARIABLE, "key", Kind.STRING, false);
    return new Node.Mapping(
        List.of(
            Node.Entry.splice(
                Node.Each.over(
                    map, "key", "value", name -> Node.of(body.apply(key, new LoopItem(name)))))));
  }

  /** The current item of a loop. */
  public record LoopItem(String variable) {
    /** The item itself, a string. */
    public Expr string() {
      return new Reference(Expr.Root.VARIABLE, variable, Kind.STRING, false);
    }

    /** The item itself, a whole number. */
    public Expr integer() {
      return new Reference(Expr.Root.VARIABLE, variable, Kind.INTEGER, true);
    }

    /** The item itself, a map. */
    public Expr map() {
      return new Reference(Expr.Root.VARIABLE, variable, Kind.MAP, false);
    }

    /**
     * A field of the item. One that the type of the value does not require is read under a
     * condition that asks for it, such as {@code when(item.string("note"))}.
     */
    public Expr string(String field) {
      return field(field, Kind.STRING);
    }

    public Expr integer(String field) {
      return field(field, Kind.INTEGER);
    }

    public Expr flag(String field) {
      return field(field, Kind.BOOLEAN);
    }

    public Expr list(String field) {
      return field(field, Kind.LIST);
    }

    public Expr map(String field) {
      return field(field, Kind.MAP);
    }

    private Expr field(String field, Kind kind) {
      return new Reference(
          Expr.Root.VARIABLE, variable + "." + field, kind, kind != Kind.STRING && kind.isScalar());
    }
  }
}
