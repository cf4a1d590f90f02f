#!/usr/bin/env bash
#
# Builds everything, from the network to the fleet. If a step fails, the script stops. The next run
# continues there, because each step first looks for existing resources.
#
# Usage: up.sh [--dry-run]
#   --dry-run  print the commands of a first run; look up nothing, change nothing
#   --help     print this help
#
# Settings, from the environment:
#   PROJECT    the id of the project; default: the project of the gcloud configuration
#   RELEASE, NAMESPACE, VALUES: see 60-release.sh --help
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
  export PROJECT
}

# step <script> <option>...
step() {
  local status=0
  say "== $1"
  "${here}/$1" "${@:2}" || status=$?
  case "${status}" in
    0) ;;
    3) DIFFERENCES=$((DIFFERENCES + 1)) ;;
    *) fail "$1 failed; the next run continues there" "${status}" ;;
  esac
}

main() {
  options -- "$@"
  settings
  # A service must be enabled before its quotas can be read.
  step preflight.sh --enable-services "$@"
  step 10-network.sh "$@"
  step 20-cluster.sh "$@"
  step 30-node-pools.sh "$@"
  step 40-connect.sh "$@"
  step 50-operators.sh "$@"
  step 60-release.sh "$@"
  finish
}

main "$@"
