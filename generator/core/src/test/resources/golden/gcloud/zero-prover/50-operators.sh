#!/usr/bin/env bash
#
# Installs what the fleet runs on, in the versions declared, and waits until it works:
# the RabbitMQ Cluster Operator and KEDA.
#
# Usage: 50-operators.sh [--dry-run]
#   --dry-run  show the commands of a first run; ask nothing, change nothing
#   --help     show this
#
# Settings, from the environment:
#   PROJECT    the id of the project; default: the one that gcloud is set to
#
# Exit codes: 0 done · 1 a command failed · 2 wrong usage

set -euo pipefail

here="$(dirname -- "${BASH_SOURCE[0]}")"
readonly here
# shellcheck source-path=SCRIPTDIR source=lib.sh
source "${here}/lib.sh"

settings() {
  choose_project
  readonly PROJECT
  readonly CONTEXT=gke_"${PROJECT}"_europe-west1-c_zero-prover-test-01
}

# Upstream's own manifest. Bitnami's chart, which many guides name, points at images that were moved
# behind a subscription in August 2025, so that its pods end in ImagePullBackOff.
operator() {
  run kubectl --context="${CONTEXT}" apply --server-side \
    --filename=https://github.com/rabbitmq/cluster-operator/releases/download/v2.21.0/cluster-operator.yml
}

keda() {
  run helm upgrade --install keda keda --kube-context="${CONTEXT}" --namespace=keda \
    --create-namespace --wait --timeout=10m --repo=https://kedacore.github.io/charts \
    --version=2.20.2
}

# A custom resource is understood as soon as its definition is established, and acted upon as soon
# as its operator runs.
ready() {
  run kubectl --context="${CONTEXT}" wait --for=condition=Established --timeout=10m \
    crd/rabbitmqclusters.rabbitmq.com crd/scaledobjects.keda.sh \
    crd/triggerauthentications.keda.sh
  run kubectl --context="${CONTEXT}" wait --for=condition=Available --timeout=10m \
    --namespace=rabbitmq-system deployment --all
  run kubectl --context="${CONTEXT}" wait --for=condition=Available --timeout=10m \
    --namespace=keda deployment --all
  run kubectl --context="${CONTEXT}" wait --for=condition=Available --timeout=10m \
    apiservice/v1beta1.external.metrics.k8s.io
}

main() {
  options -- "$@"
  settings
  need kubectl helm
  operator
  keda
  ready
}

main "$@"
