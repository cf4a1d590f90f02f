package dev.chartwright.generator.rule;

import dev.chartwright.problem.CommonRules;
import dev.chartwright.problem.Rule;
import dev.chartwright.problem.Strictness;
import java.util.List;

/** Rules about names, networks, images and secrets of rendered objects and of fleets. */
public final class ObjectRules {
  public static final Rule NAM_01 = CommonRules.NAM_01;

  public static final Rule NAM_02 =
      Rule.of(
              "NAM-02",
              "The name of a RabbitMQ broker leaves room for what its operator appends",
              "the StatefulSet of the operator labels its pods with this name and a hash; the label is too long, and the pods are never created",
              "shorten the name of the broker or of the fleet to 45 characters together")
          .withoutWaiver()
          .example(
              """
              // fleet
              fleet.broker(Broker.on(NodePool.defaultPool()).named("a-broker-with-a-name-that-is-too-long"))
              """);

  public static final Rule NAM_03 =
      Rule.of(
              "NAM-03",
              "Keys and values of labels and annotations have a valid form and size",
              "the API server rejects the object",
              "use at most 63 letters, digits, '-', '_' and '.', with a letter or digit at both ends")
          .withoutWaiver()
          .example(
              """
              apiVersion: v1
              kind: ConfigMap
              metadata:
                name: {{ .Release.Name }}-example
                labels: {{- include "example.labels" . | nindent 4 }}
                  team: -web
              data:
                greeting: hello
              """);

  public static final Rule NAM_04 =
      Rule.of(
              "NAM-04",
              "Every object has the recommended app.kubernetes.io labels",
              "tools cannot tell to which release and chart the object belongs",
              "add the missing labels")
          .example(
              """
              apiVersion: v1
              kind: ConfigMap
              metadata:
                name: {{ .Release.Name }}-example
              data:
                greeting: hello
              """);

  public static final Rule NAM_05 =
      Rule.of(
              "NAM-05",
              "A selector names the release and nothing that can change",
              "releases in one namespace select each other's pods, or the first upgrade that "
                  + "changes the label fails",
              "select by app.kubernetes.io/name, instance and component only")
          .example(
              """
              apiVersion: v1
              kind: Service
              metadata:
                name: {{ .Release.Name }}-example
                labels: {{- include "example.labels" . | nindent 4 }}
              spec:
                selector:
                  app.kubernetes.io/name: example
                ports:
                  - name: http
                    port: 80
                    targetPort: http
              """);

  public static final Rule NAM_06 =
      Rule.of(
              "NAM-06",
              "The name of a cluster-scoped object differs for every release and namespace",
              "the second release cannot be installed, or takes over the object of the first",
              "put the release name and the namespace into the name")
          .example(
              """
              apiVersion: rbac.authorization.k8s.io/v1
              kind: ClusterRole
              metadata:
                name: {{ .Release.Name }}-example
                labels: {{- include "example.labels" . | nindent 4 }}
              rules:
                - apiGroups: [""]
                  resources: [nodes]
                  verbs: [get]
              """);

  public static final Rule NAM_07 =
      Rule.of(
              "NAM-07",
              "No two objects have the same kind and name",
              "one of the objects replaces the other, or the installation fails",
              "give one of the objects another name that contains the release name")
          .withoutWaiver()
          .example(
              """
              apiVersion: v1
              kind: ConfigMap
              metadata:
                name: example
                labels: {{- include "example.labels" . | nindent 4 }}
              data:
                greeting: hello
              """);

  public static final Rule NAM_08 =
      Rule.of(
              "NAM-08",
              "The chart works in every namespace and in a cluster with any domain",
              "the object or the address is in another place, and nothing answers there",
              "leave the namespace out or use {{ .Release.Namespace }}, and end host names with .svc")
          .example(
              """
              apiVersion: v1
              kind: ConfigMap
              metadata:
                name: {{ .Release.Name }}-example
                namespace: default
                labels: {{- include "example.labels" . | nindent 4 }}
              data:
                greeting: hello
              """);

  public static final Rule NAM_09 =
      Rule.of(
              "NAM-09",
              "Selectors, ports and addresses lead to something that this chart renders",
              "nothing answers, or the object has no effect",
              "use labels, ports and Service names that the chart renders")
          .example(
              """
              apiVersion: v1
              kind: Service
              metadata:
                name: {{ .Release.Name }}-example
                labels: {{- include "example.labels" . | nindent 4 }}
              spec:
                selector: {{- include "example.selectorLabels" . | nindent 4 }}
                ports:
                  - name: http
                    port: 80
                    targetPort: web
              """);

  public static final Rule NAM_10 =
      Rule.of(
              "NAM-10",
              "Labels and names take every version of the chart, such as 1.0.0+0a1b2c3d4e5f",
              "the API server rejects the object where Flux adds a build to the version of the "
                  + "chart",
              "end the expression with | replace \"+\" \"_\" | trunc 63 | trimAll \"-_.\"")
          .example(
              """
              apiVersion: v1
              kind: ConfigMap
              metadata:
                name: {{ .Release.Name }}-example
                labels:
                  {{- include "example.labels" . | nindent 4 }}
                  example.com/version: {{ .Chart.Version | quote }}
              data:
                greeting: hello
              """);

  public static final Rule NAM_11 =
      Rule.of(
              "NAM-11",
              "Labels and names take every appVersion of the chart, such as 1.0+0a1b2c3d4e5f",
              "the API server rejects the object where helm package --app-version writes such a "
                  + "version",
              "end the expression with | replace \"+\" \"_\" | trunc 63 | trimAll \"-_.\"")
          .example(
              """
              apiVersion: v1
              kind: ConfigMap
              metadata:
                name: {{ .Release.Name }}-example
                labels:
                  {{- include "example.labels" . | nindent 4 }}
                  app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
              data:
                greeting: hello
              """);

  public static final Rule NAM_12 =
      Rule.of(
              "NAM-12",
              "The target port that a Service gives as a number is declared by a container of its "
                  + "pods",
              "nothing answers unless the program listens on this port anyway",
              "use a port that a container declares, or declare this one")
          .strictness(Strictness.OWN_CHARTS)
          .example(
              """
              apiVersion: v1
              kind: Service
              metadata:
                name: {{ .Release.Name }}-example
                labels: {{- include "example.labels" . | nindent 4 }}
              spec:
                selector: {{- include "example.selectorLabels" . | nindent 4 }}
                ports:
                  - name: http
                    port: 80
                    targetPort: 9090
              """);

  public static final Rule NAM_13 =
      Rule.of(
              "NAM-13",
              "Every name that tools repeat in labels fits into a label",
              "the API server accepts it, but it fits into no label, and names of pods are cut",
              "truncate it to 63 characters, after every suffix")
          .example(
              """
              apiVersion: v1
              kind: ConfigMap
              metadata:
                name: {{ .Release.Name }}-example-that-goes-on-and-on-until-it-fits-into-no-label
                labels: {{- include "example.labels" . | nindent 4 }}
              data:
                greeting: hello
              """);

  public static final Rule NET_02 =
      Rule.of(
              "NET-02",
              "Address ranges of the cluster do not overlap and are large enough for its nodes",
              "the cluster cannot be created, or its pools cannot grow to their maximum",
              "use larger ranges without a common address, such as those of Network.named(…)")
          .withoutWaiver()
          .example(
              """
              // fleet
              fleet.gke(Gke.cluster("c")
                  .network(Network.named("default").ranges("10.0.0.0/20", "10.4.0.0/14", "10.5.0.0/20")))
              """);

  public static final Rule NET_03 =
      Rule.of(
              "NET-03",
              "Every address range is a valid CIDR block, and ranges of a cluster are private",
              "the cluster or the policy is rejected, or traffic to other hosts stays in the cluster",
              "write an address and a prefix length, such as 10.0.0.0/20, with all other bits 0")
          .withoutWaiver()
          .example(
              """
              // fleet
              fleet.gke(Gke.cluster("c").authorizedNetworks("203.0.113.7/24"))
              """);

  public static final Rule IMG_01 =
      Rule.of(
              "IMG-01",
              "Every image has a tag or digest that does not move",
              "a restart may start another program, and two pods of one release may run different ones",
              "use a tag that names a version, or better a digest")
          .strictness(Strictness.DEFAULTS_ONLY)
          .example(
              """
              apiVersion: v1
              kind: Pod
              metadata:
                name: {{ .Release.Name }}-example
                labels: {{- include "example.labels" . | nindent 4 }}
              spec:
                {{- include "example.pod" . | nindent 2 }}
                containers:
                  - name: web
                    image: docker.io/library/nginx
                    {{- include "example.container" . | nindent 6 }}
              """);

  public static final Rule IMG_06 =
      Rule.of(
              "IMG-06",
              "Every image that only helm test runs has a tag or digest that does not move",
              "helm test may run another program each time",
              "use a tag that names a version, or better a digest")
          .strictness(Strictness.OWN_CHARTS)
          .example(
              """
              apiVersion: v1
              kind: Pod
              metadata:
                name: {{ .Release.Name }}-example
                labels: {{- include "example.labels" . | nindent 4 }}
                annotations:
                  helm.sh/hook: test
                  helm.sh/hook-delete-policy: before-hook-creation
              spec:
                {{- include "example.pod" . | nindent 2 }}
                restartPolicy: Never
                containers:
                  - name: web
                    image: docker.io/library/nginx
                    {{- include "example.container" . | nindent 6 }}
              """);

  public static final Rule IMG_03 =
      Rule.of(
              "IMG-03",
              "The tag of the prover image belongs to the declared release",
              "queue names, variables and circuits of the two releases do not match",
              "use the image tag of the release, or the release of the image tag")
          .strictness(Strictness.DEFAULTS_ONLY)
          .example(
              """
              // fleet
              fleet.image(ProverImage.PUBLISHED, "0.6.0")
              """);

  public static final Rule IMG_04 =
      Rule.of(
              "IMG-04",
              "Every image reference is well formed",
              "the pods stay in InvalidImageName",
              "write a repository in lower case, then a tag, or @sha256: and 64 hexadecimal digits")
          .withoutWaiver()
          .strictness(Strictness.DEFAULTS_ONLY)
          .example(
              """
              apiVersion: v1
              kind: Pod
              metadata:
                name: {{ .Release.Name }}-example
                labels: {{- include "example.labels" . | nindent 4 }}
              spec:
                {{- include "example.pod" . | nindent 2 }}
                containers:
                  - name: web
                    image: "nginx 1.27.4"
                    {{- include "example.container" . | nindent 6 }}
              """);

  public static final Rule IMG_05 =
      Rule.of(
              "IMG-05",
              "An image with a digest is not pulled at every start",
              "every start is slower, although the image of a digest never changes",
              "use pullPolicy(PullPolicy.IF_NOT_PRESENT)")
          .strictness(Strictness.DEFAULTS_ONLY)
          .example(
              """
              // fleet
              fleet.image(
                  ProverImage.digest(ProverImage.PUBLISHED, "sha256:" + "0a".repeat(32))
                      .pullPolicy(ProverImage.PullPolicy.ALWAYS))
              """);

  public static final Rule SEC_01 = CommonRules.SEC_01;

  public static final Rule SEC_02 =
      Rule.of(
              "SEC-02",
              "No text contains a password, token or private key",
              "everyone who can read the chart, the release or the object has the secret",
              "refer to an existing Secret, by secretKeyRef, a mounted file or $(VARIABLE)")
          .strictness(Strictness.DEFAULTS_ONLY)
          .example(
              """
              apiVersion: v1
              kind: ConfigMap
              metadata:
                name: {{ .Release.Name }}-example
                labels: {{- include "example.labels" . | nindent 4 }}
              data:
                url: https://me:f9Qk2mX7pL@node.example
              """);

  public static final Rule SEC_03 =
      Rule.of(
              "SEC-03",
              "No password is a well-known one",
              "everyone who can reach the service can log in",
              "let users name an existing Secret")
          .strictness(Strictness.DEFAULTS_ONLY)
          .example(
              """
              apiVersion: v1
              kind: Pod
              metadata:
                name: {{ .Release.Name }}-example
                labels: {{- include "example.labels" . | nindent 4 }}
              spec:
                {{- include "example.pod" . | nindent 2 }}
                containers:
                  - name: web
                    image: docker.io/library/nginx:1.27.4
                    {{- include "example.container" . | nindent 6 }}
                    env:
                      - name: DATABASE_PASSWORD
                        value: changeme
              """);

  public static final Rule SEC_05 =
      Rule.of(
              "SEC-05",
              "Every key that is read from a ConfigMap or Secret of the chart exists",
              "the pod stays in CreateContainerConfigError",
              "use a key that the object has")
          .strictness(Strictness.DEFAULTS_ONLY)
          .example(
              """
              apiVersion: v1
              kind: Pod
              metadata:
                name: {{ .Release.Name }}-example
                labels: {{- include "example.labels" . | nindent 4 }}
              spec:
                {{- include "example.pod" . | nindent 2 }}
                containers:
                  - name: web
                    image: docker.io/library/nginx:1.27.4
                    {{- include "example.container" . | nindent 6 }}
                    env:
                      - name: PAGE
                        valueFrom:
                          configMapKeyRef:
                            name: {{ .Release.Name }}-page
                            key: page
              """);

  public static final Rule SEC_06 =
      Rule.of(
              "SEC-06",
              "A variable refers only to variables that are declared before it",
              "the reference stays in the value as it is written",
              "move the variable up, or correct its name")
          .strictness(Strictness.DEFAULTS_ONLY)
          .example(
              """
              apiVersion: v1
              kind: Pod
              metadata:
                name: {{ .Release.Name }}-example
                labels: {{- include "example.labels" . | nindent 4 }}
              spec:
                {{- include "example.pod" . | nindent 2 }}
                containers:
                  - name: web
                    image: docker.io/library/nginx:1.27.4
                    {{- include "example.container" . | nindent 6 }}
                    env:
                      - name: URL
                        value: http://$(HOST)/
                      - name: HOST
                        value: node.example
              """);

  public static final Rule SEC_07 =
      Rule.of(
              "SEC-07",
              "Pods get an API token only when their account has a role",
              "an attacker in a pod can use the API server",
              "write automountServiceAccountToken: false, or give the account the role that the "
                  + "pods need")
          .strictness(Strictness.DEFAULTS_ONLY)
          .example(
              """
              apiVersion: v1
              kind: Pod
              metadata:
                name: {{ .Release.Name }}-example
                labels: {{- include "example.labels" . | nindent 4 }}
              spec:
                automountServiceAccountToken: true
                securityContext:
                  runAsNonRoot: true
                  seccompProfile:
                    type: RuntimeDefault
                containers:
                  - name: web
                    image: docker.io/library/nginx:1.27.4
                    {{- include "example.container" . | nindent 6 }}
              """);

  private static final List<Rule> ALL =
      List.of(
          NAM_01, NAM_02, NAM_03, NAM_04, NAM_05, NAM_06, NAM_07, NAM_08, NAM_09, NAM_10, NAM_11,
          NAM_12, NAM_13, NET_02, NET_03, IMG_01, IMG_03, IMG_04, IMG_05, IMG_06, SEC_01, SEC_02,
          SEC_03, SEC_05, SEC_06, SEC_07);

  private ObjectRules() {}

  /** Every rule of this class, in the order of their ids within each family. */
  public static List<Rule> all() {
    return ALL;
  }
}
