#!/usr/bin/env bash
#
# Prints the newest versions of what the cluster runs, beside the declared versions.
#
# Usage: versions.sh [--dry-run]
#   --dry-run  print the commands of a first run; look up nothing, change nothing
#   --help     print this help
#
# Settings, from the environment:
#   PROJECT    the id of the project; default: the declared project
#
# Exit codes: 0 done · 1 a version could not be looked up · 2 wrong usage

set -euo pipefail

here="$(dirname -- "${BASH_SOURCE[0]}")"
readonly here
# shellcheck source-path=SCRIPTDIR source=lib.sh
source "${here}/lib.sh"

settings() {
  readonly PROJECT=${PROJECT:-rollup-proofs}
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
  newest 'chart of RabbitMQ'\''s operator' 0.6.16 'version: ' \
    helm show chart oci://registry-1.docker.io/cloudpirates/rabbitmq-cluster-operator
  newest 'RabbitMQ Cluster Operator' 2.22.3 https://github.com/rabbitmq/cluster-operator/releases/tag/ \
    curl --silent --show-error --fail --location --max-time 30 --output /dev/null \
      --write-out '%{url_effective}' \
      https://github.com/rabbitmq/cluster-operator/releases/latest
  newest cert-manager 1.20.3 'version: ' \
    helm show chart cert-manager --repo=https://charts.jetstack.io
  newest GKE stable STABLE, \
    gcloud container get-server-config --region=us-central1 --project="${PROJECT}" --quiet \
      --flatten='channels[]' \
      --format='csv[no-heading](channels.channel,channels.defaultVersion)'
  ((failures == 0)) || exit 1
}

main "$@"
