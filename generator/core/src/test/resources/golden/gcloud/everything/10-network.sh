#!/usr/bin/env bash
#
# Creates the network of the cluster, its way out, its firewall and the account of its nodes. What
# is there already is compared with what is declared and left as it is.
#
# Usage: 10-network.sh [--dry-run]
#   --dry-run  show the commands of a first run; ask nothing, change nothing
#   --help     show this
#
# Settings, from the environment:
#   PROJECT    the id of the project; default: the declared one
#
# Exit codes: 0 done · 1 a command failed · 2 wrong usage · 3 done, but something is not as declared

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
  [[ "${FOUND}" == yes || "${dry_run}" == yes ]] || fail 'network shared: must be there before'
}

subnet() {
  look 'subnet shared-us' \
    gcloud compute networks subnets describe shared-us --project="${PROJECT}" --quiet \
      --region=us-central1 -- \
    'network.basename()' shared
  [[ "${FOUND}" == yes || "${dry_run}" == yes ]] || fail 'subnet shared-us: must be there before'
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
