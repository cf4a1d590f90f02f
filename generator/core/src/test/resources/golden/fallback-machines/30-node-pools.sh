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

pool_highmem_pool_spot() {
  look 'node pool highmem-pool-spot' \
    gcloud container node-pools describe highmem-pool-spot --zone=europe-west1-c \
      --project="${PROJECT}" --quiet --cluster=zero-prover-test-01 -- \
    status RUNNING \
    config.machineType c3d-highmem-180 \
    config.diskType pd-balanced \
    'config.diskSizeGb.yesno(no=0)' 300 \
    'config.spot.yesno(no=False)' True \
    'config.taints.map().format("{0}={1}:{2}",key,value,effect).list()' cloud.google.com/compute-class=highmem-pool:NO_SCHEDULE,highmem=true:NO_SCHEDULE \
    'autoscaling.totalMinNodeCount.yesno(no=0)' 0 \
    'autoscaling.totalMaxNodeCount.yesno(no=0)' 2 \
    autoscaling.locationPolicy ANY \
    'upgradeSettings.maxSurge.yesno(no=0)' 0 \
    'upgradeSettings.maxUnavailable.yesno(no=0)' 1 \
    config.workloadMetadataConfig.mode GKE_METADATA \
    config.serviceAccount "${NODES}" \
    'config.labels."cloud.google.com/compute-class"' highmem-pool
  if [[ "${FOUND}" == no ]]; then
    run gcloud container node-pools create highmem-pool-spot --zone=europe-west1-c \
      --project="${PROJECT}" --quiet --cluster=zero-prover-test-01 \
      --machine-type=c3d-highmem-180 --image-type=COS_CONTAINERD --disk-type=pd-balanced \
      --disk-size=300 --spot --num-nodes=0 --enable-autoscaling --total-min-nodes=0 \
      --total-max-nodes=2 --location-policy=ANY \
      --node-taints=highmem=true:NoSchedule,cloud.google.com/compute-class=highmem-pool:NoSchedule \
      --node-labels=cloud.google.com/compute-class=highmem-pool \
      --tags=zero-prover-test-01-node --scopes=cloud-platform --service-account="${NODES}" \
      --workload-metadata=GKE_METADATA --shielded-secure-boot --shielded-integrity-monitoring \
      --enable-autorepair --enable-autoupgrade --max-surge-upgrade=0 \
      --max-unavailable-upgrade=1
  fi
}

pool_highmem_pool_c3d_highmem_360_spot() {
  look 'node pool highmem-pool-c3d-highmem-360-spot' \
    gcloud container node-pools describe highmem-pool-c3d-highmem-360-spot \
      --zone=europe-west1-c --project="${PROJECT}" --quiet --cluster=zero-prover-test-01 -- \
    status RUNNING \
    config.machineType c3d-highmem-360 \
    config.diskType pd-balanced \
    'config.diskSizeGb.yesno(no=0)' 300 \
    'config.spot.yesno(no=False)' True \
    'config.taints.map().format("{0}={1}:{2}",key,value,effect).list()' cloud.google.com/compute-class=highmem-pool:NO_SCHEDULE,highmem=true:NO_SCHEDULE \
    'autoscaling.totalMinNodeCount.yesno(no=0)' 0 \
    'autoscaling.totalMaxNodeCount.yesno(no=0)' 1 \
    autoscaling.locationPolicy ANY \
    'upgradeSettings.maxSurge.yesno(no=0)' 0 \
    'upgradeSettings.maxUnavailable.yesno(no=0)' 1 \
    config.workloadMetadataConfig.mode GKE_METADATA \
    config.serviceAccount "${NODES}" \
    'config.labels."cloud.google.com/compute-class"' highmem-pool
  if [[ "${FOUND}" == no ]]; then
    run gcloud container node-pools create highmem-pool-c3d-highmem-360-spot \
      --zone=europe-west1-c --project="${PROJECT}" --quiet --cluster=zero-prover-test-01 \
      --machine-type=c3d-highmem-360 --image-type=COS_CONTAINERD --disk-type=pd-balanced \
      --disk-size=300 --spot --num-nodes=0 --enable-autoscaling --total-min-nodes=0 \
      --total-max-nodes=1 --location-policy=ANY \
      --node-taints=highmem=true:NoSchedule,cloud.google.com/compute-class=highmem-pool:NoSchedule \
      --node-labels=cloud.google.com/compute-class=highmem-pool \
      --tags=zero-prover-test-01-node --scopes=cloud-platform --service-account="${NODES}" \
      --workload-metadata=GKE_METADATA --shielded-secure-boot --shielded-integrity-monitoring \
      --enable-autorepair --enable-autoupgrade --max-surge-upgrade=0 \
      --max-unavailable-upgrade=1
  fi
}

pool_highmem_pool_n2_highmem_128_spot() {
  look 'node pool highmem-pool-n2-highmem-128-spot' \
    gcloud container node-pools describe highmem-pool-n2-highmem-128-spot \
      --zone=europe-west1-c --project="${PROJECT}" --quiet --cluster=zero-prover-test-01 -- \
    status RUNNING \
    config.machineType n2-highmem-128 \
    config.diskType pd-balanced \
    'config.diskSizeGb.yesno(no=0)' 300 \
    'config.spot.yesno(no=False)' True \
    'config.taints.map().format("{0}={1}:{2}",key,value,effect).list()' cloud.google.com/compute-class=highmem-pool:NO_SCHEDULE,highmem=true:NO_SCHEDULE \
    'autoscaling.totalMinNodeCount.yesno(no=0)' 0 \
    'autoscaling.totalMaxNodeCount.yesno(no=0)' 4 \
    autoscaling.locationPolicy ANY \
    'upgradeSettings.maxSurge.yesno(no=0)' 0 \
    'upgradeSettings.maxUnavailable.yesno(no=0)' 1 \
    config.workloadMetadataConfig.mode GKE_METADATA \
    config.serviceAccount "${NODES}" \
    'config.labels."cloud.google.com/compute-class"' highmem-pool
  if [[ "${FOUND}" == no ]]; then
    run gcloud container node-pools create highmem-pool-n2-highmem-128-spot \
      --zone=europe-west1-c --project="${PROJECT}" --quiet --cluster=zero-prover-test-01 \
      --machine-type=n2-highmem-128 --image-type=COS_CONTAINERD --disk-type=pd-balanced \
      --disk-size=300 --spot --num-nodes=0 --enable-autoscaling --total-min-nodes=0 \
      --total-max-nodes=4 --location-policy=ANY \
      --node-taints=highmem=true:NoSchedule,cloud.google.com/compute-class=highmem-pool:NoSchedule \
      --node-labels=cloud.google.com/compute-class=highmem-pool \
      --tags=zero-prover-test-01-node --scopes=cloud-platform --service-account="${NODES}" \
      --workload-metadata=GKE_METADATA --shielded-secure-boot --shielded-integrity-monitoring \
      --enable-autorepair --enable-autoupgrade --max-surge-upgrade=0 \
      --max-unavailable-upgrade=1
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
    'config.taints.map().format("{0}={1}:{2}",key,value,effect).list()' cloud.google.com/compute-class=highmem-pool:NO_SCHEDULE,highmem=true:NO_SCHEDULE \
    'autoscaling.totalMinNodeCount.yesno(no=0)' 0 \
    'autoscaling.totalMaxNodeCount.yesno(no=0)' 2 \
    autoscaling.locationPolicy ANY \
    'upgradeSettings.maxSurge.yesno(no=0)' 0 \
    'upgradeSettings.maxUnavailable.yesno(no=0)' 1 \
    config.workloadMetadataConfig.mode GKE_METADATA \
    config.serviceAccount "${NODES}" \
    'config.labels."cloud.google.com/compute-class"' highmem-pool
  if [[ "${FOUND}" == no ]]; then
    run gcloud container node-pools create highmem-pool --zone=europe-west1-c \
      --project="${PROJECT}" --quiet --cluster=zero-prover-test-01 \
      --machine-type=c3d-highmem-180 --image-type=COS_CONTAINERD --disk-type=pd-balanced \
      --disk-size=300 --num-nodes=0 --enable-autoscaling --total-min-nodes=0 \
      --total-max-nodes=2 --location-policy=ANY \
      --node-taints=highmem=true:NoSchedule,cloud.google.com/compute-class=highmem-pool:NoSchedule \
      --node-labels=cloud.google.com/compute-class=highmem-pool \
      --tags=zero-prover-test-01-node --scopes=cloud-platform --service-account="${NODES}" \
      --workload-metadata=GKE_METADATA --shielded-secure-boot --shielded-integrity-monitoring \
      --enable-autorepair --enable-autoupgrade --max-surge-upgrade=0 \
      --max-unavailable-upgrade=1
  fi
}

pool_highmem_pool_c3d_highmem_360() {
  look 'node pool highmem-pool-c3d-highmem-360' \
    gcloud container node-pools describe highmem-pool-c3d-highmem-360 --zone=europe-west1-c \
      --project="${PROJECT}" --quiet --cluster=zero-prover-test-01 -- \
    status RUNNING \
    config.machineType c3d-highmem-360 \
    config.diskType pd-balanced \
    'config.diskSizeGb.yesno(no=0)' 300 \
    'config.spot.yesno(no=False)' False \
    'config.taints.map().format("{0}={1}:{2}",key,value,effect).list()' cloud.google.com/compute-class=highmem-pool:NO_SCHEDULE,highmem=true:NO_SCHEDULE \
    'autoscaling.totalMinNodeCount.yesno(no=0)' 0 \
    'autoscaling.totalMaxNodeCount.yesno(no=0)' 1 \
    autoscaling.locationPolicy ANY \
    'upgradeSettings.maxSurge.yesno(no=0)' 0 \
    'upgradeSettings.maxUnavailable.yesno(no=0)' 1 \
    config.workloadMetadataConfig.mode GKE_METADATA \
    config.serviceAccount "${NODES}" \
    'config.labels."cloud.google.com/compute-class"' highmem-pool
  if [[ "${FOUND}" == no ]]; then
    run gcloud container node-pools create highmem-pool-c3d-highmem-360 --zone=europe-west1-c \
      --project="${PROJECT}" --quiet --cluster=zero-prover-test-01 \
      --machine-type=c3d-highmem-360 --image-type=COS_CONTAINERD --disk-type=pd-balanced \
      --disk-size=300 --num-nodes=0 --enable-autoscaling --total-min-nodes=0 \
      --total-max-nodes=1 --location-policy=ANY \
      --node-taints=highmem=true:NoSchedule,cloud.google.com/compute-class=highmem-pool:NoSchedule \
      --node-labels=cloud.google.com/compute-class=highmem-pool \
      --tags=zero-prover-test-01-node --scopes=cloud-platform --service-account="${NODES}" \
      --workload-metadata=GKE_METADATA --shielded-secure-boot --shielded-integrity-monitoring \
      --enable-autorepair --enable-autoupgrade --max-surge-upgrade=0 \
      --max-unavailable-upgrade=1
  fi
}

pool_highmem_pool_n2_highmem_128() {
  look 'node pool highmem-pool-n2-highmem-128' \
    gcloud container node-pools describe highmem-pool-n2-highmem-128 --zone=europe-west1-c \
      --project="${PROJECT}" --quiet --cluster=zero-prover-test-01 -- \
    status RUNNING \
    config.machineType n2-highmem-128 \
    config.diskType pd-balanced \
    'config.diskSizeGb.yesno(no=0)' 300 \
    'config.spot.yesno(no=False)' False \
    'config.taints.map().format("{0}={1}:{2}",key,value,effect).list()' cloud.google.com/compute-class=highmem-pool:NO_SCHEDULE,highmem=true:NO_SCHEDULE \
    'autoscaling.totalMinNodeCount.yesno(no=0)' 0 \
    'autoscaling.totalMaxNodeCount.yesno(no=0)' 4 \
    autoscaling.locationPolicy ANY \
    'upgradeSettings.maxSurge.yesno(no=0)' 0 \
    'upgradeSettings.maxUnavailable.yesno(no=0)' 1 \
    config.workloadMetadataConfig.mode GKE_METADATA \
    config.serviceAccount "${NODES}" \
    'config.labels."cloud.google.com/compute-class"' highmem-pool
  if [[ "${FOUND}" == no ]]; then
    run gcloud container node-pools create highmem-pool-n2-highmem-128 --zone=europe-west1-c \
      --project="${PROJECT}" --quiet --cluster=zero-prover-test-01 \
      --machine-type=n2-highmem-128 --image-type=COS_CONTAINERD --disk-type=pd-balanced \
      --disk-size=300 --num-nodes=0 --enable-autoscaling --total-min-nodes=0 \
      --total-max-nodes=4 --location-policy=ANY \
      --node-taints=highmem=true:NoSchedule,cloud.google.com/compute-class=highmem-pool:NoSchedule \
      --node-labels=cloud.google.com/compute-class=highmem-pool \
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
  pool_highmem_pool_spot
  pool_highmem_pool_c3d_highmem_360_spot
  pool_highmem_pool_n2_highmem_128_spot
  pool_highmem_pool
  pool_highmem_pool_c3d_highmem_360
  pool_highmem_pool_n2_highmem_128
  finish
}

main "$@"
