#!/usr/bin/env bash
#
# Reports which resources exist, how they differ from the declaration, and what the fleet is doing.
#
# Usage: status.sh [--dry-run]
#   --dry-run  print the commands of a first run; look up nothing, change nothing
#   --help     print this help
#
# Settings, from the environment:
#   PROJECT    the id of the project; default: the declared project
#   RELEASE    the name of the release; default: the name of the fleet
#   NAMESPACE  the namespace of the release; default: the name of the fleet
#
# Exit codes: 0 done · 1 a command failed · 2 wrong usage · 3 done, but something differs from the declaration

set -euo pipefail

here="$(dirname -- "${BASH_SOURCE[0]}")"
readonly here
# shellcheck source-path=SCRIPTDIR source=lib.sh
source "${here}/lib.sh"

settings() {
  readonly PROJECT=${PROJECT:-rollup-proofs}
  readonly CONTEXT=gke_"${PROJECT}"_us-central1_blocks
  readonly RELEASE=${RELEASE:-block-prover}
  readonly NAMESPACE=${NAMESPACE:-block-prover}
}

resources() {
  look 'network shared' \
    gcloud compute networks describe shared --project="${PROJECT}" --quiet --
  look 'subnet shared-us' \
    gcloud compute networks subnets describe shared-us --project="${PROJECT}" --quiet \
      --region=us-central1 -- \
    'network.basename()' shared
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
}

pools() {
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
}

fleet() {
  run kubectl --context="${CONTEXT}" get nodes --label-columns=cloud.google.com/gke-nodepool
  run kubectl --context="${CONTEXT}" get pods --output=wide --namespace="${NAMESPACE}"
  run kubectl --context="${CONTEXT}" get scaledobjects.keda.sh,horizontalpodautoscalers \
    --namespace="${NAMESPACE}"
  run kubectl --context="${CONTEXT}" get persistentvolumeclaims --namespace="${NAMESPACE}"
}

# Messages of each queue: waiting and in progress.
queues() {
  ask kubectl --context="${CONTEXT}" get pods --output=name --namespace="${NAMESPACE}" \
    --selector=app.kubernetes.io/component=rabbitmq
  if [[ -n "${ANSWER}" ]]; then
    run kubectl --context="${CONTEXT}" exec --container=rabbitmq --namespace="${NAMESPACE}" \
      "${ANSWER%%$'\n'*}" \
      -- rabbitmqctl --quiet list_queues name messages_ready messages_unacknowledged \
      consumers
  fi
}

# Warns of pods that have found no node for 10 minutes, and of scale-ups that failed in the last hour: Kubernetes
# deletes events after that time.
stock_out() {
  local limit since pod scarce=no
  ask kubectl --context="${CONTEXT}" get pods --field-selector=status.phase=Pending \
    --output='go-template={{range .items}}{{range .status.conditions}}{{if and (eq .type "PodScheduled") (eq .status "False")}}{{.lastTransitionTime}} {{end}}{{end}}{{.metadata.name}}{{"\n"}}{{end}}' \
    --namespace="${NAMESPACE}"
  limit="$(trap - ERR; date -u -v-10M +%Y-%m-%dT%H:%M:%SZ 2>/dev/null || date -u -d '10 minutes ago' +%Y-%m-%dT%H:%M:%SZ)"
  while read -r since pod; do
    if [[ -n "${pod}" && "${since}" < "${limit}" ]]; then
      say "WARNING  ${pod} has found no node since ${since}"
      scarce=yes
    fi
  done <<<"${ANSWER}"
  ask kubectl --context="${CONTEXT}" get events --field-selector=reason=FailedScaleUp \
    --output='go-template={{range .items}}{{.involvedObject.name}}: {{.message}}{{"\n"}}{{end}}' \
    --namespace="${NAMESPACE}"
  while IFS= read -r pod; do
    if [[ -n "${pod}" ]]; then
      say "WARNING  a scale-up failed for ${pod}"
      scarce=yes
    fi
  done <<<"${ANSWER}"
  [[ "${scarce}" == no ]] ||
    say 'The zone has no such machine left, or a quota or the maximum of a pool is reached; the messages say which. Tasks wait. Declare another machine with orElse(...), another zone, or more nodes, and raise the quota if it is short.'
}

main() {
  options -- "$@"
  settings
  need gcloud kubectl
  ASSUMED=yes
  patience=0
  resources
  if [[ "${FOUND}" == yes ]]; then
    pools
    fleet
    queues
    stock_out
  fi
  finish
}

main "$@"
