package dev.chartwright.jkube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.acme.ShopWithAddress;
import dev.chartwright.chart.Chart;
import dev.chartwright.generator.Generated;
import dev.chartwright.generator.Generator;
import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.service.RequestException;
import dev.chartwright.project.JkubeSource;
import dev.chartwright.workload.BackgroundWorker;
import dev.chartwright.workload.Settings;
import dev.chartwright.workload.WebService;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesList;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jkube.kit.common.JavaProject;
import org.eclipse.jkube.kit.common.KitLogger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chart that comes of what JKube describes. */
class BridgeTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");

  private static final JkubeSource NOBODY = new JkubeSource() {};

  private static final String DEPLOYMENT =
      """
      - apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: shop
          namespace: there
          labels: {app: shop, provider: jkube, version: 2.1.0, group: com.acme, team: sales}
          annotations: {jkube.eclipse.org/git-commit: 0f0f0f}
        spec:
          replicas: 3
          selector:
            matchLabels: {app: shop, version: 2.1.0, team: sales}
          template:
            metadata:
              name: shop
              labels: {app: shop, provider: jkube, version: 2.1.0, group: com.acme, team: sales}
            spec:
              hostAliases: [{ip: 10.0.0.1, hostnames: [ledger.example.com]}]
              serviceAccountName: seller
              imagePullSecrets: [{name: registry}]
              nodeSelector: {pool: sales}
              tolerations: [{key: pool, operator: Exists, effect: NoSchedule}]
              containers:
              - name: spring-boot
                image: registry.example.com:5000/acme/shop:4711
                imagePullPolicy: Always
                env:
                - {name: LOG_LEVEL, value: info}
                - {name: ADDRESS, value: 'http://$(HOST)'}
                - name: HOST
                  valueFrom: {fieldRef: {fieldPath: status.podIP}}
                - name: GREETING
                  valueFrom: {configMapKeyRef: {name: shop-texts, key: greeting}}
                ports:
                - {name: http, containerPort: 8080, protocol: TCP}
                - {name: jolokia, containerPort: 8778, protocol: TCP}
                resources: {requests: {memory: 1Gi}, limits: {cpu: "2"}}
                lifecycle: {preStop: {exec: {command: [sleep, "5"]}}}
                livenessProbe:
                  httpGet: {path: /live, port: 9090, scheme: HTTP}
                readinessProbe:
                  httpGet: {path: /ready, port: 8080, scheme: HTTP}
                  timeoutSeconds: 2
                  successThreshold: 1
                securityContext: {privileged: false}
      """;

  private static final String SERVICE =
      """
      - apiVersion: v1
        kind: Service
        metadata: {name: shop, annotations: {example.com/zone: inner}}
        spec:
          type: LoadBalancer
          sessionAffinity: ClientIP
          selector: {app: shop, version: 2.1.0}
          ports:
          - {name: http, port: 80, targetPort: 8080, protocol: TCP}
      """;

  private static final String CONFIG_MAP =
      """
      - apiVersion: v1
        kind: ConfigMap
        metadata: {name: shop-texts}
        data: {greeting: 'Hello {{ name }}'}
      """;

  private static final JavaProject PROJECT =
      JavaProject.builder().artifactId("shop").version("2.1.0").build();

  private final List<String> notes = new ArrayList<>();

  @TempDir private Path folder;

  @Test
  void aSpringBootServiceBecomesAWebService() throws IOException {
    assertGolden("spring-boot", springBoot().chartFiles());
    assertThat(notes).isEmpty();
  }

  /** Values have what components know; what only Kubernetes has words for is kept as it is. */
  @Test
  void everythingThatFragmentsSayIsInTheChart() throws IOException {
    assertGolden(
        "fragments", Generator.generate(chart(DEPLOYMENT, SERVICE, CONFIG_MAP)).chartFiles());
  }

  @Test
  @Tag("thorough")
  void theChartOfASpringBootServiceIsProven() throws IOException {
    assertThat(Generator.prove(springBoot()).findings()).isEmpty();
  }

  @Test
  void foldersThatAnImageOfJkubeWritesToAreWritable() {
    assertThat(new BaseImage("quay.io/jkube/jkube-java-17:0.0.26", Map.of()).folders())
        .containsExactly(Map.entry("/opt/jboss/container/jolokia/etc", "1Mi"));
    assertThat(new BaseImage("quay.io/jkube/jkube-tomcat:0.0.26", Map.of()).folders())
        .containsKeys("/usr/local/tomcat/webapps", "/usr/local/tomcat/work");
    assertThat(new BaseImage("docker.io/library/eclipse-temurin:17", Map.of()).folders()).isEmpty();
    assertThat(
            new BaseImage("quay.io/jkube/jkube-java", Map.of("AB_JOLOKIA_OFF", "true")).folders())
        .isEmpty();
    assertThat(
            new BaseImage("quay.io/jkube/jkube-tomcat", Map.of("AB_JOLOKIA_OFF", "true")).folders())
        .containsKeys("/usr/local/tomcat/webapps");
    assertThat(new BaseImage("jboss/wildfly:25.0.0.Final", Map.of()).advice())
        .contains(
            "The root file system of the pods is read-only, and containers from"
                + " jboss/wildfly:25.0.0.Final write to it: mount an emptyDir for each folder that"
                + " they need, in a fragment.");
  }

  @Test
  void selectorsHaveNothingThatAVersionChanges() {
    String deployment = file("templates/deployment.yaml", DEPLOYMENT, SERVICE, CONFIG_MAP);

    assertThat(deployment)
        .contains(
            """
              selector:
                matchLabels:
                  {{- include "shop.selectorLabels" . | nindent 6 }}
                  app.kubernetes.io/component: shop
              template:
                metadata:
                  labels:
                    {{- include "shop.selectorLabels" . | nindent 8 }}
                    app.kubernetes.io/component: shop
                    team: sales
            """
                .indent(0))
        .doesNotContain("2.1.0", "provider", "git-commit", "there");
  }

  @Test
  void whatTheChartHasAnotherDefaultForIsSaid() {
    chart(DEPLOYMENT, SERVICE, CONFIG_MAP);

    assertThat(notes)
        .containsExactly(
            "The Service has the type ClusterIP. For the type that JKube describes, set the value"
                + " service.type to LoadBalancer.",
            "The value imagePullSecrets is empty by default. To give the pods what JKube describes,"
                + " set it to [{\"name\":\"registry\"}].",
            "Nodes pull the image only if they do not have it. For the policy that JKube describes,"
                + " set the value image.pullPolicy to Always.",
            "The pods use an account that the chart creates. For the one that JKube describes, set"
                + " the value serviceAccount.name to seller.");
  }

  @Test
  @Tag("thorough")
  void aChartWithFragmentsIsProven() {
    assertThat(
            Generator.prove(Generator.generate(chart(DEPLOYMENT, SERVICE, CONFIG_MAP))).findings())
        .isEmpty();
  }

  @Test
  void aDeploymentWithoutAServiceBecomesABackgroundWorker() {
    assertThat(Generator.generate(chart(DEPLOYMENT)).chartFiles().paths())
        .contains("templates/deployment.yaml")
        .doesNotContain("templates/service.yaml");
  }

  @Test
  void anIngressForOneHostIsOffUntilItIsEnabled() {
    String ingress =
        """
        - apiVersion: networking.k8s.io/v1
          kind: Ingress
          metadata: {name: shop}
          spec:
            rules:
            - host: shop.example.com
              http:
                paths:
                - path: /
                  pathType: Prefix
                  backend: {service: {name: shop, port: {number: 80}}}
        """;

    assertThat(file("values.yaml", DEPLOYMENT, SERVICE, ingress)).contains("shop.example.com");
    assertThat(notes)
        .contains(
            "The Ingress for shop.example.com is off until the value ingress.enabled is true.");
  }

  @Test
  void everythingThatTheChartHasNoPlaceForIsListed() {
    String more =
        """
        - {apiVersion: v1, kind: Secret, metadata: {name: password}}
        - {apiVersion: apps/v1, kind: Deployment, metadata: {name: other}}
        - {apiVersion: batch/v1, kind: CronJob, metadata: {name: nightly}}
        - {apiVersion: extensions/v1beta1, kind: Ingress, metadata: {name: shop}}
        - {apiVersion: v1, kind: Service, metadata: {name: elsewhere}}
        - {apiVersion: v1, kind: ServiceAccount, metadata: {name: cloud, annotations: {example.com/role: seller}}}
        """;
    String sidecar = "        - {name: log, image: busybox}\n";

    assertThatThrownBy(() -> chart(DEPLOYMENT + sidecar, SERVICE, more))
        .isInstanceOf(RequestException.class)
        .hasMessage(
            """
            The chart cannot contain what JKube describes:
              Secret password: a chart contains no secrets; create it outside the chart and refer to its name
              Deployment other: the chart has one Deployment, and this is another one
              CronJob nightly: the chart cannot contain this kind
              Ingress shop: an Ingress must be of networking.k8s.io/v1, and this one is of extensions/v1beta1; write apiVersion: networking.k8s.io/v1 in its fragment
              Service elsewhere: the chart has one Service, which selects the pods, and this is another one
              ServiceAccount cloud: set its annotations with the value serviceAccount.annotations instead
              Deployment shop: 2 containers, but the chart has one
            Correct this in the configuration of JKube or in the fragments. What the chart must have nevertheless, add in a class that implements JkubeSource.""");
  }

  @Test
  void anImageThatIsAnotherOneTomorrowIsReported() {
    assertThatThrownBy(() -> chart(DEPLOYMENT.replace(":4711", ":latest"), SERVICE, CONFIG_MAP))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining(
            "Deployment shop: the image registry.example.com:5000/acme/shop:latest has no fixed version,"
                + " so the pods would change without an upgrade; name the version, such as with"
                + " -Djkube.generator.name=%g/%a:%v");
  }

  @Test
  void aTagOfASnapshotIsReported() {
    chart(DEPLOYMENT.replace(":4711", ":2.1.0-SNAPSHOT"), SERVICE, CONFIG_MAP);

    assertThat(notes)
        .contains(
            "The image tag 2.1.0-SNAPSHOT moves with each build: set the value image.pullPolicy to"
                + " Always, or nodes keep the image that they have.");
  }

  @Test
  void aFragmentThatNothingCompletesIsReported() {
    assertThatThrownBy(
            () -> chart("- {apiVersion: apps/v1, kind: Deployment, metadata: {name: shop}}\n"))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("Deployment shop: no container, so nothing runs");
  }

  @Test
  void amountsThatNoValueTakesAreReported() {
    String gpu = DEPLOYMENT.replace("{cpu: \"2\"}", "{cpu: \"2\", nvidia.com/gpu: 1}");

    assertThatThrownBy(() -> chart(gpu, SERVICE, CONFIG_MAP))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("Deployment shop: the chart has no limits of nvidia.com/gpu");
  }

  @Test
  void anAmountThatIsNoQuantityIsReported() {
    assertThatThrownBy(() -> chart(DEPLOYMENT.replace("memory: 1Gi", "memory: lots"), SERVICE))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("Deployment shop: requests of memory must be a quantity, not lots");
  }

  @Test
  void anAccountThatJkubeMakesIsTheAccountOfTheChart() {
    chart(DEPLOYMENT, "- {apiVersion: v1, kind: ServiceAccount, metadata: {name: seller}}\n");

    assertThat(notes).noneMatch(note -> note.contains("serviceAccount"));
  }

  @Test
  void anAuthorAddsToTheComponentAndToTheChart() {
    JkubeSource author =
        new JkubeSource() {
          @Override
          public WebService web(WebService described) {
            return described
                .config(Map.of("GREETING", "Hello"))
                .autoscaling(2, 5, Settings.cpu(80))
                .service(service -> service.editMetadata().addToLabels("tier", "1").endMetadata());
          }

          @Override
          public Chart.Builder chart(Chart.Builder described) {
            return described
                .home("https://example.com/shop")
                .add(
                    BackgroundWorker.named("mail")
                        .image("registry.example.com/mail")
                        .resources(
                            Settings.requests("100m", "64Mi"), Settings.limits("1", "64Mi")));
          }
        };

    FileTree files =
        Generator.generate(chart(author, DEPLOYMENT, SERVICE, CONFIG_MAP)).chartFiles();

    assertThat(files.paths())
        .contains("templates/horizontalpodautoscaler.yaml", "templates/mail/deployment.yaml");
    assertThat(files.text("Chart.yaml")).contains("home: https://example.com/shop");
    assertThat(files.text("values.yaml"))
        .contains("  LOG_LEVEL: \"info\"", "  GREETING: \"Hello\"", "replicaCount: 3");
    assertThat(files.text("templates/service.yaml")).contains("tier: \"1\"");
  }

  @Test
  void aFindingNamesTheLineOfTheAuthor() {
    Chart chart = chart(new ShopWithAddress(), DEPLOYMENT, SERVICE, CONFIG_MAP);

    assertThat(chart.findings()).singleElement().asString().contains("ShopWithAddress.java:10");
  }

  @Test
  void aFindingOfWhatJkubeDescribesNamesNoLine() {
    Chart chart = chart(DEPLOYMENT.replace("name: LOG_LEVEL", "name: 'LOG LEVEL'"));

    assertThat(chart.findings()).isNotEmpty().noneMatch(each -> each.toString().contains(".java"));
  }

  @Test
  void aNameThatNoServiceMayHaveIsChanged() {
    Chart chart =
        chart(
            DEPLOYMENT
                .replace("  name: shop\n", "  name: shop.api_2\n")
                .replace("name: shop-", "name: shop.api_2-"),
            SERVICE,
            CONFIG_MAP);

    assertThat(chart.name()).isEqualTo("shop-api-2");
    assertThat(notes)
        .contains(
            "The chart is named shop-api-2, because shop.api_2 is not a valid name of a Service.");
  }

  @Test
  void aProjectThatNoGeneratorKnowsIsReported() {
    assertThatThrownBy(() -> described(Projects.library(folder)))
        .isInstanceOf(RequestException.class)
        .hasMessage(
            "JKube describes no Deployment: none of its generators knows how to run shop. Name the main"
                + " class with jkube.generator.java-exec.mainClass, or declare the chart in a class.");
  }

  @Test
  void aProjectThatRunsAsAnotherKindIsReported() {
    assertThatThrownBy(
            () -> chart("- {apiVersion: batch/v1, kind: CronJob, metadata: {name: nightly}}\n"))
        .isInstanceOf(RequestException.class)
        .hasMessageStartingWith("JKube describes no Deployment, but CronJob nightly. ");
  }

  @Test
  void aTextInThePlaceOfANumberIsReported() throws IOException {
    JkubeProject project = Projects.springBoot(folder);
    Projects.write(folder.resolve("src/main/jkube/deployment.yml"), "spec: {replicas: many}\n");

    assertThatThrownBy(() -> described(project))
        .isInstanceOf(RequestException.class)
        .hasMessage(
            """
            Fields in the fragments have the wrong type:
              Deployment shop: spec.replicas is "many", which is not of type integer""");
  }

  private Generated springBoot() throws IOException {
    return Generator.generate(described(Projects.springBoot(folder)));
  }

  private Chart described(JkubeProject project) {
    return Bridge.chart(
        project.java(),
        JkubeResources.of(project, new KitLogger.SilentLogger()),
        NOBODY,
        notes::add);
  }

  private String file(String path, String... resources) {
    return Generator.generate(chart(resources)).chartFiles().text(path);
  }

  private Chart chart(String... resources) {
    return chart(NOBODY, resources);
  }

  private Chart chart(JkubeSource author, String... resources) {
    String list = "apiVersion: v1\nkind: List\nitems:\n" + String.join("", resources);
    List<HasMetadata> items = Serialization.unmarshal(list, KubernetesList.class).getItems();
    return Bridge.chart(PROJECT, new Description(items, List.of()), author, notes::add);
  }

  /** Compares all files of a chart. With {@code -Dgolden.update=true} writes them first. */
  private static void assertGolden(String name, FileTree chart) throws IOException {
    Path folder = GOLDEN.resolve(name);
    Map<String, String> texts = new TreeMap<>();
    for (String path : chart.paths()) {
      texts.put(path, chart.text(path));
      if (Boolean.getBoolean("golden.update")) {
        Projects.write(folder.resolve(path), chart.text(path));
      }
    }
    Map<String, String> golden = new TreeMap<>();
    try (var files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        golden.put(folder.relativize(file).toString().replace('\\', '/'), Files.readString(file));
      }
    }
    assertThat(texts).isEqualTo(golden);
  }
}
