[#include "parts.ftl"]
#!/usr/bin/env bash
#
# Removes the fleet, its cluster and what was created for them, in reverse order. The disk with the
# proofs stays; circuits go, because they can be made again.
#
# Usage: down.sh [--yes] [--delete-proofs] [--dry-run]
#   --yes            go on without asking
#   --delete-proofs  remove the proofs, too
#   --dry-run        show the commands of a full removal; ask nothing, change nothing
#   --help           show this
#
# Settings, from the environment:
[@projectHelp/]
#   RELEASE    the name of the release; default: the fleet's
#   NAMESPACE  its namespace; default: the fleet's name
#
# Exit codes: 0 done · 1 a command failed · 2 wrong usage, or not confirmed
[@start/]
yes=no
delete_proofs=no

[@settings][@nodesSetting/][@contextSetting/][@releaseSettings/][/@settings]
confirm() {
  say "This removes from the project ${PROJECT}:"
  say "  release ${RELEASE} in the namespace ${NAMESPACE}, with the proofs in the making"
[#list removedThings as it]
  say [="  " + it]
[/#list]
  if [[ "${delete_proofs}" == yes ]]; then
    say 'The proofs go, too.'
  else
    say 'The disk with the proofs stays.'
  fi
  [[ "${yes}" == no && "${dry_run}" == no ]] || return 0
  [[ -t 0 ]] || fail 'nobody is there to ask; --yes goes on without' 2
  local reply
  read -r -p "Type the name of the cluster to go on: " reply
  [[ "${reply}" == [=clusterName] ]] || fail 'nothing was removed' 2
}

# remove <kind>: all of a kind, while its operator is there to let go of them; without it they, and
# their namespace, would never go.
remove() {
  ask [@command findDefinition/] "$1"
  if [[ -n "${ANSWER}" || "${dry_run}" == yes ]]; then
    run [@command lines=deleteAll deep=true/] "$1"
  fi
}

# A disk goes only while the cluster is there to remove it, so this waits for the volumes.
claims() {
  local volume volumes
  ask [@command claimedVolumes/] "$@"
  volumes="${ANSWER}"
  run [@command deleteClaims/] "$@"
  while IFS= read -r volume; do
    if [[ -n "${volume}" ]]; then
      run [@command lines=volumeGone deep=true/] "persistentvolume/${volume}"
    fi
  done <<<"${volumes}"
}

fleet() {
  run [@command getCredentials/]
  run [@command uninstallFleet/]
  remove scaledobjects.keda.sh
  remove rabbitmqclusters.rabbitmq.com
  run [@command deletePods/]
  if [[ "${delete_proofs}" == yes ]]; then
    claims --all
  else
    claims --selector=app.kubernetes.io/component=circuits
  fi
  run [@command removeKeda/]
  run [@command operator.remove/]
}

# The node pools go with the cluster.
cluster() {
  look [=cluster.what] \
    [@command lines=cluster.describe deep=true/] -- \
    status RUNNING
  if [[ "${FOUND}" == yes ]]; then
    # Nobody answers in a cluster that did not start.
    if [[ "${dry_run}" == yes || "${ANSWER}" == RUNNING ]]; then
      fleet
    fi
    run [@command lines=cluster.delete deep=true/]
  fi
}

[#list networkRemovals as it]
[@removal it/]
[/#list]
[#list roles as role]
[=role.function]() {
  ask [@command bindings/]
  look_for [@word role.binding/]
  if [[ "${FOUND}" == yes ]]; then
    run [@command lines=role.revoke deep=true/]
  fi
}

[/#list]
leftovers() {
  say 'Volumes that are left; they cost money until they are deleted:'
[#list leftovers as it]
  run [@command it/]
[/#list]
}

main() {
  options --yes --delete-proofs -- "$@"
  settings
  need gcloud kubectl helm
  confirm
  ASSUMED=yes
  cluster
[#list roles as role]
  [=role.function]
[/#list]
[#list networkRemovals as it]
  [=it.function]
[/#list]
  leftovers
}

main "$@"
