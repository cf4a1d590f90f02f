#!/usr/bin/env bash
#
# Reports which resources exist, how they differ from the declaration, and what the fleet is doing.
#
# Usage: status.sh [--dry-run]
#   --dry-run  print the commands of a first run; look up nothing, change nothing
#   --help     print this help
#
# Settings, from the environment:
#   PROJECT    the id of the project; default: the project of the gcloud configuration
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
  choose_project
  readonly PROJECT
  readonly NODES=zero-prover-test-01-nodes@"${PROJECT}".iam.gserviceaccount.com
  readonly CONTEXT=gke_"${PROJECT}"_europe-west1-c_zero-prover-test-01
  readonly RELEASE=${RELEASE:-zero-prover}
  readonly NAMESPACE=${NAMESPACE:-zero-prover}
}

resources() {
  look 'network zero-prover' \
    gcloud compute networks describe zero-prover --project="${PROJECT}" --quiet -- \
    'autoCreateSubnetworks.yesno(no=False)' False \
    routingConfig.routingMode REGIONAL
  look 'subnet zero-prover' \
    gcloud compute networks subnets describe zero-prover --project="${PROJECT}" --quiet \
      --region=europe-west1 -- \
    'network.basename()' zero-prover \
    ipCidrRange 10.0.0.0/20 \
    'secondaryIpRanges.map().format("{0}={1}",rangeName,ipCidrRange).list()' pods=10.4.0.0/14,services=10.8.0.0/20 \
    'privateIpGoogleAccess.yesno(no=False)' True
  look 'router zero-prover-test-01-router' \
    gcloud compute routers describe zero-prover-test-01-router --project="${PROJECT}" \
      --quiet --region=europe-west1 -- \
    'network.basename()' zero-prover
  look 'Cloud NAT zero-prover-test-01-nat' \
    gcloud compute routers nats describe zero-prover-test-01-nat --project="${PROJECT}" \
      --quiet --router=zero-prover-test-01-router --region=europe-west1 -- \
    natIpAllocateOption AUTO_ONLY \
    sourceSubnetworkIpRangesToNat ALL_SUBNETWORKS_ALL_IP_RANGES
  look 'firewall rule zero-prover-test-01-webhooks' \
    gcloud compute firewall-rules describe zero-prover-test-01-webhooks \
      --project="${PROJECT}" --quiet -- \
    'network.basename()' zero-prover \
    direction INGRESS \
    'sourceRanges.list()' 172.16.0.0/28 \
    'targetTags.list()' zero-prover-test-01-node \
    'allowed[].ports.flatten()' 6443,9443 \
    'disabled.yesno(no=False)' False
  look 'service account zero-prover-test-01-nodes' \
    gcloud iam service-accounts describe "${NODES}" --project="${PROJECT}" --quiet -- \
    'disabled.yesno(no=False)' False
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
}

pools() {
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
