package dev.chartwright.generator.prove;

import dev.chartwright.generator.keda.KedaVersion;
import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.object.RenderedManifest;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.rule.check.RenderCheck;
import dev.chartwright.generator.rule.hook.HookCheck;
import dev.chartwright.generator.rule.hook.HookLeftoverCheck;
import dev.chartwright.generator.rule.hook.HookOrderCheck;
import dev.chartwright.generator.rule.hook.ObjectNames;
import dev.chartwright.generator.rule.hook.PlainJobCheck;
import dev.chartwright.generator.rule.object.BrokerCheck;
import dev.chartwright.generator.rule.object.CarriageReturnCheck;
import dev.chartwright.generator.rule.object.ExclusiveFieldCheck;
import dev.chartwright.generator.rule.object.LabelCheck;
import dev.chartwright.generator.rule.object.ListKeyCheck;
import dev.chartwright.generator.rule.object.NameCheck;
import dev.chartwright.generator.rule.object.NamespaceCheck;
import dev.chartwright.generator.rule.object.NumberFormCheck;
import dev.chartwright.generator.rule.object.OwnershipCheck;
import dev.chartwright.generator.rule.object.UniquenessCheck;
import dev.chartwright.generator.rule.pod.AccountTokenCheck;
import dev.chartwright.generator.rule.pod.ImagePinCheck;
import dev.chartwright.generator.rule.pod.PlainSecretCheck;
import dev.chartwright.generator.rule.pod.RestrictedCheck;
import dev.chartwright.generator.rule.pod.RootFileSystemCheck;
import dev.chartwright.generator.rule.pod.VariableCheck;
import dev.chartwright.generator.rule.pod.VolumeCheck;
import dev.chartwright.generator.rule.reference.AddressCheck;
import dev.chartwright.generator.rule.reference.ChecksumCheck;
import dev.chartwright.generator.rule.reference.ClusterReferenceCheck;
import dev.chartwright.generator.rule.reference.ReferenceCheck;
import dev.chartwright.generator.rule.reference.StorageCheck;
import dev.chartwright.generator.rule.reference.UnusedObjectCheck;
import dev.chartwright.generator.rule.scaling.AutoscalerCheck;
import dev.chartwright.generator.rule.scaling.DisruptionBudgetCheck;
import dev.chartwright.generator.rule.scaling.ResourceMetricCheck;
import dev.chartwright.generator.rule.scaling.ScalerCheck;
import dev.chartwright.generator.rule.selector.MonitorCheck;
import dev.chartwright.generator.rule.selector.NetworkPolicyCheck;
import dev.chartwright.generator.rule.selector.PortCheck;
import dev.chartwright.generator.rule.selector.SelectorCheck;
import dev.chartwright.generator.schema.ResourceSchemas;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.problem.Finding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All rules over rendered objects. What one file renders to is read and judged once, however many
 * cases it comes back in. For use by several threads.
 */
final class ObjectChecks {
  /** Rules about each object for itself. */
  private static final List<RenderCheck> SINGLE =
      List.of(
          new NameCheck(),
          new LabelCheck(),
          new ListKeyCheck(),
          new ExclusiveFieldCheck(),
          new VolumeCheck(),
          new HookCheck(),
          new VariableCheck(),
          new NumberFormCheck(),
          new OwnershipCheck(),
          new BrokerCheck(),
          new CarriageReturnCheck(),
          new RootFileSystemCheck());

  /** Rules about objects that stand beside each other, or refer to each other. */
  private static final List<RenderCheck> TOGETHER =
      List.of(
          new UniquenessCheck(),
          new SelectorCheck(),
          new PortCheck(),
          new ReferenceCheck(),
          new AccountTokenCheck(),
          new AutoscalerCheck(),
          new ResourceMetricCheck(),
          new MonitorCheck(),
          new HookOrderCheck(),
          new NetworkPolicyCheck(),
          new DisruptionBudgetCheck(),
          new StorageCheck(),
          new AddressCheck(),
          new UnusedObjectCheck());

  private final ProofRequest request;
  private final List<RenderCheck> single = new ArrayList<>();
  private final List<RenderCheck> beside = new ArrayList<>(TOGETHER);
  private final ChartFacts facts;
  private final ChecksumCheck checksums;
  private final Map<File, Judged> files = new ConcurrentHashMap<>();
  private final Map<Together, List<Finding>> together = new ConcurrentHashMap<>();

  private record File(String release, String source, String text) {}

  private record Together(String release, Set<Judged> parts) {}

  /** What one file renders to; compared by identity, because each exists once. */
  static final class Judged {
    private final RenderedManifest manifest;
    private final List<Finding> findings;

    private Judged(RenderedManifest manifest, List<Finding> findings) {
      this.manifest = manifest;
      this.findings = List.copyOf(findings);
    }

    List<RenderedObject> objects() {
      return manifest.objects();
    }
  }

  /**
   * The rules.
   *
   * @param names what the templates tell of the objects
   * @param facts what the chart says of its objects beside the templates
   */
  ObjectChecks(ProofRequest request, ObjectNames names, ChartFacts facts) {
    this.request = request;
    this.facts = facts;
    this.checksums = new ChecksumCheck(facts.keptRandom());
    beside.add(checksums);
    single.add(new ResourceSchemas(request.declaredKinds(), request.kubeVersion(), facts.kinds()));
    single.addAll(SINGLE);
    single.add(new RestrictedCheck(request.podSecurity()));
    single.add(new PlainSecretCheck()); // It remembers what it has read.
    single.add(new ImagePinCheck());
    single.add(new HookLeftoverCheck(names));
    single.add(new PlainJobCheck(names));
    if (facts.overridesNamespace()) {
      beside.add(new NamespaceCheck());
    }
    beside.add(new ClusterReferenceCheck(request.isThirdParty()));
    beside.add(new ScalerCheck(request.kedaVersion().map(KedaVersion::parse)));
  }

  /** Pods that stay the same where what they read differs. */
  List<Finding> unnoticed(Render before, Render after) {
    return checksums.compare(before, after);
  }

  /** What a file of a case renders to, read and judged for itself. */
  Judged judged(String release, String source, String text) {
    return files.computeIfAbsent(
        new File(release, source, text),
        file -> {
          RenderedManifest manifest = RenderedManifest.ofFile(source, text);
          List<Finding> findings = new ArrayList<>(manifest.findings());
          Render alone = render(release, manifest.objects());
          if (!facts.passedOn().contains(source)) {
            single.forEach(check -> findings.addAll(check.check(alone)));
          }
          return new Judged(manifest, findings);
        });
  }

  /** Everything that is wrong with a case. */
  List<Finding> findings(String release, List<Judged> parts) {
    List<Finding> findings = new ArrayList<>();
    parts.forEach(part -> findings.addAll(part.findings));
    boolean readable = parts.stream().allMatch(part -> part.manifest.isComplete());
    // What is missing may be in a document that could not be read.
    if (readable) {
      findings.addAll(
          together.computeIfAbsent(
              new Together(release, new HashSet<>(parts)),
              none -> {
                Render render = render(parts, release);
                return beside.stream()
                    .flatMap(check -> check.check(render).stream())
                    .filter(finding -> !facts.passedOn().contains(finding.place().file()))
                    .toList();
              }));
    }
    return findings;
  }

  /** The objects of a case. */
  Render render(List<Judged> parts, String release) {
    return render(release, parts.stream().flatMap(part -> part.objects().stream()).toList());
  }

  private Render render(String release, List<RenderedObject> objects) {
    return new Render(
        release,
        facts.overridesNamespace() ? namespace(objects) : request.namespace(),
        objects,
        objects.stream()
            .flatMap(
                object ->
                    request.operators().stream()
                        .flatMap(operator -> operator.children(object).stream()))
            .toList());
  }

  /** Where the objects are, if a value says that. */
  private String namespace(List<RenderedObject> objects) {
    return objects.stream()
        .flatMap(object -> Tree.text(object.tree(), "metadata", "namespace").stream())
        .findFirst()
        .orElse(request.namespace());
  }
}
