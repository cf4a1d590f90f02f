package dev.chartwright.resource;

import dev.chartwright.chart.Values;
import dev.chartwright.problem.DeclarationRules;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import java.util.Map;
import java.util.Objects;

/**
 * A trigger on RabbitMQ queues: a {@link Trigger} whose parameters have types. Every parameter with
 * a number has a second form with text, which is the one for a reference to a chart value.
 *
 * @param trigger what is declared so far
 */
public record RabbitmqTrigger(Trigger trigger) {
  /** The scaler's name in KEDA. */
  public static final String TYPE = "rabbitmq";

  public RabbitmqTrigger {
    if (!trigger.type().equals(TYPE)) {
      throw new IllegalArgumentException("not a rabbitmq trigger: " + trigger.type());
    }
  }

  /** As {@link Trigger#name(String)}. */
  public RabbitmqTrigger name(String name) {
    return new RabbitmqTrigger(trigger.name(name));
  }

  /** As {@link Trigger#metricType(Trigger.MetricType)}. */
  public RabbitmqTrigger metricType(Trigger.MetricType metricType) {
    return new RabbitmqTrigger(trigger.metricType(metricType));
  }

  /** As {@link Trigger#useCachedMetrics(Boolean)}. */
  public RabbitmqTrigger useCachedMetrics(Boolean useCachedMetrics) {
    return new RabbitmqTrigger(trigger.useCachedMetrics(useCachedMetrics));
  }

  /** As {@link Trigger#authenticationRef(String)}. */
  public RabbitmqTrigger authenticationRef(String name) {
    return new RabbitmqTrigger(trigger.authenticationRef(name));
  }

  /** As {@link Trigger#authenticationRef(Trigger.AuthenticationRef)}. */
  public RabbitmqTrigger authenticationRef(Trigger.AuthenticationRef authenticationRef) {
    return new RabbitmqTrigger(trigger.authenticationRef(authenticationRef));
  }

  /**
   * The broker's address, {@code amqp://host:5672/vhost} or {@code http://host:15672/vhost}; the
   * last part of an http path is always the vhost. Required here or in the authentication, which is
   * where one with credentials belongs.
   */
  public RabbitmqTrigger host(String host) {
    return parameter("host", host);
  }

  /** The variable of the workload's container that holds the {@link #host}. */
  public RabbitmqTrigger hostFromEnv(String variable) {
    return parameter("hostFromEnv", variable);
  }

  /** The variable of the workload's container that holds the user. KEDA 2.16. */
  public RabbitmqTrigger usernameFromEnv(String variable) {
    return parameter("usernameFromEnv", variable);
  }

  /** The variable of the workload's container that holds the password. KEDA 2.16. */
  public RabbitmqTrigger passwordFromEnv(String variable) {
    return parameter("passwordFromEnv", variable);
  }

  /** Default: {@link Protocol#AUTO}, by the scheme of the host. */
  public RabbitmqTrigger protocol(Protocol protocol) {
    return parameter("protocol", protocol);
  }

  /**
   * The queue, or with {@link #useRegex} an expression that is not anchored by itself. Required.
   */
  public RabbitmqTrigger queueName(String queueName) {
    return parameter("queueName", queueName);
  }

  /** The metric. Default: {@link Mode#QUEUE_LENGTH} with value 20. */
  public RabbitmqTrigger mode(Mode mode) {
    return parameter("mode", mode);
  }

  /** The amount that one replica takes on, above 0. Goes together with {@link #mode}. */
  public RabbitmqTrigger value(Number value) {
    return number("value", value);
  }

  /** As {@link #value(Number)}. */
  public RabbitmqTrigger value(String value) {
    return parameter("value", value);
  }

  /** The workload leaves 0 replicas when the measure exceeds this. Default 0. */
  public RabbitmqTrigger activationValue(Number activationValue) {
    return number("activationValue", activationValue);
  }

  /** As {@link #activationValue(Number)}. */
  public RabbitmqTrigger activationValue(String activationValue) {
    return parameter("activationValue", activationValue);
  }

  /** Reads the queue name as a regular expression; http only. Default false. */
  public RabbitmqTrigger useRegex(Boolean useRegex) {
    return parameter("useRegex", useRegex);
  }

  /**
   * How several queues become one number; with {@link #useRegex}. Default {@link Operation#SUM}.
   */
  public RabbitmqTrigger operation(Operation operation) {
    return parameter("operation", operation);
  }

  /** Queues that an expression may match, 1 to 500; more are an error. Default 100. */
  public RabbitmqTrigger pageSize(Integer pageSize) {
    return number("pageSize", pageSize);
  }

  /** As {@link #pageSize(Integer)}. */
  public RabbitmqTrigger pageSize(String pageSize) {
    return parameter("pageSize", pageSize);
  }

  /** Default: the one of the host's path. */
  public RabbitmqTrigger vhostName(String vhostName) {
    return parameter("vhostName", vhostName);
  }

  /** Leaves out the messages that a consumer has in hand; http only. Default false. */
  public RabbitmqTrigger excludeUnacknowledged(Boolean excludeUnacknowledged) {
    return parameter("excludeUnacknowledged", excludeUnacknowledged);
  }

  /** Milliseconds that a request may take, above 0; http only. Default: KEDA's own, 3000. */
  public RabbitmqTrigger timeout(Integer milliseconds) {
    return number("timeout", milliseconds);
  }

  /** As {@link #timeout(Integer)}; from KEDA 2.18 on also with a unit, such as {@code 30s}. */
  public RabbitmqTrigger timeout(String timeout) {
    return parameter("timeout", timeout);
  }

  /** Accepts any certificate of the broker. Default false. */
  public RabbitmqTrigger unsafeSsl(Boolean unsafeSsl) {
    return parameter("unsafeSsl", unsafeSsl);
  }

  /** Any parameter by KEDA's name for it, such as a flag that refers to a chart value. */
  public RabbitmqTrigger parameter(String key, String value) {
    return new RabbitmqTrigger(trigger.parameter(key, value));
  }

  /** The parameters as KEDA reads them. */
  public Map<String, String> metadata() {
    return trigger.metadata();
  }

  // Parameters are texts, and within a text the number that stands for a reference stays a number.
  private RabbitmqTrigger number(String key, Number value) {
    if (value instanceof Integer number && Values.isToken(number)) {
      return parameter(
          key,
          InvalidText.of(
              Finding.error(
                      DeclarationRules.REFERENCE_KIND,
                      Place.ofCaller(""),
                      "'" + key + "' of a trigger is text in KEDA, and the reference is a number")
                  .fixedBy("pass the reference to the value with asString()")));
    }
    return parameter(key, (Object) value);
  }

  private RabbitmqTrigger parameter(String key, Object value) {
    return parameter(key, Objects.requireNonNull(value, key).toString());
  }

  /** The protocol with which KEDA reads the broker. */
  public enum Protocol {
    /** By the scheme of the host. */
    AUTO("auto"),
    /** Over AMQP, which sees one queue and its ready messages only. */
    AMQP("amqp"),
    /** Over the management API, which sees messages in hand and several queues too. */
    HTTP("http");

    private final String text;

    Protocol(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** The metric of a trigger. All metrics except the queue length need http. */
  public enum Mode {
    /** Messages. */
    QUEUE_LENGTH("QueueLength"),
    /** Messages published a second. */
    MESSAGE_RATE("MessageRate"),
    /** Messages delivered or fetched a second. KEDA 2.18. */
    DELIVER_GET_RATE("DeliverGetRate"),
    /** Messages published for each one delivered. KEDA 2.18. */
    PUBLISHED_TO_DELIVERED_RATIO("PublishedToDeliveredRatio"),
    /** Seconds until the queue would be empty. KEDA 2.18. */
    EXPECTED_QUEUE_CONSUMPTION_TIME("ExpectedQueueConsumptionTime");

    private final String text;

    Mode(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** The operation that combines the numbers of several queues. */
  public enum Operation {
    SUM("sum"),
    /** Divides whole numbers, so it rounds down. */
    AVG("avg"),
    MAX("max");

    private final String text;

    Operation(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
