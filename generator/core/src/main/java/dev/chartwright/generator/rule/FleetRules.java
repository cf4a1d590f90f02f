package dev.chartwright.generator.rule;

import dev.chartwright.problem.Rule;
import java.util.List;

/** Rules about a fleet of provers: capacity, circuits, installation, leader and release. */
public final class FleetRules {
  public static final Rule CAP_01 =
      Rule.of(
              "CAP-01",
              "A worker requests enough memory for its circuits",
              "workers are killed for their memory while they load circuits or prove",
              "use at least 16Gi for circuits of mainnet size, or narrower circuit ranges")
          .example(
              """
              // fleet
              fleet.workers(Workers.on(NodePool.highmemPool()).memory(Memory.mib(300)))
              """);

  public static final Rule CAP_02 =
      Rule.of(
              "CAP-02",
              "Memory is written in binary units",
              "nodes are measured in Gi, so another number of workers fits on a node than the number suggests",
              "write the memory in Gi")
          .example(
              """
              // fleet
              fleet.workers(
                  Workers.on(NodePool.named("mid").machine("t2d-standard-60").build())
                      .memory(Memory.parse("200G"))
                      .cpu(Cpu.cores(50)))
              """);

  public static final Rule CAP_03 =
      Rule.of(
              "CAP-03",
              "The memory limit of a worker equals its request",
              "the API server rejects the pod, or a worker that uses its limit gets other workers "
                  + "on the node killed",
              "use the request as the limit")
          .example(
              """
              // fleet
              fleet.workers(Workers.on(NodePool.highmemPool()).memoryLimit(Memory.gib(1024)))
              """);

  public static final Rule CAP_04 =
      Rule.of(
              "CAP-04",
              "Every pod fits on a node of its pool",
              "the pod stays Pending forever",
              "request less, or use a larger machine or disk")
          .example(
              """
              // fleet
              fleet.workers(Workers.on(NodePool.highmemPool()).cpu(Cpu.cores(180)))
              """);

  public static final Rule CAP_05 =
      Rule.of(
              "CAP-05",
              "Workers use most of the cores and memory of their node",
              "the rest of the node is paid for and not used, or proofs are throttled",
              "use more cores or memory for a worker, or a smaller machine")
          .example(
              """
              // fleet
              fleet.workers(Workers.on(NodePool.highmemPool()).cpu(Cpu.cores(4)))
              """);

  public static final Rule CAP_06 =
      Rule.of(
              "CAP-06",
              "The pools can hold all pods at the maximum",
              "the pods that do not fit stay Pending forever",
              "use fewer workers, or more nodes")
          .example(
              """
              // fleet
              fleet.workers(Workers.on(NodePool.highmemPool()).replicas(9))
              """);

  public static final Rule CAP_07 =
      Rule.of(
              "CAP-07",
              "The maximum cost of the fleet is known and within the budget",
              "the bill is higher than expected",
              "use fewer nodes or workers, Spot nodes, or a larger budget, and give your own prices "
                  + "for machines without one")
          .example(
              """
              // fleet
              fleet.gke(Gke.cluster("c").monthlyBudget(10_000))
              """);

  public static final Rule CAP_09 =
      Rule.of(
              "CAP-09",
              "A worker starts as many threads as it has cores",
              "different numbers of threads and cores waste the node or throttle the proof",
              "remove the variable; the chart sets it")
          .example(
              """
              // fleet
              fleet.workers(Workers.on(NodePool.highmemPool()).environment("RAYON_NUM_THREADS", "180"))
              """);

  public static final Rule CAP_10 =
      Rule.of(
              "CAP-10",
              "The boot disk of a node is large enough for its workers",
              "the node evicts workers when images and logs fill its disk",
              "use a larger disk, such as disk(DiskSize.gb(300))")
          .example(
              """
              // fleet
              fleet.workers(
                  Workers.on(
                      NodePool.named("highmem-pool")
                          .machine("c3d-highmem-180")
                          .nodes(1, 2)
                          .taint(Taint.noSchedule("highmem", "true"))
                          .disk(DiskSize.gb(100))
                          .build()))
              """);

  public static final Rule CAP_11 =
      Rule.of(
              "CAP-11",
              "Each machine of a pool holds all workers at the maximum by itself",
              "fewer workers run while the zone has no other machine",
              "give its pool more nodes, such as orElse(\"n2-highmem-128\", 4)")
          .example(
              """
              // fleet
              fleet.workers(
                  Workers.on(
                          NodePool.named("highmem-pool")
                              .machine("c3d-highmem-180")
                              .orElse("n2-highmem-128")
                              .nodes(1, 2)
                              .taint(Taint.noSchedule("highmem", "true"))
                              .build())
                      .replicas(8))
              """);

  public static final Rule CIR_01 =
      Rule.of(
              "CIR-01",
              "Every circuit range is valid: 4 <= from < to <= 30",
              "the prover rejects the range, or builds circuits of sizes that are not needed",
              "write the lower bound first, within 4 and 30")
          .withoutWaiver()
          .example(
              """
              // fleet
              fleet.circuits(Circuits.recommended().range(CircuitTable.CPU, 25, 8))
              """);

  public static final Rule CIR_02 =
      Rule.of(
              "CIR-02",
              "Circuit ranges are given for tables of the release only",
              "the prover ignores the range without a message",
              "remove the range, or use a release that has the table")
          .example(
              """
              // fleet
              fleet.release(ProverRelease.V0_6)
                  .circuits(Circuits.recommended().range(CircuitTable.MEMORY_BEFORE, 16, 23))
              """);

  public static final Rule CIR_03 =
      Rule.of(
              "CIR-03",
              "Circuits are declared once, for the whole fleet",
              "proofs that are made with other circuits than those of the verifier do not verify",
              "remove the variable, and declare circuits(…) once for the whole fleet")
          .example(
              """
              // fleet
              fleet.workers(Workers.on(NodePool.highmemPool()).environment("CPU_CIRCUIT_SIZE", "12..25"))
              """);

  public static final Rule CIR_04 =
      Rule.of(
              "CIR-04",
              "The circuit directory has the suffix that the release expects",
              "every binary of the release exits at its start",
              "end the directory with the suffix, or leave directory(…) out")
          .example(
              """
              // fleet
              fleet.circuits(Circuits.recommended().directory("/circuits/zero"))
              """);

  public static final Rule CIR_06 =
      Rule.of(
              "CIR-06",
              "A volume that all workers share can be mounted by all of them",
              "pods on a second node never start: Multi-Attach error",
              "use AccessMode.READ_WRITE_MANY, or CircuitStorage.perPod(…)")
          .withoutWaiver()
          .example(
              """
              // fleet
              fleet.circuits(Circuits.recommended()
                  .storage(
                      CircuitStorage.shared("rwo", DiskSize.tib(1))
                          .accessMode(CircuitStorage.AccessMode.READ_WRITE_ONCE)))
              """);

  public static final Rule CIR_07 =
      Rule.of(
              "CIR-07",
              "Circuits and claims have a volume that is really provided",
              "pods wait forever for a volume, or circuits are built again at every start",
              "name a storage class that can be shared, and put the circuit directory on its volume")
          .example(
              """
              // fleet
              fleet.circuits(Circuits.recommended().storage(CircuitStorage.shared("", DiskSize.tib(1))))
              """);

  public static final Rule CIR_10 =
      Rule.of(
              "CIR-10",
              "The circuit volume is large enough",
              "circuits do not fit, or the provider rejects the claim",
              "use a larger size, as the finding says")
          .example(
              """
              // fleet
              fleet.circuits(Circuits.recommended()
                  .storage(CircuitStorage.shared("standard-rwx", DiskSize.gib(100))))
              """);

  public static final Rule CIR_11 =
      Rule.of(
              "CIR-11",
              "A Filestore class provisions in the network of the cluster",
              "the claim stays Pending forever, and so do all workers",
              "use storage(CircuitStorage.filestore(DiskSize.tib(1))), which brings a class for the network")
          .example(
              """
              // fleet
              fleet.gke(Gke.cluster("c").network(Network.named("zero")))
              """);

  public static final Rule CIR_12 =
      Rule.of(
              "CIR-12",
              "A worker that loads all circuit tables at once has enough memory",
              "the worker is killed for its memory at its start",
              "use 64Gi or more, or loadStrategy(LoadStrategy.ON_DEMAND)")
          .example(
              """
              // fleet
              fleet.circuits(Circuits.recommended().loadStrategy(Circuits.LoadStrategy.MONOLITHIC))
                  .workers(Workers.on(NodePool.highmemPool()).memory(Memory.gib(32)).replicas(1))
              """);

  public static final Rule CIR_13 =
      Rule.of(
              "CIR-13",
              "Circuit ranges cover what mainnet blocks need",
              "a proof that needs another size fails with 'Attempting to load circuit'",
              "use the recommended range, or accept it for blocks that are known to fit")
          .example(
              """
              // fleet
              fleet.circuits(Circuits.recommended().range(CircuitTable.CPU, 12, 21))
              """);

  public static final Rule CIR_15 =
      Rule.of(
              "CIR-15",
              "A fleet that scales to 0 keeps its circuits",
              "workers build their circuits at every start, and a queue without a worker for 30 "
                  + "minutes is deleted with its tasks",
              "use a minimum of 1, or circuits on a shared volume")
          .example(
              """
              // fleet
              fleet.circuits(Circuits.recommended().storage(CircuitStorage.perPod(DiskSize.gib(100))))
                  .workers(Workers.on(NodePool.highmemPool()).autoscaling(Autoscaling.between(0, 8)))
              """);

  public static final Rule CIR_16 =
      Rule.of(
              "CIR-16",
              "Test circuits are stored in a directory of their own",
              "files of test and real circuits have equal names, so proofs fail or test proofs "
                  + "verify",
              "use a directory whose name contains test")
          .example(
              """
              // fleet
              fleet.circuits(Circuits.recommended().testConfig().directory("/circuits/zero_circuit_cache"))
              """);

  public static final Rule INS_01 =
      Rule.of(
              "INS-01",
              "Platform versions and chart sources are exact and can be found",
              "another version is installed than the one that the chart is made for, or none",
              "write the full version, and an address that Helm can find")
          .withoutWaiver()
          .example(
              """
              // fleet
              fleet.platform(Platform.current().keda("2.14.2"))
              """);

  public static final Rule FOL_01 =
      Rule.of(
              "FOL-01",
              "A fleet that follows a chain has a queue of runs",
              "the companion, which follows the chain, would not run",
              "remove runs(Runs.disabled()), or remove follow(…)")
          .example(
              """
              // fleet
              fleet
                  .runs(Runs.disabled())
                  .follow(Follow.chain(1).rpc(new SecretReference("ethereum-node", "url")))
              """);

  public static final Rule FOL_02 =
      Rule.of(
              "FOL-02",
              "A fleet proves blocks as fast as it chooses them",
              "the fleet falls behind further with each block",
              "choose fewer blocks, or declare a shorter proofTime if you measured one")
          .example(
              """
              // fleet
              fleet
                  .proofTime(Duration.ofMinutes(45))
                  .follow(
                      Follow.chain(1)
                          .rpc(new SecretReference("ethereum-node", "url"))
                          .select(Follow.every()))
              """);

  public static final Rule FOL_03 =
      Rule.of(
              "FOL-03",
              "A fleet publishes proofs of the chain that it follows",
              "the proofs of one chain would be taken for those of another",
              "remove chain(…) from the bucket")
          .example(
              """
              // fleet
              fleet
                  .follow(Follow.chain(1).rpc(new SecretReference("ethereum-node", "url")))
                  .publish(Bucket.gcs("my-company-proofs").chain(5))
              """);

  public static final Rule FOL_04 =
      Rule.of(
              "FOL-04",
              "A fleet that follows a chain has a release whose rpc reads variables",
              "no witness would be fetched, because rpc asks for --rpc-url, and in arguments the"
                  + " key of the node could be listed",
              "write release(ProverRelease.V0_7), or remove follow(…)")
          .example(
              """
              // fleet
              fleet
                  .release(ProverRelease.V0_6)
                  .follow(Follow.chain(1).rpc(new SecretReference("ethereum-node", "url")))
              """);

  public static final Rule INS_02 =
      Rule.of(
              "INS-02",
              "The RabbitMQ operator does not come from the chart of Bitnami",
              "its images are frozen or gone since August 2025: ImagePullBackOff",
              "leave operatorFrom(…) out, which uses the manifest of the operator's own project")
          .example(
              """
              // fleet
              fleet.platform(
                  Platform.current()
                      .operatorFrom(
                          OperatorSource.chart(
                              "oci://registry-1.docker.io/bitnamicharts/rabbitmq-cluster-operator", "", "4.3.6")))
              """);

  public static final Rule INS_03 =
      Rule.of(
              "INS-03",
              "The cluster has cert-manager where the operator needs it",
              "the manifest of the operator contains certificates and is rejected: no matches for kind \"Certificate\"",
              "write operator(\"2.21.0\"), or install cert-manager first and write withCertManager()")
          .example(
              """
              // fleet
              fleet.platform(Platform.current().operator("2.22.0"))
              """);

  public static final Rule INS_05 =
      Rule.of(
              "INS-05",
              "A release owns no namespace and no kind that other releases use",
              "uninstalling the release deletes objects of other releases, or two charts install "
                  + "the same kind",
              "put the CustomResourceDefinition into crds/ or leave it to its operator, and use "
                  + "helm install --create-namespace")
          .example(
              """
              apiVersion: v1
              kind: Namespace
              metadata:
                name: {{ .Release.Namespace }}-{{ .Release.Name }}
                labels: {{- include "example.labels" . | nindent 4 }}
              """);

  public static final Rule INS_06 =
      Rule.of(
              "INS-06",
              "A custom resource is rendered only where its kind is installed",
              "without the operator the installation ends in the middle with \"no matches for kind\"",
              "test .Capabilities.APIVersions.Has first")
          .example(
              """
              apiVersion: keda.sh/v1alpha1
              kind: ScaledObject
              metadata:
                name: {{ .Release.Name | quote }}
                labels: {{- include "example.labels" . | nindent 4 }}
              spec:
                scaleTargetRef:
                  name: {{ .Release.Name }}-web
                triggers:
                  - type: rabbitmq
                    metadata:
                      host: http://broker.example:15672/
                      queueName: tasks
                      mode: QueueLength
                      value: "1"
              """);

  public static final Rule INS_07 =
      Rule.of(
              "INS-07",
              "The installed releases have no known fault that this fleet meets",
              "the program does something else than its documentation says",
              "use a release in which the fault is fixed")
          .example(
              """
              // fleet
              fleet.platform(Platform.current().keda("2.17.0"))
              """);

  public static final Rule LEA_05 =
      Rule.of(
              "LEA-05",
              "A fleet with heavy and light workers has both, and no shared ones",
              "the leader waits forever for tasks that nothing takes",
              "add the missing group, or let all workers share one queue")
          .example(
              """
              // fleet
              fleet.workers(Workers.on(NodePool.highmemPool()).routing(Routing.HEAVY))
              """);

  public static final Rule LEA_15 =
      Rule.of(
              "LEA-15",
              "The leader has resources of its own",
              "the leader is evicted or starved by a worker, and its run is lost",
              "use a pool without taint, memory(Memory.gib(4)) and cpu(Cpu.cores(1))")
          .example(
              """
              // fleet
              fleet.leader(Leader.on(NodePool.highmemPool()))
              """);

  public static final Rule LEA_16 =
      Rule.of(
              "LEA-16",
              "A fleet that publishes proofs knows which blocks are final, and has an account for the"
                  + " bucket",
              "no proof would be uploaded",
              "declare runs(Runs.enabled().rpc(…)) and workloadIdentity(true), or leave publish(…)"
                  + " out")
          .withoutWaiver()
          .example(
              """
              // fleet
              fleet.publish(Bucket.gcs("my-company-proofs"))
              """);

  public static final Rule PRV_02 =
      Rule.of(
              "PRV-02",
              "The release of the prover supports every option that is used",
              "the binaries reject the option and crash at every start",
              "use a release that supports the option, or remove it")
          .example(
              """
              // fleet
              fleet.release(ProverRelease.V0_6).circuits(Circuits.recommended().testConfig())
              """);

  public static final Rule PRV_03 =
      Rule.of(
              "PRV-03",
              "The address of the broker is set by the chart only",
              "a process finds no broker or another one, and stops",
              "remove the variable; the chart sets it from the Secret of the broker")
          .withoutWaiver()
          .example(
              """
              // fleet
              fleet.workers(Workers.on(NodePool.highmemPool()).environment("AMQP_URI", "amqp://other.example"))
              """);

  public static final Rule PRV_04 =
      Rule.of(
              "PRV-04",
              "The serializer is declared once for the whole fleet",
              "a worker that cannot read a message keeps it and hangs forever",
              "remove the variable, and declare serializer(…) once for the whole fleet")
          .withoutWaiver()
          .example(
              """
              // fleet
              fleet.workers(Workers.on(NodePool.highmemPool()).environment("PALADIN_SERIALIZER", "cbor"))
              """);

  public static final Rule PRV_05 =
      Rule.of(
              "PRV-05",
              "Prover threads have a stack of at least 32 MiB",
              "proving overflows the stack, and the process aborts",
              "remove the variable; the chart sets it")
          .example(
              """
              // fleet
              fleet.workers(Workers.on(NodePool.highmemPool()).environment("RUST_MIN_STACK", "8388608"))
              """);

  public static final Rule PRV_07 =
      Rule.of(
              "PRV-07",
              "The binaries log at level INFO",
              "every pod writes tens of megabytes an hour, with whole witnesses",
              "use log(LogLevel.INFO)")
          .example(
              """
              // fleet
              fleet.log(LogLevel.TRACE)
              """);

  public static final Rule PRV_10 =
      Rule.of(
              "PRV-10",
              "Runtime and log level are set by the chart only",
              "the fleet does nothing, or does not report what it does",
              "remove the variable; the runtime is amqp, and log(…) declares the level")
          .withoutWaiver()
          .example(
              """
              // fleet
              fleet.workers(Workers.on(NodePool.highmemPool()).environment("RUST_LOG", "warn"))
              """);

  public static final Rule PRV_11 =
      Rule.of(
              "PRV-11",
              "The routing key of workers is set by their routing only",
              "the leader ignores the variable, so these workers never get a task",
              "remove the variable, and declare routing(Routing.HEAVY) or routing(Routing.LIGHT)")
          .withoutWaiver()
          .example(
              """
              // fleet
              fleet.workers(Workers.on(NodePool.highmemPool()).environment("PALADIN_TASK_BUS_ROUTING_KEY", "mine"))
              """);

  private static final List<Rule> ALL =
      List.of(
          CAP_01, CAP_02, CAP_03, CAP_04, CAP_05, CAP_06, CAP_07, CAP_09, CAP_10, CAP_11, CIR_01,
          CIR_02, CIR_03, CIR_04, CIR_06, CIR_07, CIR_10, CIR_11, CIR_12, CIR_13, CIR_15, CIR_16,
          FOL_01, FOL_02, FOL_03, FOL_04, INS_01, INS_02, INS_03, INS_05, INS_06, INS_07, LEA_05,
          LEA_15, LEA_16, PRV_02, PRV_03, PRV_04, PRV_05, PRV_07, PRV_10, PRV_11);

  private FleetRules() {}

  /** Every rule of this class, in the order of their ids within each family. */
  public static List<Rule> all() {
    return ALL;
  }
}
