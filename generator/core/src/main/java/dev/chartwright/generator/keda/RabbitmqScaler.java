package dev.chartwright.generator.keda;

import static dev.chartwright.generator.manifest.PlainTree.UNKNOWN;
import static dev.chartwright.generator.rule.ScalingRules.SCA_03;
import static dev.chartwright.generator.rule.ScalingRules.SCA_04;
import static dev.chartwright.generator.rule.ScalingRules.SCA_05;
import static dev.chartwright.generator.rule.ScalingRules.SCA_06;
import static dev.chartwright.generator.rule.ScalingRules.SCA_07;
import static dev.chartwright.generator.rule.ScalingRules.SCA_08;
import static dev.chartwright.generator.rule.ScalingRules.SCA_09;
import static dev.chartwright.generator.rule.ScalingRules.SCA_10;
import static dev.chartwright.generator.rule.ScalingRules.SCA_20;
import static dev.chartwright.generator.rule.ScalingRules.SCA_22;

import dev.chartwright.generator.manifest.PlainTree;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import dev.chartwright.problem.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What KEDA's RabbitMQ scaler makes of its parameters. The operator refuses most mistakes when it
 * reads a trigger, which shows in its log only; others it takes, and then counts something else.
 * Facts are those of KEDA 2.20, {@code pkg/scalers/rabbitmq_scaler.go}. Used once, by one thread.
 */
public final class RabbitmqScaler {
  /** The scaler's name in KEDA. */
  public static final String TYPE = "rabbitmq";

  /** The broker answers with 400 when more queues are asked for. */
  public static final int LARGEST_PAGE = 500;

  private static final Place NOWHERE = Place.ofModel("");
  private static final KedaVersion CREDENTIALS = new KedaVersion(2, 16);
  private static final KedaVersion VHOST_IN_AUTHENTICATION = new KedaVersion(2, 17);
  private static final KedaVersion RATES_AND_UNITS = new KedaVersion(2, 18);
  private static final KedaVersion OAUTH = new KedaVersion(2, 20);

  private static final Set<String> METADATA =
      Set.of(
          "host",
          "hostFromEnv",
          "protocol",
          "queueName",
          "mode",
          "value",
          "activationValue",
          "queueLength",
          "vhostName",
          "useRegex",
          "pageSize",
          "operation",
          "excludeUnacknowledged",
          "timeout",
          "unsafeSsl",
          "usernameFromEnv",
          "passwordFromEnv");

  private static final List<String> OAUTH_PARAMETERS =
      List.of("oauthTokenURI", "clientID", "clientSecret");

  private static final Set<String> AUTHENTICATION_ONLY =
      Set.of(
          "username",
          "password",
          "tls",
          "ca",
          "cert",
          "key",
          "keyPassword",
          "workloadIdentityResource",
          "oauthTokenURI",
          "clientID",
          "clientSecret",
          "scopes",
          "endpointParams");

  /** Those that need the management interface; the last three came with KEDA 2.18. */
  private static final List<String> RATES =
      List.of(
          "MessageRate",
          "DeliverGetRate",
          "PublishedToDeliveredRatio",
          "ExpectedQueueConsumptionTime");

  private static final String LENGTH = "QueueLength";
  private static final Set<String> OPERATIONS = Set.of("sum", "avg", "max");
  private static final Set<String> BOOLEANS =
      Set.of("1", "t", "T", "TRUE", "true", "True", "0", "f", "F", "FALSE", "false", "False");

  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][-+]?\\d+)?");
  private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9]\\d{0,17})");
  private static final Pattern DURATION =
      Pattern.compile("[-+]?(\\d+(\\.\\d*)?(ns|us|µs|ms|s|m|h))+");
  private static final Pattern ESCAPED =
      Pattern.compile("([A-Za-z0-9._~!$&'()*+,;=:" + UNKNOWN + "-]|%[0-9A-Fa-f]{2})*");

  private final Parameters given;
  private final Optional<KedaVersion> keda;
  private final List<Fault> faults = new ArrayList<>();

  /** Where a parameter is written. */
  public enum Origin {
    /** In the trigger's metadata. */
    METADATA,
    /** In the trigger's authentication. */
    AUTHENTICATION
  }

  /**
   * One parameter that KEDA refuses or misreads.
   *
   * @param origin where it is written, or should be
   * @param parameter its name there
   * @param finding without a place, which only the caller knows
   */
  public record Fault(Origin origin, String parameter, Finding finding) {}

  /**
   * The parameters of one trigger. {@link PlainTree#UNKNOWN} stands for what only the cluster
   * knows.
   *
   * @param metadata of the trigger
   * @param authentication what its authentication adds
   * @param environment what the variables hold that {@code …FromEnv} names, by parameter
   * @param open whether there may be more, which cannot be seen
   */
  public record Parameters(
      Map<String, String> metadata,
      Map<String, String> authentication,
      Map<String, String> environment,
      boolean open) {
    public Parameters {
      metadata = filled(metadata);
      authentication = filled(authentication);
      environment = filled(environment);
    }

    /** KEDA takes blank parameters for missing ones. */
    private static Map<String, String> filled(Map<String, String> parameters) {
      Map<String, String> filled = new LinkedHashMap<>();
      parameters.forEach(
          (name, text) -> {
            if (!text.isBlank()) {
              filled.put(name, text.strip());
            }
          });
      return filled;
    }
  }

  private record Given(Origin origin, String name, String text) {
    boolean isKnown() {
      return !text.contains(UNKNOWN);
    }
  }

  private RabbitmqScaler(Parameters given, Optional<KedaVersion> keda) {
    this.given = given;
    this.keda = keda;
  }

  /**
   * Everything that is wrong with the parameters of a trigger.
   *
   * @param keda the version that will read them; when empty, any that knows them
   */
  public static List<Fault> faults(Parameters given, Optional<KedaVersion> keda) {
    RabbitmqScaler scaler = new RabbitmqScaler(given, keda);
    scaler.names();
    String protocol = scaler.protocol();
    scaler.address(protocol);
    scaler.queue();
    scaler.measure(protocol);
    scaler.httpOnly(protocol);
    scaler.timeout(protocol);
    scaler.pages();
    scaler.certificates();
    scaler.credentials();
    scaler.tokens(protocol);
    return scaler.faults;
  }

  private void names() {
    for (String name : new TreeSet<>(given.metadata().keySet())) {
      if (AUTHENTICATION_ONLY.contains(name)) {
        report(
            metadata(name),
            error(SCA_03, "KEDA reads " + name + " from an authentication, not from here")
                .because("KEDA ignores it without a message, and the broker rejects KEDA")
                .fixedBy("move it to a Secret that a TriggerAuthentication names"));
      } else if (!METADATA.contains(name) && !name.equals(UNKNOWN)) {
        report(
            metadata(name),
            error(SCA_03, "the scaler has no parameter " + name)
                .fixedBy("write one of " + String.join(", ", new TreeSet<>(METADATA))));
      }
    }
    for (String name : List.of("username", "password")) {
      since(CREDENTIALS, find(name), name, "put the credentials into host");
    }
    since(
        VHOST_IN_AUTHENTICATION,
        find("vhostName", Origin.AUTHENTICATION),
        "vhostName in an authentication",
        "write vhostName in the metadata");
    for (String name : OAUTH_PARAMETERS) {
      since(OAUTH, find(name, Origin.AUTHENTICATION), name, "use a user and a password");
    }
  }

  private void since(KedaVersion version, Optional<Given> parameter, String what, String instead) {
    if (parameter.isPresent() && keda.isPresent() && keda.get().isBefore(version)) {
      report(
          parameter.get(),
          error(SCA_03, "KEDA " + keda.get() + " does not know " + what)
              .because(
                  "KEDA ignores it without a message, and the broker rejects KEDA or counts something else")
              .fixedBy(instead + ", or raise KEDA to " + version));
    }
  }

  /** How KEDA will ask the broker; {@link PlainTree#UNKNOWN} when that cannot be told. */
  private String protocol() {
    Optional<Given> declared = find("protocol", Origin.METADATA, Origin.AUTHENTICATION);
    String protocol = declared.map(Given::text).orElse(given.open() ? UNKNOWN : "auto");
    switch (protocol) {
      case "amqp", "http", UNKNOWN -> {
        return protocol;
      }
      case "auto" -> {
        Optional<String> scheme =
            find("host").flatMap(host -> BrokerAddress.of(host.text()).scheme());
        if (scheme.isEmpty()) {
          return UNKNOWN;
        }
        Optional<String> own = protocolOf(scheme.get());
        if (own.isEmpty()) {
          report(
              find("host").orElseThrow(),
              error(
                      SCA_04,
                      scheme.get().isEmpty()
                          ? "the address has no scheme, and no protocol is given"
                          : "the scheme '" + scheme.get() + "' names no protocol of the scaler")
                  .fixedBy("begin it with http://, https://, amqp:// or amqps://"));
        }
        return own.orElse(UNKNOWN);
      }
      default -> {
        if (declared.get().isKnown()) {
          report(
              declared.get(),
              error(SCA_04, "there is no protocol '" + protocol + "'")
                  .fixedBy("write http, amqp or auto"));
        }
        return UNKNOWN;
      }
    }
  }

  private static Optional<String> protocolOf(String scheme) {
    return switch (scheme) {
      case "http", "https" -> Optional.of("http");
      case "amqp", "amqps" -> Optional.of("amqp");
      default -> Optional.empty();
    };
  }

  private void address(String protocol) {
    Optional<Given> found = find("host");
    if (found.isEmpty()) {
      if (!given.open()) {
        Optional<String> variable = Optional.ofNullable(given.metadata().get("hostFromEnv"));
        report(
            metadata(variable.isPresent() ? "hostFromEnv" : "host"),
            error(
                    SCA_05,
                    variable
                        .map(name -> "the container has no variable " + name)
                        .orElse("the address of the broker is missing"))
                .fixedBy(
                    variable.isPresent()
                        ? "name a variable of the container whose environment is read"
                        : "write it here, or as host in a TriggerAuthentication"));
      }
      return;
    }
    Given host = found.get();
    BrokerAddress address = BrokerAddress.of(host.text());
    address
        .credentials()
        .filter(credentials -> !ESCAPED.matcher(credentials).matches())
        .ifPresent(
            // The credentials themselves stay out of the report.
            none ->
                report(
                    host,
                    error(
                            SCA_05,
                            "the credentials in the address have characters that are not escaped")
                        .fixedBy(
                            "write them as % and two digits, such as %40 for @, or use username and"
                                + " password of a TriggerAuthentication")));
    address
        .port()
        .filter(port -> !port.matches("\\d*"))
        .ifPresent(
            port ->
                report(
                    host,
                    error(SCA_05, "the port of the address is no number")
                        .fixedBy("write a port number, such as 15672")));
    Optional<String> own = address.scheme().flatMap(RabbitmqScaler::protocolOf);
    if (own.isPresent() && isKnown(protocol) && !own.get().equals(protocol)) {
      report(
          host,
          error(
                  SCA_04,
                  "the address begins with "
                      + address.scheme().get()
                      + "://, the protocol is "
                      + protocol)
              .fixedBy(
                  protocol.equals("http")
                      ? "write http:// and port 15672"
                      : "write amqp:// and port 5672"));
    } else {
      port(protocol, host, address.port().orElse(""));
    }
    boolean vhost = find("vhostName", Origin.METADATA, Origin.AUTHENTICATION).isPresent();
    if (protocol.equals("http")
        && !vhost
        && !given.open()
        && address.path().filter(path -> path.matches("(/.*)?/api")).isPresent()) {
      report(host, error(SCA_06, "the last part of the path is the virtual host, here 'api'"));
    }
  }

  private void port(String protocol, Given host, String port) {
    boolean broker = Set.of("5672", "5671").contains(port);
    boolean management = Set.of("15672", "15671").contains(port);
    if ((protocol.equals("http") && broker) || (protocol.equals("amqp") && management)) {
      report(
          host,
          error(
                  SCA_04,
                  "the protocol is " + protocol + ", and " + port + " is the port of the other one")
              .fixedBy(
                  broker
                      ? "use port 15672, or 15671 with TLS"
                      : "use port 5672, or 5671 with TLS"));
    }
  }

  private void queue() {
    Optional<Given> queue = find("queueName", Origin.METADATA);
    if (queue.isEmpty() && !given.open()) {
      report(
          metadata("queueName"),
          error(SCA_07, "the name of the queue is missing")
              .because("KEDA rejects the trigger, and nothing scales")
              .fixedBy("name the queue, or write an expression for several with useRegex"));
    }
    if (queue.isPresent()
        && queue.get().isKnown()
        && isTrue("useRegex")
        && !(queue.get().text().startsWith("^") && queue.get().text().endsWith("$"))) {
      faults.add(
          new Fault(
              Origin.METADATA,
              "queueName",
              Finding.warning(
                      SCA_07,
                      NOWHERE,
                      "the expression '" + queue.get().text() + "' is not anchored")
                  .because(
                      "it also finds queues whose names contain a match, and counts their messages")
                  .fixedBy("write ^" + queue.get().text() + "$")));
    }
  }

  private void measure(String protocol) {
    Optional<Given> length = number("queueLength");
    Optional<Given> value = number("value");
    Optional<Given> mode = find("mode", Origin.METADATA);
    number("activationValue");
    if (length.isPresent() && (mode.isPresent() || value.isPresent())) {
      report(
          length.get(),
          error(SCA_10, "queueLength is given beside " + (mode.isPresent() ? "mode" : "value"))
              .fixedBy("write mode QueueLength and value alone"));
      return;
    }
    length.ifPresent(this::positive);
    value.ifPresent(this::positive);
    if (value.isPresent() && mode.isEmpty() && !given.open()) {
      report(value.get(), error(SCA_10, "a value without a mode").fixedBy("add mode " + LENGTH));
    }
    if (mode.isPresent() && value.isEmpty() && !given.open()) {
      report(
          mode.get(),
          error(SCA_10, "a mode without a value").fixedBy("add a value, such as \"1\""));
    }
    if (mode.isEmpty() || !mode.get().isKnown()) {
      return;
    }
    String word = mode.get().text();
    if (!word.equals(LENGTH) && !RATES.contains(word)) {
      report(
          mode.get(),
          error(SCA_10, "there is no mode '" + word + "'")
              .fixedBy("write " + LENGTH + ", " + String.join(", ", RATES)));
    } else if (!word.equals(LENGTH)) {
      if (!word.equals(RATES.get(0))) {
        since(RATES_AND_UNITS, mode, "the mode " + word, "use QueueLength or MessageRate");
      }
      if (protocol.equals("amqp")) {
        notWithAmqp(mode.get(), "the mode " + word);
      }
    }
  }

  private Optional<Given> number(String name) {
    Optional<Given> number = find(name, Origin.METADATA);
    if (number.isPresent() && number.get().isKnown() && !isNumber(number.get().text())) {
      report(
          number.get(),
          error(SCA_10, "'" + number.get().text() + "' is no number")
              .fixedBy("write a number in quotes, such as \"1\""));
    }
    return number;
  }

  private static boolean isNumber(String text) {
    return NUMBER.matcher(text).matches() && !Double.isInfinite(Double.parseDouble(text));
  }

  private void positive(Given number) {
    if (number.isKnown() && isNumber(number.text()) && Double.parseDouble(number.text()) <= 0) {
      boolean negative = number.text().startsWith("-");
      report(
          number,
          error(SCA_10, number.text() + " is not above 0")
              .because(
                  negative
                      ? "KEDA accepts it and computes a wrong number of pods"
                      : "KEDA takes 0 for missing: it rejects the trigger, or uses its default of"
                          + " 20")
              .fixedBy("write \"1\", or another number above 0"));
    }
  }

  private void httpOnly(String protocol) {
    for (String name : List.of("useRegex", "excludeUnacknowledged", "unsafeSsl")) {
      Optional<Given> flag = find(name, Origin.METADATA);
      if (flag.isPresent() && flag.get().isKnown() && !BOOLEANS.contains(flag.get().text())) {
        report(
            flag.get(),
            error(
                    name.equals("unsafeSsl") ? SCA_20 : SCA_09,
                    "'" + flag.get().text() + "' is neither true nor false")
                .fixedBy("write \"true\" or \"false\""));
      } else if (protocol.equals("amqp") && !name.equals("unsafeSsl") && isTrue(name)) {
        notWithAmqp(flag.get(), name);
      }
    }
    find("operation", Origin.METADATA)
        .filter(word -> word.isKnown() && !OPERATIONS.contains(word.text()))
        .ifPresent(
            word -> report(word, error(SCA_22, "there is no operation '" + word.text() + "'")));
  }

  private void timeout(String protocol) {
    Optional<Given> found = find("timeout", Origin.METADATA);
    if (found.isEmpty()) {
      return;
    }
    Given timeout = found.get();
    if (protocol.equals("amqp")) {
      notWithAmqp(timeout, "timeout");
      return;
    }
    if (!timeout.isKnown()) {
      return;
    }
    boolean whole = WHOLE.matcher(timeout.text()).matches();
    boolean isDuration = DURATION.matcher(timeout.text()).matches();
    boolean positive = timeout.text().matches(".*[1-9].*") && !timeout.text().startsWith("-");
    if ((!whole && !isDuration) || !positive) {
      report(
          timeout,
          error(
                  SCA_09,
                  whole || isDuration
                      ? timeout.text() + " is not above 0"
                      : "'" + timeout.text() + "' is no time")
              .fixedBy("write milliseconds in quotes, such as \"3000\""));
    } else if (!whole) {
      since(RATES_AND_UNITS, found, "a timeout with a unit", "write milliseconds");
    }
  }

  private void pages() {
    Optional<Given> found = find("pageSize", Origin.METADATA).filter(Given::isKnown);
    if (found.isEmpty()) {
      return;
    }
    Given page = found.get();
    boolean whole = WHOLE.matcher(page.text()).matches();
    long size = whole ? Long.parseLong(page.text()) : 0;
    if (size < 1 || size > LARGEST_PAGE) {
      report(
          page,
          error(
              SCA_08,
              whole
                  ? size + " queues in one answer"
                  : "'" + page.text() + "' is no whole number of queues"));
    }
  }

  private void certificates() {
    find("tls", Origin.AUTHENTICATION)
        .filter(tls -> tls.isKnown() && !Set.of("enable", "disable").contains(tls.text()))
        .ifPresent(
            tls ->
                report(
                    tls,
                    error(SCA_20, "'" + tls.text() + "' does not say whether TLS is on")
                        .fixedBy("write enable or disable")));
    together("cert", "key", Origin.AUTHENTICATION);
  }

  private void credentials() {
    together("username", "password");
  }

  private void together(String one, String other, Origin... origins) {
    Optional<Given> first = find(one, origins);
    Optional<Given> second = find(other, origins);
    if (first.isPresent() != second.isPresent() && !given.open()) {
      Given present = first.or(() -> second).orElseThrow();
      String missing = first.isPresent() ? other : one;
      report(
          present,
          error(SCA_20, (first.isPresent() ? one : other) + " without " + missing)
              .fixedBy("add " + missing));
    }
  }

  private void tokens(String protocol) {
    Optional<Given> identity = find("workloadIdentityResource", Origin.AUTHENTICATION);
    identity
        .filter(none -> protocol.equals("amqp"))
        .ifPresent(parameter -> notWithAmqp(parameter, "workload identity"));
    List<String> missing = new ArrayList<>();
    List<Given> present = new ArrayList<>();
    for (String name : OAUTH_PARAMETERS) {
      find(name, Origin.AUTHENTICATION).ifPresentOrElse(present::add, () -> missing.add(name));
    }
    if (present.isEmpty()) {
      return;
    }
    Given first = present.get(0);
    if (!missing.isEmpty() && !given.open()) {
      report(
          first,
          error(SCA_20, first.name() + " without " + String.join(" and ", missing))
              .fixedBy("add " + String.join(" and ", missing)));
    }
    if (protocol.equals("amqp")) {
      notWithAmqp(first, "OAuth 2");
    }
    boolean user = find("username").isPresent() && find("password").isPresent();
    if (user || identity.isPresent()) {
      report(
          first,
          error(
                  SCA_20,
                  "OAuth 2 beside " + (user ? "a user and a password" : "a workload identity"))
              .fixedBy("keep one of them"));
    }
  }

  private void notWithAmqp(Given parameter, String what) {
    report(parameter, error(SCA_09, what + " needs the protocol http, and this one is amqp"));
  }

  private boolean isTrue(String flag) {
    return Set.of("1", "t", "T", "TRUE", "true", "True")
        .contains(given.metadata().getOrDefault(flag, ""));
  }

  private static boolean isKnown(String text) {
    return !text.contains(UNKNOWN);
  }

  /** A parameter that may stand in every place, from the first one that KEDA looks at. */
  private Optional<Given> find(String name) {
    boolean metadata = METADATA.contains(name);
    Optional<Given> written =
        metadata
            ? find(name, Origin.METADATA, Origin.AUTHENTICATION)
            : find(name, Origin.AUTHENTICATION);
    return written.or(
        () ->
            Optional.ofNullable(given.environment().get(name))
                .map(text -> new Given(Origin.METADATA, name + "FromEnv", text)));
  }

  private Optional<Given> find(String name, Origin... origins) {
    if (origins.length == 0) {
      return find(name);
    }
    for (Origin origin : origins) {
      Map<String, String> parameters =
          origin == Origin.METADATA ? given.metadata() : given.authentication();
      if (parameters.containsKey(name)) {
        return Optional.of(new Given(origin, name, parameters.get(name)));
      }
    }
    return Optional.empty();
  }

  private static Given metadata(String name) {
    return new Given(Origin.METADATA, name, "");
  }

  private static Finding error(Rule rule, String what) {
    return Finding.error(rule, NOWHERE, what);
  }

  private void report(Given parameter, Finding finding) {
    faults.add(new Fault(parameter.origin(), parameter.name(), finding));
  }
}
