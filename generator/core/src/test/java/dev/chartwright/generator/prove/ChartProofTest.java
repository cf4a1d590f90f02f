package dev.chartwright.generator.prove;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.object.DeclaredPool;
import dev.chartwright.generator.rule.ChartRules;
import dev.chartwright.generator.rule.PodRules;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.ObjectName;
import dev.chartwright.problem.Place;
import dev.chartwright.problem.Severity;
import dev.chartwright.problem.TriedCase;
import dev.chartwright.problem.Waiver;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ChartProofTest {
  private static final Waiver WAIVER = new Waiver("POD-01", Place.ofModel(""), "old");

  private static final String LONG = "release-with-the-longest-name-that-helm-accepts-in-53";
  private static final String DEPLOYMENT = "templates/deployment.yaml";

  private final TestChart web = TestChart.web();

  @Test
  void provesAGoodChartWithEveryCaseAndReleaseName() {
    ProofReport report = web.prove();

    assertThat(report.findings()).isEmpty();
    assertThat(report.isProven()).isTrue();
    assertThat(report.cases())
        .containsExactly(
            rendered("defaults", "demo", 7),
            rendered("defaults", LONG, 7),
            rendered("ci/many-values.yaml", "demo", 7),
            rendered("ci/many-values.yaml", LONG, 7),
            rendered("ci/scaled-values.yaml", "demo", 8),
            rendered("ci/scaled-values.yaml", LONG, 8));
    assertThat(report.duration()).isPositive();
  }

  @Test
  void findsAMisspeltField() {
    assertProblems(
        web.change(DEPLOYMENT, "image: {{", "imagee: {{"),
        """
        templates/deployment.yaml Deployment/demo-web spec.template.spec.containers[0].imagee  [TPL-07]
            what: there is no such field
            why:  the API server rejects the object, or drops the field
            fix:  did you mean image?
        """);
  }

  @Test
  void findsEveryFaultOfAnObjectAtOnce() {
    assertProblems(
        web.change(DEPLOYMENT, "limits:", "limitss:")
            .change(DEPLOYMENT, "imagePullPolicy: IfNotPresent", "imagePullPolicy: Sometimes")
            .change(DEPLOYMENT, "- name: http\n              containerPort: 8080", "- name: http"),
        """
        templates/deployment.yaml Deployment/demo-web spec.template.spec.containers[0].imagePullPolicy  [TPL-07]
            what: it is the text "Sometimes", not one of Always, IfNotPresent, Never
            why:  the API server rejects the object, or drops the field
            fix:  write one of Always, IfNotPresent, Never

        templates/deployment.yaml Deployment/demo-web spec.template.spec.containers[0].ports[0].containerPort  [TPL-07]
            what: it is missing, and required
            why:  the API server rejects the object, or drops the field
            fix:  add containerPort

        templates/deployment.yaml Deployment/demo-web spec.template.spec.containers[0].resources.limitss  [TPL-07]
            what: there is no such field
            why:  the API server rejects the object, or drops the field
            fix:  did you mean limits?
        """);
  }

  @Test
  void findsAMissingSelector() {
    assertProblems(
        web.change(
            DEPLOYMENT,
            """
              selector:
                matchLabels:
                  {{- include "web.selectorLabels" . | nindent 6 }}
            """,
            ""),
        """
        templates/deployment.yaml Deployment/demo-web spec.selector  [TPL-07]
            what: it is missing, and required
            why:  the API server rejects the object, or drops the field
            fix:  add selector
        """);
  }

  @Test
  void findsReplicasThatAreText() {
    assertProblems(
        web.change(DEPLOYMENT, "{{ .Values.replicas | int64 }}", "\"three\""),
        """
        templates/deployment.yaml Deployment/demo-web spec.replicas  [TPL-07]
            what: it is the text "three", not a whole number
            why:  the API server rejects the object, or drops the field
            fix:  write a whole number, unquoted
        """);
  }

  @Test
  void findsAnEnvironmentValueThatIsANumber() {
    assertProblems(
        web.change(DEPLOYMENT, "value: \"4\"", "value: 4"),
        """
        templates/deployment.yaml Deployment/demo-web spec.template.spec.containers[0].env[1].value  [TPL-08]
            what: it is the number 4, not text
            why:  the API server accepts text only, and rejects the object
            fix:  quote it: "4"
        """);
  }

  @Test
  void findsADuplicateEnvironmentVariable() {
    assertProblems(
        web.change(DEPLOYMENT, "- name: WORKERS", "- name: GREETING"),
        """
        templates/deployment.yaml Deployment/demo-web spec.template.spec.containers[0].env[1]  [VAL-10]
            what: the name GREETING is given twice, first at spec.template.spec.containers[0].env[0]
            why:  server-side apply rejects the object, and without it one of the entries is lost
            fix:  keep one of the entries, or give one another name
        """);
  }

  @Test
  void findsADanglingReference() {
    assertProblems(
        web.change(
            DEPLOYMENT,
            "name: {{ include \"web.fullname\" . }}\n                  key",
            "name: {{ .Release.Name }}-settings\n                  key"),
        """
        templates/deployment.yaml Deployment/demo-web spec.template.spec.containers[0].env[0].valueFrom.configMapKeyRef.name  [GEN-02]
            what: this chart renders no ConfigMap demo-settings
            why:  what refers to it waits forever, or is rejected
            fix:  render or declare the object, or name one that exists
        """);
  }

  @Test
  void findsAKeyThatTheConfigMapDoesNotHave() {
    assertProblems(
        web.change(DEPLOYMENT, "key: greeting", "key: greting"),
        """
        templates/deployment.yaml Deployment/demo-web spec.template.spec.containers[0].env[0].valueFrom.configMapKeyRef.key  [SEC-05]
            what: ConfigMap/demo-web has no key greting
            why:  the pod stays in CreateContainerConfigError
            fix:  use a key that the object has
        """);
  }

  @Test
  void tellsWhichDefaultsTheSchemaRejects() {
    assertProblems(
        web.change("values.yaml", "replicas: 2", "replicas: three")
            .change("values.yaml", "greeting: hello", "greeting: 5\nfarewell: bye"),
        """
        values.yaml farewell  [VAL-09]
            what: is not a value of this chart
            why:  the chart cannot be installed with these values
            fix:  write a value that the schema allows

        values.yaml greeting  [VAL-09]
            what: got number, want string
            why:  the chart cannot be installed with these values
            fix:  write a value that the schema allows

        values.yaml replicas  [VAL-09]
            what: got string, want integer
            why:  the chart cannot be installed with these values
            fix:  write a value that the schema allows
        """);
  }

  @Test
  void tellsWhichValuesOfACaseTheSchemaRejects() {
    assertProblems(
        web.put("ci/odd-values.yaml", "replicas: 0\n"),
        """
        ci/odd-values.yaml replicas  [VAL-09]
            what: minimum: got 0, want 1
            why:  the chart cannot be installed with these values
            fix:  write a value that the schema allows
        """);
  }

  @Test
  void passesOnTheSentenceOfARefusal() {
    assertProblems(
        web.put(
            "templates/guard.yaml",
            """
            {{- if .Values.autoscaling.enabled }}
            {{- fail "Autoscaling needs a metrics server." }}
            {{- end }}
            """),
        """
        templates/guard.yaml:2 (ci/scaled-values.yaml)  [VAL-09]
            what: the chart refuses the values: Autoscaling needs a metrics server.
            why:  the chart cannot be installed with these values
            fix:  correct the values, or the constraint that rejects them
        """);
  }

  @Test
  void overlaysSwitchARefusalOffEvenForLint() {
    TestChart guarded =
        web.put(
                "templates/guard.yaml",
                "{{- if not .Values.widget.enabled }}\n{{- fail \"No widgets.\" }}\n{{- end }}\n")
            .change(
                "templates/NOTES.txt",
                "Reach",
                "{{ if not .Values.widget.enabled }}\n{{ end }}Reach");
    ProofReport report =
        guarded.prove(ProofRequest.standard().withOverlay("widget:\n  enabled: true\n"));
    assertThat(report.findings()).isEmpty();
    assertThat(report.cases().get(0)).isEqualTo(rendered("defaults", "demo", 8));
  }

  @Test
  void saysThatAnOverlayIsUnreadable() {
    ProofReport report = web.prove(ProofRequest.standard().withOverlay("a: [\n"));
    assertThat(text(report))
        .isEqualTo(
            """
            overlay 1  [VAL-09]
                what: line 2, column 1: expected the node content, but found '<stream end>'
                why:  Helm cannot read the values, or reads others
                fix:  correct the file
            """);
    assertThat(report.cases()).isEmpty();
  }

  @Test
  void tellsFileAndLineOfATemplateError() {
    assertProblems(
        web.change(DEPLOYMENT, "{{ .Values.image | quote }}", "{{ .Values.picture.tag | quote }}"),
        """
        templates/deployment.yaml:29  [VAL-04]
            what: it reads the value picture.tag, which is not declared
            why:  users cannot set the value: it is always empty, or rejected
            fix:  declare the value in values.yaml, or correct its name

        templates/deployment.yaml:29  [TPL-06]
            what: {{ .Values.picture.tag }}: nil pointer evaluating interface {}.tag
            why:  Helm cannot render the chart
            fix:  correct the template
        """);
  }

  @Test
  void tellsThePlaceInsideANamedTemplate() {
    assertProblems(
        web.change("templates/_helpers.tpl", "{{ .Release.Service }}", "{{ .Values.a.b.c }}"),
        """
        templates/_helpers.tpl:10  [VAL-04]
            what: it reads the value a.b.c, which is not declared
            why:  users cannot set the value: it is always empty, or rejected
            fix:  declare the value in values.yaml, or correct its name

        templates/_helpers.tpl:10  [TPL-06]
            what: {{ .Values.a.b.c }}: nil pointer evaluating interface {}.b
            why:  Helm cannot render the chart
            fix:  correct the template
        """);
  }

  @Test
  void tellsTheLineThatDoesNotParse() {
    assertProblems(
        web.change("templates/service.yaml", "port: 80", "port: {{ if }}"),
        """
        templates/service.yaml:12  [TPL-06]
            what: missing value for if
            why:  Helm cannot render the chart
            fix:  correct the template
        """);
  }

  @Test
  void findsAnErrorInTheNotes() {
    assertProblems(
        web.change("templates/NOTES.txt", "Reach", "{{ fail \"No notes.\" }}Reach"),
        """
        templates/NOTES.txt:1  [VAL-09]
            what: the chart refuses the values: No notes.
            why:  the chart cannot be installed with these values
            fix:  correct the values, or the constraint that rejects them
        """);
  }

  @Test
  void findsOutputThatIsNotYaml() {
    assertProblems(
        web.change(
            "templates/configmap.yaml",
            "greeting: {{ .Values.greeting | quote }}",
            "greeting: a: b"),
        """
        templates/configmap.yaml  [TPL-06]
            what: it does not render to YAML: line 11: mapping values are not allowed in this context of the rendered text
            why:  Helm cannot render the chart
            fix:  correct the template, and quote what it inserts
        """);
  }

  @Test
  void findsAnUnquotedValueThatACaseBreaks() {
    assertProblems(
        web.change(
            "templates/configmap.yaml", "{{ .Values.greeting | quote }}", "{{ .Values.greeting }}"),
        """
        templates/configmap.yaml (ci/many-values.yaml)  [TPL-06]
            what: it does not render to YAML: line 11: mapping values are not allowed in this context of the rendered text
            why:  Helm cannot render the chart
            fix:  correct the template, and quote what it inserts
        """);
  }

  @Test
  void findsAKeyThatIsRenderedTwice() {
    assertProblems(
        web.change("templates/configmap.yaml", "\ndata:", "\ndata:\n  greeting: hi"),
        """
        templates/configmap.yaml  [TPL-06]
            what: it renders to YAML that is not acceptable: line 12, column 3: the key 'data.greeting' is given twice, first in line 11: greeting: "hello"
            why:  Helm or the API server rejects the output, or reads it as something else
            fix:  correct the template, and quote what it inserts
        """);
  }

  @Test
  void findsDocumentsThatAreNoObjects() {
    assertProblems(
        web.put(
            "templates/stray.yaml",
            "# only a comment\n---\nkind: ConfigMap\n---\napiVersion: v1\nkind: List\nitems: []\n"),
        """
        templates/stray.yaml  [TPL-06]
            what: it renders to something that has no apiVersion and kind
            why:  Helm or the API server rejects the output, or reads it as something else
            fix:  write one object a document

        templates/stray.yaml  [TPL-06]
            what: it renders to a List
            why:  Helm cannot order, keep or diff the objects in it one by one
            fix:  write one object a document
        """);
  }

  @Test
  void findsAnUnknownKindUnlessItIsDeclared() {
    TestChart gadget =
        web.change("templates/widget.yaml", "kind: Widget", "kind: Gadget")
            .change(
                "values.yaml", "Render a Widget.\n  enabled: false", "Render it.\n  enabled: true");
    assertProblems(
        gadget,
        """
        templates/widget.yaml  [INS-06]
            what: nothing tests whether the cluster has the kind Gadget
            why:  without the operator the installation ends in the middle with "no matches for kind"
            fix:  test .Capabilities.APIVersions.Has "test.example.com/v1/Gadget" first

        templates/widget.yaml Gadget/demo-web kind  [TPL-14]
            what: there is no schema for Gadget of test.example.com/v1
            why:  the object is not checked, and a misspelled field reaches the cluster
            fix:  declare test.example.com/v1/Gadget as a kind of its own, or correct it
        """);
    ProofRequest declared =
        ProofRequest.standard().withDeclaredKind("test.example.com/v1", "Gadget");
    assertThat(gadget.prove(declared).findings())
        .extracting(each -> each.rule().id())
        .containsExactly("INS-06");
  }

  @Test
  void findsAVersionThatKubernetesDoesNotHave() {
    assertProblems(
        web.change("templates/poddisruptionbudget.yaml", "policy/v1", "policy/v2"),
        """
        templates/poddisruptionbudget.yaml PodDisruptionBudget/demo-web apiVersion  [CHA-08]
            what: Kubernetes does not serve this kind in this version
            why:  the installation ends with "no matches for kind"
            fix:  write policy/v1
        """);
  }

  @Test
  void checksCustomResourcesAgainstTheirSchema() {
    assertProblems(
        web.change(
                "values.yaml", "Render a Widget.\n  enabled: false", "Render it.\n  enabled: true")
            .change(
                "templates/widget.yaml",
                "size: 3\n  mode: Fast",
                "sise: 3\n  mode: fast\n  parts:\n    - port: true"),
        """
        templates/widget.yaml  [INS-06]
            what: nothing tests whether the cluster has the kind Widget
            why:  without the operator the installation ends in the middle with "no matches for kind"
            fix:  test .Capabilities.APIVersions.Has "test.example.com/v1/Widget" first

        templates/widget.yaml Widget/demo-web spec.mode  [TPL-07]
            what: it is the text "fast", not one of Fast, Slow
            why:  the API server rejects the object, or drops the field
            fix:  did you mean Fast?

        templates/widget.yaml Widget/demo-web spec.parts[0].port  [TPL-07]
            what: it is the boolean true, not a whole number or text
            why:  the API server rejects the object, or drops the field
            fix:  write a whole number or text

        templates/widget.yaml Widget/demo-web spec.sise  [TPL-07]
            what: there is no such field
            why:  the API server rejects the object, or drops the field
            fix:  did you mean size?

        templates/widget.yaml Widget/demo-web spec.size  [TPL-07]
            what: it is missing, and required
            why:  the API server rejects the object, or drops the field
            fix:  add size
        """);
  }

  @Test
  void findsABadValuesFile() {
    assertProblems(
        web.put("ci/bad-values.yaml", "replicas: 1\nreplicas: 2\n")
            .put("ci/list-values.yaml", "- 1\n"),
        """
        ci/bad-values.yaml  [VAL-09]
            what: line 2, column 1: the key 'replicas' is given twice, first in line 1
            why:  Helm cannot read the values, or reads others
            fix:  correct the file

        ci/list-values.yaml  [VAL-09]
            what: the values are a list, not a map
            why:  Helm cannot read the values, or reads others
            fix:  correct the file
        """);
  }

  @Test
  void findsWhatIsWrongForLongReleaseNamesOnly() {
    String suffix = "-" + "t".repeat(220);
    assertProblems(
        web.change("templates/tests/pod.yaml", "-test\n", suffix + "\n"),
        """
        templates/tests/pod.yaml Pod/NAME metadata.name (release name of 53 characters)  [NAM-01]
            what: "NAME" has 278 characters, at most 253 fit
            why:  the API server or a controller rejects the object
            fix:  truncate it to 253 characters, after every suffix
        """
            .replace("NAME", "release-with-the-longest-name-that-helm-accepts-in-53-web" + suffix));
  }

  @Test
  void validatesHooksAndTests() {
    assertProblems(
        web.change("templates/tests/pod.yaml", "restartPolicy: Never", "restartPolicy: never"),
        """
        templates/tests/pod.yaml Pod/demo-web-test spec.restartPolicy  [TPL-07]
            what: it is the text "never", not one of Always, OnFailure, Never
            why:  the API server rejects the object, or drops the field
            fix:  did you mean Never?
        """);
  }

  @Test
  void refusesCustomResourcesAsHooks() {
    assertProblems(
        web.change(
                "values.yaml", "Render a Widget.\n  enabled: false", "Render it.\n  enabled: true")
            .change(
                "templates/widget.yaml",
                "spec:",
                "  annotations:\n    helm.sh/hook: post-install\nspec:"),
        """
        templates/widget.yaml  [INS-06]
            what: nothing tests whether the cluster has the kind Widget
            why:  without the operator the installation ends in the middle with "no matches for kind"
            fix:  test .Capabilities.APIVersions.Has "test.example.com/v1/Widget" first

        templates/widget.yaml Widget/demo-web metadata.annotations['helm.sh/hook']  [UPG-03]
            what: a custom resource is a hook
            why:  upgrades do not change it, uninstall leaves it, and the next install creates it again
            fix:  make it a plain template; guard it by Capabilities.APIVersions
        """);
  }

  @Test
  void findsReplicasUnderAnAutoscaler() {
    assertProblems(
        web.change(DEPLOYMENT, "{{- if not .Values.autoscaling.enabled }}", "{{- if true }}"),
        """
        templates/deployment.yaml Deployment/demo-web spec.replicas (ci/scaled-values.yaml)  [UPG-02]
            what: the number of pods belongs to HorizontalPodAutoscaler/demo-web
            why:  every upgrade resets the number of pods and kills working ones; under Helm 4 the upgrade fails
            fix:  leave replicas out while the workload is autoscaled, from the first version on
        """);
  }

  @Test
  void checksTheFolderOfCrds() {
    assertProblems(
        web.put("crds/settings.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\n")
            .put(
                "crds/widget.yaml",
                """
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata:
                  name: widgets.test.example.com
                spec:
                  group: test.example.com
                  scope: Namespaced
                  versions: []
                """),
        """
        crds/settings.yaml  [TPL-07]
            what: it holds something else than a CustomResourceDefinition
            why:  Helm installs the file as it is, and never upgrades it
            fix:  move it to templates/

        crds/widget.yaml CustomResourceDefinition/widgets.test.example.com spec.names  [TPL-07]
            what: it is missing, and required
            why:  Helm installs the file as it is, and never upgrades it
            fix:  add names
        """);
  }

  @Test
  void passesOnWhatOnlyLintSees() {
    assertProblems(
        web.change("templates/service.yaml", "apiVersion", "  apiVersion"),
        """
        templates/service.yaml  [TPL-06]
            what: document starts with an illegal indent: "  apiVersion: v1", which may cause parsing problems
            why:  helm lint --strict fails
            fix:  correct what lint names
        """);
  }

  @Test
  void saysThatAFolderWithoutChartFileIsNoChart() {
    assertProblems(
        web.remove("Chart.yaml"),
        """
        Chart.yaml  [CHA-01]
            what: the file is missing
            why:  Helm, helm lint or a chart registry rejects the chart
            fix:  add it with apiVersion, name and version
        """);
  }

  @Test
  void provesAChartThatRendersNothing() {
    TestChart empty =
        new TestChart(
            FileTree.builder()
                .add("Chart.yaml", web.files().text("Chart.yaml"))
                .add("values.yaml", web.files().text("values.yaml"))
                .add("values.schema.json", web.files().text("values.schema.json"))
                .add("templates/empty.yaml", "{{- if false }}\n{{- end }}\n")
                .build());
    ProofReport report = empty.prove(ProofRequest.standard().withReleases("demo"));
    assertThat(report.findings()).isEmpty();
    assertThat(report.cases()).containsExactly(rendered("defaults", "demo", 0));
  }

  @Test
  void lintsALibraryWithoutRenderingIt() {
    TestChart library =
        new TestChart(
            FileTree.builder()
                .add(
                    "Chart.yaml",
                    web.files().text("Chart.yaml").replace("type: application", "type: library"))
                .add("values.schema.json", web.files().text("values.schema.json"))
                .add("values.yaml", web.files().text("values.yaml"))
                .add("templates/_helpers.tpl", web.files().text("templates/_helpers.tpl"))
                .build());
    ProofReport report = library.prove();
    assertThat(report.findings()).isEmpty();
    assertThat(report.cases()).isEmpty();
  }

  @Test
  void rendersTheCasesOfTheRequestToo() {
    ProofReport report =
        web.prove(
            ProofRequest.standard()
                .withReleases("one")
                .withCase("fifty", "replicas: 50\n")
                .withCase("many", "replicas: 51\n"));
    assertThat(report.cases())
        .containsExactly(
            rendered("defaults", "one", 7),
            rendered("ci/many-values.yaml", "one", 7),
            rendered("ci/scaled-values.yaml", "one", 8),
            rendered("fifty", "one", 7),
            rendered("many", "one", 0));
    assertThat(text(report))
        .isEqualTo(
            """
            many replicas  [VAL-09]
                what: maximum: got 51, want 50
                why:  the chart cannot be installed with these values
                fix:  write a value that the schema allows
            """);
  }

  @Test
  void findsWhatACarefulClusterRefuses() {
    TestChart careless =
        web.change(DEPLOYMENT, "            allowPrivilegeEscalation: false\n", "")
            .change(DEPLOYMENT, "{{ .Values.image | quote }}", "nginx:latest")
            .change(DEPLOYMENT, "name: WORKERS", "name: API_TOKEN");

    assertThat(text(careless.prove(ProofRequest.standard().withoutSpace())))
        .isEqualTo(
            """
            templates/deployment.yaml Deployment/demo-web spec.template.spec.containers[0].securityContext.allowPrivilegeEscalation  [POD-01]
                what: it is missing, and true by default
                why:  a namespace that enforces the restricted standard rejects the pods
                fix:  write false

            templates/deployment.yaml Deployment/demo-web spec.template.spec.containers[0].env[1].value  [SEC-01]
                what: API_TOKEN holds a secret as text
                why:  everyone who can read the chart, the release or the object has the secret
                fix:  refer to an existing Secret, by secretKeyRef, a mounted file or $(VARIABLE)

            templates/deployment.yaml Deployment/demo-web spec.template.spec.containers[0].image  [IMG-01]
                what: it is the text "nginx:latest", whose tag moves
                why:  a restart may start another program, and two pods of one release may run different ones
                fix:  use a tag that names a version, or better a digest
            """);
  }

  @Test
  void holdsDeclaredValuesAgainstDeclaredPools() {
    DeclaredPool pool = new DeclaredPool("web", Map.of("pool", "web"), List.of(), 100L << 20, 1000);
    TestChart chosen =
        web.change(
                DEPLOYMENT,
                "      containers:",
                "      nodeSelector: {pool: web}\n      containers:")
            .change(DEPLOYMENT, "memory: 64Mi", "memory: {{ mul 1 .Values.replicas 30 }}Mi")
            .change(DEPLOYMENT, "memory: 128Mi", "memory: 8Gi");
    ProofRequest request = ProofRequest.standard().withoutSpace().withPool(pool);

    assertThat(chosen.prove(request.withCase("small", "replicas: 1")).findings())
        .extracting(each -> each.rule().id(), each -> each.place().toString())
        .containsExactly(
            tuple(
                "CAP-04",
                "templates/deployment.yaml Deployment/demo-web spec.template.spec.containers[0]"
                    + ".resources.requests.memory (ci/many-values.yaml)"));
    TestChart many = chosen.remove("ci/many-values.yaml");
    assertThat(many.prove(request).findings()).isEmpty();
    assertThat(many.prove(request.withCase("many", "replicas: 5")).findings()).hasSize(1);
  }

  @Test
  void reportsWhatIsAcceptedAsInformation() {
    TestChart root = web.change(DEPLOYMENT, "runAsUser: 101", "runAsUser: 0");
    ProofReport report =
        root.prove(
            ProofRequest.standard().withoutSpace().accepting("POD-01", "the server binds port 80"));

    assertThat(report.isProven()).isTrue();
    assertThat(report.findings())
        .containsExactly(
            Finding.error(
                    PodRules.POD_01,
                    Place.ofObject(
                            "templates/deployment.yaml", new ObjectName("Deployment", "demo-web"))
                        .field("spec.template.spec.securityContext.runAsUser")
                        .shownBy(TriedCase.named("defaults", "")),
                    "the user is root")
                .fixedBy("write the number of another")
                .accepted(report.findings().get(0).waiver().orElseThrow()));
    assertThat(report.findings().get(0).toString())
        .endsWith("\n    accepted: the server binds port 80");
    assertThat(report.accepted().keySet())
        .extracting(Waiver::rule, Waiver::reason)
        .containsExactly(tuple("POD-01", "the server binds port 80"));
  }

  @Test
  void tellsOfAnAcceptanceThatIsOfNoUse() {
    Finding unused =
        Finding.error(
                ChartRules.GEN_03,
                Place.ofModel("accept(POD-01)"),
                "POD-01 is accepted but does not occur")
            .because("an acceptance that is out of date hides the next finding of the same rule")
            .fixedBy("remove the acceptance of POD-01");

    assertThat(ChartProof.prove(web.files(), ProofRequest.standard().accepting(WAIVER)).findings())
        .contains(unused);
    // Fewer cases than usual may not show what is accepted.
    assertThat(web.prove(ProofRequest.standard().withoutSpace().accepting(WAIVER)).findings())
        .containsExactly(unused.severity(Severity.WARNING));
  }

  @Test
  void refusesAnAcceptanceWithoutReason() {
    ProofRequest request = ProofRequest.standard().withoutSpace().accepting("POD-01", " ");

    assertThat(web.prove(request).findings())
        .extracting(Finding::rule, Finding::what)
        .containsExactly(tuple(ChartRules.GEN_03, "the acceptance of POD-01 gives no reason"));
  }

  private static void assertProblems(TestChart chart, String expected) {
    assertThat(text(chart.prove())).isEqualTo(expected);
  }

  private static String text(ProofReport report) {
    List<Finding> problems = report.findings();
    return problems.stream().map(Finding::toString).collect(Collectors.joining("\n\n", "", "\n"));
  }

  /** A rendering; the first release name of these proofs is short. */
  private static ProofReport.Case rendered(String name, String release, int objects) {
    return new ProofReport.Case(
        TriedCase.named(name, release.length() < 53 ? "" : release), release, objects);
  }
}
