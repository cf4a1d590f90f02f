[#include "parts.ftl"]
#!/usr/bin/env bash
#
# Tells what is there, how it differs from what is declared, and what the fleet is doing.
#
# Usage: status.sh [--dry-run]
[@options/]
#
# Settings, from the environment:
[@projectHelp/]
#   RELEASE    the name of the release; default: the fleet's
#   NAMESPACE  its namespace; default: the fleet's name
#
[@exits/]
[@start/]
[@settings][@nodesSetting/][@contextSetting/][@releaseSettings/][/@settings]
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

# Messages of each queue that wait, and those that are worked on.
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
