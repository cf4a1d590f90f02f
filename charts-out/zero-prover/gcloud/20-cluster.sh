#!/usr/bin/env bash
#
# Creates the cluster, which takes about ten minutes. An existing cluster is compared with the
# declaration and left unchanged.
#
# Usage: 20-cluster.sh [--dry-run]
#   --dry-run  print the commands of a first run; look up nothing, change nothing
#   --help     print this help
#
# Settings, from the environment:
#   PROJECT    the id of the project; default: the project of the gcloud configuration
#
# Exit codes: 0 done · 1 a command failed · 2 wrong usage · 3 done, but something differs from the declaration

set -euo pipefail

here="$(dirname -- "${BASH_SOURCE[0]}")"
readonly here
# shellcheck source-path=SCRIPTDIR source=lib.sh
source "${here}/lib.sh"

settings() {
  choose_project
  readonly PROJECT
  readonly NODES=zero-prover-test-01-nodes@"${PROJECT}".iam.gserviceaccount.com
}

# GKE creates no cluster without a node pool, so this also creates the declared default-pool.
cluster() {
  look 'cluster zero-prover-test-01' \
    gcloud container clusters describe zero-prover-test-01 --zone=europe-west1-c \
      --project="${PROJECT}" --quiet -- \
    status RUNNING \
    network zero-prover \
    subnetwork zero-prover \
    ipAllocationPolicy.clusterIpv4CidrBlock 10.4.0.0/14 \
    ipAllocationPolicy.servicesIpv4CidrBlock 10.8.0.0/20 \
    networkConfig.datapathProvider ADVANCED_DATAPATH \
    'privateClusterConfig.enablePrivateNodes.yesno(no=False)' True \
    'masterAuthorizedNetworksConfig.cidrBlocks[].cidrBlock.list()' '' \
    workloadIdentityConfig.workloadPool "${PROJECT}".svc.id.goog \
    releaseChannel.channel REGULAR \
    maintenancePolicy.window.recurringWindow.recurrence 'FREQ=WEEKLY;BYDAY=SA,SU' \
    'addonsConfig.gcpFilestoreCsiDriverConfig.enabled.yesno(no=False)' True \
    'addonsConfig.horizontalPodAutoscaling.disabled.yesno(no=False)' False \
    autoscaling.autoscalingProfile OPTIMIZE_UTILIZATION \
    'locations.sort().list()' europe-west1-c \
    'resourceLabels."fleet"' zero-prover
  if [[ "${FOUND}" == no ]]; then
    run gcloud container clusters create zero-prover-test-01 --zone=europe-west1-c \
      --project="${PROJECT}" --quiet --release-channel=regular --network=zero-prover \
      --subnetwork=zero-prover --enable-ip-alias --cluster-secondary-range-name=pods \
      --services-secondary-range-name=services --enable-dataplane-v2 --enable-private-nodes \
      --master-ipv4-cidr=172.16.0.0/28 --workload-pool="${PROJECT}".svc.id.goog \
      --addons=HttpLoadBalancing,HorizontalPodAutoscaling,GcePersistentDiskCsiDriver,GcpFilestoreCsiDriver \
      --autoscaling-profile=optimize-utilization --enable-managed-prometheus \
      --enable-shielded-nodes --maintenance-window-start=2025-01-11T02:00:00Z \
      --maintenance-window-end=2025-01-11T10:00:00Z \
      --maintenance-window-recurrence='FREQ=WEEKLY;BYDAY=SA,SU' --labels=fleet=zero-prover \
      --machine-type=e2-standard-4 --image-type=COS_CONTAINERD --disk-type=pd-balanced \
      --disk-size=300 --num-nodes=1 --enable-autoscaling --total-min-nodes=1 \
      --total-max-nodes=3 --location-policy=ANY --tags=zero-prover-test-01-node \
      --scopes=cloud-platform --service-account="${NODES}" --workload-metadata=GKE_METADATA \
      --shielded-secure-boot --shielded-integrity-monitoring --enable-autorepair \
      --enable-autoupgrade --max-surge-upgrade=1 --max-unavailable-upgrade=0
  fi
}

main() {
  options -- "$@"
  settings
  need gcloud
  cluster
  finish
}

main "$@"
