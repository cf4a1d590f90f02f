package dev.chartwright.problem;

import java.util.List;

/** The rules of the single settings of a fleet, whatever the rest of the fleet is. */
public final class FleetDeclarationRules {
  public static final Rule AMOUNT =
      Rule.of(
              "DEC-51",
              "An amount of memory, CPU or disk space is valid in Kubernetes",
              "Kubernetes would reject the pod or the volume",
              "write a positive number and a unit, such as 300Gi or 500m")
          .example(
              """
              // fleet
              fleet.workers(Workers.on(NodePool.highmemPool()).memory(Memory.parse("300 GB")))
              """);

  public static final Rule VERSION =
      Rule.of(
              "DEC-52",
              "A version consists of numbers",
              "the chart could not decide which settings the program supports",
              "write a version such as 2.20.2")
          .example(
              """
              // fleet
              fleet.platform(Platform.current().keda("latest"))
              """);

  public static final Rule TIME =
      Rule.of(
              "DEC-53",
              "A task takes some time, a grace period is not negative, and neither is longer than a"
                  + " year",
              "the broker would take every task back from its worker at once, or never",
              "write the longest time that a task may take, such as Duration.ofHours(4)")
          .example(
              """
              // fleet
              fleet.workers(Workers.on(NodePool.highmemPool()).longestTask(Duration.ZERO))
              """);

  public static final Rule PRICE =
      Rule.of(
              "DEC-54",
              "A price is not negative, a budget and a factor are above 0",
              "the plan would show wrong costs",
              "write the amount in US dollars, and a factor such as 1.1")
          .example(
              """
              // fleet
              fleet.gke(Gke.cluster("fleet").prices(Prices.listed().multiplier(-1)))
              """);

  public static final Rule SECRET =
      Rule.of(
              "DEC-55",
              "A reference to a Secret has the name of the Secret and a key",
              "the pod would stay in CreateContainerConfigError",
              "write new SecretReference(name, key) with both")
          .example(
              """
              // fleet
              fleet.leader(
                  Leader.on(NodePool.defaultPool())
                      .environment("API", new SecretReference("prover-secrets", "")))
              """);

  public static final Rule MOUNT_PATH =
      Rule.of(
              "DEC-56",
              "Circuits are mounted at an absolute path without a slash at its end",
              "Kubernetes would reject the pods",
              "write a path such as /circuits")
          .example(
              """
              // fleet
              fleet.circuits(Circuits.recommended().mountPath("circuits/"))
              """);

  public static final Rule RUNS =
      Rule.of(
              "DEC-57",
              "A run has a few attempts, a deadline and a limit of redeliveries, and what is old goes"
                  + " after days",
              "a run would never start, or would be tried again forever",
              "write attempts(3), deadline(Duration.ofHours(24)) and redeliveries(10)")
          .example(
              """
              // fleet
              fleet.runs(Runs.enabled().attempts(0))
              """);

  public static final Rule FOLLOW =
      Rule.of(
              "DEC-58",
              "The settings with which a chain is followed agree with each other",
              "the companion would prove other blocks than one of the settings says, or none",
              "write a node, one kind of finality, and a last block behind the first")
          .example(
              """
              // fleet
              fleet.follow(
                  Follow.chain(1).rpc(new SecretReference("ethereum-node", "url")).from(20).until(10))
              """);

  public static final Rule BUCKET =
      Rule.of(
              "DEC-59",
              "A bucket has a name, a chain, a location and an account that Google Cloud accepts",
              "the bucket could not be created, or the proofs of one chain would be taken for those"
                  + " of another",
              "write publish(Bucket.gcs(\"my-company-proofs\").chain(1))")
          .example(
              """
              // fleet
              fleet
                  .runs(Runs.enabled().rpc(new SecretReference("ethereum-node", "url")))
                  .publish(Bucket.gcs("My Proofs"))
              """);

  private static final List<Rule> ALL =
      List.of(AMOUNT, VERSION, TIME, PRICE, SECRET, MOUNT_PATH, RUNS, FOLLOW, BUCKET);

  private FleetDeclarationRules() {}

  /** Every rule, in the order of the ids. */
  public static List<Rule> all() {
    return ALL;
  }
}
