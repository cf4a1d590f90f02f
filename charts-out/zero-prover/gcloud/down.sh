#!/usr/bin/env bash
#
# Removes the fleet, its cluster and everything that was created for them, in reverse order. The disk
# with the proofs remains. The circuits are removed, because they can be built again.
#
# Usage: down.sh [--yes] [--delete-proofs] [--dry-run]
#   --yes            do not ask for confirmation
#   --delete-proofs  remove the proofs too
#   --dry-run        print the commands of a full removal; look up nothing, change nothing
#   --help           print this help
#
# Settings, from the environment:
#   PROJECT    the id of the project; default: the project of the gcloud configuration
#   RELEASE    the name of the release; default: the name of the fleet
#   NAMESPACE  the namespace of the release; default: the name of the fleet
#
# Exit codes: 0 done · 1 a command failed · 2 wrong usage, or not confirmed

set -euo pipefail

here="$(dirname -- "${BASH_SOURCE[0]}")"
readonly here
# shellcheck source-path=SCRIPTDIR source=lib.sh
source "${here}/lib.sh"

yes=no
delete_proofs=no

settings() {
  choose_project
  readonly PROJECT
  readonly NODES=zero-prover-test-01-nodes@"${PROJECT}".iam.gserviceaccount.com
  readonly CONTEXT=gke_"${PROJECT}"_europe-west1-c_zero-prover-test-01
  readonly RELEASE=${RELEASE:-zero-prover}
  readonly NAMESPACE=${NAMESPACE:-zero-prover}
}

confirm() {
  say "This removes from the project ${PROJECT}:"
  say "  release ${RELEASE} in the namespace ${NAMESPACE}, with the proofs in progress"
  say '  cluster zero-prover-test-01 with its node pools default-pool, highmem-pool'
  say '  service account zero-prover-test-01-nodes'
  say '  firewall rule zero-prover-test-01-webhooks'
  say '  Cloud NAT zero-prover-test-01-nat'
  say '  router zero-prover-test-01-router'
  say '  subnet zero-prover'
  say '  network zero-prover'
  if [[ "${delete_proofs}" == yes ]]; then
    say 'The disk with the proofs is removed too.'
  else
    say 'The disk with the proofs remains.'
  fi
  [[ "${yes}" == no && "${dry_run}" == no ]] || return 0
  [[ -t 0 ]] || fail 'there is no terminal to ask for confirmation: use --yes' 2
  local reply
  read -r -p "Type the name of the cluster to continue: " reply
  [[ "${reply}" == zero-prover-test-01 ]] || fail 'nothing was removed' 2
}

# remove <kind>: deletes all objects of a kind while their operator runs. Without the operator, their
# finalizers would keep them and their namespace forever.
remove() {
  ask kubectl --context="${CONTEXT}" get --ignore-not-found --output=name crd "$1"
  if [[ -n "${ANSWER}" || "${dry_run}" == yes ]]; then
    run kubectl --context="${CONTEXT}" delete --all --all-namespaces --timeout=10m "$1"
  fi
}

# Only the cluster can delete its disks, so this waits until the volumes are gone.
claims() {
  local volume volumes
  ask kubectl --context="${CONTEXT}" get persistentvolumeclaims --namespace="${NAMESPACE}" \
    --output='jsonpath={range .items[*]}{.spec.volumeName}{"\n"}{end}' "$@"
  volumes="${ANSWER}"
  run kubectl --context="${CONTEXT}" delete persistentvolumeclaims --namespace="${NAMESPACE}" \
    --timeout=10m "$@"
  while IFS= read -r volume; do
    if [[ -n "${volume}" ]]; then
      run kubectl --context="${CONTEXT}" wait --for=delete --timeout=15m "persistentvolume/${volume}"
    fi
  done <<<"${volumes}"
}

fleet() {
  run gcloud container clusters get-credentials zero-prover-test-01 --zone=europe-west1-c \
    --project="${PROJECT}" --quiet
  run helm uninstall "${RELEASE}" --namespace="${NAMESPACE}" --kube-context="${CONTEXT}" \
    --ignore-not-found
  remove scaledobjects.keda.sh
  remove rabbitmqclusters.rabbitmq.com
  run kubectl --context="${CONTEXT}" delete pods --namespace="${NAMESPACE}" --all \
    --grace-period=60 --timeout=10m
  if [[ "${delete_proofs}" == yes ]]; then
    claims --all
  else
    claims --selector=app.kubernetes.io/component=circuits
  fi
  run helm uninstall keda --kube-context="${CONTEXT}" --namespace=keda --ignore-not-found \
    --wait --timeout=10m
  run kubectl --context="${CONTEXT}" delete --ignore-not-found --timeout=10m \
    --filename=https://github.com/rabbitmq/cluster-operator/releases/download/v2.21.0/cluster-operator.yml
}

# Deleting the cluster also deletes its node pools.
cluster() {
  look 'cluster zero-prover-test-01' \
    gcloud container clusters describe zero-prover-test-01 --zone=europe-west1-c \
      --project="${PROJECT}" --quiet -- \
    status RUNNING
  if [[ "${FOUND}" == yes ]]; then
    # A cluster that did not start does not answer.
    if [[ "${dry_run}" == yes || "${ANSWER}" == RUNNING ]]; then
      fleet
    fi
    run gcloud container clusters delete zero-prover-test-01 --zone=europe-west1-c \
      --project="${PROJECT}" --quiet
  fi
}

account() {
  look 'service account zero-prover-test-01-nodes' \
    gcloud iam service-accounts describe "${NODES}" --project="${PROJECT}" --quiet --
  if [[ "${FOUND}" == yes ]]; then
    run gcloud iam service-accounts delete "${NODES}" --project="${PROJECT}" --quiet
  fi
}

firewall() {
  look 'firewall rule zero-prover-test-01-webhooks' \
    gcloud compute firewall-rules describe zero-prover-test-01-webhooks \
      --project="${PROJECT}" --quiet --
  if [[ "${FOUND}" == yes ]]; then
    run gcloud compute firewall-rules delete zero-prover-test-01-webhooks \
      --project="${PROJECT}" --quiet
  fi
}

nat() {
  look 'Cloud NAT zero-prover-test-01-nat' \
    gcloud compute routers nats describe zero-prover-test-01-nat --project="${PROJECT}" \
      --quiet --router=zero-prover-test-01-router --region=europe-west1 --
  if [[ "${FOUND}" == yes ]]; then
    run gcloud compute routers nats delete zero-prover-test-01-nat --project="${PROJECT}" \
      --quiet --router=zero-prover-test-01-router --region=europe-west1
  fi
}

router() {
  look 'router zero-prover-test-01-router' \
    gcloud compute routers describe zero-prover-test-01-router --project="${PROJECT}" \
      --quiet --region=europe-west1 --
  if [[ "${FOUND}" == yes ]]; then
    run gcloud compute routers delete zero-prover-test-01-router --project="${PROJECT}" --quiet \
      --region=europe-west1
  fi
}

subnet() {
  look 'subnet zero-prover' \
    gcloud compute networks subnets describe zero-prover --project="${PROJECT}" --quiet \
      --region=europe-west1 --
  if [[ "${FOUND}" == yes ]]; then
    run gcloud compute networks subnets delete zero-prover --project="${PROJECT}" --quiet \
      --region=europe-west1
  fi
}

network() {
  look 'network zero-prover' \
    gcloud compute networks describe zero-prover --project="${PROJECT}" --quiet --
  if [[ "${FOUND}" == yes ]]; then
    run gcloud compute networks delete zero-prover --project="${PROJECT}" --quiet
  fi
}

role_container_defaultNodeServiceAccount() {
  ask gcloud projects get-iam-policy "${PROJECT}" --project="${PROJECT}" --quiet \
    --flatten='bindings[].members' \
    --format='csv[no-heading](bindings.members,bindings.role)'
  look_for serviceAccount:"${NODES}",roles/container.defaultNodeServiceAccount
  if [[ "${FOUND}" == yes ]]; then
    run gcloud projects remove-iam-policy-binding "${PROJECT}" --project="${PROJECT}" --quiet \
      --member=serviceAccount:"${NODES}" --role=roles/container.defaultNodeServiceAccount \
      --condition=None --format=none
  fi
}

leftovers() {
  say 'Remaining volumes, which cost money until they are deleted:'
  run gcloud compute disks list --project="${PROJECT}" --quiet --filter='name~^pvc-' \
    --format='table(name,zone.basename(),sizeGb,description)'
  run gcloud filestore instances list --project="${PROJECT}" --quiet \
    --format='table(name.basename(),tier,fileShares[0].capacityGb)'
}

main() {
  options --yes --delete-proofs -- "$@"
  settings
  need gcloud kubectl helm
  confirm
  ASSUMED=yes
  cluster
  role_container_defaultNodeServiceAccount
  account
  firewall
  nat
  router
  subnet
  network
  leftovers
}

main "$@"
