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

# Warns of pods that have found no node for 10 minutes, and of scale-ups that failed in the last hour: Kubernetes
# deletes events after that time.
stock_out() {
  local limit since pod scarce=no
  ask [@command waitingPods/]
  limit="$(trap - ERR; date -u -v-10M +%Y-%m-%dT%H:%M:%SZ 2>/dev/null || date -u -d '10 minutes ago' +%Y-%m-%dT%H:%M:%SZ)"
  while read -r since pod; do
    if [[ -n "${pod}" && "${since}" < "${limit}" ]]; then
      say "WARNING  ${pod} has found no node since ${since}"
      scarce=yes
    fi
  done <<<"${ANSWER}"
  ask [@command failedScaleUps/]
  while IFS= read -r pod; do
    if [[ -n "${pod}" ]]; then
      say "WARNING  a scale-up failed for ${pod}"
      scarce=yes
    fi
  done <<<"${ANSWER}"
  [[ "${scarce}" == no ]] ||
    say 'The zone has no such machine left, or a quota or the maximum of a pool is reached; the messages say which. Tasks wait. Declare another machine with orElse(...), another zone, or more nodes, and raise the quota if it is short.'
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
    stock_out
  fi
  finish
}

main "$@"
