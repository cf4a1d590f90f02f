[#include "parts.ftl"]
#!/usr/bin/env bash
#
# Installs what the fleet runs on, in the versions declared, and waits until it works:
# [#if certManager??]cert-manager, [/#if]the RabbitMQ Cluster Operator and KEDA.
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
[#if certManager??]
# The operator's webhook takes its certificate from cert-manager. One that is there stays as it is.
cert_manager() {
  ask [@command certManager.find/]
  if [[ -z "${ANSWER}" ]]; then
    run [@command lines=certManager.install deep=true/]
  fi
}

[/#if]
[#if operator.origin == "upstream"]
# Upstream's own manifest. Bitnami's chart, which many guides name, points at images that were moved
# behind a subscription in August 2025, so that its pods end in ImagePullBackOff.
[#elseif operator.origin == "bitnami"]
# Bitnami moved the images of this chart behind a subscription in August 2025: unless its values name
# other images, the pods end in ImagePullBackOff. Upstream's manifest has no such trouble.
[#else]
# The chart is not upstream's: upstream publishes a manifest only.
[/#if]
operator() {
[#list operator.install as it]
  run [@command it/]
[/#list]
}

keda() {
  run [@command keda/]
}

# A custom resource is understood as soon as its definition is established, and acted upon as soon
# as its operator runs.
ready() {
[#list ready as it]
  run [@command it/]
[/#list]
}

main() {
  options -- "$@"
  settings
  need kubectl helm
[#if certManager??]
  cert_manager
[/#if]
  operator
  keda
  ready
}

main "$@"
