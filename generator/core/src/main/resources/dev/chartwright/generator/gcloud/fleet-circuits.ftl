[#-- Included in fleet.ftl: the verb circuits. --]
[#if operate.circuits??]
readonly BEFORE=[=operate.circuits.before] # the path of a folder of circuits before its digest
readonly AFTER=[=operate.circuits.after] # what stands after the digest
readonly VOLUME=[=operate.circuits.mountPath]
readonly LEADER=[=operate.leader]
readonly DEADLINE=900 # seconds for the pod that removes circuits

# In the jumpbox, which mounts the circuits read-only: prints digest, size in KiB and state of each folder. Complete
# circuits have all files that their marker lists.
# shellcheck disable=SC2016
readonly LIST='
  for folder in "$1"*"$2"; do
    digest=${folder#"$1"}
    digest=${digest%"$2"}
    [[ -d ${folder} && ${digest} =~ ^[0-9a-f]{8}$ ]] || continue
    size=$(du -sk "${folder}")
    state=incomplete
    files=$(find "${folder}" -type f -name "*_state_*" -printf "%P %s\n" | LC_ALL=C sort)
    if [[ -s ${folder}/.complete && -z $(LC_ALL=C comm -13 - "${folder}/.complete" <<<"${files}") ]]; then
      state=complete
    fi
    printf "%s %s %s\n" "${digest}" "${size%%[!0-9]*}" "${state}"
  done
'

# In a pod that may write: takes the name from the circuits, and deletes them, and what an earlier pod left. So a set
# that is not complete never has the name of one.
# shellcheck disable=SC2016
readonly REMOVE='
  set -eu
  mv "$1" "$2/.removed.$3"
  rm -rf "$2"/.removed.*
'

# find_users <claim>: sets USERS to a line "DIGEST OBJECT" for each pod and Deployment that mounts the claim and uses
# circuits. A Deployment without pods uses those that its next pod needs.
find_users() {
  local line object='' mounts=no value
  USERS=''
  ask [@command operate.circuits.users/]
  while IFS= read -r line; do
    case "${line}" in
      'object '*)
        object="${line#object }"
        mounts=no
        ;;
      "claim $1") mounts=yes ;;
      "value ${BEFORE}"*)
        value=${line#"value ${BEFORE}"}
        if [[ "${mounts}" == yes ]]; then
          USERS+="${value:0:8} ${object}"$'\n'
        fi
        ;;
      *) ;;
    esac
  done <<<"${ANSWER}"
}

# users_of <digest>: sets FOUND to the objects that use the circuits.
users_of() {
  local digest object
  FOUND=''
  while read -r digest object; do
    if [[ "${digest}" == "$1" && ", ${FOUND}, " != *", ${object}, "* ]]; then
      FOUND+="${FOUND:+, }${object}"
    fi
  done <<<"${USERS}"
}

# Sets what a pod takes from the jumpbox: it is admitted where the jumpbox is.
take_from_jumpbox() {
  ask [@command lines=operate.circuits.jumpbox deep=true/] \
    "${JUMPBOX}"
  {
    IFS= read -r image
    IFS= read -r claim
    IFS= read -r name
    IFS= read -r pull_secrets
    IFS= read -r pod_security
    IFS= read -r container_security
    IFS= read -r node_selector
    IFS= read -r tolerations
  } <<<"${ANSWER}"$'\n\n\n\n\n\n\n'
  [[ -n "${claim}" || "${dry_run}" == yes ]] || fail "the pod ${JUMPBOX} mounts no claim with circuits"
}

list_circuits() {
  local digest size state
  take_from_jumpbox
  find_users "${claim}"
  attempt jumpbox bash -c "${LIST}" list "${BEFORE}" "${AFTER}"
  [[ "${dry_run}" == no ]] || return 0
  printf '%-8s  %10s  %-10s  %s\n' DIGEST MIB STATE 'USED BY'
  while read -r digest size state; do
    if [[ -n "${digest}" ]]; then
      users_of "${digest}"
      printf '%-8s  %10d  %-10s  %s\n' "${digest}" "$((size / 1024))" "${state}" "${FOUND:--}"
    fi
  done <<<"${ANSWER}"
}

# json <text>: sets QUOTED to the text as a JSON string.
json() {
  QUOTED="${1//\\/\\\\}"
  QUOTED="${QUOTED//\"/\\\"}"
  QUOTED="\"${QUOTED//$'\n'/\\n}\""
}

# pod <name> <folder> <parent>: prints the pod that removes a folder. It ends after the deadline even if this script is
# gone.
pod() {
  local script folder parent
  json "${REMOVE}"
  script="${QUOTED}"
  json "$2"
  folder="${QUOTED}"
  json "$3"
  parent="${QUOTED}"
  cat <<POD
{
  "apiVersion": "v1",
  "kind": "Pod",
  "metadata": {
    "name": "$1",
    "labels": {
      "app.kubernetes.io/name": "${name}",
      "app.kubernetes.io/instance": "${RELEASE}",
      "app.kubernetes.io/component": "circuits"
    }
  },
  "spec": {
    "restartPolicy": "Never",
    "activeDeadlineSeconds": ${DEADLINE},
    "terminationGracePeriodSeconds": 5,
    "automountServiceAccountToken": false,
    "enableServiceLinks": false,
    "imagePullSecrets": ${pull_secrets:-null},
    "securityContext": ${pod_security:-null},
    "nodeSelector": ${node_selector:-null},
    "tolerations": ${tolerations:-null},
    "affinity": {
      "podAffinity": {
        "preferredDuringSchedulingIgnoredDuringExecution": [{
          "weight": 100,
          "podAffinityTerm": {
            "topologyKey": "kubernetes.io/hostname",
            "labelSelector": {
              "matchLabels": {
                "app.kubernetes.io/instance": "${RELEASE}",
                "app.kubernetes.io/component": "${LEADER}"
              }
            }
          }
        }]
      }
    },
    "containers": [{
      "name": "circuits",
      "image": "${image}",
      "command": ["bash", "-c", ${script}, "remove", ${folder}, ${parent}, "$1"],
      "resources": {
        "requests": {"cpu": "100m", "memory": "64Mi", "ephemeral-storage": "16Mi"},
        "limits": {"cpu": "1", "memory": "256Mi", "ephemeral-storage": "16Mi"}
      },
      "securityContext": ${container_security:-null},
      "volumeMounts": [{"name": "circuits", "mountPath": "${VOLUME}"}]
    }],
    "volumes": [{"name": "circuits", "persistentVolumeClaim": {"claimName": "${claim}"}}]
  }
}
POD
}

# create_pod <name> <folder> <parent>
create_pod() {
  pod "$@" | perform [@command operate.circuits.create/]
}

delete_pod() {
  try [@command lines=operate.circuits.delete deep=true/] \
    "$1"
  [[ -z "${COMPLAINT}" ]] || say "the pod $1 was not deleted: ${COMPLAINT}"
}

# remove_folder <folder>: removes it, in a pod that is deleted in every case.
remove_folder() {
  local phase='' end=$((SECONDS + DEADLINE))
  helper="circuits-$$-${RANDOM}"
  if [[ "${dry_run}" == yes ]]; then
    perform [@command operate.circuits.create/]
    perform [@command lines=operate.circuits.delete deep=true/] \
      "${helper}"
    return 0
  fi
  trap 'delete_pod "${helper}"' EXIT
  try create_pod "${helper}" "$1" "${1%/*}"
  ((STATUS == 0)) || fail "the pod ${helper} was not created: ${COMPLAINT}"
  until [[ "${phase}" == Succeeded || "${phase}" == Failed ]]; do
    ((SECONDS < end)) || fail "the pod ${helper} did not end within ${DEADLINE} seconds; it is ${phase:-unknown}"
    sleep 2
    # A connection may break; the next one tells.
    try [@command lines=operate.circuits.phase deep=true/] \
      "${helper}"
    phase="${ANSWER}"
  done
  if [[ "${phase}" == Failed ]]; then
    try [@command operate.circuits.log/] \
      "${helper}"
    fail "the pod ${helper} failed: ${ANSWER:-${COMPLAINT:-it left no message}}"
  fi
}

remove_circuits() {
  local digest="$1" folder="${BEFORE}$1${AFTER}"
  [[ "${digest}" =~ ^[0-9a-f]{8}$ ]] || fail "not the digest of circuits, such as 0a1b2c3d: ${digest}" 2
  connect
  take_from_jumpbox
  attempt jumpbox bash -c "${LIST}" list "${BEFORE}" "${AFTER}"
  [[ "${dry_run}" == yes || $'\n'"${ANSWER}" == *$'\n'"${digest} "* ]] ||
    fail "there are no circuits ${digest}: ${0##*/} circuits list"
  find_users "${claim}"
  users_of "${digest}"
  [[ -z "${FOUND}" ]] || fail "the circuits ${digest} are in use: ${FOUND}"
  remove_folder "${folder}"
  [[ "${dry_run}" == yes ]] || say "the circuits ${digest} were removed"
}

circuits() {
  case "$#:${1:-}" in
    1:list)
      connect
      list_circuits
      ;;
    2:remove) remove_circuits "$2" ;;
    *) usage 'circuits list | circuits remove DIGEST' ;;
  esac
}
[#else]
circuits() {
  case "$#:${1:-}" in
    1:list | 2:remove) fail 'the circuits are not on a volume that all pods share: there is nothing to list or remove' ;;
    *) usage 'circuits list | circuits remove DIGEST' ;;
  esac
}
[/#if]

