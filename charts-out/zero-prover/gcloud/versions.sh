#!/usr/bin/env bash
#
# Prints the newest versions of what the cluster runs, beside the declared versions.
#
# Usage: versions.sh [--dry-run]
#   --dry-run  print the commands of a first run; look up nothing, change nothing
#   --help     print this help
#
# Settings, from the environment:
#   PROJECT    the id of the project; default: the project of the gcloud configuration
#
# Exit codes: 0 done · 1 a version could not be looked up · 2 wrong usage

set -euo pipefail

here="$(dirname -- "${BASH_SOURCE[0]}")"
readonly here
# shellcheck source-path=SCRIPTDIR source=lib.sh
source "${here}/lib.sh"

settings() {
  choose_project
  readonly PROJECT
}

failures=0

# row <thing> <declared> <newest>
row() {
  printf '%-28s  %-10s  %s\n' "$@"
}

# newest <thing> <declared> <prefix of the line> <command>...: the rest of the line is the version.
newest() {
  local version
  if [[ "${dry_run}" == yes ]]; then
    show "${@:4}"
    return 0
  fi
  try "${@:4}"
  if [[ -z "${COMPLAINT}" && $'\n'"${ANSWER}" =~ $'\n'"$3"v?([^[:space:]]+) ]]; then
    version="${BASH_REMATCH[1]}"
  else
    version='unknown'
    failures=$((failures + 1))
    say "$1: ${COMPLAINT:-no version in the answer}"
  fi
  row "$1" "$2" "${version}"
}

main() {
  options -- "$@"
  settings
  need gcloud helm curl
  [[ "${dry_run}" == yes ]] || row '' DECLARED NEWEST
  newest 'KEDA chart' 2.20.2 'version: ' \
    helm show chart keda --repo=https://kedacore.github.io/charts
  newest 'RabbitMQ Cluster Operator' 2.21.0 https://github.com/rabbitmq/cluster-operator/releases/tag/ \
    curl --silent --show-error --fail --location --max-time 30 --output /dev/null \
      --write-out '%{url_effective}' \
      https://github.com/rabbitmq/cluster-operator/releases/latest
  newest GKE regular REGULAR, \
    gcloud container get-server-config --zone=europe-west1-c --project="${PROJECT}" --quiet \
      --flatten='channels[]' \
      --format='csv[no-heading](channels.channel,channels.defaultVersion)'
  ((failures == 0)) || exit 1
}

main "$@"
