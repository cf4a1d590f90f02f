package dev.chartwright.generator.rule;

import dev.chartwright.problem.Rule;
import java.util.List;

/** Rules about a cluster on Google Cloud and its node pools. */
public final class GkeRules {
  public static final Rule POO_01 =
      Rule.of(
              "POO-01",
              "Pods select and tolerate a pool as the cluster declares it",
              "the pods stay Pending forever",
              "use the one NodePool that the cluster declares, with its labels and taints")
          .example(
              """
              // fleet
              fleet.gke(Gke.cluster("c").pools(NodePool.defaultPool(), NodePool.highmemPool()))
                  .workers(
                      Workers.on(
                          NodePool.named("highmem-pool").machine("c3d-highmem-180").nodes(1, 2).build()))
              """);

  public static final Rule POO_02 =
      Rule.of(
              "POO-02",
              "The cluster has a pool without taint that has a node",
              "system pods, such as DNS, have no node to run on",
              "add NodePool.defaultPool()")
          .example(
              """
              // fleet
              fleet.gke(Gke.cluster("c").pools(NodePool.highmemPool()))
              """);

  public static final Rule POO_03 =
      Rule.of(
              "POO-03",
              "The machine type of a pool exists",
              "the pool cannot be created, and this fails only after the cluster exists",
              "use the machine type that the finding suggests")
          .withoutWaiver()
          .example(
              """
              // fleet
              fleet.workers(
                  Workers.on(
                      NodePool.named("highmem-pool")
                          .machine("c3d-highmen-180")
                          .nodes(1, 2)
                          .taint(Taint.noSchedule("highmem", "true"))
                          .build()))
              """);

  public static final Rule POO_04 =
      Rule.of(
              "POO-04",
              "The boot disk of a pool is of a type that its machine accepts, and large enough",
              "the pool cannot be created",
              "use a disk type of the machine family, and at least 10 GB")
          .withoutWaiver()
          .example(
              """
              // fleet
              fleet.workers(
                  Workers.on(
                      NodePool.named("highmem-pool")
                          .machine("c3d-highmem-180")
                          .nodes(1, 2)
                          .taint(Taint.noSchedule("highmem", "true"))
                          .diskType(DiskType.PD_STANDARD)
                          .build()))
              """);

  public static final Rule POO_05 =
      Rule.of(
              "POO-05",
              "Spot nodes are used only for machines that are sold as Spot",
              "the pool cannot be created",
              "remove spot()")
          .withoutWaiver()
          .example(
              """
              // fleet
              fleet.workers(
                  Workers.on(
                      NodePool.named("highmem-pool")
                          .machine("m3-megamem-128")
                          .nodes(1, 2)
                          .taint(Taint.noSchedule("highmem", "true"))
                          .spot()
                          .build()))
              """);

  public static final Rule POO_06 =
      Rule.of(
              "POO-06",
              "Leader and workers run on nodes on demand",
              "a node is reclaimed at 30 seconds' notice, and the work on it is lost",
              "use a pool on demand, or accept the rule for workers because of the price")
          .example(
              """
              // fleet
              fleet.workers(
                  Workers.on(
                      NodePool.named("highmem-pool")
                          .machine("c3d-highmem-180")
                          .nodes(1, 2)
                          .taint(Taint.noSchedule("highmem", "true"))
                          .spot()
                          .build()))
              """);

  public static final Rule POO_07 =
      Rule.of(
              "POO-07",
              "Node counts and upgrade settings of a pool are possible",
              "the API rejects the pool, or creates one of another size",
              "write nodes(min, max) with min <= max, and upgrade(1, 0) or upgrade(0, 1)")
          .withoutWaiver()
          .example(
              """
              // fleet
              fleet.workers(
                  Workers.on(
                      NodePool.named("highmem-pool")
                          .machine("c3d-highmem-180")
                          .nodes(3, 1)
                          .taint(Taint.noSchedule("highmem", "true"))
                          .build()))
              """);

  public static final Rule POO_08 =
      Rule.of(
              "POO-08",
              "A regional cluster names the zones of its nodes",
              "GKE spreads every pool over three zones, and each disk is bound to its zone",
              "name one zone, such as region(\"europe-west1\", \"europe-west1-c\")")
          .example(
              """
              // fleet
              fleet.gke(Gke.cluster("c").region("europe-west1"))
              """);

  public static final Rule POO_10 =
      Rule.of(
              "POO-10",
              "Taints have a valid key and value",
              "the pool cannot be created",
              "use at most 63 letters, digits, '-', '_' and '.', with a letter or digit at both ends")
          .withoutWaiver()
          .example(
              """
              // fleet
              fleet.workers(
                  Workers.on(
                      NodePool.named("highmem-pool")
                          .machine("c3d-highmem-180")
                          .nodes(1, 2)
                          .taint(Taint.noSchedule("high mem", "true"))
                          .build()))
              """);

  public static final Rule POO_11 =
      Rule.of(
              "POO-11",
              "Names, ids and labels in Google Cloud are valid and unique",
              "the API rejects the cluster or the pool, or commands work on another object",
              "use lower-case letters, digits and hyphens, within the length that the finding names")
          .withoutWaiver()
          .example(
              """
              // fleet
              fleet.gke(Gke.cluster("Zero"))
              """);

  public static final Rule POO_12 =
      Rule.of(
              "POO-12",
              "The cluster has a maintenance window",
              "an upgrade at any time evicts running proofs after one hour",
              "use maintenance(MaintenanceWindow.weekends())")
          .example(
              """
              // fleet
              fleet.gke(Gke.cluster("c").withoutMaintenanceWindow())
              """);

  public static final Rule POO_13 =
      Rule.of(
              "POO-13",
              "An upgrade of a pool of large machines starts no additional node",
              "the additional nodes cost dollars per hour, and the upgrade fails when the quota is used up",
              "use upgrade(0, 1)")
          .example(
              """
              // fleet
              fleet.workers(
                  Workers.on(
                      NodePool.named("highmem-pool")
                          .machine("c3d-highmem-180")
                          .nodes(1, 2)
                          .taint(Taint.noSchedule("highmem", "true"))
                          .upgrade(1, 0)
                          .build()))
              """);

  public static final Rule POO_15 =
      Rule.of(
              "POO-15",
              "Region and zones of the cluster are valid and belong together",
              "the cluster cannot be created",
              "write a zone such as europe-west1-c, or a region such as europe-west1 with zones of "
                  + "it")
          .withoutWaiver()
          .example(
              """
              // fleet
              fleet.gke(Gke.cluster("c").zone("Belgium"))
              """);

  public static final Rule POO_18 =
      Rule.of(
              "POO-18",
              "Authorized networks do not include every address",
              "the list excludes nobody",
              "use the range from which you work, or no authorizedNetworks(…)")
          .example(
              """
              // fleet
              fleet.gke(Gke.cluster("c").authorizedNetworks("0.0.0.0/0"))
              """);

  public static final Rule POO_19 =
      Rule.of(
              "POO-19",
              "Nodes and pods have service accounts of their own",
              "a pod has all permissions of its node, or of the whole project",
              "leave withoutNodeServiceAccount() out, and use workloadIdentity(true)")
          .example(
              """
              // fleet
              fleet.gke(Gke.cluster("c").workloadIdentity(false))
              """);

  public static final Rule POO_20 =
      Rule.of(
              "POO-20",
              "Every taint of a pool has a key of its own",
              "gcloud creates only the last taint of a key, while Terraform creates all of them",
              "keep the strongest of the taints: NoExecute also keeps new pods off")
          .withoutWaiver()
          .example(
              """
              // fleet
              fleet.workers(
                  Workers.on(
                      NodePool.named("highmem-pool")
                          .machine("c3d-highmem-180")
                          .nodes(1, 2)
                          .taint(Taint.noSchedule("highmem", "true"))
                          .taint(Taint.noExecute("highmem", "true"))
                          .build()))
              """);

  public static final Rule POO_21 =
      Rule.of(
              "POO-21",
              "Labels and taints do not use keys that Google Cloud, GKE or Kubernetes reserves",
              "GKE rejects the pool with \"Applying kubernetes label is not allowed\", or sets"
                  + " another value",
              "use a key without a domain, or with a domain of your own")
          .example(
              """
              // fleet
              fleet.workers(
                  Workers.on(
                      NodePool.named("highmem-pool")
                          .machine("c3d-highmem-180")
                          .nodes(1, 2)
                          .taint(Taint.noSchedule("highmem", "true"))
                          .label("node-role.kubernetes.io/prover", "true")
                          .build()))
              """);

  public static final Rule POO_22 =
      Rule.of(
              "POO-22",
              "A shared network and its subnet are those of one host project, in the cluster's"
                  + " region",
              "GKE rejects the cluster: its network and its subnet are not found together",
              "write Network.existing(\"projects/HOST/global/networks/NAME\") with a subnet of it")
          .withoutWaiver()
          .example(
              """
              // fleet
              fleet
                  .circuits(Circuits.recommended().storage(CircuitStorage.filestore(DiskSize.tib(1))))
                  .gke(
                      Gke.cluster("c")
                          .zone("europe-west1-c")
                          .network(
                              Network.existing("projects/host-project/global/networks/shared")
                                  .subnet("projects/host-project/regions/us-east4/subnetworks/a")))
              """);

  public static final Rule POO_23 =
      Rule.of(
              "POO-23",
              "The machines of a pool differ, and Spot is declared in one way",
              "the same machine would be tried twice, or no machine on demand would be left",
              "name each machine once, and write spotFirst() alone where Spot comes first")
          .withoutWaiver()
          .example(
              """
              // fleet
              fleet.workers(
                  Workers.on(
                      NodePool.named("highmem-pool")
                          .machine("c3d-highmem-180")
                          .orElse("c3d-highmem-180")
                          .nodes(1, 2)
                          .taint(Taint.noSchedule("highmem", "true"))
                          .build()))
              """);

  private static final List<Rule> ALL =
      List.of(
          POO_01, POO_02, POO_03, POO_04, POO_05, POO_06, POO_07, POO_08, POO_10, POO_11, POO_12,
          POO_13, POO_15, POO_18, POO_19, POO_20, POO_21, POO_22, POO_23);

  private GkeRules() {}

  /** Every rule of this class, in the order of their ids within each family. */
  public static List<Rule> all() {
    return ALL;
  }
}
