[#include "parts.ftl"]
#!/usr/bin/env bash
#
# Installs [#if certManager??]cert-manager, [/#if]the RabbitMQ Cluster Operator and KEDA in the declared versions, and waits until
# they are ready.[#if computeClasses??] Before, applies compute-classes.yaml, the order in which GKE tries the node pools.[/#if]
#
# Usage: 50-operators.sh [--dry-run]
[@options/]
#
# Settings, from the environment:
[@projectHelp/]
#
# Exit codes: 0 done · 1 a command failed · 2 wrong usage
[@start/]
[@settings][@contextSetting/][/@settings]
[#if computeClasses??]
# They belong to the cluster, so they are applied here and not by a release.
compute_classes() {
  run [@command computeClasses/]
}

[/#if]
[#if certManager??]
# The operator's webhook gets its certificate from cert-manager. An existing cert-manager is left unchanged.
cert_manager() {
  ask [@command certManager.find/]
  if [[ -z "${ANSWER}" ]]; then
    run [@command lines=certManager.install deep=true/]
  fi
}

[/#if]
[#if operator.origin == "upstream"]
# The manifest of the upstream project. The chart of Bitnami, which many guides use, refers to images that
# need a subscription since August 2025, so its pods end in ImagePullBackOff.
[#elseif operator.origin == "bitnami"]
# The images of this chart need a subscription since August 2025. Unless its values name other images,
# the pods end in ImagePullBackOff. The manifest of the upstream project does not have this problem.
[#else]
# This chart is not from the upstream project, which publishes only a manifest.
[/#if]
operator() {
[#list operator.install as it]
  run [@command it/]
[/#list]
}

keda() {
  run [@command keda/]
}

# The API server accepts custom resources when their definition is established. They have an effect when
# their operator runs.
ready() {
[#list ready as it]
  run [@command it/]
[/#list]
}

main() {
  options -- "$@"
  settings
  need kubectl helm
[#if computeClasses??]
  compute_classes
[/#if]
[#if certManager??]
  cert_manager
[/#if]
  operator
  keda
  ready
}

main "$@"
