#!/usr/bin/env bash
#
# Removes the fleet, its cluster and what was created for them, in reverse order. The disk with the
# proofs stays; circuits go, because they can be made again.
#
# Usage: down.sh [--yes] [--delete-proofs] [--dry-run]
#   --yes            go on without asking
#   --delete-proofs  remove the proofs, too
#   --dry-run        show the commands of a full removal; ask nothing, change nothing
#   --help           show this
#
# Settings, from the environment:
#   PROJECT    the id of the project; default: the declared one
#   RELEASE    the name of the release; default: the fleet's
#   NAMESPACE  its namespace; default: the fleet's name
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
  say "  release ${RELEASE} in the namespace ${NAMESPACE}, with the proofs in the making"
  say '  cluster blocks with its node pools system-pool, tools, highmem-pool, highmem-pool-on-demand'
  if [[ "${delete_proofs}" == yes ]]; then
    say 'The proofs go, too.'
  else
    say 'The disk with the proofs stays.'
  fi
  [[ "${yes}" == no && "${dry_run}" == no ]] || return 0
  [[ -t 0 ]] || fail 'nobody is there to ask; --yes goes on without' 2
  local reply
  read -r -p "Type the name of the cluster to go on: " reply
  [[ "${reply}" == blocks ]] || fail 'nothing was removed' 2
}

# remove <kind>: all of a kind, while its operator is there to let go of them; without it they, and
# their namespace, would never go.
remove() {
  ask kubectl --context="${CONTEXT}" get --ignore-not-found --output=name crd "$1"
  if [[ -n "${ANSWER}" || "${dry_run}" == yes ]]; then
    run kubectl --context="${CONTEXT}" delete --all --all-namespaces --timeout=10m "$1"
  fi
}

# A disk goes only while the cluster is there to remove it, so this waits for the volumes.
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

# The node pools go with the cluster.
cluster() {
  look 'cluster blocks' \
    gcloud container clusters describe blocks --region=us-central1 --project="${PROJECT}" \
      --quiet -- \
    status RUNNING
  if [[ "${FOUND}" == yes ]]; then
    # Nobody answers in a cluster that did not start.
    if [[ "${dry_run}" == yes || "${ANSWER}" == RUNNING ]]; then
      fleet
    fi
    run gcloud container clusters delete blocks --region=us-central1 --project="${PROJECT}" \
      --quiet
  fi
}

leftovers() {
  say 'Volumes that are left; they cost money until they are deleted:'
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
