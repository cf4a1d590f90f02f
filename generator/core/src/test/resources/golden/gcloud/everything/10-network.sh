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

services() {
  ask gcloud services list --project="${PROJECT}" --quiet --enabled \
    --format='value(config.name)'
  look_for compute.googleapis.com container.googleapis.com
  if [[ "${FOUND}" == no ]]; then
    run gcloud services enable compute.googleapis.com container.googleapis.com \
      --project="${PROJECT}" --quiet
  fi
}

network() {
  look 'network shared' \
    gcloud compute networks describe shared --project="${PROJECT}" --quiet --
  [[ "${FOUND}" == yes || "${dry_run}" == yes ]] || fail 'network shared: must exist before'
}

subnet() {
  look 'subnet shared-us' \
    gcloud compute networks subnets describe shared-us --project="${PROJECT}" --quiet \
      --region=us-central1 -- \
    'network.basename()' shared
  [[ "${FOUND}" == yes || "${dry_run}" == yes ]] || fail 'subnet shared-us: must exist before'
}

main() {
  options -- "$@"
  settings
  need gcloud
  services
  network
  subnet
  finish
}

main "$@"
