#!/usr/bin/env bash
#
# Installs cert-manager, the RabbitMQ Cluster Operator and KEDA in the declared versions, and waits until
# they are ready.
#
# Usage: 50-operators.sh [--dry-run]
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
  readonly CONTEXT=gke_"${PROJECT}"_us-central1_blocks
}

# The operator's webhook gets its certificate from cert-manager. An existing cert-manager is left unchanged.
cert_manager() {
  ask kubectl --context="${CONTEXT}" get crd certificates.cert-manager.io --ignore-not-found \
    --output=name
  if [[ -z "${ANSWER}" ]]; then
    run helm upgrade --install cert-manager cert-manager --kube-context="${CONTEXT}" \
      --namespace=cert-manager --create-namespace --wait --timeout=10m \
      --repo=https://charts.jetstack.io --version=v1.20.3 --set=crds.enabled=true
  fi
}

# This chart is not from the upstream project, which publishes only a manifest.
operator() {
  run helm upgrade --install rabbitmq-cluster-operator \
    oci://registry-1.docker.io/cloudpirates/rabbitmq-cluster-operator \
    --kube-context="${CONTEXT}" --namespace=rabbitmq-system --create-namespace --wait \
    --timeout=10m --version=0.6.16
}

keda() {
  run helm upgrade --install keda keda --kube-context="${CONTEXT}" --namespace=keda \
    --create-namespace --wait --timeout=10m --repo=https://kedacore.github.io/charts \
    --version=2.20.2 \
    --set-json='nodeSelector={"cloud.google.com/gke-nodepool":"system-pool"}'
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
  cert_manager
  operator
  keda
  ready
}

main "$@"
