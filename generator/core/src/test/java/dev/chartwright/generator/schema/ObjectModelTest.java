package dev.chartwright.generator.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import dev.chartwright.generator.object.BuiltInKinds;
import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.generator.yaml.YamlReader;
import dev.chartwright.problem.Finding;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Pod;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObjectModelTest {
  private static final ResourceSchemas SCHEMAS = new ResourceSchemas(Set.of());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          spec: {replicas: "3"}         | spec.replicas: it is the text "3", not a whole number
          spec: {replicas: 1.5}         | spec.replicas: it is the number 1.5, not a whole number
          spec: {replicas: 1e3}         | spec.replicas: it is the number 1000.0, not a whole number
          spec: {replicas: yes}         | spec.replicas: it is the boolean true, not a whole number
          spec: {replicas: -1}          | spec.replicas: it is -1, not 0 or more
          spec: {replicas: 4294967296}  | spec.replicas: it is the number 4294967296, not a whole number
          spec: {replicas: }            | spec.replicas: it is empty (null), not a whole number
          spec: {paused: "yes"}         | spec.paused: it is the text "yes", not true or false
          spec: {paused: 1}             | spec.paused: it is the number 1, not true or false
          spec: {strategy: Recreate}    | spec.strategy: it is the text "Recreate", not a map
          spec: {strategy: {type: recreate}} | spec.strategy.type: it is the text "recreate", not one of RollingUpdate, Recreate
          spec: {strategy: {rollingUpdate: {maxSurge: true}}} | spec.strategy.rollingUpdate.maxSurge: it is the boolean true, not a whole number or text
          spec: {strategy: {rollingUpdate: {maxSurge: 1.5}}}  | spec.strategy.rollingUpdate.maxSurge: it is the number 1.5, not a whole number or text
          metadata: {labels: {a: 1}}    | metadata.labels.a: it is the number 1, not text
          metadata: {labels: {a: on}}   | metadata.labels.a: it is the boolean true, not text
          metadata: {annotations: {example.com/a: 1.10}} | metadata.annotations['example.com/a']: it is the number 1.1, not text
          metadata: {annotations: }     | metadata.annotations: it is empty (null), not a map
          metadata: {creationTimestamp: soon} | metadata.creationTimestamp: it is the text "soon", not a time
          metadata: {name: 5}           | metadata.name: it is the number 5, not text
          metadata: {finalizers: a}     | metadata.finalizers: it is the text "a", not a list
          metadata: {finalizers: [1]}   | metadata.finalizers[0]: it is the number 1, not text
          metadata: {nam: a}            | metadata.nam: there is no such field
          """)
  void findsWhatTheApiServerWouldRefuseInADeployment(String part, String expected) {
    assertThat(faultsOf("apps/v1", "Deployment", part))
        .filteredOn(violation -> !violation.contains("required"))
        .containsExactly(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "policy/v1beta1, PodDisruptionBudget, '', ERROR CHA-08",
    "policy/v1beta1, PodDisruptionBudget, 1.33, ERROR CHA-08",
    "policy/v1beta1, PodDisruptionBudget, v1.20.4, NOTE TPL-14",
    "policy/v1, PodDisruptionBudget, v1.20.4, ERROR CHA-08",
    "policy/v1, PodDisruptionBudget, 1.25, ''",
    "policy/v1, PodDisruptionBudget, '', ''",
    "autoscaling/v2beta2, HorizontalPodAutoscaler, 1.22, NOTE TPL-14",
    "autoscaling/v2, HorizontalPodAutoscaler, 1.22, ERROR CHA-08",
    "apps/v1, ControllerRevision, 1.20, ''",
    "example.com/v1, Widget, 1.22, ERROR TPL-14",
  })
  void aKindIsServedByTheVersionThatIsGiven(
      String apiVersion, String kind, String version, String expected) {
    RenderedObject object =
        RenderedObject.of("a.yaml", Map.of("apiVersion", apiVersion, "kind", kind));
    Optional<String> kubeVersion = Optional.of(version).filter(given -> !given.isEmpty());

    List<Finding> findings =
        new ResourceSchemas(Set.of(), kubeVersion)
            .check(new Render("demo", "space", List.of(object), List.of()));

    assertThat(
            findings.stream()
                .filter(each -> !each.what().contains("required"))
                .map(each -> each.severity() + " " + each.rule()))
        .isEqualTo(expected.isEmpty() ? List.of() : List.of(expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {hostname: null}                                        | TPL-13
          {priority: null}                                        | TPL-13
          {volumes: null}                                         | TPL-13
          {nodeSelector: {a: null}}                               | TPL-13
          {containers: [{name: a, image: null}]}                  | TPL-13
          {containers: [{name: a, env: [{name: A, value: null}]}]} | TPL-13
          {containers: [{name: null}]}                            | TPL-07
          {containers: null}                                      | TPL-07
          {containers: [null]}                                    | TPL-07
          {containers: [{name: a, args: [null]}]}                 | TPL-07
          """)
  void anEmptyFieldIsAnAbsentOneUnlessItIsRequired(String spec, String expected) {
    Map<String, Object> whole = Tree.map(YamlReader.readAll("{containers: [{name: a}]}").get(0));
    Map<String, Object> tree = new LinkedHashMap<>(whole);
    tree.putAll(Tree.map(YamlReader.readAll(spec).get(0)));
    RenderedObject pod =
        RenderedObject.of("a.yaml", Map.of("apiVersion", "v1", "kind", "Pod", "spec", tree));

    List<Finding> findings =
        new ResourceSchemas(Set.of(), Optional.empty())
            .check(new Render("demo", "space", List.of(pod), List.of()));

    assertThat(findings).extracting(each -> each.rule().id()).containsExactly(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          image: 5                          | image: it is the number 5, not text
          stdin: "yes"                      | stdin: it is the text "yes", not true or false
          imagePullPolicy: Sometimes        | imagePullPolicy: it is the text "Sometimes", not one of Always, IfNotPresent, Never
          args: [--port, 80]                | args[1]: it is the number 80, not text
          args: [null]                      | args[0]: it is empty (null), not text
          ports: {}                         | ports: it is a map, not a list
          ports: null                       | ports: it is empty (null), not a list
          ports: [{containerPort: 70000}]   | ports[0].containerPort: it is 70000, not between 1 and 65535
          ports: [{containerPort: "80"}]    | ports[0].containerPort: it is the text "80", not a whole number
          ports: [{containerPort: 80, protocol: tcp}] | ports[0].protocol: it is the text "tcp", not one of TCP, UDP, SCTP
          ports: [{}]                       | ports[0].containerPort: it is missing, and required
          env: [{name: A, value: 5}]        | env[0].value: it is the number 5, not text
          env: [{name: A, value: no}]       | env[0].value: it is the boolean false, not text
          env: [{value: a}]                 | env[0].name: it is missing, and required
          resources: {limits: {cpu: 12zz}}  | resources.limits.cpu: it is the text "12zz", not a quantity
          resources: {limits: {memory: 1,5Gi}} | resources.limits.memory: it is the text "1,5Gi", not a quantity
          resources: {limits: {memory: -1Gi}}  | resources.limits.memory: it is the text "-1Gi", not a quantity
          resources: {limits: {memory: 1gi}}   | resources.limits.memory: it is the text "1gi", not a quantity
          resources: {limits: {memory: yes}}   | resources.limits.memory: it is the boolean true, not a quantity
          resources: {limitss: {}}          | resources.limitss: there is no such field
          securityContext: {runAsUser: "0"} | securityContext.runAsUser: it is the text "0", not a whole number
          livenessProbe: {httpGet: {port: true}} | livenessProbe.httpGet.port: it is the boolean true, not a whole number or text
          livenessProbe: {periodSeconds: 0} | livenessProbe.periodSeconds: it is 0, not 1 or more
          """)
  void findsWhatTheApiServerWouldRefuseInAContainer(String part, String expected) {
    String text =
        """
        apiVersion: v1
        kind: Pod
        spec:
          containers:
            - name: a
              PART
        """
            .replace("PART", part.replace("1,5Gi", "\"1,5Gi\""));
    assertThat(violations(text)).containsExactly("spec.containers[0]." + expected);
  }

  @ParameterizedTest
  @CsvSource({"500m", "1", "\"1\"", "0.5", "1.5Gi", "2e3", "100k", "128Mi", ".5", "1E", "\"1e-3\""})
  void takesEveryFormOfAQuantity(String quantity) {
    assertThat(
            violations(
                "{apiVersion: v1, kind: ResourceQuota, spec: {hard: {cpu: " + quantity + "}}}"))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Deployment  | {strategy: {type: Recreate, rollingUpdate: null}}       | {strategy: {rollingUpdate: null}}
          StatefulSet | {updateStrategy: {type: OnDelete, rollingUpdate: null}} | {updateStrategy: {type: RollingUpdate, rollingUpdate: null}}
          DaemonSet   | {updateStrategy: {type: OnDelete, rollingUpdate: null}} | {updateStrategy: {rollingUpdate: null}}
          Service     | {ports: [{port: 80, nodePort: null}]}                   | {type: NodePort, ports: [{port: 80, nodePort: null}]}
          Service     | {type: ClusterIP, ports: [{port: 80, nodePort: null}]}  | {type: LoadBalancer, ports: [{port: 80, nodePort: null}]}
          """)
  void aNullMayTakeAwayWhatTheTypeBesideItDoesNotTake(String kind, String taken, String left) {
    String apiVersion = kind.equals("Service") ? "v1" : "apps/v1";

    assertThat(nothings(apiVersion, kind, taken)).isEmpty();
    assertThat(nothings(apiVersion, kind, left)).hasSize(1);
  }

  private static List<String> nothings(String apiVersion, String kind, String spec) {
    return faultsOf(apiVersion, kind, "spec: " + spec).stream()
        .filter(violation -> violation.contains("empty (null)"))
        .toList();
  }

  @Test
  void wantsTextInConfigMapsAndBase64InSecrets() {
    assertThat(faultsOf("v1", "ConfigMap", "data: {a: 1, b: {c: d}, e: ok}"))
        .containsExactly("data.a: it is the number 1, not text", "data.b: it is a map, not text");
    assertThat(faultsOf("v1", "Secret", "data: {a: '***', b: aGVsbG8=}"))
        .containsExactly("data.a: it is the text \"***\", not text in base64");
  }

  @Test
  void knowsTheWordsOfSelectorsAndPolicies() {
    assertThat(
            faultsOf(
                "networking.k8s.io/v1",
                "NetworkPolicy",
                """
                spec:
                  policyTypes: [ingress]
                  podSelector: {matchExpressions: [{key: a, operator: in, values: [b]}]}
                """))
        .containsExactly(
            "spec.policyTypes[0]: it is the text \"ingress\", not one of Ingress, Egress",
            "spec.podSelector.matchExpressions[0].operator: it is the text \"in\", not one of"
                + " In, NotIn, Exists, DoesNotExist");
  }

  @Test
  void tellsRequestedVersionsOfAKindApart() {
    assertThat(faultsOf("autoscaling/v2", "HorizontalPodAutoscaler", "spec: {metric: []}"))
        .containsExactly(
            "spec.maxReplicas: it is missing, and required",
            "spec.scaleTargetRef: it is missing, and required",
            "spec.metric: there is no such field");
  }

  @Test
  void proposesTheFieldThatWasMeant() {
    Map<String, Object> tree =
        Tree.map(
            YamlReader.read(
                "{apiVersion: v1, kind: Pod, spec: {containers: [], restartpolicy: Never}}"));
    assertThat(SCHEMAS.violations(RenderedObject.of("x", tree)))
        .containsExactly(
            Violation.of(
                "spec.restartpolicy", "there is no such field", "did you mean restartPolicy?"));
  }

  @Test
  void everyBuiltInKindHasItsModel() {
    for (String type : BuiltInKinds.types()) {
      int slash = type.lastIndexOf('/');
      RenderedObject object =
          new RenderedObject("", type.substring(0, slash), type.substring(slash + 1), "", Map.of());
      ObjectModel model = ObjectModel.of(BuiltInKinds.model(object).orElseThrow());
      assertThat(model.declares("metadata")).as(type).isTrue();
      assertThat(model.declares("apiVersion")).as(type).isTrue();
    }
  }

  @Test
  void everyFieldRuleIsAboutAFieldThatExists() throws Exception {
    for (String rule : FieldRules.fields()) {
      String[] parts = rule.split("\\.");
      Class<?> model = Class.forName(V1Pod.class.getPackageName() + "." + parts[0]);
      assertThat(ObjectModel.of(model).declares(parts[1])).as(rule).isTrue();
    }
  }

  @Test
  void findsAllThatTheLibrarysOwnValidatorFinds() {
    for (String spoilt :
        List.of("imagee: a", "ports: {}", "resources: {limitss: {}}", "ports: [{}]")) {
      String text =
          "{apiVersion: apps/v1, kind: Deployment, spec: {selector: {}, template: {spec: {containers:"
              + " [{name: a, "
              + spoilt
              + "}]}}}}";
      JsonElement json = new Gson().toJsonTree(YamlReader.read(text));
      assertThatThrownBy(() -> V1Deployment.validateJsonElement(json))
          .isInstanceOfAny(IllegalArgumentException.class, ClassCastException.class);
      assertThat(violations(text)).hasSize(1);
    }
    String good = "{apiVersion: apps/v1, kind: Deployment, spec: {selector: {}, template: {}}}";
    JsonElement json = new Gson().toJsonTree(YamlReader.read(good));
    assertThatCode(() -> V1Deployment.validateJsonElement(json)).doesNotThrowAnyException();
    assertThat(violations(good)).isEmpty();
  }

  private static List<String> faultsOf(String apiVersion, String kind, String part) {
    return violations("apiVersion: " + apiVersion + "\nkind: " + kind + "\n" + part + "\n");
  }

  private static List<String> violations(String text) {
    return SCHEMAS.violations(RenderedObject.of("x", Tree.map(YamlReader.read(text)))).stream()
        .map(violation -> violation.path() + ": " + violation.what())
        .collect(Collectors.toList());
  }
}
