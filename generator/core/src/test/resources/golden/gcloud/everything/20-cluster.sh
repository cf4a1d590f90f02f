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
#   PROJECT    the id of the project; default: the declared project
#
# Exit codes: 0 done · 1 a command failed · 2 wrong usage · 3 done, but something differs from the declaration

set -euo pipefail

here="$(dirname -- "${BASH_SOURCE[0]}")"
readonly here
# shellcheck source-path=SCRIPTDIR source=lib.sh
source "${here}/lib.sh"

settings() {
  readonly PROJECT=${PROJECT:-rollup-proofs}
}

# GKE creates no cluster without a node pool. This small pool is deleted when the declared pools exist.
cluster() {
  look 'cluster blocks' \
    gcloud container clusters describe blocks --region=us-central1 --project="${PROJECT}" \
      --quiet -- \
    status RUNNING \
    network shared \
    subnetwork shared-us \
    ipAllocationPolicy.clusterIpv4CidrBlock 10.4.0.0/14 \
    ipAllocationPolicy.servicesIpv4CidrBlock 10.8.0.0/20 \
    networkConfig.datapathProvider ADVANCED_DATAPATH \
    'privateClusterConfig.enablePrivateNodes.yesno(no=False)' False \
    'masterAuthorizedNetworksConfig.cidrBlocks[].cidrBlock.list()' 203.0.113.0/24,198.51.100.7/32 \
    workloadIdentityConfig.workloadPool '' \
    releaseChannel.channel STABLE \
    maintenancePolicy.window.recurringWindow.recurrence 'FREQ=WEEKLY;BYDAY=SU' \
    'addonsConfig.gcpFilestoreCsiDriverConfig.enabled.yesno(no=False)' False \
    'addonsConfig.horizontalPodAutoscaling.disabled.yesno(no=False)' False \
    autoscaling.autoscalingProfile OPTIMIZE_UTILIZATION \
    'locations.sort().list()' us-central1-a,us-central1-b \
    'resourceLabels."fleet"' block-prover \
    'resourceLabels."cost-center"' proofs
  if [[ "${FOUND}" == no ]]; then
    run gcloud container clusters create blocks --region=us-central1 --project="${PROJECT}" \
      --quiet --node-locations=us-central1-a,us-central1-b --release-channel=stable \
      --network=shared --subnetwork=shared-us --enable-ip-alias \
      --cluster-ipv4-cidr=10.4.0.0/14 --services-ipv4-cidr=10.8.0.0/20 --enable-dataplane-v2 \
      --enable-master-authorized-networks \
      --master-authorized-networks=203.0.113.0/24,198.51.100.7/32 \
      --addons=HttpLoadBalancing,HorizontalPodAutoscaling,GcePersistentDiskCsiDriver \
      --autoscaling-profile=optimize-utilization --enable-managed-prometheus \
      --enable-shielded-nodes --maintenance-window-start=2025-01-12T22:30:00Z \
      --maintenance-window-end=2025-01-13T04:30:00Z \
      --maintenance-window-recurrence='FREQ=WEEKLY;BYDAY=SU' \
      --labels=fleet=block-prover,cost-center=proofs --num-nodes=1 --machine-type=e2-medium \
      --disk-size=30 --node-labels=chartwright.dev/start-only=true --tags=blocks-node \
      --scopes=cloud-platform --shielded-secure-boot --shielded-integrity-monitoring
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
