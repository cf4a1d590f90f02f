[#include "parts.ftl"]
#!/usr/bin/env bash
#
# Reports which resources exist, how they differ from the declaration, and what the fleet is doing.
#
# Usage: status.sh [--dry-run]
[@options/]
#
# Settings, from the environment:
[@projectHelp/]
#   RELEASE    the name of the release; default: the name of the fleet
#   NAMESPACE  the namespace of the release; default: the name of the fleet
#
[@exits/]
[@start/]
[@settings][@nodesSetting/][@proofsSetting/][@contextSetting/][@releaseSettings/][/@settings]
resources() {
[#list resources as it]
[@look it/]
[/#list]
[@look cluster/]
}

pools() {
[#list pools as it]
[@look it/]
[/#list]
}

fleet() {
[#list fleetStatus as it]
  run [@command it/]
[/#list]
}

# Messages of each queue: waiting and in progress.
queues() {
  ask [@command brokerPods/]
  if [[ -n "${ANSWER}" ]]; then
    run [@command lines=execIn deep=true/] \
      "${ANSWER%%$'\n'*}" \
      [@command lines=listQueues deep=true/][#nt]
  fi
}

main() {
  options -- "$@"
  settings
  need gcloud kubectl
  ASSUMED=yes
  patience=0
  resources
  if [[ "${FOUND}" == yes ]]; then
    pools
    fleet
    queues
  fi
  finish
}

main "$@"
