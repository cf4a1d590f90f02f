#!/usr/bin/env bash
#
# Creates the node pools. Existing pools are compared with the declaration and left unchanged.
#
# Usage: 30-node-pools.sh [--dry-run]
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

pool_system_pool() {
  look 'node pool system-pool' \
    gcloud container node-pools describe system-pool --region=us-central1 \
      --project="${PROJECT}" --quiet --cluster=blocks -- \
    status RUNNING \
    config.machineType n2-standard-8 \
    config.diskType pd-ssd \
    'config.diskSizeGb.yesno(no=0)' 100 \
    'config.spot.yesno(no=False)' False \
    'config.taints.map().format("{0}={1}:{2}",key,value,effect).list()' '' \
    'autoscaling.totalMinNodeCount.yesno(no=0)' 2 \
    'autoscaling.totalMaxNodeCount.yesno(no=0)' 4 \
    autoscaling.locationPolicy ANY \
    'upgradeSettings.maxSurge.yesno(no=0)' 1 \
    'upgradeSettings.maxUnavailable.yesno(no=0)' 0 \
    'config.labels."team"' proofs
  if [[ "${FOUND}" == no ]]; then
    run gcloud container node-pools create system-pool --region=us-central1 \
      --project="${PROJECT}" --quiet --cluster=blocks --machine-type=n2-standard-8 \
      --image-type=COS_CONTAINERD --disk-type=pd-ssd --disk-size=100 --num-nodes=1 \
      --enable-autoscaling --total-min-nodes=2 --total-max-nodes=4 --location-policy=ANY \
      --node-labels=team=proofs --tags=blocks-node --scopes=cloud-platform \
      --shielded-secure-boot --shielded-integrity-monitoring --enable-autorepair \
      --enable-autoupgrade --max-surge-upgrade=1 --max-unavailable-upgrade=0
  fi
}

pool_tools() {
  look 'node pool tools' \
    gcloud container node-pools describe tools --region=us-central1 --project="${PROJECT}" \
      --quiet --cluster=blocks -- \
    status RUNNING \
    config.machineType e2-standard-2 \
    config.diskType pd-balanced \
    'config.diskSizeGb.yesno(no=0)' 300 \
    'config.spot.yesno(no=False)' True \
    'config.taints.map().format("{0}={1}:{2}",key,value,effect).list()' '' \
    'autoscaling.totalMinNodeCount.yesno(no=0)' 0 \
    'autoscaling.totalMaxNodeCount.yesno(no=0)' 2 \
    autoscaling.locationPolicy ANY \
    'upgradeSettings.maxSurge.yesno(no=0)' 1 \
    'upgradeSettings.maxUnavailable.yesno(no=0)' 0
  if [[ "${FOUND}" == no ]]; then
    run gcloud container node-pools create tools --region=us-central1 --project="${PROJECT}" \
      --quiet --cluster=blocks --machine-type=e2-standard-2 --image-type=COS_CONTAINERD \
      --disk-type=pd-balanced --disk-size=300 --spot --num-nodes=0 --enable-autoscaling \
      --total-min-nodes=0 --total-max-nodes=2 --location-policy=ANY --tags=blocks-node \
      --scopes=cloud-platform --shielded-secure-boot --shielded-integrity-monitoring \
      --enable-autorepair --enable-autoupgrade --max-surge-upgrade=1 \
      --max-unavailable-upgrade=0
  fi
}

pool_highmem_pool() {
  look 'node pool highmem-pool' \
    gcloud container node-pools describe highmem-pool --region=us-central1 \
      --project="${PROJECT}" --quiet --cluster=blocks -- \
    status RUNNING \
    config.machineType c3d-highmem-180 \
    config.diskType pd-balanced \
    'config.diskSizeGb.yesno(no=0)' 300 \
    'config.spot.yesno(no=False)' True \
    'config.taints.map().format("{0}={1}:{2}",key,value,effect).list()' dear=:PREFER_NO_SCHEDULE,highmem=true:NO_SCHEDULE \
    'autoscaling.totalMinNodeCount.yesno(no=0)' 0 \
    'autoscaling.totalMaxNodeCount.yesno(no=0)' 4 \
    autoscaling.locationPolicy ANY \
    'upgradeSettings.maxSurge.yesno(no=0)' 0 \
    'upgradeSettings.maxUnavailable.yesno(no=0)' 1 \
    'config.labels."chartwright.dev/pool"' highmem-pool
  if [[ "${FOUND}" == no ]]; then
    run gcloud container node-pools create highmem-pool --region=us-central1 \
      --project="${PROJECT}" --quiet --cluster=blocks --machine-type=c3d-highmem-180 \
      --image-type=COS_CONTAINERD --disk-type=pd-balanced --disk-size=300 --spot \
      --num-nodes=0 --enable-autoscaling --total-min-nodes=0 --total-max-nodes=4 \
      --location-policy=ANY --node-taints=highmem=true:NoSchedule,dear=:PreferNoSchedule \
      --node-labels=chartwright.dev/pool=highmem-pool --tags=blocks-node \
      --scopes=cloud-platform --shielded-secure-boot --shielded-integrity-monitoring \
      --enable-autorepair --enable-autoupgrade --max-surge-upgrade=0 \
      --max-unavailable-upgrade=1
  fi
}

pool_highmem_pool_on_demand() {
  look 'node pool highmem-pool-on-demand' \
    gcloud container node-pools describe highmem-pool-on-demand --region=us-central1 \
      --project="${PROJECT}" --quiet --cluster=blocks -- \
    status RUNNING \
    config.machineType c3d-highmem-180 \
    config.diskType pd-balanced \
    'config.diskSizeGb.yesno(no=0)' 300 \
    'config.spot.yesno(no=False)' False \
    'config.taints.map().format("{0}={1}:{2}",key,value,effect).list()' dear=:PREFER_NO_SCHEDULE,highmem=true:NO_SCHEDULE \
    'autoscaling.totalMinNodeCount.yesno(no=0)' 0 \
    'autoscaling.totalMaxNodeCount.yesno(no=0)' 4 \
    autoscaling.locationPolicy ANY \
    'upgradeSettings.maxSurge.yesno(no=0)' 0 \
    'upgradeSettings.maxUnavailable.yesno(no=0)' 1 \
    'config.labels."chartwright.dev/pool"' highmem-pool
  if [[ "${FOUND}" == no ]]; then
    run gcloud container node-pools create highmem-pool-on-demand --region=us-central1 \
      --project="${PROJECT}" --quiet --cluster=blocks --machine-type=c3d-highmem-180 \
      --image-type=COS_CONTAINERD --disk-type=pd-balanced --disk-size=300 --num-nodes=0 \
      --enable-autoscaling --total-min-nodes=0 --total-max-nodes=4 --location-policy=ANY \
      --node-taints=highmem=true:NoSchedule,dear=:PreferNoSchedule \
      --node-labels=chartwright.dev/pool=highmem-pool --tags=blocks-node \
      --scopes=cloud-platform --shielded-secure-boot --shielded-integrity-monitoring \
      --enable-autorepair --enable-autoupgrade --max-surge-upgrade=0 \
      --max-unavailable-upgrade=1
  fi
}

# Removes the pool that the cluster was created with, but not another pool of the same name.
start_pool() {
  ASSUMED=yes
  look 'node pool default-pool' \
    gcloud container node-pools describe default-pool --region=us-central1 \
      --project="${PROJECT}" --quiet --cluster=blocks -- \
    'config.labels."chartwright.dev/start-only"' true
  if [[ "${FOUND}" == yes && ("${dry_run}" == yes || "${ANSWER}" == true) ]]; then
    run gcloud container node-pools delete default-pool --region=us-central1 \
      --project="${PROJECT}" --quiet --cluster=blocks
  fi
}

main() {
  options -- "$@"
  settings
  need gcloud
  pool_system_pool
  pool_tools
  pool_highmem_pool
  pool_highmem_pool_on_demand
  start_pool
  finish
}

main "$@"
