package dev.chartwright.generator.terraform;

import dev.chartwright.generator.infrastructure.Infrastructure;
import dev.chartwright.generator.infrastructure.Infrastructure.ProofBucket;
import java.util.List;

/** {@code storage.tf}: what volumes need that the cluster does not bring along. */
final class StorageFile {
  static final String FILESTORE = "file.googleapis.com";

  private static final String ACCOUNT = "google_service_account.leader";

  private StorageFile() {}

  static Body of(Infrastructure infrastructure) {
    Body.Builder file = Body.builder();
    if (infrastructure.filestore()) {
      file.comment(
          "The volume for the circuits is a Filestore instance. The chart claims it and the CSI"
              + " driver of the cluster creates it, so Terraform does not manage it.");
      Names.enable(FILESTORE, file);
    }
    infrastructure.bucket().ifPresent(bucket -> bucket(bucket, infrastructure, file));
    return file.build();
  }

  static Expression accountEmail() {
    return Expression.reference(ACCOUNT + ".email");
  }

  private static void bucket(ProofBucket bucket, Infrastructure infrastructure, Body.Builder file) {
    // The file of the node pools enables IAM for the account of the nodes.
    ProofBucket.APIS.stream()
        .filter(api -> !api.equals(NodePoolsFile.IAM) || infrastructure.nodeAccount().isEmpty())
        .forEach(api -> Names.enable(api, file));
    file.comment("Proofs are expensive, so `terraform destroy` keeps a bucket that is not empty.")
        .resource(
            "google_storage_bucket",
            "proofs",
            Body.builder()
                .set("name", bucket.name())
                .set("location", bucket.location())
                .set("uniform_bucket_level_access", true)
                .set("public_access_prevention", "enforced")
                .set("force_destroy", false)
                .set("labels", Expression.variable(Variables.LABELS))
                .set("depends_on", Expression.list(List.of(Names.api("storage.googleapis.com")))));
    file.resource(
        "google_service_account",
        "leader",
        Body.builder()
            .set("account_id", bucket.account())
            .set(
                "display_name",
                Expression.template(
                    Expression.text("Leader of the cluster "),
                    Expression.variable(Variables.CLUSTER_NAME)))
            .set("depends_on", Expression.list(List.of(Names.api(NodePoolsFile.IAM)))));
    file.comment("Permission to create and read objects, but not to delete or replace one.")
        .resource(
            "google_storage_bucket_iam_member",
            "leader",
            Body.builder()
                .set("for_each", Expression.call("toset", Expression.texts(bucket.roles())))
                .set("bucket", Expression.reference("google_storage_bucket.proofs.name"))
                .set("role", Expression.reference("each.value"))
                .set("member", Expression.reference(ACCOUNT + ".member")));
    file.comment("The Kubernetes account of the leader acts as this account.")
        .resource(
            "google_service_account_iam_member",
            "leader",
            Body.builder()
                .set("service_account_id", Expression.reference(ACCOUNT + ".id"))
                .set("role", bucket.identityRole())
                .set(
                    "member",
                    Expression.template(
                        Expression.text("serviceAccount:"),
                        Expression.variable(Variables.PROJECT_ID),
                        Expression.text(".svc.id.goog["),
                        Expression.variable(Variables.LEADER_ACCOUNT),
                        Expression.text("]")))
                .comment("The cluster makes the pool of identities of its pods.")
                .set("depends_on", Expression.list(List.of(Expression.reference(Names.CLUSTER)))));
  }
}
