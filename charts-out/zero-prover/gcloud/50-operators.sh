#!/usr/bin/env bash
#
# Installs the RabbitMQ Cluster Operator and KEDA in the declared versions, and waits until
# they are ready.
#
# Usage: 50-operators.sh [--dry-run]
#   --dry-run  print the commands of a first run; look up nothing, change nothing
#   --help     print this help
#
# Settings, from the environment:
#   PROJECT    the id of the project; default: the project of the gcloud configuration
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

# The manifest of the upstream project. The chart of Bitnami, which many guides use, refers to images that
# need a subscription since August 2025, so its pods end in ImagePullBackOff.
operator() {
  run kubectl --context="${CONTEXT}" apply --server-side \
    --filename=https://github.com/rabbitmq/cluster-operator/releases/download/v2.21.0/cluster-operator.yml
}

keda() {
  run helm upgrade --install keda keda --kube-context="${CONTEXT}" --namespace=keda \
    --create-namespace --wait --timeout=10m --repo=https://kedacore.github.io/charts \
    --version=2.20.2
}

# The API server accepts custom resources when their definition is established. They have an effect when
# their operator runs.
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
