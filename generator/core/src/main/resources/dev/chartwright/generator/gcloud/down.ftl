[#include "parts.ftl"]
#!/usr/bin/env bash
#
# Removes the fleet, its cluster and everything that was created for them, in reverse order. The disk
# with the proofs remains. The circuits are removed, because they can be built again.
#
# Usage: down.sh [--yes] [--delete-proofs] [--dry-run]
#   --yes            do not ask for confirmation
#   --delete-proofs  remove the proofs too
#   --dry-run        print the commands of a full removal; look up nothing, change nothing
#   --help           print this help
#
# Settings, from the environment:
[@projectHelp/]
#   RELEASE    the name of the release; default: the name of the fleet
#   NAMESPACE  the namespace of the release; default: the name of the fleet
#
# Exit codes: 0 done · 1 a command failed · 2 wrong usage, or not confirmed
[@start/]
yes=no
delete_proofs=no

[@settings][@nodesSetting/][@proofsSetting/][@contextSetting/][@releaseSettings/][/@settings]
confirm() {
  say "This removes from the project ${PROJECT}:"
  say "  release ${RELEASE} in the namespace ${NAMESPACE}, with the proofs in progress"
[#list removedThings as it]
  say [="  " + it]
[/#list]
  if [[ "${delete_proofs}" == yes ]]; then
    say 'The disk with the proofs is removed too.'
  else
    say 'The disk with the proofs remains.'
  fi
[#if bucket??]
  say [="The bucket gs://" + bucket.name + " remains, with all its proofs."]
[/#if]
  [[ "${yes}" == no && "${dry_run}" == no ]] || return 0
  [[ -t 0 ]] || fail 'there is no terminal to ask for confirmation: use --yes' 2
  local reply
  read -r -p "Type the name of the cluster to continue: " reply
  [[ "${reply}" == [=clusterName] ]] || fail 'nothing was removed' 2
}

# remove <kind>: deletes all objects of a kind while their operator runs. Without the operator, their
# finalizers would keep them and their namespace forever.
remove() {
  ask [@command findDefinition/] "$1"
  if [[ -n "${ANSWER}" || "${dry_run}" == yes ]]; then
    run [@command lines=deleteAll deep=true/] "$1"
  fi
}

# Only the cluster can delete its disks, so this waits until the volumes are gone.
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

# Deleting the cluster also deletes its node pools.
cluster() {
  look [=cluster.what] \
    [@command lines=cluster.describe deep=true/] -- \
    status RUNNING
  if [[ "${FOUND}" == yes ]]; then
    # A cluster that did not start does not answer.
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
  ask [@command role.bindings/]
  look_for [@word role.binding/]
  if [[ "${FOUND}" == yes ]]; then
    run [@command lines=role.revoke deep=true/]
  fi
}

[/#list]
leftovers() {
  say 'Remaining volumes, which cost money until they are deleted:'
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
