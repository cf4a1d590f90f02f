package dev.chartwright.generator.prove;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.Dependency;
import dev.chartwright.generator.engine.KubernetesRequest;
import dev.chartwright.generator.engine.RenderSettings;
import dev.chartwright.generator.helm.HelmChart;
import dev.chartwright.generator.object.CertificateOperator;
import dev.chartwright.generator.object.DeclaredPool;
import dev.chartwright.generator.object.KubernetesApis;
import dev.chartwright.generator.object.Operator;
import dev.chartwright.generator.object.RabbitmqOperator;
import dev.chartwright.generator.space.SpaceRequest;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import dev.chartwright.problem.PodSecurity;
import dev.chartwright.problem.Waiver;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * How to prove a chart. Immutable; start with {@link #standard()}.
 *
 * @param overlays YAML texts that are laid over the values of every case. A chart that guards
 *     custom resources by {@code Capabilities.APIVersions} needs one that switches the guards off:
 *     the engine knows no cluster, so it finds no such API
 * @param cases more cases beside the defaults and the chart's own {@code ci/*-values.yaml}: name,
 *     then values as YAML
 * @param declaredKinds custom kinds without a schema that may appear, such as {@code
 *     example.com/v1/Widget}
 * @param releases names of releases to render each case with
 * @param namespace the namespace of the releases
 * @param kubeVersion the version of Kubernetes that templates see and that {@code kubeVersion} of
 *     the chart is held against. When empty it is the engine's own, which is 1.20, however new the
 *     engine
 * @param apiVersions APIs that templates find beside those of Kubernetes itself, such as {@code
 *     cert-manager.io/v1} or {@code cert-manager.io/v1/Certificate}
 * @param kedaVersion the KEDA that will read scaled objects; when empty, any that knows what they
 *     say
 * @param operators what custom resources turn into
 * @param space how much of the value space is proven; nothing for the named cases alone
 * @param isThirdParty whether it is a third-party chart: then some errors are warnings, as the
 *     {@link dev.chartwright.problem.Strictness} of their rules says, and kinds without a schema
 *     are notes
 * @param pools the nodes that there are: pods that ask for a label of theirs must find a place in
 *     the named cases
 * @param waivers what is known and wanted, with the reason
 * @param podSecurity the Pod Security level that pods may need; nothing for restricted
 * @param earlier what earlier stages have found and accepted: their waivers are in use, whatever
 *     the proof finds
 */
public record ProofRequest(
    List<String> overlays,
    Map<String, String> cases,
    Set<String> declaredKinds,
    List<String> releases,
    String namespace,
    Optional<String> kubeVersion,
    Set<String> apiVersions,
    Optional<String> kedaVersion,
    List<Operator> operators,
    Optional<SpaceRequest> space,
    boolean isThirdParty,
    List<DeclaredPool> pools,
    List<Waiver> waivers,
    Optional<PodSecurity> podSecurity,
    List<Finding> earlier) {

  /** As long as Helm allows, and with a hyphen where names are cut. */
  private static final String LONGEST_RELEASE =
      "release-with-the-longest-name-that-helm-accepts-in-53";

  private static final String KUBE_VERSION = "1.33.0";

  public ProofRequest {
    overlays = List.copyOf(overlays);
    cases = Collections.unmodifiableMap(new LinkedHashMap<>(cases));
    declaredKinds = Set.copyOf(declaredKinds);
    releases = List.copyOf(releases);
    apiVersions = Set.copyOf(apiVersions);
    operators = List.copyOf(operators);
    pools = List.copyOf(pools);
    waivers = List.copyOf(waivers);
    Objects.requireNonNull(podSecurity, "podSecurity");
    earlier = List.copyOf(earlier);
    if (releases.isEmpty()) {
      throw new IllegalArgumentException("a proof needs the name of a release");
    }
  }

  /**
   * A short release name and one of 53 characters, Kubernetes 1.33, and no kinds beyond those with
   * a schema.
   */
  public static ProofRequest standard() {
    return new ProofRequest(
        List.of(),
        Map.of(),
        Set.of(),
        List.of("demo", LONGEST_RELEASE),
        "proof",
        Optional.of(KUBE_VERSION),
        Set.of(),
        Optional.empty(),
        List.of(new RabbitmqOperator(), new CertificateOperator()),
        Optional.of(SpaceRequest.standard()),
        false,
        List.of(),
        List.of(),
        Optional.empty(),
        List.of());
  }

  /**
   * How to prove a declared chart: with its settings for a proof without a cluster, with the kinds
   * that it declares, and with what it accepts.
   */
  public static ProofRequest of(Chart chart) {
    ProofRequest request = standard();
    if (!chart.offlineSettings().isEmpty()) {
      request = request.withOverlay(HelmChart.settings(chart, chart.offlineSettings()));
    }
    for (Waiver waiver : waivers(chart, "")) {
      request = request.accepting(waiver);
    }
    request = request.changed(copy -> copy.podSecurity = chart.podSecurity());
    for (String kind : chart.unknownKinds()) {
      int slash = kind.lastIndexOf('/');
      request = request.withDeclaredKind(kind.substring(0, slash), kind.substring(slash + 1));
    }
    return request;
  }

  /**
   * What a chart accepts, and what its subcharts of the same build accept of their own objects.
   *
   * @param folder of the chart; empty, or with a slash at its end
   */
  private static List<Waiver> waivers(Chart chart, String folder) {
    List<Waiver> all = new ArrayList<>();
    for (Waiver waiver : chart.waivers()) {
      Place place = waiver.place();
      Place inside = Place.ofFile(folder + place.file(), place.field());
      all.add(
          folder.isEmpty()
              ? waiver
              : new Waiver(waiver.rule(), inside.declaredAt(place.declaredAt()), waiver.reason()));
    }
    for (Dependency dependency : chart.dependencies()) {
      dependency
          .chart()
          .ifPresent(each -> all.addAll(waivers(each, folder + "charts/" + each.name() + "/")));
    }
    return all;
  }

  /**
   * How to prove a third-party chart: as {@link #standard()} says, with the cases of {@link
   * SpaceRequest#thirdParty()} and the severities of third-party charts.
   */
  public static ProofRequest thirdParty() {
    return standard()
        .changed(
            copy -> {
              copy.space = Optional.of(SpaceRequest.thirdParty());
              copy.isThirdParty = true;
            });
  }

  /** Lays YAML over the values of every case, over earlier overlays. */
  public ProofRequest withOverlay(String yaml) {
    return changed(copy -> copy.overlays.add(yaml));
  }

  /** How the cases are rendered. */
  public RenderSettings settings() {
    return new RenderSettings(overlays, releases, namespace, kubeVersion, apis());
  }

  /** Adds a case; a case of the same name is replaced. */
  public ProofRequest withCase(String name, String yaml) {
    return changed(copy -> copy.cases.put(name, yaml));
  }

  /** Allows a kind that has no schema. */
  public ProofRequest withDeclaredKind(String apiVersion, String kind) {
    return changed(copy -> copy.declaredKinds.add(apiVersion + "/" + kind));
  }

  /** Renders with these release names instead. */
  public ProofRequest withReleases(String... names) {
    return changed(copy -> copy.releases = List.of(names));
  }

  /** Lets templates see a version of Kubernetes, such as {@code 1.31.0}. */
  public ProofRequest withKubeVersion(String version) {
    return changed(copy -> copy.kubeVersion = Optional.of(version));
  }

  /** Lets templates find more APIs, such as {@code cert-manager.io/v1/Certificate}. */
  public ProofRequest withApiVersions(Collection<String> apis) {
    return changed(copy -> copy.apiVersions.addAll(apis));
  }

  /** Proves for a cluster. */
  public ProofRequest withKubernetes(KubernetesRequest cluster) {
    ProofRequest request = withApiVersions(cluster.apiVersions());
    return cluster.version().map(request::withKubeVersion).orElse(request);
  }

  /** API versions, and API versions with a kind, that templates find in the cluster. */
  Set<String> apis() {
    Set<String> apis = new HashSet<>(KubernetesApis.in(kubeVersion));
    for (String api : apiVersions) {
      apis.add(api);
      int slash = api.lastIndexOf('/');
      if (slash > api.indexOf('/')) {
        apis.add(api.substring(0, slash)); // Who serves a kind serves its version.
      }
    }
    return apis;
  }

  /** Tells which KEDA will read scaled objects, such as {@code 2.16.0}. */
  public ProofRequest withKedaVersion(String version) {
    return changed(copy -> copy.kedaVersion = Optional.of(version));
  }

  /** Proves this much of the value space. */
  public ProofRequest withSpace(SpaceRequest request) {
    return changed(copy -> copy.space = Optional.of(request));
  }

  /** Leaves the value space out: the named cases only. */
  public ProofRequest withoutSpace() {
    return changed(copy -> copy.space = Optional.empty());
  }

  /** Tells of one more pool of nodes. */
  public ProofRequest withPool(DeclaredPool pool) {
    return changed(copy -> copy.pools.add(pool));
  }

  /**
   * Reports the problems of a rule as information, wherever they are.
   *
   * @param reason why they are wanted, which the report repeats
   */
  public ProofRequest accepting(String rule, String reason) {
    return accepting(Waiver.everywhere(rule, reason));
  }

  /** Reports what a waiver covers as information. */
  public ProofRequest accepting(Waiver waiver) {
    return changed(copy -> copy.waivers.add(waiver));
  }

  /** Tells what earlier stages have found and accepted. */
  public ProofRequest withEarlier(List<Finding> accepted) {
    return changed(copy -> copy.earlier.addAll(accepted));
  }

  private ProofRequest changed(Consumer<Copy> change) {
    Copy copy = new Copy(this);
    change.accept(copy);
    return new ProofRequest(
        copy.overlays,
        copy.cases,
        copy.declaredKinds,
        copy.releases,
        namespace,
        copy.kubeVersion,
        copy.apiVersions,
        copy.kedaVersion,
        operators,
        copy.space,
        copy.isThirdParty,
        copy.pools,
        copy.waivers,
        copy.podSecurity,
        copy.earlier);
  }

  /** A request while it is changed. */
  private static final class Copy {
    private final List<String> overlays;
    private final Map<String, String> cases;
    private final Set<String> declaredKinds;
    private final Set<String> apiVersions;
    private final List<DeclaredPool> pools;
    private final List<Waiver> waivers;
    private final List<Finding> earlier;
    private Optional<PodSecurity> podSecurity;
    private List<String> releases;
    private Optional<String> kubeVersion;
    private Optional<String> kedaVersion;
    private Optional<SpaceRequest> space;
    private boolean isThirdParty;

    Copy(ProofRequest request) {
      overlays = new ArrayList<>(request.overlays);
      cases = new LinkedHashMap<>(request.cases);
      declaredKinds = new HashSet<>(request.declaredKinds);
      apiVersions = new HashSet<>(request.apiVersions);
      pools = new ArrayList<>(request.pools);
      waivers = new ArrayList<>(request.waivers);
      earlier = new ArrayList<>(request.earlier);
      podSecurity = request.podSecurity;
      releases = request.releases;
      kubeVersion = request.kubeVersion;
      kedaVersion = request.kedaVersion;
      space = request.space;
      isThirdParty = request.isThirdParty;
    }
  }
}
