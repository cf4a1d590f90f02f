package dev.chartwright.chart;

import dev.chartwright.chart.tree.Condition;
import dev.chartwright.chart.tree.Expr;
import dev.chartwright.chart.tree.Expression;
import dev.chartwright.problem.CommonRules;
import dev.chartwright.problem.DeclarationRules;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.EnvVarSourceBuilder;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.SecretKeySelector;
import io.fabric8.kubernetes.api.model.SecretVolumeSource;
import io.fabric8.kubernetes.api.model.SecretVolumeSourceBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A Secret that a chart refers to: the user names an existing one in the value {@code
 * existingSecret}, unless something in the chart makes it. The chart never holds what is in it.
 * Immutable.
 */
public final class SecretValue implements Expression {
  /** What a chart that makes a secret asks of its users. */
  static final String PRICE =
      "Helm stores it in the Secret of the release too, and `helm template` and Argo CD, which ask no"
          + " cluster, make another one each time.";

  private final String path;
  private final List<String> keys;
  private final Value<String> existingSecret;
  private final Maker maker;
  private final Expr name;
  private final Values owner;

  SecretValue(
      String path, List<String> keys, Value<String> existingSecret, Maker maker, Values owner) {
    this.path = path;
    this.keys = List.copyOf(keys);
    this.existingSecret = existingSecret;
    this.maker = maker;
    this.owner = owner;
    this.name =
        maker instanceof Maker.Absent
            ? existingSecret.expr()
            : maker instanceof Maker.Nobody
                ? existingSecret.required(
                    "Set "
                        + existingSecret.path()
                        + " to the name of a Secret"
                        + withKeys(keys, "")
                        + ".")
                : existingSecret.orElse(maker.name());
  }

  /** Who makes the Secret if the user names none. */
  sealed interface Maker {
    /** What the Secret is called, with tokens; empty where it is not made. */
    String name();

    /** The user names one. */
    record Nobody() implements Maker {
      @Override
      public String name() {
        return "";
      }
    }

    /** An operator, for an object of the chart. */
    record Operator(String name) implements Maker {}

    /**
     * The chart itself.
     *
     * @param length of the random text
     * @param reason why it may
     */
    record Random(String name, int length, String reason) implements Maker {}

    /** What reads it is left out. */
    record Absent() implements Maker {
      @Override
      public String name() {
        return "";
      }
    }
  }

  /** The path of its section in the values. */
  public String path() {
    return path;
  }

  /** The keys that it was declared with, in their order. */
  public List<String> keys() {
    return keys;
  }

  /** The value that names an existing Secret; empty for the one that the chart has made. */
  public Value<String> existingSecret() {
    return existingSecret;
  }

  /**
   * Holds if the user named no Secret, so that the one of the chart is used: the condition of the
   * objects that make it.
   */
  public Condition isMade() {
    return Templating.not(existingSecret.isSet());
  }

  /** Holds if there is a Secret: one that is optional is there if the user names one. */
  public Condition isThere() {
    return maker instanceof Maker.Absent ? existingSecret.isSet() : Condition.always();
  }

  /** The name of the Secret. */
  @Override
  public Expr expr() {
    return name;
  }

  /**
   * One of its keys.
   *
   * @param key as it was declared; another one is a finding
   */
  public Key key(String key) {
    if (!keys.contains(key)) {
      owner.report(
          Finding.error(
              DeclarationRules.SECRET_KEY,
              Place.ofCaller("values." + path),
              "'" + key + "' is not a key of the Secret: it has " + keys));
    }
    return new Key(this, key);
  }

  /** A key of a Secret, for the environment of a container. */
  public record Key(SecretValue secret, String key) {
    /** What {@code valueFrom} of a variable takes. */
    public EnvVarSource asEnvSource() {
      return new EnvVarSourceBuilder().withSecretKeyRef(asSelector()).build();
    }

    /** What custom resources take. */
    public SecretKeySelector asSelector() {
      return new SecretKeySelector(key, secret.asString(), null);
    }
  }

  /** The path in lower case with hyphens, as the name of a volume. */
  public String volumeName() {
    return Values.kebab(path);
  }

  /** The Secret as a volume; each key is a file. */
  public SecretVolumeSource asVolumeSource() {
    return new SecretVolumeSourceBuilder().withSecretName(asString()).build();
  }

  /** The Secret as an item of {@code imagePullSecrets} and the like. */
  public LocalObjectReference asReference() {
    return new LocalObjectReference(asString());
  }

  /** Whether the user has to name one. */
  boolean isRequired() {
    return maker instanceof Maker.Nobody;
  }

  /** What users read behind the description of the value. */
  static String described(List<String> keys, Maker maker) {
    String what = "Name of an existing Secret" + withKeys(keys, "`");
    if (maker instanceof Maker.Nobody) {
      return what + "; required.";
    }
    return what
        + (maker instanceof Maker.Absent
            ? "; if it is empty, none is used."
            : maker instanceof Maker.Operator
                ? "; if it is empty, the one that the chart has made is used."
                : "; if it is empty, the chart makes one with random text. " + PRICE);
  }

  /** What the proof takes for a Secret that the user has to name. */
  String example() {
    return Values.kebab(path) + "-example";
  }

  /** The Secret that the chart makes, where it does. */
  Optional<Manifest> manifest() {
    if (!(maker instanceof Maker.Random random)) {
      return Optional.empty();
    }
    Map<String, String> data = new LinkedHashMap<>();
    for (String key : keys) {
      data.put(key, Expression.keptRandom(random.name(), key, random.length()).asString());
    }
    return Optional.of(
        Manifest.of(
                Values.kebab(path) + "-secret",
                new SecretBuilder()
                    .withNewMetadata()
                    .withName(random.name())
                    .endMetadata()
                    .withData(data)
                    .build())
            .onlyWhen(isMade())
            .comment(
                "Random text, made by the first installation and read from the cluster after that. "
                    + PRICE)
            .accept(CommonRules.SEC_01.id(), "data", random.reason())
            .accept(CommonRules.TPL_03.id(), random.reason()));
  }

  private static String withKeys(List<String> keys, String quote) {
    return keys.isEmpty()
        ? ""
        : " with the key"
            + (keys.size() == 1 ? " " : "s ")
            + keys.stream().map(key -> quote + key + quote).collect(Collectors.joining(", "));
  }
}
