#!/usr/bin/env bash
#
# Creates the network of the cluster, its NAT, its firewall rules and the service account of its nodes.
# Existing resources are compared with the declaration and left unchanged.
#
# Usage: 10-network.sh [--dry-run]
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

services() {
  ask gcloud services list --project="${PROJECT}" --quiet --enabled \
    --format='value(config.name)'
  look_for cloudresourcemanager.googleapis.com compute.googleapis.com \
    container.googleapis.com file.googleapis.com iam.googleapis.com
  if [[ "${FOUND}" == no ]]; then
    run gcloud services enable cloudresourcemanager.googleapis.com compute.googleapis.com \
      container.googleapis.com file.googleapis.com iam.googleapis.com --project="${PROJECT}" \
      --quiet
  fi
}

network() {
  look 'network zero-prover' \
    gcloud compute networks describe zero-prover --project="${PROJECT}" --quiet -- \
    'autoCreateSubnetworks.yesno(no=False)' False \
    routingConfig.routingMode REGIONAL
  if [[ "${FOUND}" == no ]]; then
    run gcloud compute networks create zero-prover --project="${PROJECT}" --quiet \
      --subnet-mode=custom --bgp-routing-mode=regional
  fi
}

subnet() {
  look 'subnet zero-prover' \
    gcloud compute networks subnets describe zero-prover --project="${PROJECT}" --quiet \
      --region=europe-west1 -- \
    'network.basename()' zero-prover \
    ipCidrRange 10.0.0.0/20 \
    'secondaryIpRanges.map().format("{0}={1}",rangeName,ipCidrRange).list()' pods=10.4.0.0/14,services=10.8.0.0/20 \
    'privateIpGoogleAccess.yesno(no=False)' True
  if [[ "${FOUND}" == no ]]; then
    run gcloud compute networks subnets create zero-prover --project="${PROJECT}" --quiet \
      --region=europe-west1 --network=zero-prover --range=10.0.0.0/20 \
      --secondary-range=pods=10.4.0.0/14,services=10.8.0.0/20 \
      --enable-private-ip-google-access
  fi
}

router() {
  look 'router zero-prover-test-01-router' \
    gcloud compute routers describe zero-prover-test-01-router --project="${PROJECT}" \
      --quiet --region=europe-west1 -- \
    'network.basename()' zero-prover
  if [[ "${FOUND}" == no ]]; then
    run gcloud compute routers create zero-prover-test-01-router --project="${PROJECT}" --quiet \
      --region=europe-west1 --network=zero-prover
  fi
}

nat() {
  look 'Cloud NAT zero-prover-test-01-nat' \
    gcloud compute routers nats describe zero-prover-test-01-nat --project="${PROJECT}" \
      --quiet --router=zero-prover-test-01-router --region=europe-west1 -- \
    natIpAllocateOption AUTO_ONLY \
    sourceSubnetworkIpRangesToNat ALL_SUBNETWORKS_ALL_IP_RANGES
  if [[ "${FOUND}" == no ]]; then
    run gcloud compute routers nats create zero-prover-test-01-nat --project="${PROJECT}" \
      --quiet --router=zero-prover-test-01-router --region=europe-west1 \
      --auto-allocate-nat-external-ips --nat-all-subnet-ip-ranges
  fi
}

firewall() {
  look 'firewall rule zero-prover-test-01-webhooks' \
    gcloud compute firewall-rules describe zero-prover-test-01-webhooks \
      --project="${PROJECT}" --quiet -- \
    'network.basename()' zero-prover \
    direction INGRESS \
    'sourceRanges.list()' 172.16.0.0/28 \
    'targetTags.list()' zero-prover-test-01-node \
    'allowed[].ports.flatten()' 6443,9443 \
    'disabled.yesno(no=False)' False
  if [[ "${FOUND}" == no ]]; then
    run gcloud compute firewall-rules create zero-prover-test-01-webhooks \
      --project="${PROJECT}" --quiet --network=zero-prover --direction=INGRESS \
      --allow=tcp:6443,tcp:9443 --source-ranges=172.16.0.0/28 \
      --target-tags=zero-prover-test-01-node
  fi
}

account() {
  look 'service account zero-prover-test-01-nodes' \
    gcloud iam service-accounts describe "${NODES}" --project="${PROJECT}" --quiet -- \
    'disabled.yesno(no=False)' False
  if [[ "${FOUND}" == no ]]; then
    run gcloud iam service-accounts create zero-prover-test-01-nodes --project="${PROJECT}" \
      --quiet --display-name='Nodes of the cluster zero-prover-test-01'
  fi
}

role_container_defaultNodeServiceAccount() {
  ask gcloud projects get-iam-policy "${PROJECT}" --project="${PROJECT}" --quiet \
    --flatten='bindings[].members' \
    --format='csv[no-heading](bindings.members,bindings.role)'
  look_for serviceAccount:"${NODES}",roles/container.defaultNodeServiceAccount
  if [[ "${FOUND}" == no ]]; then
    run_patiently gcloud projects add-iam-policy-binding "${PROJECT}" --project="${PROJECT}" --quiet \
      --member=serviceAccount:"${NODES}" --role=roles/container.defaultNodeServiceAccount \
      --condition=None --format=none
  fi
}

main() {
  options -- "$@"
  settings
  need gcloud
  services
  network
  subnet
  router
  nat
  firewall
  account
  role_container_defaultNodeServiceAccount
  finish
}

main "$@"
