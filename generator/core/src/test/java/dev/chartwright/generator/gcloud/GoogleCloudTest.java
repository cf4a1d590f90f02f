package dev.chartwright.generator.gcloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stand-in of Google Cloud, as the real gcloud sees it. */
@Tag("trial")
class GoogleCloudTest {
  private final GoogleCloud cloud = GoogleCloud.start();

  @TempDir Path temporary;
  private Gcloud gcloud;

  @BeforeAll
  static void findGcloud() {
    Gcloud.assumeInstalled();
  }

  @BeforeEach
  void settings() throws Exception {
    gcloud = new Gcloud(temporary, cloud.environment());
  }

  @AfterEach
  void stop() {
    cloud.close();
  }

  @Test
  void whatGcloudBuildsIsThereAndWhatItRemovesIsGone() throws Exception {
    String region = "--region=europe-west1";
    String zone = "--location=europe-west1-c";
    refused("compute networks describe n", "has not been used in project");
    accepted("services enable compute.googleapis.com container.googleapis.com iam.googleapis.com");
    refused("compute networks describe n", "was not found");
    accepted("compute networks create n --subnet-mode=custom --bgp-routing-mode=regional");
    accepted(
        "compute networks subnets create s --network=n --range=10.0.0.0/20 "
            + region
            + " --secondary-range=pods=10.4.0.0/14,services=10.8.0.0/20"
            + " --enable-private-ip-google-access");
    accepted("compute routers create r --network=n " + region);
    accepted(
        "compute routers nats create t --router=r --auto-allocate-nat-external-ips"
            + " --nat-all-subnet-ip-ranges "
            + region);
    accepted(
        "compute firewall-rules create f --network=n --direction=INGRESS --allow=tcp:9443"
            + " --source-ranges=172.16.0.0/28 --target-tags=c-node");
    accepted("iam service-accounts create c-nodes");
    String account = "c-nodes@" + GoogleCloud.PROJECT + ".iam.gserviceaccount.com";
    accepted(
        "projects add-iam-policy-binding "
            + GoogleCloud.PROJECT
            + " --condition=None"
            + " --role=roles/container.defaultNodeServiceAccount --member=serviceAccount:"
            + account);
    accepted(
        "container clusters create c --num-nodes=1 --machine-type=e2-standard-4 --network=n"
            + " --subnetwork=s --enable-ip-alias --cluster-secondary-range-name=pods"
            + " --services-secondary-range-name=services "
            + zone);
    accepted(
        "container node-pools create p --cluster=c --machine-type=c3d-highmem-180 --num-nodes=0"
            + " --node-taints=highmem=true:NoSchedule --enable-autoscaling --total-min-nodes=0"
            + " --total-max-nodes=4 --service-account="
            + account
            + " "
            + zone);
    assertThat(accepted("container node-pools describe p --cluster=c " + zone + " --format=json"))
        .contains("\"effect\": \"NO_SCHEDULE\"", "\"status\": \"RUNNING\"")
        .doesNotContain("totalMinNodeCount");
    assertThat(accepted("container node-pools list --cluster=c " + zone + " --format=value(name)"))
        .isEqualTo("default-pool\np\n");
    accepted("container clusters get-credentials c " + zone);
    refused("container clusters describe c --location=europe-west1-b", "code=404");
    refused("compute networks subnets delete s " + region, "already being used");
    for (String removal :
        List.of(
            "container node-pools delete p --cluster=c " + zone,
            "container clusters delete c " + zone,
            "compute firewall-rules delete f",
            "compute routers nats delete t --router=r " + region,
            "compute routers delete r " + region,
            "compute networks subnets delete s " + region,
            "compute networks delete n",
            "iam service-accounts delete " + account)) {
      accepted(removal);
    }
    assertThat(cloud.created()).isEmpty();
  }

  @Test
  void whatThereIsToReadIsRead() throws Exception {
    cloud.enable(
        List.of("compute.googleapis.com", "container.googleapis.com", "file.googleapis.com"));
    assertThat(accepted("compute regions describe europe-west1 --format=json(quotas)"))
        .contains("C3D_CPUS");
    assertThat(accepted("container get-server-config --location=europe-west1-c --format=json"))
        .contains("REGULAR");
    accepted("compute machine-types describe c3d-highmem-180 --zone=europe-west1-c");
    refused("compute machine-types describe m3-megamem-64 --zone=europe-west1-c", "was not found");
    accepted("compute zones list");
    accepted("compute disks list");
    accepted("compute forwarding-rules list");
    accepted("filestore instances list");
    accepted("container clusters list");
    assertThat(accepted("services list --enabled --format=value(config.name)"))
        .contains("compute.googleapis.com");
    accepted("projects describe " + GoogleCloud.PROJECT);
    assertThat(cloud.changes()).isEmpty();
  }

  private String accepted(String command) throws Exception {
    Gcloud.Outcome outcome = gcloud.run(words(command));
    assertThat(outcome.code()).as("%s: %s\n%s", command, outcome, cloud.requests()).isZero();
    return outcome.out();
  }

  private void refused(String command, String reason) throws Exception {
    Gcloud.Outcome outcome = gcloud.run(words(command));
    assertThat(outcome.code()).as("%s: %s", command, outcome).isEqualTo(1);
    assertThat(outcome.err()).contains(reason);
  }

  private static List<String> words(String command) {
    List<String> words = new ArrayList<>(List.of("gcloud"));
    words.addAll(List.of(command.split(" ")));
    words.add("--quiet");
    return words;
  }
}
