#!/usr/bin/env bash
#
# Writes the entry for the cluster into kubeconfig.
#
# Usage: 40-connect.sh [--dry-run]
#   --dry-run  print the commands of a first run; look up nothing, change nothing
#   --help     print this help
#
# Settings, from the environment:
#   PROJECT    the id of the project; default: the declared project
#
# Exit codes: 0 done · 1 a command failed · 2 wrong usage

set -euo pipefail

here="$(dirname -- "${BASH_SOURCE[0]}")"
readonly here
# shellcheck source-path=SCRIPTDIR source=lib.sh
source "${here}/lib.sh"

settings() {
  readonly PROJECT=${PROJECT:-rollup-proofs}
}

main() {
  options -- "$@"
  settings
  need gcloud kubectl
  if [[ "${dry_run}" == no ]] && ! command -v gke-gcloud-auth-plugin >/dev/null; then
    fail 'gke-gcloud-auth-plugin is missing: gcloud components install gke-gcloud-auth-plugin, or install the package google-cloud-cli-gke-gcloud-auth-plugin if gcloud was installed as a package'
  fi
  run gcloud container clusters get-credentials blocks --region=us-central1 \
    --project="${PROJECT}" --quiet
}

main "$@"
