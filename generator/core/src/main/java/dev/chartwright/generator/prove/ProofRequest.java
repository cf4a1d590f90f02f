package dev.chartwright.generator.prove;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
 * @param kedaVersion the KEDA that will read scaled objects; when empty, any that knows what they
 *     say
 * @param operators what custom resources turn into
 * @param space how much of the value space is proven; nothing for the named cases alone
 */
public record ProofRequest(
    List<String> overlays,
    Map<String, String> cases,
    Set<String> declaredKinds,
    List<String> releases,
    String namespace,
    Optional<String> kubeVersion,
    Optional<String> kedaVersion,
    List<Operator> operators,
    Optional<SpaceRequest> space) {

  /** As long as Helm allows, and with a hyphen where names are cut. */
  private static final String LONGEST_RELEASE =
      "release-with-the-longest-name-that-helm-accepts-in-53";

  private static final String KUBE_VERSION = "1.33.0";

  public ProofRequest {
    overlays = List.copyOf(overlays);
    cases = Collections.unmodifiableMap(new LinkedHashMap<>(cases));
    declaredKinds = Set.copyOf(declaredKinds);
    releases = List.copyOf(releases);
    operators = List.copyOf(operators);
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
        Optional.empty(),
        List.of(new RabbitmqOperator()),
        Optional.of(SpaceRequest.standard()));
  }

  /** Lays YAML over the values of every case, over earlier overlays. */
  public ProofRequest withOverlay(String yaml) {
    List<String> more = new ArrayList<>(overlays);
    more.add(yaml);
    return new ProofRequest(
        more,
        cases,
        declaredKinds,
        releases,
        namespace,
        kubeVersion,
        kedaVersion,
        operators,
        space);
  }

  /** Adds a case; a case of the same name is replaced. */
  public ProofRequest withCase(String name, String yaml) {
    Map<String, String> more = new LinkedHashMap<>(cases);
    more.put(name, yaml);
    return new ProofRequest(
        overlays,
        more,
        declaredKinds,
        releases,
        namespace,
        kubeVersion,
        kedaVersion,
        operators,
        space);
  }

  /** Allows a kind that has no schema. */
  public ProofRequest withDeclaredKind(String apiVersion, String kind) {
    Set<String> more = new HashSet<>(declaredKinds);
    more.add(apiVersion + "/" + kind);
    return new ProofRequest(
        overlays, cases, more, releases, namespace, kubeVersion, kedaVersion, operators, space);
  }

  /** Renders with these release names instead. */
  public ProofRequest withReleases(String... names) {
    return new ProofRequest(
        overlays,
        cases,
        declaredKinds,
        List.of(names),
        namespace,
        kubeVersion,
        kedaVersion,
        operators,
        space);
  }

  /** Lets templates see a version of Kubernetes, such as {@code 1.31.0}. */
  public ProofRequest withKubeVersion(String version) {
    return new ProofRequest(
        overlays,
        cases,
        declaredKinds,
        releases,
        namespace,
        Optional.of(version),
        kedaVersion,
        operators,
        space);
  }

  /** Tells which KEDA will read scaled objects, such as {@code 2.16.0}. */
  public ProofRequest withKedaVersion(String version) {
    return new ProofRequest(
        overlays,
        cases,
        declaredKinds,
        releases,
        namespace,
        kubeVersion,
        Optional.of(version),
        operators,
        space);
  }

  /** Proves this much of the value space. */
  public ProofRequest withSpace(SpaceRequest request) {
    return new ProofRequest(
        overlays,
        cases,
        declaredKinds,
        releases,
        namespace,
        kubeVersion,
        kedaVersion,
        operators,
        Optional.of(request));
  }

  /** Leaves the value space out: the named cases only. */
  public ProofRequest withoutSpace() {
    return new ProofRequest(
        overlays,
        cases,
        declaredKinds,
        releases,
        namespace,
        kubeVersion,
        kedaVersion,
        operators,
        Optional.empty());
  }
}
