package dev.chartwright.generator.terraform;

import dev.chartwright.generator.infrastructure.ComputeClassFile;
import dev.chartwright.generator.infrastructure.Infrastructure;
import dev.chartwright.prover.OperatorSource.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code outputs.tf}: what comes next needs to know. */
final class OutputsFile {
  private static final String MANIFEST =
      "https://github.com/rabbitmq/cluster-operator/releases/download/v%s/cluster-operator.yml";

  private OutputsFile() {}

  static Body of(Infrastructure infrastructure) {
    Body.Builder file = Body.builder();
    for (Output output : outputs(infrastructure)) {
      file.block(
          "output",
          output.name(),
          Body.builder().set("description", output.description()).set("value", output.value()));
    }
    return file.build();
  }

  static List<Output> outputs(Infrastructure infrastructure) {
    Expression name = Expression.reference(Names.CLUSTER + ".name");
    Expression location = Expression.reference(Names.CLUSTER + ".location");
    List<Output> outputs = new ArrayList<>();
    outputs.add(new Output("cluster_name", "The name of the cluster.", name));
    outputs.add(new Output("location", "The zone or region of the cluster.", location));
    outputs.add(
        new Output(
            "connect_command",
            "The command that gives kubectl and helm access to the cluster.",
            Expression.template(
                Expression.text("gcloud container clusters get-credentials "),
                name,
                Expression.text(" --location="),
                location,
                Expression.text(" --project="),
                Expression.variable(Variables.PROJECT_ID))));
    operatorCommand(infrastructure)
        .ifPresent(
            command ->
                outputs.add(
                    new Output(
                        "rabbitmq_operator_command",
                        "The command that installs the RabbitMQ Cluster Operator from its"
                            + " manifest.",
                        Expression.text(command))));
    computeClassCommand(infrastructure)
        .ifPresent(
            command ->
                outputs.add(
                    new Output(
                        "compute_class_command",
                        "The command that tells GKE the order in which it tries the node pools.",
                        Expression.text(command))));
    outputs.add(
        new Output(
            "node_pools",
            "The names of the node pools.",
            Expression.list(
                infrastructure.pools().stream().map(pool -> Names.pool(pool, ".name")).toList())));
    if (infrastructure.nodeAccount().isPresent()) {
      outputs.add(
          new Output(
              "node_service_account",
              "The service account of the nodes.",
              NodePoolsFile.accountEmail()));
    }
    if (infrastructure.bucket().isPresent()) {
      outputs.add(
          new Output(
              "leader_service_account",
              "The service account of the leader: the value publish.serviceAccount of the chart.",
              StorageFile.accountEmail()));
    }
    return outputs;
  }

  /** How the compute classes get into the cluster, which no provider of this module can do. */
  static Optional<String> computeClassCommand(Infrastructure infrastructure) {
    return infrastructure.gke().computeClasses().isEmpty()
        ? Optional.empty()
        : Optional.of("kubectl apply --server-side --filename=" + ComputeClassFile.NAME);
  }

  /** How the RabbitMQ operator is installed where Helm does not do it. */
  static Optional<String> operatorCommand(Infrastructure infrastructure) {
    return infrastructure.platform().operatorSource() instanceof Manifest
        ? Optional.of(
            "kubectl apply --filename=" + MANIFEST.formatted(infrastructure.platform().operator()))
        : Optional.empty();
  }
}
