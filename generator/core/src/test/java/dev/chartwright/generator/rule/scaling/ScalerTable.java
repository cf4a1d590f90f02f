package dev.chartwright.generator.rule.scaling;

import static dev.chartwright.chart.Templating.fullName;
import static dev.chartwright.chart.Templating.selectorLabels;

import dev.chartwright.chart.Chart;
import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.resource.ScaledObject;
import dev.chartwright.resource.Trigger;
import dev.chartwright.resource.TriggerAuthentication;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Triggers on RabbitMQ that KEDA takes, refuses or misreads. {@link #refusedByKeda} and {@link
 * #accepted} follow the cases of KEDA's own tests of the scaler, {@link #misread} the rest of what
 * is known about it.
 */
final class ScalerTable {
  private static final String HTTP = "http://broker.example:15672/";
  private static final String AMQP = "amqp://broker.example:5672/";

  private ScalerTable() {}

  /**
   * One trigger.
   *
   * @param rule that finds it; empty when nothing is wrong
   * @param parameter that it is found at
   * @param authentication parameters that a Secret of the chart holds
   * @param keda the version that reads it; empty for any
   */
  record Row(
      String name,
      String rule,
      String parameter,
      Map<String, String> metadata,
      Map<String, String> authentication,
      Optional<String> keda) {

    Row with(String... authentication) {
      return new Row(name, rule, parameter, metadata, pairs(authentication), keda);
    }

    Row read(String version) {
      return new Row(name, rule, parameter, metadata, authentication, Optional.of(version));
    }

    /** The variables of the workload; their values are in a Secret of somebody else. */
    List<String> variables() {
      return metadata.entrySet().stream()
          .filter(entry -> entry.getKey().endsWith("FromEnv"))
          .map(Map.Entry::getValue)
          .filter(name -> !name.equals("NO_SUCH_VARIABLE"))
          .toList();
    }

    /** The field at which a report must point, from the root of its object. */
    String field() {
      int index = new ArrayList<>(authentication.keySet()).indexOf(parameter);
      return index < 0
          ? "spec.triggers[0].metadata." + parameter
          : "spec.secretTargetRef[" + index + "].parameter";
    }

    /** The row as a declared chart. */
    Chart chart() {
      Trigger trigger = Trigger.of("rabbitmq");
      for (Map.Entry<String, String> each : metadata.entrySet()) {
        trigger = trigger.parameter(each.getKey(), each.getValue());
      }
      Chart.Builder chart = Chart.named("scaled").version("1.0.0").describe("Scales on a queue.");
      if (!authentication.isEmpty()) {
        TriggerAuthentication.Builder source = TriggerAuthentication.named(fullName("login"));
        authentication.keySet().forEach(each -> source.secret(each, fullName("login"), each));
        trigger = trigger.authenticationRef(fullName("login"));
        chart
            .manifest("authentication", source.build())
            .manifest(
                "secret",
                new SecretBuilder()
                    .withNewMetadata()
                    .withName(fullName("login"))
                    .endMetadata()
                    .withStringData(authentication)
                    .build());
      }
      List<EnvVar> variables =
          variables().stream()
              .map(
                  each ->
                      new EnvVarBuilder()
                          .withName(each)
                          .withNewValueFrom()
                          .withNewSecretKeyRef(each, "broker", false)
                          .endValueFrom()
                          .build())
              .toList();
      return chart
          .manifest(
              "deployment",
              new DeploymentBuilder()
                  .withNewMetadata()
                  .withName(fullName("worker"))
                  .endMetadata()
                  .withNewSpec()
                  .withNewSelector()
                  .withMatchLabels(selectorLabels("worker"))
                  .endSelector()
                  .withNewTemplate()
                  .withNewMetadata()
                  .withLabels(selectorLabels("worker"))
                  .endMetadata()
                  .withNewSpec()
                  .addNewContainer()
                  .withName("worker")
                  .withImage("example.com/worker:1.0.0")
                  .withEnv(variables)
                  .endContainer()
                  .endSpec()
                  .endTemplate()
                  .endSpec()
                  .build())
          .manifest(
              "scaledobject",
              ScaledObject.named(fullName("worker"))
                  .scaleTarget(fullName("worker"))
                  .trigger(trigger)
                  .build())
          .build();
    }

    /** The row as a chart of any origin renders it. */
    Render render() {
      List<RenderedObject> objects = new ArrayList<>();
      Map<String, Object> trigger = new LinkedHashMap<>();
      trigger.put("type", "rabbitmq");
      trigger.put("metadata", metadata);
      if (!authentication.isEmpty()) {
        trigger.put("authenticationRef", Map.of("name", "login"));
        objects.add(
            object(
                "keda.sh/v1alpha1",
                "TriggerAuthentication",
                "login",
                "spec",
                Map.of(
                    "secretTargetRef",
                    authentication.keySet().stream()
                        .map(each -> Map.of("parameter", each, "name", "login", "key", each))
                        .toList())));
        objects.add(object("v1", "Secret", "login", "stringData", authentication));
      }
      List<?> variables =
          variables().stream()
              .map(
                  each ->
                      Map.of(
                          "name",
                          each,
                          "valueFrom",
                          Map.of("secretKeyRef", Map.of("name", "broker", "key", each))))
              .toList();
      objects.add(
          object(
              "apps/v1",
              "Deployment",
              "worker",
              "spec",
              Map.of(
                  "template",
                  Map.of(
                      "spec",
                      Map.of("containers", List.of(Map.of("name", "w", "env", variables)))))));
      objects.add(
          object(
              "keda.sh/v1alpha1",
              "ScaledObject",
              "worker",
              "spec",
              Map.of("scaleTargetRef", Map.of("name", "worker"), "triggers", List.of(trigger))));
      return new Render("demo", "proof", objects, List.of());
    }

    private static RenderedObject object(
        String apiVersion, String kind, String name, String field, Map<String, ?> content) {
      return RenderedObject.of(
          "templates/all.yaml",
          Map.of(
              "apiVersion",
              apiVersion,
              "kind",
              kind,
              "metadata",
              Map.of("name", name),
              field,
              content));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Row> refusedByKeda() {
    return List.of(
        bad("nothing at all", "SCA-05", "host"),
        bad("a length in letters", "SCA-10", "queueLength", env("queueLength", "many")),
        bad("no address, and a length in letters", "SCA-05", "host", named("queueLength", "many")),
        bad("no queue", "SCA-07", "queueName", "hostFromEnv", "BROKER", "queueLength", "7"),
        bad(
                "no queue, and the address in the authentication",
                "SCA-07",
                "queueName",
                "queueLength",
                "7")
            .with("host", AMQP),
        bad("an address of an unknown scheme", "SCA-04", "host", at("other://")),
        bad(
            "a length and a mode",
            "SCA-10",
            "queueLength",
            at("https://", "queueLength", "7", "mode", "QueueLength")),
        bad(
            "a length and a value",
            "SCA-10",
            "queueLength",
            at("https://", "queueLength", "7", "value", "9")),
        bad(
            "a length, a mode and a value",
            "SCA-10",
            "queueLength",
            at("https://", "queueLength", "7", "mode", "QueueLength", "value", "9")),
        bad("a mode alone", "SCA-10", "mode", at("https://", "mode", "QueueLength")),
        bad("a value alone", "SCA-10", "value", at("https://", "value", "9")),
        bad(
            "a mode that does not exist",
            "SCA-10",
            "mode",
            at("https://", "mode", "Moods", "value", "9")),
        bad(
            "a value in letters",
            "SCA-10",
            "value",
            at("https://", "mode", "QueueLength", "value", "many")),
        bad(
            "a rate of messages over amqps",
            "SCA-09",
            "mode",
            at("amqps://", "mode", "MessageRate", "value", "900")),
        bad(
            "a rate of messages over amqp",
            "SCA-09",
            "mode",
            at("amqp://", "mode", "MessageRate", "value", "900")),
        bad(
            "a rate of deliveries over amqps",
            "SCA-09",
            "mode",
            at("amqps://", "mode", "DeliverGetRate", "value", "900")),
        bad(
            "a rate of deliveries over amqp",
            "SCA-09",
            "mode",
            at("amqp://", "mode", "DeliverGetRate", "value", "900")),
        bad("an expression over amqps", "SCA-09", "useRegex", at("amqps://", "useRegex", "true")),
        bad(
            "less than no time",
            "SCA-09",
            "timeout",
            at("http://", "mode", "QueueLength", "value", "900", "timeout", "-7")),
        bad(
            "a time in letters",
            "SCA-09",
            "timeout",
            at("http://", "mode", "QueueLength", "value", "900", "timeout", "soon")),
        bad(
            "a time over amqp",
            "SCA-09",
            "timeout",
            at("amqp://", "mode", "QueueLength", "value", "900", "timeout", "7")),
        bad(
            "a rate of messages of less than one queue",
            "SCA-08",
            "pageSize",
            at(
                "http://",
                "mode",
                "MessageRate",
                "value",
                "900",
                "useRegex",
                "true",
                "pageSize",
                "-1")),
        bad(
            "a rate of messages of queues in letters",
            "SCA-08",
            "pageSize",
            at(
                "http://",
                "mode",
                "MessageRate",
                "value",
                "900",
                "useRegex",
                "true",
                "pageSize",
                "x")),
        bad(
            "a rate of deliveries of less than one queue",
            "SCA-08",
            "pageSize",
            at(
                "http://",
                "mode",
                "DeliverGetRate",
                "value",
                "900",
                "useRegex",
                "true",
                "pageSize",
                "-1")),
        bad(
            "a rate of deliveries of queues in letters",
            "SCA-08",
            "pageSize",
            at(
                "http://",
                "mode",
                "DeliverGetRate",
                "value",
                "900",
                "useRegex",
                "true",
                "pageSize",
                "x")),
        bad(
            "an activation in letters",
            "SCA-10",
            "activationValue",
            env("activationValue", "many", "queueLength", "7")),
        bad(
            "ready messages of an expression over amqp",
            "SCA-09",
            "excludeUnacknowledged",
            at(
                "amqp://",
                "mode",
                "QueueLength",
                "value",
                "900",
                "useRegex",
                "true",
                "excludeUnacknowledged",
                "true")),
        bad(
            "neither safe nor unsafe",
            "SCA-20",
            "unsafeSsl",
            at("https://", "unsafeSsl", "perhaps")),
        bad("a key without a certificate", "SCA-20", "key", env())
            .with("tls", "enable", "ca", "A", "key", "K"),
        bad("a certificate without a key", "SCA-20", "cert", env())
            .with("tls", "enable", "ca", "A", "cert", "C"),
        bad("TLS neither on nor off", "SCA-20", "tls", env())
            .with("tls", "yes", "ca", "A", "cert", "C", "key", "K"),
        bad("a user without a password", "SCA-20", "username", env()).with("username", "worker"),
        bad("a password without a user", "SCA-20", "password", env()).with("password", "secret"),
        bad(
            "a variable for the user alone",
            "SCA-20",
            "usernameFromEnv",
            env("usernameFromEnv", "USER_NAME")),
        bad(
            "a variable for the password alone",
            "SCA-20",
            "passwordFromEnv",
            env("passwordFromEnv", "PASS_WORD")),
        bad(
                "workload identity over amqp",
                "SCA-09",
                "workloadIdentityResource",
                env("protocol", "amqp"))
            .with("workloadIdentityResource", "broker"),
        bad("OAuth 2 over amqp", "SCA-09", "oauthTokenURI", at(AMQP, "protocol", "amqp"))
            .with(oauth()),
        bad(
                "OAuth 2 beside a user and a password",
                "SCA-20",
                "oauthTokenURI",
                at(HTTP, "protocol", "http"))
            .with(oauth("username", "worker", "password", "secret")),
        bad(
                "OAuth 2 beside workload identity",
                "SCA-20",
                "oauthTokenURI",
                at(HTTP, "protocol", "http"))
            .with(oauth("workloadIdentityResource", "broker")),
        bad("OAuth 2 without its server", "SCA-20", "clientID", at(HTTP, "protocol", "http"))
            .with("clientID", "worker", "clientSecret", "secret"),
        bad("OAuth 2 without a client", "SCA-20", "oauthTokenURI", at(HTTP, "protocol", "http"))
            .with("oauthTokenURI", "https://login.example/token", "clientSecret", "secret"),
        bad("OAuth 2 without a secret", "SCA-20", "oauthTokenURI", at(HTTP, "protocol", "http"))
            .with("oauthTokenURI", "https://login.example/token", "clientID", "worker"));
  }

  static List<Row> accepted() {
    return List.of(
        good("a length", env("queueLength", "7")),
        good(
            "an address without a scheme under a protocol",
            named("queueLength", "7", "host", "broker", "protocol", "http")),
        good(
            "a queue with a slash in its name",
            "queueLength",
            "7",
            "queueName",
            "team/tasks",
            "hostFromEnv",
            "BROKER"),
        good(
            "a virtual host",
            "vhostName",
            "team",
            "queueName",
            "team/tasks",
            "hostFromEnv",
            "BROKER"),
        good(
            "an empty virtual host",
            "vhostName",
            "",
            "queueName",
            "team/tasks",
            "hostFromEnv",
            "BROKER"),
        good("a protocol in the authentication", env()).with("protocol", "http"),
        good("http without a host", at("http://")),
        good("https without a host", at("https://")),
        good("a mode and a value", at("https://", "mode", "QueueLength", "value", "9")),
        good("a length over amqps", at("amqps://", "mode", "QueueLength", "value", "9")),
        good("a rate of messages over http", at("http://", "mode", "MessageRate", "value", "900")),
        good(
            "a rate of messages over https", at("https://", "mode", "MessageRate", "value", "900")),
        good(
            "a rate of deliveries over http",
            at("http://", "mode", "DeliverGetRate", "value", "900")),
        good(
            "a rate of deliveries over https",
            at("https://", "mode", "DeliverGetRate", "value", "900")),
        good("an expression over http", at("http://", "useRegex", "true")),
        good(
            "a rate of messages of an expression",
            at("http://", "mode", "MessageRate", "value", "900", "useRegex", "true")),
        good(
            "a rate of deliveries of an expression",
            at("http://", "mode", "DeliverGetRate", "value", "900", "useRegex", "true")),
        good(
            "a length of an expression",
            at("http://", "mode", "QueueLength", "value", "900", "useRegex", "true")),
        good(
            "a time over http",
            at("http://", "mode", "QueueLength", "value", "900", "timeout", "900")),
        good(
            "a rate of messages of a hundred queues",
            at(
                "http://",
                "mode",
                "MessageRate",
                "value",
                "900",
                "useRegex",
                "true",
                "pageSize",
                "100")),
        good(
            "a rate of deliveries of a hundred queues",
            at(
                "http://",
                "mode",
                "DeliverGetRate",
                "value",
                "900",
                "useRegex",
                "true",
                "pageSize",
                "100")),
        good("two hundred queues", at("http://", "useRegex", "true", "pageSize", "200")),
        good("five hundred queues", at("http://", "useRegex", "true", "pageSize", "500")),
        good("an activation", env("activationValue", "7", "queueLength", "9")),
        good(
            "ready messages of an expression over http",
            at(
                "http://",
                "mode",
                "QueueLength",
                "value",
                "900",
                "useRegex",
                "true",
                "excludeUnacknowledged",
                "true")),
        good(
            "the sum of queues",
            at(
                HTTP,
                "mode",
                "MessageRate",
                "value",
                "900",
                "useRegex",
                "true",
                "operation",
                "sum")),
        good(
            "the average of queues",
            at(
                HTTP,
                "mode",
                "MessageRate",
                "value",
                "900",
                "useRegex",
                "true",
                "operation",
                "avg")),
        good(
            "the largest of queues",
            at(
                HTTP,
                "mode",
                "MessageRate",
                "value",
                "900",
                "useRegex",
                "true",
                "operation",
                "max")),
        good("unsafe TLS", at("https://", "unsafeSsl", "true")),
        good("TLS with a certificate of the broker's authority", env())
            .with("tls", "enable", "ca", "A", "cert", "C", "key", "K"),
        good("TLS with a certificate", env()).with("tls", "enable", "cert", "C", "key", "K"),
        good("TLS with a key under a password", env())
            .with("tls", "enable", "cert", "C", "key", "K", "keyPassword", "P"),
        good("TLS with an authority alone", env()).with("tls", "enable", "ca", "A"),
        good("a user and a password", env()).with("username", "worker", "password", "secret"),
        good("a virtual host in the authentication", env()).with("vhostName", "team"),
        good("an empty virtual host in the authentication", env()).with("vhostName", ""),
        good(
            "variables for user and password",
            env("usernameFromEnv", "USER_NAME", "passwordFromEnv", "PASS_WORD")),
        good("workload identity over http", env("protocol", "http"))
            .with("workloadIdentityResource", "broker"),
        good("OAuth 2", at("http://broker.example:15672", "protocol", "http")).with(oauth()),
        good("OAuth 2 with scopes", at("https://broker.example:15672", "protocol", "http"))
            .with(oauth("scopes", "read,write")),
        good("OAuth 2 with parameters", at("http://broker.example:15672", "protocol", "http"))
            .with(oauth("endpointParams", "audience=broker&resource=api")),
        good("OAuth 2 over TLS", at("https://broker.example:15672", "protocol", "http"))
            .with(oauth("tls", "enable", "ca", "A")),
        good("neither length nor mode", env()),
        good("neither length nor mode over http", env("protocol", "http")));
  }

  /** What KEDA refuses beyond the cases of its tests, or takes and reads as something else. */
  static List<Row> misread() {
    return List.of(
        bad(
            "1: a variable that the container lacks",
            "SCA-05",
            "hostFromEnv",
            named("hostFromEnv", "NO_SUCH_VARIABLE")),
        bad(
            "2: a protocol that does not exist",
            "SCA-04",
            "protocol",
            at(HTTP, "protocol", "mqtt")),
        bad("2: a protocol in capitals", "SCA-04", "protocol", at(HTTP, "protocol", "HTTP")),
        bad("2: neither a protocol nor a scheme", "SCA-04", "host", at("broker.example:15672")),
        bad(
            "3: a length beside a mode",
            "SCA-10",
            "queueLength",
            at(HTTP, "queueLength", "7", "mode", "MessageRate")),
        bad("4: a value of 0", "SCA-10", "value", at(HTTP, "mode", "QueueLength", "value", "0")),
        bad(
            "5: a value with a comma",
            "SCA-10",
            "value",
            at(HTTP, "mode", "QueueLength", "value", "1,5")),
        bad(
            "5: a value with a plus",
            "SCA-10",
            "value",
            at(HTTP, "mode", "QueueLength", "value", "+1")),
        bad(
            "5: a value beyond all numbers",
            "SCA-10",
            "value",
            at(HTTP, "mode", "QueueLength", "value", "1e999")),
        bad(
            "6: a ratio over amqp",
            "SCA-09",
            "mode",
            at(AMQP, "mode", "PublishedToDeliveredRatio", "value", "2")),
        bad(
            "6: a time of consumption over amqp",
            "SCA-09",
            "mode",
            at(AMQP, "mode", "ExpectedQueueConsumptionTime", "value", "60")),
        bad(
            "7: an expression over amqp",
            "SCA-09",
            "useRegex",
            at(AMQP, "protocol", "amqp", "useRegex", "true")),
        bad(
            "7: an expression, neither yes nor no",
            "SCA-09",
            "useRegex",
            at(HTTP, "useRegex", "yes")),
        bad(
            "7: ready messages over amqp",
            "SCA-09",
            "excludeUnacknowledged",
            at(AMQP, "excludeUnacknowledged", "true")),
        bad("8: a time of 0", "SCA-09", "timeout", at(HTTP, "timeout", "0")),
        bad("8: a negative time with a unit", "SCA-09", "timeout", at(HTTP, "timeout", "-3s")),
        bad("8: a time over amqp without a mode", "SCA-09", "timeout", at(AMQP, "timeout", "3s")),
        bad("9: no queue in an answer", "SCA-08", "pageSize", at(HTTP, "pageSize", "0")),
        bad("9: half a queue in an answer", "SCA-08", "pageSize", at(HTTP, "pageSize", "1.5")),
        bad(
            "10: more queues than the broker answers with",
            "SCA-08",
            "pageSize",
            at(HTTP, "pageSize", "501")),
        bad(
            "11: an operation that does not exist",
            "SCA-22",
            "operation",
            at(HTTP, "useRegex", "true", "operation", "median")),
        bad("12: TLS that is true", "SCA-20", "tls", at(HTTP)).with("tls", "true"),
        bad("12: a certificate without a key over http", "SCA-20", "cert", at(HTTP))
            .with("tls", "enable", "cert", "C"),
        bad("13: a user in a Secret, a password nowhere", "SCA-20", "username", at(HTTP))
            .with("username", "worker"),
        bad("14: a user with KEDA 2.15", "SCA-03", "username", at(HTTP))
            .with("username", "worker", "password", "secret")
            .read("2.15.1"),
        bad(
                "14: variables for them with KEDA 2.14",
                "SCA-03",
                "usernameFromEnv",
                at(HTTP, "usernameFromEnv", "USER_NAME", "passwordFromEnv", "PASS_WORD"))
            .read("2.14.0"),
        bad(
                "15: workload identity over an address of amqp",
                "SCA-09",
                "workloadIdentityResource",
                at(AMQP))
            .with("workloadIdentityResource", "broker"),
        bad(
            "16: http and the port of amqp",
            "SCA-04",
            "host",
            at("http://broker.example:5672/", "protocol", "http")),
        bad("16: http and the port of amqps", "SCA-04", "host", at("https://broker.example:5671/")),
        bad(
            "16: amqp and the port of http",
            "SCA-04",
            "host",
            at("amqp://broker.example:15672/", "protocol", "amqp")),
        bad(
            "16: amqp and the port of https",
            "SCA-04",
            "host",
            at("amqps://broker.example:15671/")),
        bad("16: amqp and an address of http", "SCA-04", "host", at(HTTP, "protocol", "amqp")),
        bad("16: http and an address of amqp", "SCA-04", "host", at(AMQP, "protocol", "http")),
        bad(
            "17: an address whose last part is taken for the virtual host",
            "SCA-06",
            "host",
            at("http://broker.example:15672/api")),
        bad(
            "18: an expression that also finds parts of names",
            "SCA-07",
            "queueName",
            "host",
            HTTP,
            "queueName",
            "tasks",
            "useRegex",
            "true"),
        bad(
                "19: a mode of 2.18 with KEDA 2.17",
                "SCA-03",
                "mode",
                at(HTTP, "mode", "DeliverGetRate", "value", "9"))
            .read("2.17.2"),
        bad("19: a time with a unit with KEDA 2.17", "SCA-03", "timeout", at(HTTP, "timeout", "3s"))
            .read("2.17.2"),
        bad(
                "19: a virtual host in the authentication with KEDA 2.16",
                "SCA-03",
                "vhostName",
                at(HTTP))
            .with("vhostName", "team")
            .read("2.16.1"),
        bad("19: OAuth 2 with KEDA 2.19", "SCA-03", "oauthTokenURI", at(HTTP))
            .with(oauth())
            .read("2.19.0"),
        bad(
            "19: a parameter that no KEDA knows",
            "SCA-03",
            "queueLenght",
            at(HTTP, "queueLenght", "7")),
        bad(
            "19: a password where KEDA does not look for it",
            "SCA-03",
            "password",
            at(HTTP, "username", "worker", "password", "secret")),
        bad(
            "20: an @ in the password",
            "SCA-05",
            "host",
            at("http://worker:p@ss@broker.example:15672/")),
        bad(
            "20: a / in the password",
            "SCA-05",
            "host",
            at("http://worker:p/ss@broker.example:15672/")),
        bad(
            "20: a # in the password",
            "SCA-05",
            "host",
            at("amqp://worker:p#ss@broker.example:5672/")),
        bad("20: a % in the password", "SCA-05", "host", at(HTTP.replace("//", "//worker:100%@"))),
        bad("20: a space in the password, in a Secret", "SCA-05", "host", named())
            .with("host", "amqp://worker:p ss@broker.example:5672/"),
        bad(
            "21: a negative value",
            "SCA-10",
            "value",
            at(HTTP, "mode", "QueueLength", "value", "-1")),
        bad("21: a negative length", "SCA-10", "queueLength", at(HTTP, "queueLength", "-1")));
  }

  private static Row bad(String name, String rule, String parameter, String... metadata) {
    return new Row(name, rule, parameter, pairs(metadata), Map.of(), Optional.empty());
  }

  private static Row good(String name, String... metadata) {
    return bad(name, "", "", metadata);
  }

  /** A trigger whose address a variable holds. */
  private static String[] env(String... more) {
    return named(plus(more, "hostFromEnv", "BROKER"));
  }

  private static String[] at(String host, String... more) {
    return named(plus(more, "host", host));
  }

  private static String[] named(String... more) {
    return plus(more, "queueName", "tasks");
  }

  private static String[] oauth(String... more) {
    return plus(
        new String[] {
          "oauthTokenURI",
          "https://login.example/token",
          "clientID",
          "worker",
          "clientSecret",
          "secret"
        },
        more);
  }

  private static String[] plus(String[] some, String... more) {
    List<String> all = new ArrayList<>(List.of(some));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private static Map<String, String> pairs(String... texts) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (int i = 0; i < texts.length; i += 2) {
      pairs.put(texts[i], texts[i + 1]);
    }
    return pairs;
  }
}
