package dev.chartwright.generator.rule.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.generator.yaml.YamlReader;
import dev.chartwright.problem.Finding;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainSecretCheckTest {
  private static final String SECRET = "hunter2-Zk8";

  @ParameterizedTest
  @CsvSource({
    "DB_PASSWORD, hunter2-Zk8, SEC-01",
    "API_KEY, hunter2-Zk8, SEC-01",
    "API_TOKEN, hunter2-Zk8, SEC-01",
    "CLIENT_SECRET, hunter2-Zk8, SEC-01",
    "RABBITMQ_DEFAULT_PASS, hunter2-Zk8, SEC-01",
    "RABBITMQ_ERLANG_COOKIE, hunter2-Zk8, SEC-01",
    "PASSWORD2, hunter2-Zk8, SEC-01",
    "dbPassword, hunter2-Zk8, SEC-01",
    "URL, amqp://web:hunter2-Zk8@broker:5672, SEC-02",
    "OPTIONS, --user=a --password=hunter2-Zk8, SEC-02",
    "URL, amqp://guest:guest@broker:5672, SEC-03",
    "LOGIN, guest:guest, SEC-03",
    "DB_PASSWORD, changeme, SEC-03",
    "ANYTHING, changeme, SEC-03",
  })
  void findsSecretsInVariables(String name, String value, String rule) {
    assertThat(variable(name, value))
        .extracting(each -> each.rule().id(), each -> each.place().field())
        .containsExactly(tuple(rule, "spec.containers[0].env[0].value"));
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "DB_PASSWORD | $(RABBITMQ_PASSWORD)",
        "DB_PASSWORD | ''",
        "DB_PASSWORD_FILE | /run/secrets/db",
        "DB_PASSWORD | /run/secrets/db",
        "PASSWORD_LENGTH | 32",
        "TOKEN_URL | https://login.example.com/token",
        "SECRET_NAME | web-database",
        "EXISTING_SECRET | web-database",
        "USE_TOKEN | true",
        "TOKENIZER | words",
        "URL | amqp://$(USERNAME):$(PASSWORD)@broker:5672/",
        "URL | https://example.com:8443/a@b",
        "KEY | web",
      },
      delimiter = '|')
  void leavesVariablesAloneThatHoldNone(String name, String value) {
    assertThat(variable(name, value)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "default_pass = hunter2-Zk8",
        "spring.datasource.password=hunter2-Zk8",
        "db:\n  password: hunter2-Zk8\n",
        "db:\n  password: \"hunter2-Zk8\" # ours\n",
        "{\"user\": \"a\", \"password\": \"hunter2-Zk8\"}",
        "{\"user\":\"a\",\"password\":\"hunter2-Zk8\"}",
        "export API_TOKEN='hunter2-Zk8'",
        "curl https://example.com/?token=hunter2-Zk8",
        "curl -H 'Authorization: Bearer hunter2-Zk8' https://example.com",
        "psql postgres://web:hunter2-Zk8@db/web",
        "-----BEGIN RSA PRIVATE KEY-----\nhunter2-Zk8\n",
      })
  void findsSecretsInTextOfAnyKind(String text) {
    assertThat(PlainSecret.inText(text)).isPresent();
    assertThat(PlainSecret.inText(text).orElseThrow().rule().id()).isEqualTo("SEC-02");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PASSWORD=\"$(cat /run/secrets/password)\"",
        "password=$RABBITMQ_PASSWORD",
        "export TOKEN=\"${TOKEN:-$1}\"",
        "if [ \"$PASSWORD\" = \"\" ]; then exit 1; fi",
        "[ \"$TOKEN\" == \"x\" ]",
        "curl -H \"Authorization: Bearer $TOKEN\" https://example.com",
        "curl -u \"$USERNAME:$PASSWORD\" https://example.com",
        "password = os.environ[\"PASSWORD\"]",
        "token = args.token",
        "password_file = /run/secrets/password",
        "auth:\n  existingSecret: web-database\n",
        "The password: it is in the Secret of the operator.",
        "password: ${DB_PASSWORD}",
        "consumer_timeout = 1800000\nmax_message_size = 134217728\n",
        "amqp://$(USER):$(PASSWORD)@broker",
        "-----BEGIN CERTIFICATE-----",
      })
  void leavesTextAloneThatReadsThem(String text) {
    assertThat(PlainSecret.inText(text)).isEmpty();
  }

  @Test
  void findsThemInObjectsOfEveryKind() {
    List<Finding> findings =
        findings(
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: a, annotations: {example.com/api-token: hunter2-Zk8}}
            data:
              password: hunter2-Zk8
              app.conf: |
                default_pass = hunter2-Zk8
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: a}
            spec:
              containers:
                - name: a
                  command: [a, --password, hunter2-Zk8]
                  args: ["--api-key=hunter2-Zk8"]
            ---
            apiVersion: rabbitmq.com/v1beta1
            kind: RabbitmqCluster
            metadata: {name: a}
            spec: {rabbitmq: {additionalConfig: "default_pass = hunter2-Zk8"}}
            ---
            apiVersion: example.com/v1
            kind: Database
            metadata: {name: a}
            spec: {admin: {password: hunter2-Zk8}}
            ---
            apiVersion: v1
            kind: Secret
            metadata: {name: a}
            stringData: {a: hunter2-Zk8, b: ""}
            data: {c: aHVudGVyMg==}
            """);
    assertThat(findings)
        .extracting(
            each ->
                each.rule()
                    + " "
                    + each.place().object().orElseThrow().kind()
                    + " "
                    + each.place().field())
        .containsExactlyInAnyOrder(
            "SEC-01 ConfigMap metadata.annotations['example.com/api-token']",
            "SEC-01 ConfigMap data.password",
            "SEC-02 ConfigMap data['app.conf']",
            "SEC-01 Pod spec.containers[0].command[2]",
            "SEC-02 Pod spec.containers[0].args[0]",
            "SEC-02 RabbitmqCluster spec.rabbitmq.additionalConfig",
            "SEC-01 Database spec.admin.password",
            "SEC-01 Secret data.c",
            "SEC-01 Secret stringData.a");
  }

  @Test
  void theNameOfASecretIsNone() {
    assertThat(
            findings(
                """
                apiVersion: v1
                kind: Pod
                metadata: {name: a}
                spec:
                  volumes: [{name: a, secret: {secretName: shared-certificate}}]
                  containers:
                    - name: a
                      command: [a, --webhook-secret, demo-web-webhook]
                      args:
                        - --webhook-secret=demo-web-webhook
                        - --serving-secret=shared-certificate
                        - --ca-secret=any
                        - --tls-secret-name=any
                        - --session-secret=hunter2-Zk8
                        - --hook-secret=shared-certificates
                        - --hook-secret=mydemo
                      env:
                        - {name: CREDENTIALS_SECRET, value: demo-web-login}
                        - {name: SESSION_SECRET, value: hunter2-Zk8}
                """))
        .extracting(each -> each.place().field())
        .containsExactlyInAnyOrder(
            "spec.containers[0].args[4]",
            "spec.containers[0].args[5]",
            "spec.containers[0].args[6]",
            "spec.containers[0].env[1].value");
  }

  @Test
  void certificatesAndAddressesInASecretAreNone() {
    String certificate = "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCg=="; // -----BEGIN CERTIFICATE-----
    String both = "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCi0tLS0tQkVHSU4gUFJJVkFURSBLRVktLS0tLQo=";

    assertThat(
            findings(
                """
                apiVersion: v1
                kind: Secret
                type: kubernetes.io/tls
                metadata: {name: a}
                stringData: {ca.crt: "-----BEGIN CERTIFICATE-----", both: "CERTIFICATE"}
                data: {tls.crt: %s, tls.key: LS0tLS1CRUdJTiBQUklWQVRFIEtFWS0tLS0tCg==, all.pem: %s, odd: "LS0*"}
                ---
                apiVersion: v1
                kind: Secret
                type: servicebinding.io/redis
                metadata: {name: a}
                data: {type: cmVkaXM=, provider: YWNtZQ==, host: ZGVtby1yZWRpcw==, port: NjM3OQ==, password: aHVudGVyMg==, uri: cmVkaXM6Ly86aHVudGVyMkBkZW1v}
                ---
                apiVersion: v1
                kind: Secret
                metadata: {name: a}
                data: {host: ZGVtby1yZWRpcw==}
                """
                    .formatted(certificate, both)))
        .extracting(each -> each.place().field())
        .containsExactlyInAnyOrder(
            "data['tls.key']",
            "data['all.pem']",
            "data.odd",
            "stringData.both",
            "data.password",
            "data.uri",
            "data.host");
  }

  @Test
  void leavesNamesOfSecretsAlone() {
    assertThat(
            findings(
                """
                apiVersion: v1
                kind: Pod
                metadata: {name: a, annotations: {checksum/secret: 0a1b2c3d}}
                spec:
                  automountServiceAccountToken: false
                  imagePullSecrets: [{name: pull}]
                  containers:
                    - name: a
                      env:
                        - name: DB_PASSWORD
                          valueFrom: {secretKeyRef: {name: a, key: password}}
                  volumes: [{name: b, secret: {secretName: b}}]
                ---
                apiVersion: keda.sh/v1alpha1
                kind: TriggerAuthentication
                metadata: {name: a}
                spec: {secretTargetRef: [{parameter: password, name: a, key: password}]}
                ---
                apiVersion: example.com/v1
                kind: Database
                metadata: {name: a}
                spec: {authSecret: a, secretKey: password, passwordFromEnv: DB_PASSWORD}
                ---
                apiVersion: v1
                kind: Secret
                metadata: {name: a}
                stringData: {}
                """))
        .isEmpty();
  }

  @Test
  void neverRepeatsASecret() {
    List<Finding> findings = new ArrayList<>(variable("DB_PASSWORD", SECRET));
    findings.addAll(variable("URL", "amqp://web:" + SECRET + "@broker"));
    findings.addAll(variable("OPTIONS", "--token=" + SECRET));
    assertThat(findings).hasSize(3);
    assertThat(findings)
        .allSatisfy(
            each -> {
              assertThat(each.what() + each.why() + each.fix()).doesNotContain(SECRET);
              assertThat(each.place().field()).doesNotContain(SECRET);
            });
  }

  private static List<Finding> variable(String name, String value) {
    return findings(
        "{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [{name: a, env: [{name: "
            + name
            + ", value: '"
            + value
            + "'}]}]}}");
  }

  private static List<Finding> findings(String objects) {
    List<RenderedObject> rendered =
        YamlReader.readAll(objects).stream()
            .map(each -> RenderedObject.of("templates/a.yaml", Tree.map(each)))
            .toList();
    return new PlainSecretCheck().check(new Render("demo", "space", rendered, List.of()));
  }
}
