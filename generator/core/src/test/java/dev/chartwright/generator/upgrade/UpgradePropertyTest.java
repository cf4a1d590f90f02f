package dev.chartwright.generator.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.upgrade.diff.UpgradeCase;
import dev.chartwright.generator.yaml.Tree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for any two charts. */
class UpgradePropertyTest {
  private static final FileTree FILES = HelloWeb.chart().files();

  /** The kinds that a web chart does not have. */
  private static final String OTHERS =
      """
      {apiVersion: apps/v1, kind: StatefulSet, metadata: {name: db}, spec: {replicas: 2, serviceName: db, selector: {matchLabels: {app: db}}, template: {metadata: {labels: {app: db}}, spec: {containers: [{name: db, image: 'a:1'}]}}, volumeClaimTemplates: [{metadata: {name: data}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}]}}
      ---
      {apiVersion: apps/v1, kind: DaemonSet, metadata: {name: agent}, spec: {selector: {matchLabels: {app: agent}}, updateStrategy: {type: OnDelete}, template: {metadata: {labels: {app: agent}}, spec: {containers: [{name: a, image: 'a:1'}]}}}}
      ---
      {apiVersion: batch/v1, kind: Job, metadata: {name: make}, spec: {completions: 2, backoffLimit: 3, template: {spec: {restartPolicy: Never, containers: [{name: a, image: 'a:1'}]}}}}
      ---
      {apiVersion: batch/v1, kind: CronJob, metadata: {name: clean}, spec: {schedule: 0 0 * * *, jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: 'a:1'}]}}}}}}
      ---
      {apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data}, spec: {storageClassName: fast, accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}
      ---
      {apiVersion: v1, kind: Secret, metadata: {name: key}, type: Opaque, stringData: {key: value}}
      ---
      {apiVersion: v1, kind: ConfigMap, metadata: {name: settings}, immutable: true, data: {key: value}}
      ---
      {apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: {name: a}, roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: a}, subjects: [{kind: ServiceAccount, name: a}]}
      ---
      {apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: fast}, provisioner: a.b/c, parameters: {type: ssd}}
      ---
      {apiVersion: rabbitmq.com/v1beta1, kind: RabbitmqCluster, metadata: {name: broker}, spec: {replicas: 3, image: 'a:1', persistence: {storage: 5Gi, storageClassName: fast}}}
      ---
      {apiVersion: keda.sh/v1alpha1, kind: ScaledObject, metadata: {name: db}, spec: {scaleTargetRef: {kind: StatefulSet, name: db}, maxReplicaCount: 9, triggers: [{type: rabbitmq, metadata: {queueName: q}}]}}
      ---
      {apiVersion: example.com/v1, kind: Thing, metadata: {name: a, annotations: {helm.sh/resource-policy: keep}}, spec: {size: 1, parts: [a, b]}}
      """;

  private static final List<RenderedObject> OBJECTS =
      Stream.concat(HelloWeb.chart().objects().stream(), Rendered.objects(OTHERS).stream())
          .toList();

  @Test
  void nothingHappensToAChartThatStaysAsItIs() {
    List<RenderedObject> backwards = new ArrayList<>(OBJECTS);
    Collections.reverse(backwards);
    for (List<RenderedObject> after : List.of(OBJECTS, backwards)) {
      UpgradeReport report = report(FILES, simple("defaults", OBJECTS, after));
      assertThat(report.findings()).isEmpty();
      assertThat(report.verdict()).isEqualTo(Verdict.NONE);
      assertThat(report.nextVersion()).isEqualTo(report.previousVersion());
      assertThat(report.changelog().entries()).isEmpty();
    }
  }

  /** Each field is the business of one check at least, and none falls between two of them. */
  @Tag("thorough")
  @Test
  void everyFieldThatChangesIsToldOf() {
    int fields = 0;
    for (RenderedObject object : OBJECTS) {
      for (Map<String, Object> tree : Variants.of(object.tree())) {
        RenderedObject changed = RenderedObject.of(object.source(), tree);
        if (isOfVersion(object, changed)) {
          continue;
        }
        UpgradeReport report = report(FILES, simple("defaults", OBJECTS, with(object, changed)));
        assertThat(report.findings()).as(object + " " + tree).isNotEmpty();
        assertThat(report.verdict()).as(object + " " + tree).isNotEqualTo(Verdict.NONE);
        assertThat(report.isVersionHighEnough()).isFalse();
        fields++;
      }
    }
    assertThat(fields).isGreaterThan(250);
  }

  private static boolean isOfVersion(RenderedObject before, RenderedObject after) {
    return !before.tree().equals(after.tree())
        && withoutVersion(before.tree()).equals(withoutVersion(after.tree()));
  }

  private static Map<String, Object> withoutVersion(Map<String, Object> tree) {
    Map<String, Object> labels = new LinkedHashMap<>(Tree.map(tree, "metadata", "labels"));
    labels.remove("helm.sh/chart");
    labels.remove("app.kubernetes.io/version");
    Map<String, Object> metadata = new LinkedHashMap<>(Tree.map(tree, "metadata"));
    metadata.put("labels", labels);
    Map<String, Object> rest = new LinkedHashMap<>(tree);
    rest.put("metadata", metadata);
    return rest;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void theOrderOfCasesAndTheirNumberChangeNothing(long seed) {
    Random random = new Random(seed);
    List<UpgradeCase> cases = new ArrayList<>();
    for (int settings = 0; settings < 6; settings++) {
      String values = settings == 0 ? "" : "a: 1\n".repeat(settings);
      cases.add(new UpgradeCase("case " + settings, values, settings, some(random), some(random)));
    }
    String told = report(FILES, cases).findings().toString();
    assertThat(told).isNotEqualTo("[]");
    List<UpgradeCase> twice = new ArrayList<>(cases);
    twice.addAll(cases);
    Collections.shuffle(cases, random);
    assertThat(report(FILES, cases).findings()).hasToString(told);
    assertThat(report(FILES, twice).findings()).hasToString(told);
  }

  /** Objects of which some are missing and some are changed. */
  private static List<RenderedObject> some(Random random) {
    List<RenderedObject> some = new ArrayList<>();
    for (RenderedObject object : OBJECTS) {
      List<Map<String, Object>> variants = Variants.of(object.tree());
      int die = random.nextInt(6);
      if (die == 0) {
        some.add(RenderedObject.of(object.source(), variants.get(random.nextInt(variants.size()))));
      } else if (die > 1) {
        some.add(object);
      }
    }
    return some;
  }

  private static List<RenderedObject> with(RenderedObject object, RenderedObject changed) {
    return OBJECTS.stream().map(each -> each.equals(object) ? changed : each).toList();
  }

  private static List<UpgradeCase> simple(
      String name, List<RenderedObject> before, List<RenderedObject> after) {
    return List.of(new UpgradeCase(name, "", 0, before, after));
  }

  private static UpgradeReport report(FileTree files, List<UpgradeCase> cases) {
    return UpgradeSafety.of(ParsedChart.of(files), ParsedChart.of(files), cases, List.of());
  }
}
