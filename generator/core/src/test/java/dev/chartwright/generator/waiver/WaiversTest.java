package dev.chartwright.generator.waiver;

import static dev.chartwright.chart.Templating.fullName;
import static dev.chartwright.chart.Templating.selectorLabels;
import static dev.chartwright.problem.PodSecurityLevel.BASELINE;
import static dev.chartwright.problem.PodSecurityLevel.PRIVILEGED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.Dependency;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import dev.chartwright.generator.Generated;
import dev.chartwright.generator.Generator;
import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.prove.ProofReport;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.InvalidModelException;
import dev.chartwright.problem.Severity;
import dev.chartwright.resource.Restricted;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a declaration accepts is a note; what is accepted in vain is an error. */
@Tag("thorough")
class WaiversTest {
  private static final String SPEC = "spec.template.spec.";
  private static final String FILE = "templates/agent.yaml";

  @Test
  void anAgentWithHostAccessIsProvenWithItsReasons() {
    ProofReport proof =
        prove(
            chart(
                agent()
                    .accept("POD-01", SPEC + "hostNetwork", "It measures the network of the node.")
                    .accept("POD-01", SPEC + "volumes[logs]", "It reads the logs of the node.")
                    .accept(
                        "POD-01",
                        SPEC + "containers[agent].securityContext.privileged",
                        "It loads a module of the kernel.")
                    .accept(
                        "POD-01",
                        SPEC + "containers[agent].securityContext.allowPrivilegeEscalation",
                        "A privileged container may do so.")));

    assertThat(proof.isProven()).isTrue();
    assertThat(proof.findings()).allMatch(Finding::isAccepted);
    assertThat(proof.findings()).allMatch(each -> each.severity() == Severity.NOTE);
    assertThat(proof.accepted().keySet())
        .extracting(each -> each.rule() + " " + each.place().field() + ": " + each.reason())
        .containsExactlyInAnyOrder(
            "POD-01 spec.template.spec.hostNetwork: It measures the network of the node.",
            "POD-01 spec.template.spec.volumes[logs]: It reads the logs of the node.",
            "POD-01 spec.template.spec.containers[agent].securityContext.privileged:"
                + " It loads a module of the kernel.",
            "POD-01 spec.template.spec.containers[agent].securityContext"
                + ".allowPrivilegeEscalation: A privileged container may do so.");
  }

  @Test
  void aWaiverOfOneFieldLeavesTheOthersOfTheRule() {
    ProofReport proof =
        prove(chart(agent().accept("POD-01", SPEC + "volumes[logs]", "It reads logs.")));

    assertThat(errors(proof))
        .containsExactlyInAnyOrder(
            "POD-01 " + SPEC + "hostNetwork",
            "POD-01 " + SPEC + "containers[1].securityContext.privileged",
            "POD-01 " + SPEC + "containers[1].securityContext.allowPrivilegeEscalation");
  }

  @Test
  void aWaiverOfAnObjectLeavesOtherObjects() {
    Manifest other = agent("other");

    ProofReport proof = prove(chart(agent().accept("POD-01", "It is an agent."), other));

    assertThat(proof.findings())
        .filteredOn(Finding::isError)
        .isNotEmpty()
        .allMatch(each -> each.place().file().equals("templates/other.yaml"));
  }

  @Test
  void aWaiverOfTheChartIsForAllItsObjects() {
    ProofReport proof =
        prove(
            chart(agent(), agent("other")),
            each -> each.accept("POD-01", "Both are agents of the node."));

    assertThat(proof.isProven()).isTrue();
    assertThat(proof.findings()).isNotEmpty().allMatch(Finding::isAccepted);
  }

  @Test
  void aLevelAcceptsWhatItAllows() {
    assertThat(errors(prove(chart(agent()), each -> each.podSecurity(BASELINE, "It needs more."))))
        .contains(
            "POD-01 " + SPEC + "hostNetwork",
            "POD-01 " + SPEC + "volumes[0].hostPath",
            "POD-01 " + SPEC + "containers[1].securityContext.privileged")
        .doesNotContain(
            "POD-01 " + SPEC + "containers[1].securityContext.allowPrivilegeEscalation");

    ProofReport proof =
        prove(chart(agent()), each -> each.podSecurity(PRIVILEGED, "It needs its node."));

    assertThat(proof.isProven()).isTrue();
    assertThat(proof.findings()).hasSize(4).allMatch(Finding::isAccepted);
  }

  @Test
  void aLevelThatIsTooWideIsAnError() {
    ProofReport wide =
        prove(chart(rooted()), each -> each.podSecurity(PRIVILEGED, "It runs as root."));
    ProofReport none =
        prove(chart(modest()), each -> each.podSecurity(PRIVILEGED, "It was an agent."));

    assertThat(wide.findings())
        .filteredOn(Finding::isError)
        .extracting(Finding::what, Finding::fix)
        .containsExactly(
            tuple(
                "the Pod Security level privileged is declared, and pods need baseline only",
                "write PodSecurityLevel.BASELINE"));
    assertThat(none.findings())
        .filteredOn(Finding::isError)
        .extracting(Finding::what, Finding::fix)
        .containsExactly(
            tuple(
                "the Pod Security level privileged is declared, and pods need restricted only",
                "remove podSecurity(…)"));
  }

  @Test
  void aLevelIsToldInNotesAndReadme() {
    Generated generated =
        Generator.generate(
            chart(agent()).podSecurity(PRIVILEGED, "The agent reads its node").build());

    assertThat(generated.chartFiles().text("templates/NOTES.txt"))
        .isEqualTo(
            """
            The pods need the Pod Security level privileged. If the namespace enforces another one, label it:

              kubectl label --overwrite namespace {{ .Release.Namespace }} pod-security.kubernetes.io/enforce=privileged
            """);
    assertThat(generated.chartFiles().text("README.md"))
        .contains(
            """
            ## Accepted

            The pods need the Pod Security level `privileged`: The agent reads its node. Label their namespace with `pod-security.kubernetes.io/enforce=privileged`.

            ## Values
            """);
  }

  @Test
  void theReadmeListsWhatIsAccepted() {
    Generated generated =
        Generator.generate(
            chart(agent().accept("POD-01", SPEC + "volumes[logs]", "It reads a|b."))
                .accept("NAM-04", "Our labels are older.")
                .build());

    assertThat(generated.chartFiles().text("README.md"))
        .contains(
            """
            ## Accepted

            A namespace that enforces the Pod Security level `restricted` rejects these pods.

            This chart breaks these rules on purpose:

            | rule | where | reason |
            |---|---|---|
            | POD-01 | `templates/agent.yaml spec.template.spec.volumes[logs]` | It reads a\\|b. |
            | NAM-04 | everywhere | Our labels are older. |

            ## Values
            """);
  }

  @Test
  void aWaiverThatIsNotNeededIsAnErrorAtItsLine() {
    ProofReport proof =
        prove(
            chart(modest().accept("POD-01", SPEC + "hostNetwork", "It was needed.")),
            each -> each.accept("SEC-01", "It was needed."));

    assertThat(proof.findings())
        .extracting(
            each -> each.rule().id(),
            Finding::severity,
            Finding::what,
            each -> each.place().declaredAt().orElseThrow().file())
        .containsExactly(
            tuple(
                "GEN-03",
                Severity.ERROR,
                "POD-01 is accepted but does not occur in " + FILE + " " + SPEC + "hostNetwork",
                "WaiversTest.java"),
            tuple(
                "GEN-03",
                Severity.ERROR,
                "SEC-01 is accepted but does not occur",
                "WaiversTest.java"));
  }

  @Test
  void aWaiverOfAnotherFieldNamesTheRightOne() {
    ProofReport proof =
        prove(chart(rooted().accept("POD-01", SPEC + "hostNetwork", "It runs as root.")));

    assertThat(proof.findings())
        .filteredOn(each -> each.rule().id().equals("GEN-03"))
        .extracting(Finding::fix)
        .containsExactly(
            "accept it where it occurs, or remove the acceptance of POD-01; it occurs at "
                + FILE
                + " DaemonSet/demo-fixture-agent "
                + SPEC
                + "securityContext.runAsUser");
  }

  @Test
  void everyMistakeOfAWaiverIsReportedAtOnce() {
    Manifest wrong =
        agent()
            .accept("POD-99", "reason")
            .accept("pod-1", "reason")
            .accept("TPL-07", "The schema is too strict.")
            .accept("POD-02", " ")
            .accept("POD-02", "spec..x", "reason")
            .accept("POD-02", "spec.tempalte.spec", "reason")
            .accept("POD-02", SPEC + "containers[agnet]", "reason")
            .accept("POD-02", SPEC + "containers[7]", "reason")
            .accept("POD-02", SPEC + "hostNetwork.x", "reason")
            .accept("IMG-01", "reason")
            .accept("IMG-01", "another reason");

    InvalidModelException refusal =
        catchThrowableOfType(
            InvalidModelException.class, () -> Generator.generate(chart(wrong).build()));

    assertThat(refusal.findings())
        .allMatch(each -> each.rule().id().equals("GEN-03") && each.isError())
        .allMatch(each -> each.place().declaredAt().isPresent())
        .extracting(each -> each.what() + " | " + each.fix())
        .containsExactly(
            "there is no rule 'POD-99' | did you mean POD-09?",
            "there is no rule 'pod-1' | did you mean POD-01?",
            "nothing works that breaks TPL-07 (Every object obeys the schema of its kind), so it"
                + " cannot be accepted | write the field as the schema of the kind describes it",
            "the acceptance of POD-02 gives no reason | give the reason in one sentence",
            "'spec..x' is not the path of a field, at '..x' | write a path such as"
                + " spec.template.spec.containers[agent]",
            "IMG-01 is accepted twice in " + FILE + " | remove one of the two acceptances",
            "the object has no field 'spec.tempalte' | did you mean spec.template?",
            "the object has no item 'spec.template.spec.containers[agnet]' | write one of"
                + " [helper, agent]",
            "the object has no item 'spec.template.spec.containers[7]' | write one of"
                + " [helper, agent]",
            "the object has no field 'spec.template.spec.hostNetwork.x':"
                + " 'spec.template.spec.hostNetwork' is the value true | name a field that the"
                + " object has");
  }

  @Test
  void aSecretFromValuesIsAcceptedWithAReason() {
    Values values = Values.create();
    Value<String> password =
        values.string("password", "change-me-at-once").describe("The first password.");
    Manifest secret =
        Manifest.of(
            "secret",
            new SecretBuilder()
                .withNewMetadata()
                .withName(fullName().asString())
                .endMetadata()
                .addToStringData("password", password.asString())
                .build());

    assertThat(errors(prove(chart(values, secret)))).contains("SEC-01 stringData.password");
    ProofReport proof =
        prove(
            chart(values, secret.accept("SEC-01", "The program changes it at its first start.")),
            each -> each.accept("GEN-01", "Another chart of ours reads it."));
    assertThat(errors(proof)).isEmpty();
  }

  @Test
  void aFindingOfTheDeclarationIsAcceptedToo() {
    Values values = Values.create();
    values.string("later", "x").describe("For the next version.");

    Generated generated =
        Generator.generate(
            chart(values, modest()).accept("VAL-03", "The next version reads it.").build());

    assertThat(generated.findings()).isEmpty();
    assertThat(generated.accepted())
        .extracting(each -> each.rule().id(), each -> each.place().model())
        .containsExactly(tuple("VAL-03", "values.later"));
  }

  @Test
  void whatAnUpgradeBreaksIsAcceptedToo() {
    Manifest claim =
        Manifest.of(
            "claim",
            new PersistentVolumeClaimBuilder()
                .withNewMetadata()
                .withName(fullName().asString())
                .endMetadata()
                .withNewSpec()
                .withAccessModes("ReadWriteOnce")
                .withNewResources()
                .addToRequests("storage", new Quantity("1Gi"))
                .endResources()
                .endSpec()
                .build());
    FileTree before = Generator.generate(chart(modest(), claim).build()).chartFiles();
    Chart.Builder after = chart(modest()).version("2.0.0");

    assertThat(Generator.diff(before, Generator.generate(after.build())).isSafe()).isFalse();

    Generated accepted =
        Generator.generate(after.accept("UPG-05", "The data is moved before.").build());
    assertThat(Generator.diff(before, accepted).isSafe()).isTrue();
    assertThat(Generator.diff(before, accepted).toString())
        .contains("[UPG-05]", "accepted: The data is moved before.");
    // Only an upgrade shows whether it is needed.
    assertThat(Generator.prove(accepted).findings()).isEmpty();
  }

  @Test
  void aSubchartOfTheSameBuildKeepsWhatItAccepts() {
    Chart node =
        Chart.named("node")
            .version("1.0.0")
            .appVersion("1.0")
            .describe("An agent.")
            .manifest(agent().accept("POD-01", "It is an agent."))
            .build();

    ProofReport proof = prove(chart(modest()).dependency(Dependency.on(node)));

    assertThat(errors(proof)).isEmpty();
    assertThat(proof.findings())
        .filteredOn(Finding::isAccepted)
        .isNotEmpty()
        .allMatch(each -> each.place().file().equals("charts/node/templates/agent.yaml"));
  }

  private static List<String> errors(ProofReport proof) {
    return proof.findings().stream()
        .filter(Finding::isError)
        .map(each -> each.rule().id() + " " + each.place().field())
        .distinct()
        .toList();
  }

  private static ProofReport prove(Chart.Builder chart) {
    return prove(chart, each -> each);
  }

  private static ProofReport prove(Chart.Builder chart, UnaryOperator<Chart.Builder> change) {
    return Generator.prove(Generator.generate(change.apply(chart).build()));
  }

  private static Chart.Builder chart(Manifest... manifests) {
    return chart(Values.create(), manifests);
  }

  private static Chart.Builder chart(Values values, Manifest... manifests) {
    return Chart.named("fixture")
        .version("1.0.0")
        .appVersion("1.0")
        .describe("A fixture.")
        .values(values)
        .manifests(List.of(manifests));
  }

  /** A DaemonSet that needs its node, with a container beside the one that does. */
  private static Manifest agent() {
    return agent("agent");
  }

  private static Manifest agent(String name) {
    return daemon(
        name,
        pods ->
            pods.withHostNetwork(true)
                .addNewVolume()
                .withName("logs")
                .withNewHostPath()
                .withPath("/var/log")
                .endHostPath()
                .endVolume()
                .editLastContainer()
                .editSecurityContext()
                .withPrivileged(true)
                .withAllowPrivilegeEscalation(true)
                .endSecurityContext()
                .addNewVolumeMount()
                .withName("logs")
                .withMountPath("/logs")
                .withReadOnly(true)
                .endVolumeMount()
                .endContainer());
  }

  /** A DaemonSet that runs as root. */
  private static Manifest rooted() {
    return daemon(
        "agent", pods -> pods.editSecurityContext().withRunAsUser(0L).endSecurityContext());
  }

  /** A DaemonSet that needs nothing. */
  private static Manifest modest() {
    return daemon("agent", pods -> pods);
  }

  private static Manifest daemon(String name, UnaryOperator<PodSpecBuilder> change) {
    PodSpecBuilder pods =
        new PodSpecBuilder()
            .withAutomountServiceAccountToken(false)
            .withSecurityContext(Restricted.pod(10101))
            .withContainers(container("helper"), container("agent"));
    return Manifest.of(
            name,
            new DaemonSetBuilder()
                .withNewMetadata()
                .withName(fullName(name))
                .endMetadata()
                .withNewSpec()
                .withNewSelector()
                .withMatchLabels(selectorLabels(name))
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(selectorLabels(name))
                .endMetadata()
                .withSpec(change.apply(pods).build())
                .endTemplate()
                .endSpec()
                .build())
        .component(name);
  }

  private static Container container(String name) {
    Map<String, Quantity> resources =
        Map.of("cpu", new Quantity("10m"), "memory", new Quantity("32Mi"));
    return new ContainerBuilder()
        .withName(name)
        .withImage("docker.io/library/busybox:1.37.0")
        .withSecurityContext(Restricted.container(10101))
        .withNewResources()
        .addToLimits(resources)
        .addToRequests(resources)
        .endResources()
        .build();
  }
}
