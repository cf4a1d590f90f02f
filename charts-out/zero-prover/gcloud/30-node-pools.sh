#!/usr/bin/env bash
#
# Creates the node pools. Existing pools are compared with the declaration and left unchanged.
#
# Usage: 30-node-pools.sh [--dry-run]
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

pool_default_pool() {
  look 'node pool default-pool' \
    gcloud container node-pools describe default-pool --zone=europe-west1-c \
      --project="${PROJECT}" --quiet --cluster=zero-prover-test-01 -- \
    status RUNNING \
    config.machineType e2-standard-4 \
    config.diskType pd-balanced \
    'config.diskSizeGb.yesno(no=0)' 300 \
    'config.spot.yesno(no=False)' False \
    'config.taints.map().format("{0}={1}:{2}",key,value,effect).list()' '' \
    'autoscaling.totalMinNodeCount.yesno(no=0)' 1 \
    'autoscaling.totalMaxNodeCount.yesno(no=0)' 3 \
    autoscaling.locationPolicy ANY \
    'upgradeSettings.maxSurge.yesno(no=0)' 1 \
    'upgradeSettings.maxUnavailable.yesno(no=0)' 0 \
    config.workloadMetadataConfig.mode GKE_METADATA \
    config.serviceAccount "${NODES}"
  if [[ "${FOUND}" == no ]]; then
    run gcloud container node-pools create default-pool --zone=europe-west1-c \
      --project="${PROJECT}" --quiet --cluster=zero-prover-test-01 \
      --machine-type=e2-standard-4 --image-type=COS_CONTAINERD --disk-type=pd-balanced \
      --disk-size=300 --num-nodes=1 --enable-autoscaling --total-min-nodes=1 \
      --total-max-nodes=3 --location-policy=ANY --tags=zero-prover-test-01-node \
      --scopes=cloud-platform --service-account="${NODES}" --workload-metadata=GKE_METADATA \
      --shielded-secure-boot --shielded-integrity-monitoring --enable-autorepair \
      --enable-autoupgrade --max-surge-upgrade=1 --max-unavailable-upgrade=0
  fi
}

pool_highmem_pool() {
  look 'node pool highmem-pool' \
    gcloud container node-pools describe highmem-pool --zone=europe-west1-c \
      --project="${PROJECT}" --quiet --cluster=zero-prover-test-01 -- \
    status RUNNING \
    config.machineType c3d-highmem-180 \
    config.diskType pd-balanced \
    'config.diskSizeGb.yesno(no=0)' 300 \
    'config.spot.yesno(no=False)' False \
    'config.taints.map().format("{0}={1}:{2}",key,value,effect).list()' highmem=true:NO_SCHEDULE \
    'autoscaling.totalMinNodeCount.yesno(no=0)' 0 \
    'autoscaling.totalMaxNodeCount.yesno(no=0)' 2 \
    autoscaling.locationPolicy ANY \
    'upgradeSettings.maxSurge.yesno(no=0)' 0 \
    'upgradeSettings.maxUnavailable.yesno(no=0)' 1 \
    config.workloadMetadataConfig.mode GKE_METADATA \
    config.serviceAccount "${NODES}"
  if [[ "${FOUND}" == no ]]; then
    run gcloud container node-pools create highmem-pool --zone=europe-west1-c \
      --project="${PROJECT}" --quiet --cluster=zero-prover-test-01 \
      --machine-type=c3d-highmem-180 --image-type=COS_CONTAINERD --disk-type=pd-balanced \
      --disk-size=300 --num-nodes=0 --enable-autoscaling --total-min-nodes=0 \
      --total-max-nodes=2 --location-policy=ANY --node-taints=highmem=true:NoSchedule \
      --tags=zero-prover-test-01-node --scopes=cloud-platform --service-account="${NODES}" \
      --workload-metadata=GKE_METADATA --shielded-secure-boot --shielded-integrity-monitoring \
      --enable-autorepair --enable-autoupgrade --max-surge-upgrade=0 \
      --max-unavailable-upgrade=1
  fi
}

main() {
  options -- "$@"
  settings
  need gcloud
  # This pool was created with the cluster, so a dry run assumes that it exists.
  ASSUMED=yes pool_default_pool
  pool_highmem_pool
  finish
}

main "$@"
