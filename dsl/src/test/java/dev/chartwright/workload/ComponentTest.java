package dev.chartwright.workload;

import static dev.chartwright.workload.Settings.cpu;
import static dev.chartwright.workload.Settings.events;
import static dev.chartwright.workload.Settings.httpGet;
import static dev.chartwright.workload.Settings.limits;
import static dev.chartwright.workload.Settings.requests;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.Component;
import dev.chartwright.chart.Hook;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.Types;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import dev.chartwright.problem.Finding;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class ComponentTest {
  private static final WebService WEB =
      WebService.named("web").image("example.com/web", "1.0").port(8080);

  private static final BackgroundWorker MAIL =
      BackgroundWorker.named("mail-worker").image("example.com/mail", "1.0");

  @Test
  void theMainComponentHasItsValuesAtTheRoot() {
    assertThat(paths(chart().main(WEB).build()))
        .containsExactly(
            "nameOverride",
            "fullnameOverride",
            "commonLabels",
            "commonAnnotations",
            "replicaCount",
            "image.repository",
            "image.tag",
            "image.digest",
            "image.pullPolicy",
            "imagePullSecrets",
            "serviceAccount.create",
            "serviceAccount.annotations",
            "serviceAccount.name",
            "podAnnotations",
            "podLabels",
            "service.type",
            "service.port",
            "service.annotations",
            "resources",
            "extraEnv",
            "nodeSelector",
            "tolerations",
            "affinity",
            "topologySpreadConstraints");
  }

  @Test
  void anAddedComponentHasItsValuesBelowItsNameInCamelCase() {
    assertThat(paths(chart().add(MAIL).build()))
        .filteredOn(path -> !path.contains("Override") && !path.startsWith("common"))
        .allMatch(path -> path.startsWith("mailWorker."));
  }

  @Test
  void theObjectsOfAnAddedComponentStandInAFolderOfItsName() {
    assertThat(names(chart().main(WEB).add(MAIL).build()))
        .containsExactly(
            "deployment",
            "service",
            "serviceaccount",
            "poddisruptionbudget",
            "mail-worker/deployment",
            "mail-worker/serviceaccount",
            "mail-worker/poddisruptionbudget");
  }

  @Test
  void anAddedComponentChangesNothingThatWasThere() {
    Chart.Builder builder = chart().main(WEB);
    Chart before = builder.build();
    Chart after = builder.add(MAIL).build();

    assertThat(after.values().all()).containsAll(before.values().all());
    assertThat(after.templates()).containsAll(before.templates());
    assertThat(after.manifests().subList(0, before.manifests().size()))
        .map(Manifest::source)
        .isEqualTo(before.manifests().stream().map(Manifest::source).toList());
  }

  @Test
  void theValuesOfComponentsFollowThoseOfTheAuthor() {
    Values values = Values.create();
    Chart.Builder builder = chart().main(WEB).values(values);
    values.string("greeting", "Hello.").describe("The text of the page.");

    assertThat(paths(builder.build())).containsSequence("greeting", "replicaCount");
  }

  @Test
  void aBuilderMakesTheSameChartTwice() {
    Chart.Builder builder = chart().main(WEB);

    Chart first = builder.build();
    Chart second = builder.build();

    assertThat(second.findings()).isEmpty();
    assertThat(second.values().all()).isEqualTo(first.values().all());
  }

  @Test
  void oneComponentCanStandInTwoCharts() {
    assertThat(chart().main(WEB).build().findings()).isEmpty();
    assertThat(chart().add(WEB).build().findings()).isEmpty();
  }

  @Test
  void aSettingReturnsACopy() {
    WebService other = WEB.replicas(5).env("A", "b").scratch("/tmp", "1Mi");

    assertThat(valueOf(chart().main(WEB).build(), "replicaCount")).isEqualTo(2);
    assertThat(valueOf(chart().main(other).build(), "replicaCount")).isEqualTo(5);
  }

  @Test
  void aValueOfTheAuthorTakesThePlaceOfTheConventionalOne() {
    Values values = Values.create();
    Value<Integer> pods = values.integer("pods", 3).describe("Number of pods.");

    Chart chart = chart().values(values).main(WEB.replicas(pods)).build();

    assertThat(paths(chart)).contains("pods").doesNotContain("replicaCount");
  }

  @Test
  void theValuesOfAnAddedComponentCanStandElsewhere() {
    Chart chart = chart().add(MAIL.valuesAt("workers.mail")).build();

    assertThat(chart.findings()).isEmpty();
    assertThat(paths(chart)).contains("workers.mail.replicaCount").noneMatch(isBelow("mailWorker"));
  }

  @Test
  void theValuesOfTheMainComponentCannotStandElsewhere() {
    assertThat(chart().main(MAIL.valuesAt("workers.mail")).build().findings())
        .singleElement()
        .extracting(Finding::what)
        .isEqualTo("the values of the main component stand at the root, not at 'workers.mail'");
  }

  @Test
  void whereThePodsRunAndHowTheyStopAreValuesWithTheDeclaredDefaults() {
    Chart chart =
        chart()
            .main(
                MAIL.nodeSelector(Map.of("pool", "batch"))
                    .tolerations(new Toleration("NoSchedule", "batch", "Exists", null, null))
                    .priorityClass("low")
                    .gracePeriod(Duration.ofMinutes(5)))
            .build();

    assertThat(chart.findings()).isEmpty();
    assertThat(valueOf(chart, "nodeSelector")).isEqualTo(Map.of("pool", "batch"));
    assertThat(valueOf(chart, "tolerations"))
        .isEqualTo(List.of(Map.of("key", "batch", "operator", "Exists", "effect", "NoSchedule")));
    assertThat(valueOf(chart, "priorityClassName")).isEqualTo("low");
    assertThat(valueOf(chart, "terminationGracePeriodSeconds")).isEqualTo(300);
  }

  @Test
  void valuesOfTheAuthorSayWhereThePodsRun() {
    Values values = Values.create();
    Value<?> selector = values.nodeSelector("nodes", Map.of()).describe("Labels of the nodes.");
    Value<?> taints = values.tolerations("taints", List.of()).describe("Taints of the nodes.");
    Value<?> affinity = values.affinity("near", Map.of()).describe("What the pods run near.");
    Value<?> pull = values.imagePullSecrets("registries").describe("Secrets for the registry.");
    Value<?> grace = values.integer("grace", 30).describe("Seconds to stop.");

    Chart chart =
        chart()
            .values(values)
            .main(
                MAIL.nodeSelector(selector)
                    .tolerations(taints)
                    .affinity(affinity)
                    .imagePullSecrets(pull)
                    .gracePeriod(grace))
            .build();

    assertThat(chart.findings()).isEmpty();
    assertThat(paths(chart))
        .contains("nodes", "taints", "near", "registries", "grace")
        .doesNotContain(
            "nodeSelector",
            "tolerations",
            "affinity",
            "imagePullSecrets",
            "terminationGracePeriodSeconds");
  }

  @Test
  void aGracePeriodIsSomeWholeSeconds() {
    assertThat(chart().main(MAIL.gracePeriod(Duration.ofMillis(1500))).build().findings())
        .singleElement()
        .extracting(Finding::what)
        .isEqualTo("PT1.5S is not a number of seconds up to a year");
  }

  @Test
  void anAnnotationOfThePodsIsDeclaredOnce() {
    assertThat(
            chart()
                .main(MAIL.podAnnotation("example.com/a", "1").podAnnotation("example.com/a", "2"))
                .build()
                .findings())
        .singleElement()
        .extracting(Finding::what)
        .isEqualTo("the annotation 'example.com/a' is declared twice");
  }

  @Test
  void thePortOfAServiceMayBeAValueOfTheAuthor() {
    Values values = Values.create();
    Value<Integer> port = values.port("redisPort", 6379).describe("Port of the Service.");

    Chart chart = chart().values(values).main(WEB.servicePort(port)).build();

    assertThat(chart.findings()).isEmpty();
    assertThat(paths(chart)).contains("redisPort").doesNotContain("service.port");
  }

  @Test
  void aSettingThatKubernetesWouldRejectIsReportedInTheWordsOfTheComponent() {
    assertThat(
            rejected(
                WEB.ready(httpGet("ready").every(Duration.ofMillis(500)))
                    .live(httpGet("/").timeout(Duration.ZERO).after(Duration.ofMillis(1500)))
                    .start(Settings.exec().failures(0))
                    .resources(requests("1", "64Mi").storage("1Gi"), limits("500m", "1Gi"))
                    .ingress("https://shop.example.com")
                    .route("shop example.com", "Gateway")
                    .replicas(-1)
                    .autoscaling(0, 0, cpu(0))
                    .user(0)
                    .monitor(Monitor.at("metrics").every(Duration.ofMillis(10)))
                    .access(Access.read("apps"))
                    .mount(ConfigFiles.of("Page").file("a/b", "x"), "/page")
                    .mount(new VolumeBuilder().withName("A B").build(), "/x")))
        .containsExactly(
            "'ready' is not the path of a request",
            "the time between two checks is 0.5 seconds",
            "the time for an answer is 0.0 seconds",
            "the time before the first check is 1.5 seconds",
            "the check has no command",
            "the check fails after 0 failures",
            "the container requests 1 and is limited to 500m",
            "the container requests 1Gi and is limited to 256Mi",
            "'https://shop.example.com' is not the name of a host",
            "'Gateway' is not a valid name of a Gateway",
            "'shop example.com' is not the name of a host",
            "the number of pods is -1",
            "the target for cpu is 0",
            "the least number of pods is 0",
            "the largest number of pods is 0",
            "0 is root, or no user",
            "'metrics' is not the path of a request",
            "the time between two scrapes is 0.01 seconds",
            "a right on [] to [get, list, watch] grants nothing",
            "'Page' is not a valid name of configuration files",
            "'a/b' is not a valid name of a configuration file",
            "'A B' is not a valid name of a volume");
    assertThat(
            rejected(
                ScheduledTask.named("report")
                    .image("example.com/report", "1.0")
                    .schedule("@daily")
                    .keep(-1, 1)
                    .retries(-2)
                    .deadline(Duration.ofMillis(1))))
        .containsExactly(
            "the number of runs that succeeded is -1",
            "the number of retries is -2",
            "the time of the task is 0.001 seconds");
  }

  private static List<String> rejected(Component component) {
    Chart chart = chart().main(component).build();
    assertThat(chart.findings())
        .allSatisfy(each -> assertThat(each.rule().id()).isEqualTo("CMP-02"))
        .allSatisfy(each -> assertThat(each.place().declaredAt()).isPresent());
    return chart.findings().stream().map(Finding::what).toList();
  }

  @Test
  void aContainerAndAnAddedComponentHaveTheirValuesBelowKeysOfTheirOwn() {
    SideContainer side = SideContainer.named("image").image("example.com/side", "1.0");
    assertThat(collisions(chart().main(WEB.sidecar(side))))
        .containsExactly(
            "CMP-03 the values of the container 'image' stand below image, where the component has"
                + " image.repository");
    assertThat(
            collisions(
                chart()
                    .add(
                        MAIL.init(
                            SideContainer.named("service-account")
                                .image("example.com/side", "1.0")))))
        .containsExactly(
            "CMP-03 the values of the container 'service-account' stand below"
                + " mailWorker.serviceAccount, where the component has"
                + " mailWorker.serviceAccount.create");
    assertThat(
            collisions(chart().main(WEB).add(WebService.named("service").port(80).image("a", "1"))))
        .containsExactly(
            "CMP-01 the values of 'service' stand below service, where 'web' has"
                + " service.annotations");
    SideContainer proxy = SideContainer.named("proxy").image("example.com/side", "1.0");
    assertThat(collisions(chart().main(WEB.sidecar(proxy)).add(MAIL))).isEmpty();
    assertThat(collisions(chart().main(WEB.sidecar(proxy).init(proxy))))
        .contains("CMP-03 two containers are called 'proxy'");
  }

  private static List<String> collisions(Chart.Builder chart) {
    return chart.build().findings().stream()
        .filter(each -> each.rule().id().startsWith("CMP"))
        .map(each -> each.rule().id() + " " + each.what())
        .toList();
  }

  @Test
  void theLengthOfTheFullNameDoesNotDependOnTheComponents() {
    assertThat(helper(chart().main(WEB).build(), "fullname"))
        .isEqualTo(helper(chart().main(WEB).add(MAIL).build(), "fullname"));
  }

  @Test
  void aChartKeepsTheLengthThatItsNamesHad() {
    assertThat(helper(chart().main(WEB).longestFullName(58).build(), "fullname"))
        .contains("58")
        .isNotEqualTo(helper(chart().main(WEB).build(), "fullname"));
  }

  @Test
  void aComponentMayBeOfTheAuthorsOwn() {
    Component own =
        new Component() {
          @Override
          public String name() {
            return "page";
          }

          @Override
          public void into(dev.chartwright.chart.Part part) {
            Value<String> text = part.values().string("text", "Hello.").describe("A text.");
            part.add(ConfigFiles.of("page").file("a.txt", text).configMap(part));
          }
        };

    Chart chart = chart().add(own).build();

    assertThat(chart.findings()).isEmpty();
    assertThat(names(chart)).containsExactly("page/configmap-page");
    assertThat(paths(chart)).contains("page.text");
  }

  @Test
  void aTagInTheRepositoryOfAnImageIsReported() {
    List<String> images =
        List.of("nginx:latest", "localhost:5000/web:1.2", "web@sha256:12", "a:1/b");

    assertThat(
            images.stream()
                .flatMap(image -> chart().main(MAIL.image(image, "2")).build().findings().stream())
                .map(finding -> finding.rule().id() + " " + finding.what() + ": " + finding.fix()))
        .containsExactly(
            "CMP-02 the repository 'nginx:latest' has a tag or a digest: write image(\"nginx\", tag)",
            "CMP-02 the repository 'localhost:5000/web:1.2' has a tag or a digest: write"
                + " image(\"localhost:5000/web\", tag)",
            "CMP-02 the repository 'web@sha256:12' has a tag or a digest: write"
                + " image(\"web\", tag)");
  }

  @Test
  void everyMistakeIsReportedAtOnce() {
    WebService web =
        WebService.named("web")
            .image("example.com/web", "1.0")
            .port("HTTP", 80_000)
            .env("1A", "b")
            .mount(ConfigFiles.of("empty"), "etc/app")
            .scratch("/tmp/", "32 MB")
            .resources(requests("half", "128Mi"), limits("1", "1 GB"))
            .user(0)
            .ready(httpGet("/").port("admin"))
            .autoscaling(5, 2, cpu(75))
            .autoscaling(events(0, 1))
            .manifest("daemonset", manifest -> manifest);

    List<Finding> findings = chart().main(web).build().findings();

    assertThat(findings)
        .map(finding -> finding.rule().id() + " " + finding.place().model() + ": " + finding.what())
        .containsExactly(
            "CMP-02 components[web].ports[HTTP]: 'HTTP' is not a valid name of a port",
            "CMP-02 components[web].ports[HTTP]: 80000 is not the number of a port",
            "CMP-02 components[web].env[1A]: '1A' is not a valid name of a variable",
            "CMP-02 components[web].mounts[etc/app]: the configuration 'empty' has no file",
            "CMP-02 components[web].mounts[etc/app]: 'etc/app' is not the absolute path of a"
                + " folder",
            "CMP-02 components[web].mounts[/tmp/]: '32 MB' is not a size",
            "CMP-02 components[web].mounts[/tmp/]: '/tmp/' is not the absolute path of a folder",
            "CMP-02 components[web].resources.requests.cpu: 'half' is not a Kubernetes quantity",
            "CMP-02 components[web].resources.limits.memory: '1 GB' is not a Kubernetes quantity",
            "CMP-02 components[web].user: 0 is root, or no user",
            "CMP-03 components[web].autoscaling: the autoscaler is declared twice",
            "CMP-03 components[web]: the autoscaler has no trigger",
            "CMP-03 components[web]: a check asks the port 'admin', and the container 'web' has"
                + " [HTTP]",
            "CMP-03 components[web]: the component has no manifest 'daemonset'");
  }

  @Test
  void twoMainComponentsAndTwoOfOneNameAreReported() {
    assertThat(chart().main(WEB).main(MAIL).build().findings())
        .map(Finding::what)
        .containsExactly("'web' is the main component already, and 'mail-worker' is a second one");
    assertThat(chart().add(WEB).add(WEB.port("admin", 9000)).build().findings())
        .map(Finding::what)
        .containsExactly("two components are called 'web'");
    assertThat(chart().add(WebService.named("Web")).build().findings())
        .map(Finding::what)
        .containsExactly("'Web' is not a valid name of a component");
  }

  @Test
  void whatAComponentLacksIsReported() {
    assertThat(whats(WebService.named("web").image("a/b", "1").ingress("example.com")))
        .contains("the Ingress has no port to send requests to");
    assertThat(whats(WebService.named("web").port(8080)))
        .containsExactly("the container 'web' has no image");
    assertThat(whats(ScheduledTask.named("report").image("a/b", "1")))
        .containsExactly("the task has no schedule");
    assertThat(whats(WEB.autoscaling(1, 5))).containsExactly("the autoscaler has no target");
    assertThat(whats(WEB.monitor(Monitor.at("/metrics").port("admin"))))
        .containsExactly("the monitor scrapes the port 'admin', and the container has [http]");
  }

  @Test
  void whatDoesNotFitThePortsIsReported() {
    Values values = Values.create();
    Value<Boolean> plain = values.flag("plain", true).describe("Answer HTTP.");
    Value<Integer> port = values.integer("port", 8080).describe("Port for HTTP.");
    WebService sometimes =
        WebService.named("web").image("example.com/web", "1.0").port("http", port, plain.isSet());

    assertThat(chart().values(values).main(sometimes).build().findings())
        .map(Finding::what)
        .containsExactly("the first port is open under a condition only, and the Service needs it");
    assertThat(whats(WEB.grpcRoute("example.com", "public", "grpc")))
        .containsExactly("the GRPCRoute leads to the port 'grpc', and the container has [http]");
  }

  @Test
  void aSecondRouteAndASecondTestOfOneNameAreReported() {
    SideContainer login = SideContainer.named("login").image("example.com/curl", "8.0");

    assertThat(
            whats(
                WEB.route("a.example.com", "public")
                    .route("b.example.com", "public")
                    .test(login)
                    .test(login)))
        .containsExactly("the HTTPRoute is declared twice", "the test 'login' is declared twice");
  }

  @Test
  void usersChangeAndReplaceAnAdjustableCheck() {
    WebService web = WEB.live(httpGet("/live").adjustable().replaceable());

    assertThat(paths(chart().main(web).build()))
        .containsSequence(
            "livenessProbe.enabled",
            "livenessProbe.initialDelaySeconds",
            "livenessProbe.periodSeconds",
            "livenessProbe.timeoutSeconds",
            "livenessProbe.failureThreshold",
            "customLivenessProbe");
  }

  @Test
  void aTestWithAContainerOfItsOwnHasItsValuesBelowTests() {
    Chart chart =
        chart()
            .main(WEB.test(SideContainer.named("log-in").image("example.com/curl", "8.0")))
            .build();

    assertThat(chart.findings()).isEmpty();
    assertThat(names(chart)).contains("tests/log-in");
    assertThat(paths(chart)).contains("tests.logIn.image.repository", "tests.logIn.resources");
  }

  @Test
  void anEditThatRemovesTheContainerIsReported() {
    assertThat(whats(WEB.deployment(set -> set.editSpec().withTemplate(null).endSpec())))
        .containsExactly("the edit of the Deployment removed the container 'web'");
  }

  @Test
  void aNameThatIsTooLongForItsKindIsReported() {
    StatefulService store =
        StatefulService.named("a-store-with-quite-a-long-name")
            .image("example.com/store", "1.0")
            .port("sql", 5432);

    assertThat(chart().add(store).build().findings())
        .map(finding -> finding.rule().id())
        .containsOnly("NAM-01");
  }

  @Test
  void aChangeOfAManifestComesLast() {
    Chart chart =
        chart().main(WEB.manifest("service", each -> each.comment("Behind the mesh."))).build();

    assertThat(chart.manifests())
        .filteredOn(manifest -> manifest.name().equals("service"))
        .map(Manifest::comment)
        .containsExactly("Behind the mesh.");
  }

  @Test
  void rightsInTheClusterMakeAClusterRole() {
    NodeAgent agent =
        NodeAgent.named("agent")
            .image("example.com/agent", "1.0")
            .access(Access.read("", "pods"), Access.read("", "nodes").clusterWide());

    assertThat(names(chart().main(agent).build()))
        .contains("role", "rolebinding", "clusterrole", "clusterrolebinding");
    assertThat(whats(agent.access(Access.read("", "nodes"))))
        .containsExactly("a Role grants no right on nodes, which are in no namespace");
  }

  @Test
  void theRightsOfAClusterRoleOfTheClusterAreBoundUnderTheirCondition() {
    Values values = Values.create();
    Value<Boolean> admin = values.flag("admin", false).describe("Be an administrator.");

    Chart chart =
        chart().values(values).add(MAIL.clusterRole("cluster-admin", admin.isSet())).build();

    assertThat(chart.findings()).isEmpty();
    assertThat(chart.manifests())
        .filteredOn(manifest -> manifest.name().equals("mail-worker/clusterrolebinding-bound"))
        .singleElement()
        .satisfies(
            manifest -> {
              assertThat(manifest.condition().toString()).contains("admin", "rbac.create");
              assertThat(manifest.source().toString()).contains("cluster-admin");
            });
  }

  @Test
  void aTaskRunsAtAnyEventsWithWhatItNeeds() {
    Chart chart =
        chart()
            .main(
                Task.named("migrate")
                    .image("example.com/web", "1.0")
                    .hook(Hook.Event.PRE_INSTALL, Hook.Event.PRE_ROLLBACK))
            .build();

    assertThat(chart.manifests())
        .extracting(Manifest::name, manifest -> manifest.hook().map(Hook::events))
        .containsExactlyInAnyOrder(
            tuple("job", Optional.of(List.of(Hook.Event.PRE_INSTALL, Hook.Event.PRE_ROLLBACK))),
            tuple(
                "serviceaccount",
                Optional.of(List.of(Hook.Event.PRE_INSTALL, Hook.Event.PRE_ROLLBACK))));
  }

  @Test
  void aComponentUnderAConditionHasNoObjectWithoutIt() {
    Values values = Values.create();
    Value<Boolean> enabled = values.flag("mailWorker.enabled", false).describe("Send mails.");

    Chart chart = chart().values(values).add(MAIL.onlyWhen(enabled.isSet())).build();

    assertThat(chart.findings()).isEmpty();
    assertThat(chart.manifests())
        .isNotEmpty()
        .allMatch(manifest -> manifest.condition().toString().contains("mailWorker.enabled"));
  }

  @Test
  void theAuthorsHookReplacesThatOfATask() {
    Hook own = new Hook(List.of(Hook.Event.PRE_ROLLBACK), 3, List.of());
    Chart chart =
        chart()
            .main(
                Task.named("migrate")
                    .image("example.com/web", "1.0")
                    .manifest("job", job -> job.hook(own)))
            .build();

    assertThat(chart.manifests())
        .filteredOn(manifest -> manifest.name().equals("job"))
        .map(Manifest::hook)
        .containsExactly(Optional.of(own));
  }

  @Test
  void aTaskForEachEntryReportsAnEntryWithoutASchedule() {
    Values values = Values.create();
    Value<Map<String, Object>> tasks =
        values
            .map(
                "tasks",
                Map.of(),
                Types.map(
                    "^[a-z]{1,8}$",
                    Types.object(Types.field("args", Types.list(Types.text()), "Arguments."))))
            .describe("Tasks.");
    ScheduledTask task =
        ScheduledTask.each("task", tasks, (each, entry) -> each.args(entry.texts("args")))
            .image("example.com/task", "1.0");

    assertThat(chart().values(values).main(task).build().findings())
        .map(Finding::what)
        .containsExactly("the task of an entry has no schedule");
  }

  private static Chart.Builder chart() {
    return Chart.named("shop").describe("A small chart.");
  }

  private static List<String> whats(Component component) {
    return chart().main(component).build().findings().stream().map(Finding::what).toList();
  }

  private static List<String> paths(Chart chart) {
    return chart.values().all().stream().map(Value::path).toList();
  }

  private static List<String> names(Chart chart) {
    return chart.manifests().stream().map(Manifest::name).toList();
  }

  private static Object valueOf(Chart chart, String path) {
    return chart.values().find(path).orElseThrow().defaultValue();
  }

  private static String helper(Chart chart, String name) {
    return chart.templates().stream()
        .filter(template -> template.name().equals(name))
        .map(template -> template.description() + template.body())
        .findFirst()
        .orElseThrow();
  }

  private static Predicate<String> isBelow(String key) {
    return path -> path.startsWith(key + ".");
  }
}
