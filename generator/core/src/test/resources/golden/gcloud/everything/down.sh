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
#   PROJECT    the id of the project; default: the declared project
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
  readonly PROJECT=${PROJECT:-rollup-proofs}
  readonly CONTEXT=gke_"${PROJECT}"_us-central1_blocks
  readonly RELEASE=${RELEASE:-block-prover}
  readonly NAMESPACE=${NAMESPACE:-block-prover}
}

confirm() {
  say "This removes from the project ${PROJECT}:"
  say "  release ${RELEASE} in the namespace ${NAMESPACE}, with the proofs in progress"
  say '  cluster blocks with its node pools system-pool, tools, highmem-pool, highmem-pool-on-demand'
  if [[ "${delete_proofs}" == yes ]]; then
    say 'The disk with the proofs is removed too.'
  else
    say 'The disk with the proofs remains.'
  fi
  [[ "${yes}" == no && "${dry_run}" == no ]] || return 0
  [[ -t 0 ]] || fail 'there is no terminal to ask for confirmation: use --yes' 2
  local reply
  read -r -p "Type the name of the cluster to continue: " reply
  [[ "${reply}" == blocks ]] || fail 'nothing was removed' 2
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
  run gcloud container clusters get-credentials blocks --region=us-central1 \
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
  run helm uninstall rabbitmq-cluster-operator --kube-context="${CONTEXT}" \
    --namespace=rabbitmq-system --ignore-not-found --wait --timeout=10m
}

# Deleting the cluster also deletes its node pools.
cluster() {
  look 'cluster blocks' \
    gcloud container clusters describe blocks --region=us-central1 --project="${PROJECT}" \
      --quiet -- \
    status RUNNING
  if [[ "${FOUND}" == yes ]]; then
    # A cluster that did not start does not answer.
    if [[ "${dry_run}" == yes || "${ANSWER}" == RUNNING ]]; then
      fleet
    fi
    run gcloud container clusters delete blocks --region=us-central1 --project="${PROJECT}" \
      --quiet
  fi
}

leftovers() {
  say 'Remaining volumes, which cost money until they are deleted:'
  run gcloud compute disks list --project="${PROJECT}" --quiet --filter='name~^pvc-' \
    --format='table(name,zone.basename(),sizeGb,description)'
}

main() {
  options --yes --delete-proofs -- "$@"
  settings
  need gcloud kubectl helm
  confirm
  ASSUMED=yes
  cluster
  leftovers
}

main "$@"
