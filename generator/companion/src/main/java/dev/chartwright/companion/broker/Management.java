package dev.chartwright.companion.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chartwright.companion.broker.BrokerException.Kind;
import dev.chartwright.companion.http.HttpCall;
import dev.chartwright.companion.http.HttpException;
import dev.chartwright.companion.json.JsonException;
import dev.chartwright.companion.json.JsonReader;
import dev.chartwright.companion.json.JsonValue;
import dev.chartwright.companion.json.JsonValue.Fields;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The management API of RabbitMQ, as far as a run needs it. Every call waits for its answer, and
 * may be repeated. Threads may share it.
 */
public final class Management {
  private static final int LONGEST_ANSWER = 16 << 20; // bytes; a fleet of 200 workers needs 0.5 MB
  private static final int LONGEST_REASON = 200;

  /** The arguments that the prover declares its queues with: the broker compares them. */
  private static final JsonValue PROVERS_QUEUE =
      new Fields()
          .with("durable", false)
          .with("auto_delete", false)
          .with("arguments", new Fields().with("x-expires", 1_800_000));

  private final BrokerAccess access;
  private final Duration patience;
  private final String authorization;

  /** The broker there, with 20 s for a call. */
  public Management(BrokerAccess access) {
    this(access, Duration.ofSeconds(20));
  }

  /**
   * The broker there.
   *
   * @param patience how long a call may take
   */
  public Management(BrokerAccess access, Duration patience) {
    this.access = access;
    this.patience = patience;
    byte[] login = (access.user() + ":" + access.password()).getBytes(UTF_8);
    authorization = "Basic " + Base64.getEncoder().encodeToString(login);
  }

  /** What the broker says of a queue; empty if it is not there. */
  public Optional<QueueFigures> queue(String name) throws BrokerException {
    Answer answer = call("GET", queuePath(name), null);
    if (answer.isAbsent()) {
      return Optional.empty();
    }
    JsonValue queue = answer.json();
    return Optional.of(
        new QueueFigures(
            queue.number("messages_ready").orElse(0),
            queue.number("messages_unacknowledged").orElse(0),
            queue.number("consumers").orElse(0),
            queue.number("message_stats", "redeliver").orElse(0)));
  }

  /**
   * Declares a queue as the prover does. That renews the expiry of one that is there, and keeps its
   * messages.
   *
   * @return whether it was not there
   */
  public boolean declare(String name) throws BrokerException {
    Answer answer = call("PUT", queuePath(name), PROVERS_QUEUE);
    if (answer.status() == 400) {
      throw new BrokerException(
          Kind.OTHER_QUEUE,
          "the queue "
              + name
              + " is there with other settings than the prover's, delete it: "
              + answer.reason());
    }
    return answer.done().status() == 201;
  }

  /**
   * Deletes a queue with its messages if nobody listens to it. The queue itself decides that, at
   * the time of the call.
   *
   * @return false if somebody listens; true also if the queue is not there
   */
  public boolean deleteIfUnused(String name) throws BrokerException {
    Answer answer = call("DELETE", queuePath(name) + "?if-unused=true", null);
    if (answer.isAbsent()) {
      return true;
    }
    return answer.status() != 400 && answer.done().isDone();
  }

  /** All that listen to the queues. One may be missing for 5 s after it has come. */
  public List<QueueConsumer> consumers(Collection<String> queues) throws BrokerException {
    Answer answer = call("GET", "consumers/" + encoded(access.virtualHost()), null);
    if (answer.isAbsent()) {
      throw new BrokerException(
          Kind.UNEXPECTED,
          "the broker at " + access.address() + " has no virtual host " + access.virtualHost());
    }
    List<QueueConsumer> found = new ArrayList<>();
    for (JsonValue consumer : answer.json().items()) {
      String queue = consumer.text("queue", "name").orElse("");
      if (queues.contains(queue)) {
        found.add(
            new QueueConsumer(
                queue,
                consumer.text("channel_details", "connection_name").orElse(""),
                consumer.text("channel_details", "peer_host").orElse("")));
      }
    }
    return found;
  }

  /**
   * Closes a connection. Nothing happens if it is not there.
   *
   * @param reason what its client and the log of the broker are told
   */
  public void closeConnection(String name, String reason) throws BrokerException {
    Answer answer = call("DELETE", "connections/" + encoded(name), null, "X-Reason", reason);
    if (!answer.isAbsent()) {
      answer.done();
    }
  }

  /** A text among the parameters of the whole broker; empty if it is not there, or no text. */
  public Optional<String> globalParameter(String name) throws BrokerException {
    Answer answer = call("GET", parameterPath(name), null);
    return answer.isAbsent() ? Optional.empty() : answer.json().text("value");
  }

  /** Sets a text among the parameters of the whole broker. It survives the broker. */
  public void putGlobalParameter(String name, String value) throws BrokerException {
    call("PUT", parameterPath(name), new Fields().with("value", value)).done();
  }

  /** Deletes a parameter of the whole broker. Nothing happens if it is not there. */
  public void deleteGlobalParameter(String name) throws BrokerException {
    Answer answer = call("DELETE", parameterPath(name), null);
    if (!answer.isAbsent()) {
      answer.done();
    }
  }

  /** What the nodes of the broker say of themselves, up to 5 s ago. */
  public NodeFigures nodes() throws BrokerException {
    List<JsonValue> nodes = call("GET", "nodes", null).json().items();
    return new NodeFigures(
        nodes.stream()
            .flatMap(node -> node.number("uptime").stream().boxed())
            .min(Comparator.naturalOrder())
            .map(Duration::ofMillis),
        nodes.stream()
            .anyMatch(node -> isSet(node, "mem_alarm") || isSet(node, "disk_free_alarm")));
  }

  private static boolean isSet(JsonValue node, String flag) {
    return node.at(flag).filter(new JsonValue.Flag(true)::equals).isPresent();
  }

  private String queuePath(String name) {
    return "queues/" + encoded(access.virtualHost()) + "/" + encoded(name);
  }

  private static String parameterPath(String name) {
    return "global-parameters/" + encoded(name);
  }

  private static String encoded(String segment) {
    return URLEncoder.encode(segment, UTF_8).replace("+", "%20");
  }

  /** An answer that is neither a refusal nor a failure of the broker. */
  private record Answer(String call, int status, String body) {
    boolean isAbsent() {
      return status == 404;
    }

    boolean isDone() {
      return status / 100 == 2;
    }

    Answer done() throws BrokerException {
      if (!isDone()) {
        throw unexpected();
      }
      return this;
    }

    JsonValue json() throws BrokerException {
      try {
        return JsonReader.parse(done().body());
      } catch (JsonException e) {
        throw unexpected();
      }
    }

    /** What the broker says of a request that it did not carry out. */
    String reason() {
      String reason = body;
      try {
        reason = JsonReader.parse(body).text("reason").orElse(body);
      } catch (JsonException e) {
        // Somebody else than a broker may have answered.
      }
      reason = reason.strip().replaceAll("\\s+", " ");
      return reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason;
    }

    BrokerException unexpected() {
      return new BrokerException(
          Kind.UNEXPECTED, call + " was answered with status " + status + ": " + reason());
    }
  }

  private Answer call(String method, String path, JsonValue body, String... headers)
      throws BrokerException {
    Answer answer = send(method, path, body, headers);
    if (answer.status() >= 500) {
      // The broker fails if what it is asked about goes away meanwhile, such as a connection.
      answer = send(method, path, body, headers);
    }
    if (answer.isAbsent()) {
      // A broker that starts or stops has none of its paths for a moment, and says the same.
      if (!send("GET", "whoami", null).isDone()) {
        throw unreachable("it is starting or stopping");
      }
      answer = send(method, path, body, headers);
    }
    if (answer.status() >= 500) {
      throw unreachable("status " + answer.status() + " " + answer.reason());
    }
    if (answer.status() == 401 || answer.status() == 403) {
      boolean known = send("GET", "whoami", null).isDone();
      throw known
          ? new BrokerException(
              Kind.NOT_ADMINISTRATOR,
              "the user "
                  + access.user()
                  + " needs the tag administrator and all permissions on the virtual host "
                  + access.virtualHost()
                  + " of the broker at "
                  + access.address()
                  + ": it may not "
                  + method
                  + " "
                  + path)
          : new BrokerException(
              Kind.LOGIN_REFUSED,
              "the broker at "
                  + access.address()
                  + " refuses the user "
                  + access.user()
                  + ": the password is wrong, or the user lacks the tag administrator");
    }
    return answer;
  }

  private Answer send(String method, String path, JsonValue body, String... headers)
      throws BrokerException {
    String address = "http://" + access.address() + "/api/" + path;
    String call = method + " " + address;
    Map<String, String> all = new HashMap<>();
    all.put("Authorization", authorization);
    all.put("Content-Type", "application/json");
    for (int i = 0; i < headers.length; i += 2) {
      all.put(headers[i], headers[i + 1]);
    }
    byte[] content = body == null ? new byte[0] : body.toString().getBytes(UTF_8);
    try {
      HttpCall.Answer answer =
          new HttpCall(URI.create(address), all, false, patience, LONGEST_ANSWER)
              .call(method, content);
      return new Answer(call, answer.status(), answer.text());
    } catch (IllegalArgumentException e) {
      throw unreachable("this is not a valid address");
    } catch (HttpException e) {
      throw e.kind() == HttpException.Kind.LONG
          ? new BrokerException(
              Kind.UNEXPECTED, call + " was answered with more than " + LONGEST_ANSWER + " bytes")
          : unreachable(e.getMessage());
    }
  }

  private BrokerException unreachable(String why) {
    return new BrokerException(
        Kind.UNREACHABLE,
        "the broker's management API at " + access.address() + " does not answer: " + why);
  }
}
