#!/usr/bin/env bash
#
# Installs or upgrades the fleet, and waits until its pods are ready. The first installation also waits
# for nodes, volumes and circuits. Works with Helm 3 and 4.
#
# Usage: 60-release.sh [--dry-run]
#   --dry-run  print the commands of a first run; look up nothing, change nothing
#   --help     print this help
#
# Settings, from the environment:
#   PROJECT    the id of the project; default: the declared project
#   RELEASE    the name of the release; default: the name of the fleet
#   NAMESPACE  the namespace of the release; default: the name of the fleet
#   VALUES     a values file; default: none
#
# Exit codes: 0 done · 1 a command failed · 2 wrong usage

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

# All pods of the fleet meet the Pod Security Standard restricted.
namespace() {
  ask kubectl --context="${CONTEXT}" get namespace "${NAMESPACE}" --ignore-not-found \
    --output=name
  if [[ -z "${ANSWER}" ]]; then
    run kubectl --context="${CONTEXT}" create namespace "${NAMESPACE}"
  fi
  run kubectl --context="${CONTEXT}" label --overwrite namespace "${NAMESPACE}" \
    pod-security.kubernetes.io/enforce=restricted \
    pod-security.kubernetes.io/audit=restricted pod-security.kubernetes.io/warn=restricted
}

release() {
  run helm upgrade --install "${RELEASE}" "${here}"/../helm/block-prover \
    --namespace="${NAMESPACE}" --kube-context="${CONTEXT}" --wait --timeout=6h \
    ${VALUES:+--values="${VALUES}"}
}

main() {
  options -- "$@"
  settings
  need kubectl helm
  namespace
  release
}

main "$@"
