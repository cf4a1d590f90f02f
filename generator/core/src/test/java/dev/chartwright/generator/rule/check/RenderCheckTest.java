package dev.chartwright.generator.rule.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.generator.object.Operator;
import dev.chartwright.generator.object.RabbitmqOperator;
import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.prove.Findings;
import dev.chartwright.generator.rule.object.ExclusiveFieldCheck;
import dev.chartwright.generator.rule.object.LabelCheck;
import dev.chartwright.generator.rule.object.ListKeyCheck;
import dev.chartwright.generator.rule.object.NameCheck;
import dev.chartwright.generator.rule.object.UniquenessCheck;
import dev.chartwright.generator.rule.pod.VolumeCheck;
import dev.chartwright.generator.rule.reference.ReferenceCheck;
import dev.chartwright.generator.rule.scaling.AutoscalerCheck;
import dev.chartwright.generator.rule.scaling.ScalerCheck;
import dev.chartwright.generator.rule.selector.PortCheck;
import dev.chartwright.generator.rule.selector.SelectorCheck;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.generator.yaml.YamlReader;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Severity;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RenderCheckTest {
  private static final String DEPLOYMENT =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: demo-web}
      spec:
        selector: {matchLabels: {app: web, instance: demo}}
        template:
          metadata: {labels: {app: web, instance: demo}}
          spec:
            containers:
              - name: web
                ports: [{name: http, containerPort: 8080}]
      """;

  private static final String CLUSTER =
      """
      apiVersion: rabbitmq.com/v1beta1
      kind: RabbitmqCluster
      metadata: {name: demo-broker}
      spec: {}
      """;

  @Test
  void findsNamesThatKubernetesRefuses() {
    assertFindings(
        new NameCheck(),
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: Demo_Web, namespace: elsewhere}
        data: {a b: c}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: 1-web}
        ---
        apiVersion: v1
        kind: Secret
        metadata: {}
        ---
        apiVersion: rabbitmq.com/v1beta1
        kind: RabbitmqCluster
        metadata: {name: a-broker-with-a-name-of-more-than-45-characters}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {name: "system:reader"}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: demo-pod}
        spec:
          volumes: [{name: My_Volume}]
          containers:
            - name: Web
              env: [{name: A B}, {name: GOOD_NAME}]
              ports: [{name: a-very-long-port-name}, {name: HTTP}]
        """,
        """
        NAM-01 ConfigMap/Demo_Web metadata.name: "Demo_Web" is not a name that Kubernetes takes here
        NAM-08 ConfigMap/Demo_Web metadata.namespace: the namespace "elsewhere" is not the one of the release
        TPL-07 ConfigMap/Demo_Web data['a b']: "a b" is not a name that Kubernetes takes here
        NAM-01 Service/1-web metadata.name: "1-web" is not a name that Kubernetes takes here
        NAM-01 Secret/ metadata.name: the object has no name
        NAM-02 RabbitmqCluster/a-broker-with-a-name-of-more-than-45-characters metadata.name: "a-broker-with-a-name-of-more-than-45-characters" has 47 characters, at most 45 fit
        POD-10 Pod/demo-pod spec.volumes[0].name: "My_Volume" is not a name that Kubernetes takes here
        POD-10 Pod/demo-pod spec.containers[0].name: "Web" is not a name that Kubernetes takes here
        POD-10 Pod/demo-pod spec.containers[0].env[0].name: "A B" is not a name that Kubernetes takes here
        POD-10 Pod/demo-pod spec.containers[0].ports[0].name: "a-very-long-port-name" has 21 characters, at most 15 fit
        POD-10 Pod/demo-pod spec.containers[0].ports[1].name: "HTTP" is not a name that Kubernetes takes here\
        """);
  }

  @Test
  void findsLabelsThatKubernetesRefuses() {
    assertFindings(
        new LabelCheck(),
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: demo-web
          labels:
            app.kubernetes.io/name: web
            app.kubernetes.io/instance: demo
            app.kubernetes.io/managed-by: Helm
            helm.sh/chart: web-1.0.0+build
          annotations: {"/a": b, -c: "{{ anything }}", someTool/Key: as the API server reads it}
        spec:
          template:
            metadata:
              labels: {someTool/key: a, a: b c, empty: "", dd: ddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd}
        """,
        """
        NAM-03 Deployment/demo-web metadata.labels['helm.sh/chart']: "web-1.0.0+build" is not a value that a label can have
        NAM-03 Deployment/demo-web metadata.annotations['/a']: the prefix "" of the key is not a domain name
        NAM-03 Deployment/demo-web metadata.annotations.-c: "-c" is not a name for a label or annotation
        NAM-03 Deployment/demo-web spec.template.metadata.labels['someTool/key']: the prefix "someTool" of the key is not a domain name
        NAM-03 Deployment/demo-web spec.template.metadata.labels.a: "b c" is not a value that a label can have
        NAM-03 Deployment/demo-web spec.template.metadata.labels.dd: "ddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd" has 65 characters, at most 63 fit\
        """);
    assertFindings(
        new LabelCheck(),
        "{apiVersion: v1, kind: Secret, metadata: {name: a, labels: {helm.sh/chart: web-1.0.0}}}",
        "NAM-04 Secret/a metadata.labels: recommended labels are missing: app.kubernetes.io/name,"
            + " app.kubernetes.io/instance, app.kubernetes.io/managed-by");
  }

  @Test
  void findsObjectsThatAreRenderedTwice() {
    assertFindings(
        new UniquenessCheck(),
        """
        {apiVersion: autoscaling/v1, kind: HorizontalPodAutoscaler, metadata: {name: a}}
        ---
        {apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: a}}
        ---
        {apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: b}}
        """,
        "NAM-07 HorizontalPodAutoscaler/a metadata.name: the same object is rendered twice, first by"
            + " templates/0.yaml");
  }

  @Test
  void findsListItemsWithTheSameKey() {
    assertFindings(
        new ListKeyCheck(),
        """
        apiVersion: example.com/v1
        kind: Anything
        metadata: {name: a}
        spec:
          template:
            spec:
              volumes: [{name: a}, {name: b}, {name: a}]
              imagePullSecrets: [{name: s}, {name: s}]
              initContainers: [{name: web}]
              containers:
                - name: web
                  volumeMounts: [{name: a, mountPath: /x}, {name: b, mountPath: /x}]
                  ports: [{name: p, containerPort: 1}, {containerPort: 1, protocol: TCP}, {containerPort: 1, protocol: UDP}]
                - name: other
                  ports: [{name: p, containerPort: 2}]
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: s}
        spec:
          ports: [{name: a, port: 1}, {name: a, port: 2}, {name: c, port: 2}]
        """,
        """
        VAL-10 Anything/a spec.template.spec.volumes[2]: the name a is given twice, first at spec.template.spec.volumes[0]
        VAL-10 Anything/a spec.template.spec.imagePullSecrets[1]: the name s is given twice, first at spec.template.spec.imagePullSecrets[0]
        VAL-10 Anything/a spec.template.spec.containers[0]: the name web is given twice, first at spec.template.spec.initContainers[0]
        VAL-10 Anything/a spec.template.spec.containers[0].volumeMounts[1]: the mountPath /x is given twice, first at spec.template.spec.containers[0].volumeMounts[0]
        VAL-10 Anything/a spec.template.spec.containers[0].ports[1]: the containerPort and protocol 1/TCP is given twice, first at spec.template.spec.containers[0].ports[0]
        VAL-10 Anything/a spec.template.spec.containers[1].ports[0]: the name p is given twice, first at spec.template.spec.containers[0].ports[0]
        VAL-10 Service/s spec.ports[1]: the name a is given twice, first at spec.ports[0]
        VAL-10 Service/s spec.ports[2]: the port and protocol 2/TCP is given twice, first at spec.ports[1]\
        """);
  }

  @Test
  void findsSelectorsThatSelectNothingOrChange() {
    assertFindings(
        new SelectorCheck(),
        """
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: {name: db}
        spec:
          selector: {matchLabels: {app: a, helm.sh/chart: web-1.0.0}}
          template: {metadata: {labels: {app: b}}}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: demo-s}
        spec: {selector: {app: webb}}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: the-only-one}
        spec: {selector: {app: web}}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: external}
        spec: {type: ExternalName, externalName: example.com}
        ---
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata: {name: p}
        spec: {selector: {matchExpressions: [{key: app, operator: In, values: [web]}, {key: app, operator: DoesNotExist}]}}
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: all}
        spec: {podSelector: {}}
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: broker}
        spec: {podSelector: {matchLabels: {app.kubernetes.io/name: demo-broker}}}
        ---
        """
            + CLUSTER
            + "---\n"
            + DEPLOYMENT,
        """
        NAM-09 StatefulSet/db spec.selector: it does not match the labels of the pod template
        NAM-05 StatefulSet/db spec.selector.matchLabels['helm.sh/chart']: the label changes with the chart or its version
        NAM-05 StatefulSet/db spec.selector.matchLabels: no label tells the release
        NAM-09 Service/demo-s spec.selector: no pod of this chart has these labels
        NAM-05 Service/demo-s spec.selector: no label tells the release
        NAM-09 PodDisruptionBudget/p spec.selector: no pod of this chart has these labels\
        """);
  }

  @Test
  void podsThatAProgramOfTheChartMakesOrLabelsMayBeSelected() {
    String service =
        """
        apiVersion: v1
        kind: Service
        metadata: {name: demo-active}
        spec: {selector: {instance: demo, active: "true"}}
        ---
        """;
    String role =
        """
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {name: demo-role}
        rules: [{apiGroups: [""], resources: [%s], verbs: [%s]}]
        """;
    assertThat(severities(service + DEPLOYMENT)).containsExactly(Severity.ERROR);
    assertThat(severities(service + DEPLOYMENT + role.formatted("pods", "get, list")))
        .containsExactly(Severity.ERROR);
    assertThat(severities(service + DEPLOYMENT + role.formatted("secrets", "create")))
        .containsExactly(Severity.ERROR);
    for (String rights : List.of("patch", "update", "\"*\"")) {
      assertThat(severities(service + DEPLOYMENT + role.formatted("pods", rights)))
          .containsExactly(Severity.WARNING);
    }
    assertThat(severities(service + DEPLOYMENT + role.formatted("daemonsets", "create")))
        .containsExactly(Severity.WARNING);
  }

  private static List<Severity> severities(String objects) {
    return new SelectorCheck()
        .check(Findings.render(objects)).stream().map(Finding::severity).toList();
  }

  @Test
  void aClaimOfAStatefulSetTakesThePlaceOfAVolume() {
    String set =
        """
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: {name: demo}
        spec:
          volumeClaimTemplates: [{metadata: {name: data}}]
          template:
            spec:
              volumes: [{name: data, persistentVolumeClaim: {claimName: demo}}, {name: b, configMap: {name: demo-b}}]
        """;
    assertThat(Findings.of(new ReferenceCheck(), set))
        .isEqualTo(
            "GEN-02 StatefulSet/demo spec.template.spec.volumes[1].configMap.name: this chart renders no ConfigMap demo-b");
  }

  @Test
  void findsPortsThatDoNotExist() {
    assertFindings(
        new PortCheck(),
        """
        apiVersion: v1
        kind: Service
        metadata: {name: demo-web}
        spec:
          selector: {app: web}
          ports: [{port: 80, targetPort: htttp}, {port: 8080}, {port: 81, targetPort: 9090}, {port: 82, targetPort: 8080}]
        ---
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: demo-web}
        spec:
          rules:
            - http:
                paths:
                  - backend: {service: {name: demo-web, port: {name: http}}}
                  - backend: {service: {name: demo-web, port: {number: 80}}}
                  - backend: {service: {name: demo-broker, port: {name: management}}}
                  - backend: {service: {name: somebody-elses, port: {number: 1}}}
        ---
        """
            + CLUSTER
            + "---\n"
            + DEPLOYMENT
            + "          livenessProbe: {httpGet: {port: health}}\n",
        """
        NAM-09 Service/demo-web spec.ports[0].targetPort: no container of the selected pods has the port htttp
        NAM-12 Service/demo-web spec.ports[2].targetPort: no container of the selected pods has the port 9090
        NAM-09 Ingress/demo-web spec.rules[0].http.paths[0].backend.service: no Service demo-web of this chart has the port http
        POD-12 Deployment/demo-web spec.template.spec.containers[0].livenessProbe.httpGet.port: the container has no port health\
        """);
  }

  @Test
  void aPortThatAProgramIsToldToListenOnIsOpenWithoutBeingDeclared() {
    String service =
        """
        apiVersion: v1
        kind: Service
        metadata: {name: demo-web}
        spec: {selector: {app: web}, ports: [{port: 80, targetPort: 8082}]}
        ---
        """;

    for (String told :
        List.of(
            "args: ['--profiling-bind-address=:8082']",
            "args: [--listen, '0.0.0.0:8082']",
            "command: [web, --metrics-port, '8082']",
            "env: [{name: METRICS_ADDRESS, value: ':8082'}]")) {
      String pods = DEPLOYMENT + "          livenessProbe: {tcpSocket: {port: 8082}}\n";
      assertFindings(new PortCheck(), service + pods + "          " + told + "\n", "");
    }
    for (String other :
        List.of(
            "args: ['--profiling-bind-address=:80820']",
            "args: ['--broker=http://broker:8082']",
            "args: ['--timeout=8082']",
            "env: [{name: BROKER, value: 'broker:8082'}]")) {
      assertFindings(
          new PortCheck(),
          service + DEPLOYMENT + "          " + other + "\n",
          "NAM-12 Service/demo-web spec.ports[0].targetPort: no container of the selected pods has the port 8082");
    }
  }

  @Test
  void aPortOfOneOfTwoServicesWithOneNameIsThere() {
    String service = "{apiVersion: v1, kind: Service, metadata: {name: demo-web}, spec: {ports: [";
    assertFindings(
        new PortCheck(),
        service
            + "{port: 9090, name: metrics}]}}\n---\n"
            + service
            + """
            {port: 80, name: http}]}}
            ---
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata: {name: demo-web}
            spec: {defaultBackend: {service: {name: demo-web, port: {name: http}}}}
            """,
        "");
  }

  @Test
  void findsVolumesThatDoNotFit() {
    assertFindings(
        new VolumeCheck(),
        """
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: {name: demo-db}
        spec:
          volumeClaimTemplates: [{metadata: {name: data}}]
          template:
            spec:
              volumes: [{name: cache, emptyDir: {}}, {name: none}, {name: two, emptyDir: {}, secret: {}}]
              containers:
                - name: a
                  volumeMounts: [{name: data, mountPath: /d}, {name: cach, mountPath: /c}, {name: none, mountPath: /n}, {name: two, mountPath: /t}]
        """,
        """
        POD-11 StatefulSet/demo-db spec.template.spec.volumes[1]: the volume has no source
        POD-11 StatefulSet/demo-db spec.template.spec.volumes[2]: the volume has several sources: emptyDir, secret
        POD-11 StatefulSet/demo-db spec.template.spec.containers[0].volumeMounts[1].name: the pod has no volume cach
        GEN-01 StatefulSet/demo-db spec.template.spec.volumes[0]: no container mounts the volume cache\
        """);
  }

  @Test
  void findsReferencesToWhatTheChartShouldRender() {
    assertFindings(
        new ReferenceCheck(),
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: demo-config}
        data: {a: b}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: demo-pod}
        spec:
          serviceAccountName: demo-account
          imagePullSecrets: [{name: demo-pull}, {name: shared-pull}]
          volumes:
            - {name: a, configMap: {name: demo-config, items: [{key: a}, {key: c}]}}
            - {name: b, secret: {secretName: demo-secret}}
            - {name: c, persistentVolumeClaim: {claimName: demo-claim}}
            - {name: d, projected: {sources: [{secret: {name: demo-projected}}]}}
            - {name: e, secret: {secretName: demo-later, optional: true}}
            - {name: f, secret: {secretName: somebody-elses}}
          containers:
            - name: a
              envFrom: [{configMapRef: {name: demo-config}}, {secretRef: {name: demo-environment}}]
              env:
                - {name: U, valueFrom: {secretKeyRef: {name: demo-broker-default-user, key: username}}}
                - {name: P, valueFrom: {secretKeyRef: {name: demo-broker-default-user, key: passwort}}}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: {name: demo-binding}
        roleRef: {kind: Role, name: demo-role}
        subjects: [{kind: ServiceAccount, name: demo-other}]
        ---
        apiVersion: keda.sh/v1alpha1
        kind: TriggerAuthentication
        metadata: {name: demo-trigger}
        spec: {secretTargetRef: [{name: demo-broker-default-user, key: user, parameter: username}]}
        ---
        """
            + CLUSTER,
        """
        GEN-02 Pod/demo-pod spec.containers[0].envFrom[1].secretRef.name: this chart renders no Secret demo-environment
        GEN-02 Pod/demo-pod spec.imagePullSecrets[0].name: this chart renders no Secret demo-pull
        GEN-02 Pod/demo-pod spec.serviceAccountName: this chart renders no ServiceAccount demo-account
        GEN-02 Pod/demo-pod spec.volumes[1].secret.secretName: this chart renders no Secret demo-secret
        GEN-02 Pod/demo-pod spec.volumes[2].persistentVolumeClaim.claimName: this chart renders no PersistentVolumeClaim demo-claim
        GEN-02 Pod/demo-pod spec.volumes[3].projected.sources[0].secret.name: this chart renders no Secret demo-projected
        GEN-02 RoleBinding/demo-binding roleRef.name: this chart renders no Role demo-role
        GEN-02 RoleBinding/demo-binding subjects[0].name: this chart renders no ServiceAccount demo-other
        SEC-05 Pod/demo-pod spec.containers[0].env[1].valueFrom.secretKeyRef.key: Secret/demo-broker-default-user has no key passwort
        SEC-05 Pod/demo-pod spec.volumes[0].configMap.items[1].key: ConfigMap/demo-config has no key c
        SEC-05 TriggerAuthentication/demo-trigger spec.secretTargetRef[0].key: Secret/demo-broker-default-user has no key user\
        """,
        true);
  }

  @Test
  void findsAutoscalersThatFightOrHaveNoTarget() {
    assertFindings(
        new AutoscalerCheck(),
        """
        apiVersion: keda.sh/v1alpha1
        kind: ScaledObject
        metadata: {name: demo-scaler}
        spec:
          scaleTargetRef: {name: demo-web}
          triggers: [{type: rabbitmq, authenticationRef: {name: demo-credentials}}]
        ---
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata: {name: demo-hpa}
        spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: demo-web}}
        ---
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata: {name: demo-lost}
        spec: {scaleTargetRef: {apiVersion: apps/v1, kind: StatefulSet, name: demo-web}}
        ---
        """
            + DEPLOYMENT.replace("spec:\n  selector", "spec:\n  replicas: 1\n  selector"),
        """
        SCA-02 HorizontalPodAutoscaler/demo-hpa spec.scaleTargetRef: Deployment/demo-web already has an autoscaler, ScaledObject/demo-scaler
        SCA-02 HorizontalPodAutoscaler/demo-lost spec.scaleTargetRef: this chart renders no StatefulSet demo-web of apps/v1
        SCA-21 ScaledObject/demo-scaler spec.triggers[0].authenticationRef.name: this chart renders no TriggerAuthentication demo-credentials
        UPG-02 Deployment/demo-web spec.replicas: the number of pods belongs to HorizontalPodAutoscaler/demo-hpa
        UPG-02 Deployment/demo-web spec.replicas: the number of pods belongs to ScaledObject/demo-scaler\
        """,
        true);
  }

  @Test
  void findsTriggersThatKedaRefusesWhereverTheirParametersStand() {
    assertFindings(
        new ScalerCheck(Optional.empty()),
        """
        apiVersion: keda.sh/v1alpha1
        kind: ScaledObject
        metadata: {name: demo-scaler}
        spec:
          scaleTargetRef: {name: demo-web, envSourceContainerName: side}
          advanced: {scalingModifiers: {formula: a + b}}
          triggers:
            - {type: cron, name: a, metadata: {pageSize: "0"}}
            - {type: rabbitmq, name: a, metadata: {queueName: q, host: "http://demo-lost.space.svc:15672/"}}
            - {type: rabbitmq, name: b, metadata: {queueName: q, protocol: amqp, hostFromEnv: BROKER}}
            - {type: rabbitmq, name: c, metadata: {queueName: q, hostFromEnv: LOST}}
            - {type: rabbitmq, metadata: {queueName: q}, authenticationRef: {name: demo-all}}
            - {type: rabbitmq, name: e, metadata: {queueName: q}, authenticationRef: {name: another}}
        ---
        apiVersion: keda.sh/v1alpha1
        kind: ScaledJob
        metadata: {name: demo-job}
        spec:
          jobTargetRef: {template: {spec: {containers: [{name: a, envFrom: [{secretRef: {name: x}}]}]}}}
          triggers:
            - type: rabbitmq
              metadata: {hostFromEnv: ANY, usernameFromEnv: ANY}
              authenticationRef: {name: everywhere, kind: ClusterTriggerAuthentication}
        ---
        apiVersion: keda.sh/v1alpha1
        kind: TriggerAuthentication
        metadata: {name: demo-all}
        spec:
          secretTargetRef: [{parameter: host, name: demo-secret, key: host}]
          configMapTargetRef: [{parameter: tls, name: demo-config, key: tls}]
          env: [{parameter: username, name: BROKER, containerName: side}, {parameter: password, name: LOST, containerName: side}]
          hashiCorpVault: {secrets: [{parameter: cert, path: a, key: b}]}
        ---
        apiVersion: keda.sh/v1alpha1
        kind: ClusterTriggerAuthentication
        metadata: {name: everywhere}
        spec: {secretTargetRef: [{parameter: tls, name: demo-config, key: tls}]}
        ---
        apiVersion: v1
        kind: Secret
        metadata: {name: demo-secret}
        data: {host: Ym9sdDovL2Jyb2tlci8=}
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: demo-config}
        data: {tls: "on"}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: demo-web}
        spec:
          template:
            spec:
              containers:
                - {name: main, env: [{name: LOST, value: "amqp://x/"}]}
                - {name: side, env: [{name: USER, value: u}, {name: BROKER, value: "http://$(USER)@broker:15672/"}]}
        """,
        """
        SCA-19 ScaledObject/demo-scaler spec.advanced.scalingModifiers.target: the formula has no target
        SCA-19 ScaledObject/demo-scaler spec.triggers[1].name: another trigger is called a
        SCA-05 ScaledObject/demo-scaler spec.triggers[1].metadata.host: this chart renders no Service demo-lost
        SCA-19 ScaledObject/demo-scaler spec.triggers[4].name: the trigger has no name
        SCA-04 ScaledObject/demo-scaler spec.triggers[2].metadata.hostFromEnv: the address begins with http://, the protocol is amqp
        SCA-05 ScaledObject/demo-scaler spec.triggers[3].metadata.hostFromEnv: the container has no variable LOST
        SCA-04 TriggerAuthentication/demo-all spec.secretTargetRef[0].parameter: the scheme 'bolt' names no protocol of the scaler
        SCA-20 TriggerAuthentication/demo-all spec.configMapTargetRef[0].parameter: 'on' does not say whether TLS is on
        SCA-20 TriggerAuthentication/demo-all spec.hashiCorpVault.secrets[0].parameter: cert without key
        SCA-20 TriggerAuthentication/demo-all spec.env[0].parameter: username without password
        SCA-07 ScaledJob/demo-job spec.triggers[0].metadata.queueName: the name of the queue is missing
        SCA-20 ScaledJob/demo-job spec.triggers[0].metadata.usernameFromEnv: username without password\
        """);
  }

  @Test
  void findsFieldsThatExcludeEachOther() {
    assertFindings(
        new ExclusiveFieldCheck(),
        """
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata: {name: p}
        spec: {minAvailable: 1, maxUnavailable: 1}
        ---
        {apiVersion: apps/v1, kind: Deployment, metadata: {name: d}}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: a}
        spec:
          containers:
            - name: a
              env: [{name: A, value: a, valueFrom: {}}, {name: EMPTY}]
              livenessProbe: {periodSeconds: 5}
              readinessProbe: {exec: {}, httpGet: {}}
              resources:
                requests: {cpu: 1500m, memory: 1Gi, ephemeral-storage: 1Gi}
                limits: {cpu: 1, memory: 1024Mi}
        """,
        """
        TPL-07 Pod/a spec.containers[0].env[0]: value and valueFrom are given together
        TPL-07 Pod/a spec.containers[0].livenessProbe: none of exec, httpGet, tcpSocket, grpc is given
        TPL-07 Pod/a spec.containers[0].readinessProbe: exec and httpGet are given together
        TPL-07 Pod/a spec.containers[0].resources.requests.cpu: the request 1500m is more than the limit 1
        TPL-07 PodDisruptionBudget/p spec: minAvailable and maxUnavailable are given together
        TPL-07 Deployment/d spec: it is missing, and required\
        """);
  }

  private static void assertFindings(RenderCheck check, String objects, String expected) {
    assertFindings(check, objects, expected, false);
  }

  private static void assertFindings(
      RenderCheck check, String objects, String expected, boolean sorted) {
    List<Object> documents = YamlReader.readAll(objects);
    List<RenderedObject> rendered =
        IntStream.range(0, documents.size())
            .mapToObj(
                index ->
                    RenderedObject.of(
                        "templates/" + index + ".yaml", Tree.map(documents.get(index))))
            .toList();
    Operator operator = new RabbitmqOperator();
    List<RenderedObject> children =
        rendered.stream().flatMap(object -> operator.children(object).stream()).toList();
    Render render = new Render("demo", "space", rendered, children);
    List<String> found =
        check.check(render).stream()
            .map(
                each ->
                    each.rule()
                        + " "
                        + each.place().object().map(Object::toString).orElse(each.place().file())
                        + " "
                        + each.place().field()
                        + ": "
                        + each.what())
            .collect(Collectors.toList());
    if (sorted) {
      found = found.stream().sorted().toList();
    }
    assertThat(String.join("\n", found)).isEqualTo(expected);
  }
}
