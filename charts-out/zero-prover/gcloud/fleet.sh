#!/usr/bin/env bash
#
# Operates the fleet: witnesses go to the jumpbox, runs are watched, proofs come back.
#
# Usage: fleet.sh [--dry-run] VERB [ARGUMENT...]
#   put FILE...                          copy files to /data/witnesses; no file there is replaced
#   prove FILE [PREVIOUS | --continue]   put a run into the queue, and follow it
#   batch FILE|FOLDER...                 put a run for each witness into the queue
#   runs [RUN]                           list the runs, or one of them
#   follow RUN                           show the log of a run until it is over
#   stop RUN                             end a run, or take it out of the queue
#   retry RUN                            put a failed run into the queue again, and follow it
#   pause [REASON] / resume              start no further runs, and start runs again
#   reset                                stop the workers, and delete the tasks that an earlier run left
#   tip                                  say what the companion knows of the chain, and which block is next
#   uploads                              say which proofs the bucket has, and which it refused
#   upload BLOCK                         send a refused proof to the bucket again
#   verify BLOCK|FILE                    verify a proof in the jumpbox
#   get BLOCK [FILE]                     verify the proof of a block, and fetch it; no file is replaced
#   logs [RUN | --workers]               show the log of the companion, of a run, or of the workers
#   top [RUN] [--atop]                   show what the tasks used, by worker or for a run; with --atop the processes that
#                                        used most during each proof, where workers are recorded
#   circuits list                        list the circuits: digest, size, whether they are complete, who uses them
#   circuits remove DIGEST               remove circuits that no pod uses
#   freeze on [HOURS | END]              keep GKE from upgrading nodes, for 24 hours or until a time: 2026-12-24T18:00Z
#   freeze off                           let GKE upgrade nodes again
#   rotate-password                      give the user of the broker a new password, and restart the fleet
#
# A FILE that begins with /data/ is in the jumpbox; any other one is on this machine, and is copied there before use. A
# BLOCK is a number: the proof of block 34 is /data/proofs/b34.zkproof. Ending this script, or losing the connection,
# does not affect a run.
#
#   --dry-run  print the commands of a first run; look up nothing, change nothing
#   --help     print this help
#
# Settings, from the environment:
#   PROJECT    the id of the project; default: the project of the gcloud configuration
#   RELEASE    the name of the release; default: the name of the fleet
#   NAMESPACE  the namespace of the release; default: the name of the fleet
#
# Exit codes: 0 done · 1 a command or the run failed · 2 wrong usage, or refused · 130 the run or this script was stopped

set -euo pipefail

here="$(dirname -- "${BASH_SOURCE[0]}")"
readonly here
# shellcheck source-path=SCRIPTDIR source=lib.sh
source "${here}/lib.sh"

readonly WITNESSES=/data/witnesses
readonly MIB=1048576
readonly CHUNK=8 # MiB between two reports of progress
exec 3>&2        # for progress, where messages are kept

settings() {
  choose_project
  readonly PROJECT
  readonly CONTEXT=gke_"${PROJECT}"_europe-west1-c_zero-prover-test-01
  readonly RELEASE=${RELEASE:-zero-prover}
  readonly NAMESPACE=${NAMESPACE:-zero-prover}
}

# perform <command>...: runs a command, or shows it in a dry run. If it fails, its exit code is that of the script.
perform() {
  if [[ "${dry_run}" == yes ]]; then
    show "$@"
  else
    "$@" || exit
  fi
}

# attempt <command>...: as perform, but keeps the output in ANSWER.
attempt() {
  if [[ "${dry_run}" == yes ]]; then
    ANSWER=''
    "$@"
    return 0
  fi
  try "$@"
  if ((STATUS != 0)); then
    say "${COMPLAINT}"
    exit "${STATUS}"
  fi
}

# connect [--workers]: gets ready for commands. Without a jumpbox, only the workers can be asked.
connect() {
  settings
  need kubectl
  find_jumpbox "$@"
}

# Sets JUMPBOX to the pod of the jumpbox.
find_jumpbox() {
  JUMPBOX=JUMPBOX_POD
  [[ "${dry_run}" == no ]] || return 0
  ask kubectl --context="${CONTEXT}" get pods --namespace="${NAMESPACE}" \
    --selector=app.kubernetes.io/instance="${RELEASE}",app.kubernetes.io/component=leader \
    --field-selector=status.phase=Running \
    --output='go-template={{range .items}}{{if not .metadata.deletionTimestamp}}{{.metadata.name}}{{"\n"}}{{end}}{{end}}'
  JUMPBOX="${ANSWER%%$'\n'*}"
  [[ -n "${JUMPBOX}" || "${1:-}" == --workers ]] ||
    fail "no jumpbox is running: there is no pod of the release ${RELEASE} in the namespace ${NAMESPACE}"
}

# jumpbox <command>...: performs a command in the jumpbox.
jumpbox() {
  perform kubectl --context="${CONTEXT}" exec --container=leader --namespace="${NAMESPACE}" \
    "${JUMPBOX}" -- "$@"
}

# companion <command>...: performs a command of the companion, which is the one that knows whether there is a queue.
companion() {
  jumpbox /scripts/companion "$@"
}

# Sets SUM to the SHA-256 of a file.
digest() {
  if command -v sha256sum >/dev/null; then
    SUM="$(sha256sum <"$1")"
  else
    SUM="$(shasum -a 256 <"$1")"
  fi
  SUM="${SUM%% *}"
}

# In the jumpbox: receives a file under a temporary name, and links it to its own name if it is whole and the name is
# free. Prints what became of it. It reads as many bytes as the file has, because not every connection tells the end of
# its input. The files of interrupted transfers are deleted after a day.
# shellcheck disable=SC2016
readonly RECEIVE='
  set -euo pipefail
  target=$1/$2
  result=present
  if [[ ! -e ${target} ]]; then
    find "$1" -maxdepth 1 -name ".put.*" -mmin +1440 -delete
    part=$(mktemp "$1/.put.XXXXXX")
    trap "rm -f \"\${part}\"" EXIT
    head -c "$3" >"${part}"
    if [[ $(stat -c %s "${part}") != "$3" || $(sha256sum <"${part}") != "$4 "* ]]; then
      echo cut
      exit
    fi
    chmod 644 "${part}"
    if ln -T "${part}" "${target}" 2>/dev/null; then
      result=copied
    fi
  fi
  if [[ $(sha256sum <"${target}") != "$4 "* ]]; then
    result=different
  fi
  echo "${result}"
'

# receive <argument>...: receives a file in the jumpbox.
receive() {
  perform kubectl --context="${CONTEXT}" exec --stdin --container=leader \
      --namespace="${NAMESPACE}" \
    "${JUMPBOX}" -- bash -c "${RECEIVE}" receive "$@"
}

# send <file> <size>: prints the file. Reports the progress if somebody watches.
send() {
  local mib
  for ((mib = 0; mib * MIB < $2; mib += CHUNK)); do
    dd if="$1" bs="${MIB}" skip="${mib}" count="${CHUNK}" 2>/dev/null || return 1
    if [[ -t 3 ]]; then
      printf '\r%s: %d %%' "${1##*/}" "$(((mib + CHUNK) * MIB >= $2 ? 100 : (mib + CHUNK) * MIB * 100 / $2))" >&3
    fi
  done
  [[ ! -t 3 ]] || printf '\r\033[K' >&3
}

# transfer <file> <name> <size> <SHA-256>: copies a file to the jumpbox.
transfer() {
  send "$1" "$3" | receive "${WITNESSES}" "${@:2}"
}

# check_file <path>: ends the script if a file of this machine cannot be copied.
check_file() {
  if [[ "$1" != /data/* ]]; then
    [[ -f "$1" && -r "$1" ]] || fail "the file does not exist or cannot be read: $1" 2
    [[ -s "$1" ]] || fail "the file is empty: $1" 2
  fi
}

# put_file <path>: sets THERE to the path in the jumpbox, after the file was copied if it is on this machine.
put_file() {
  local name="${1##*/}" size
  THERE="$1"
  if [[ "$1" == /data/* ]]; then
    return 0
  fi
  THERE="${WITNESSES}/${name}"
  size="$(wc -c <"$1")"
  size=$((size)) # without the spaces of some systems
  digest "$1"
  if [[ "${dry_run}" == yes ]]; then
    receive "${WITNESSES}" "${name}" "${size}" "${SUM}"
    return 0
  fi
  try transfer "$1" "${name}" "${size}" "${SUM}"
  case "${ANSWER}" in
    copied) say "${THERE}: copied" ;;
    present) say "${THERE}: is there already" ;;
    different) fail "${THERE}: is there already, with other content: rename your file" ;;
    cut) fail "${THERE}: only a part arrived, and was deleted: try again" ;;
    *) fail "${THERE}: was not copied: ${COMPLAINT}" ;;
  esac
}

put() {
  (($# > 0)) || usage 'put FILE...'
  local file
  for file in "$@"; do
    [[ "${file}" != /data/* ]] || fail "this file is in the jumpbox already: ${file}" 2
    check_file "${file}"
  done
  connect
  for file in "$@"; do
    put_file "${file}"
  done
}

# In a pipe: passes the output of a command on, and writes the number of a new run into a file. Ctrl-C ends the
# command, and thereby this.
relay() {
  local line
  trap '' INT
  while IFS= read -r line; do
    printf '%s\n' "${line}"
    case "${line}" in
      'run '*' is in the queue')
        line="${line#run }"
        printf '%s' "${line% is in the queue}" >"$1"
        break
        ;;
      *) ;;
    esac
  done
  exec cat
}

# follow_run <run, or nothing if it is new> <command>...: performs a command that follows a run. If it ends before the
# run, says so. Exits with the code of the run, or of the command.
follow_run() {
  local run="$1" status state=''
  shift
  if [[ "${dry_run}" == yes ]]; then
    companion "$@"
    return 0
  fi
  noted="$(mktemp)"
  trap 'rm -f "${noted}"' EXIT
  printf '%s' "${run}" >"${noted}"
  # The commands of the pipe get the signal too.
  trap : INT
  trap - ERR
  set +o errexit
  companion "$@" | relay "${noted}"
  status="${PIPESTATUS[0]}"
  set -o errexit
  trap - INT
  run="$(cat "${noted}")"
  # Code 2: the jumpbox refused the command.
  if ((status == 0 || status == 2)) || [[ -z "${run}" ]]; then
    exit "${status}"
  fi
  # The code alone does not tell whether the run failed, or the connection.
  try companion runs "${run}"
  read -r _ state _ <<<"${ANSWER}" || true
  case "${STATUS} ${state}" in
    '0 done')
      say "${ANSWER%%$'\n'*}"
      exit 0
      ;;
    '0 failed' | '2 '*) ;;
    '0 '*) say "the run goes on; to follow it again: ${0##*/} follow ${run}" ;;
    *) say "the jumpbox does not answer, and the run is left alone; to follow it again: ${0##*/} follow ${run}" ;;
  esac
  exit "${status}"
}

prove() {
  (($# == 1 || $# == 2)) || usage 'prove FILE [PREVIOUS | --continue]'
  local witness="$1"
  shift
  check_file "${witness}"
  if (($# == 1)) && [[ "$1" != --continue ]]; then
    check_file "$1"
    connect
    put_file "$1"
    set -- "${THERE}"
  else
    connect
  fi
  put_file "${witness}"
  follow_run '' prove "${THERE}" "$@"
}

# all_files <path>...: sets FILES to the files, and the witnesses of the folders, of which each exists.
all_files() {
  local path file
  FILES=()
  for path in "$@"; do
    if [[ "${path}" == /data/* || ! -d "${path}" ]]; then
      check_file "${path}"
      FILES+=("${path}")
      continue
    fi
    for file in "${path%/}"/*.json; do
      [[ -e "${file}" ]] || fail "the folder has no witness NAME.json: ${path}" 2
      check_file "${file}"
      FILES+=("${file}")
    done
  done
}

batch() {
  (($# > 0)) || usage 'batch FILE|FOLDER...'
  local file
  all_files "$@"
  connect
  set --
  for file in ${FILES[@]+"${FILES[@]}"}; do
    put_file "${file}"
    set -- "$@" "${THERE}"
  done
  companion batch "$@"
}

# proof <block>: sets THERE to the proof of a block.
proof() {
  [[ "$1" =~ ^[0-9]+$ ]] || fail "not the number of a block: $1" 2
  THERE="/data/proofs/b$((10#$1)).zkproof"
}

verify() {
  (($# == 1)) || usage 'verify BLOCK|FILE'
  if [[ "$1" =~ ^[0-9]+$ ]]; then
    connect
    proof "$1"
  else
    check_file "$1"
    connect
    put_file "$1"
  fi
  jumpbox /scripts/verify "${THERE}"
}

# In the jumpbox: verifies a proof, and prints its SHA-256.
# shellcheck disable=SC2016
readonly VERIFIED='/scripts/verify "$1" >&2 && sha256sum <"$1"'

# fetch <path> <file>: copies a file of the jumpbox into a new one of this machine.
fetch() {
  set -o noclobber
  jumpbox cat "$1" >"$2"
}

# is_fetched <file> <SHA-256>: sets FOUND to whether a file has that content.
is_fetched() {
  FOUND=no
  if [[ -f "$1" && -r "$1" ]]; then
    digest "$1"
    [[ "${SUM}" != "$2" ]] || FOUND=yes
  fi
}

get() {
  (($# == 1 || $# == 2)) || usage 'get BLOCK [FILE]'
  proof "$1"
  local file="${2:-${THERE##*/}}" expected
  [[ ! -d "${file}" ]] || file="${file%/}/${THERE##*/}"
  connect
  attempt jumpbox bash -c "${VERIFIED}" verified "${THERE}"
  if [[ "${dry_run}" == yes ]]; then
    jumpbox cat "${THERE}"
    return 0
  fi
  expected="${ANSWER%% *}"
  if [[ ! -e "${file}" && ! -L "${file}" ]]; then
    part="${file}.part.$$"
    trap 'rm -f "${part}"' EXIT
    try fetch "${THERE}" "${part}"
    is_fetched "${part}" "${expected}"
    [[ "${FOUND}" == yes ]] || fail "${file}: the proof did not arrive whole, and was deleted: ${COMPLAINT:-try again}"
    # It replaces nothing, and on some systems does not say so.
    mv -n "${part}" "${file}" || true
  fi
  is_fetched "${file}" "${expected}"
  [[ "${FOUND}" == yes ]] || fail "the file exists already, with other content: ${file}"
  say "${file}: the verified proof of block $1"
}

logs() {
  (($# <= 1)) || usage 'logs [RUN | --workers]'
  connect "$@"
  local run="${1:-}"
  case "${run}" in
    '') perform kubectl --context="${CONTEXT}" logs --container=leader --namespace="${NAMESPACE}" "${JUMPBOX}" ;;
    --workers) perform kubectl --context="${CONTEXT}" logs --container=worker --prefix --tail=-1 \
      --namespace="${NAMESPACE}" \
      --selector=app.kubernetes.io/instance="${RELEASE}"',app.kubernetes.io/component in (worker)' ;;
    *)
      attempt companion runs "${run}"
      run="${ANSWER:-${run}}"
      # A run moves from folder to folder.
      # shellcheck disable=SC2016
      jumpbox bash -c 'cat /data/runs/*/"$1"/log' log "${run%% *}"
      ;;
  esac
}

# usage <arguments>: ends the script because the arguments of a verb are wrong.
usage() {
  fail "usage: ${0##*/} $1" 2
}

# arguments <most> <fewest> <what they are> <argument>...: ends the script if there are more or fewer.
arguments() {
  (($# - 3 <= $1 && $# - 3 >= $2)) || usage "$3"
}

readonly BEFORE=/circuits/v0.7- # the path of a folder of circuits before its digest
readonly AFTER=_circuit_cache # what stands after the digest
readonly VOLUME=/circuits
readonly LEADER=leader
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
  ask kubectl --context="${CONTEXT}" get pods,deployments.apps \
    --output='go-template={{define "env"}}{{range .env}}{{with .value}}value {{.}}{{"\n"}}{{end}}{{end}}{{end}}{{define "pod"}}{{range .volumes}}{{with .persistentVolumeClaim}}claim {{.claimName}}{{"\n"}}{{end}}{{end}}{{range .initContainers}}{{template "env" .}}{{end}}{{range .containers}}{{template "env" .}}{{end}}{{end}}{{range .items}}object {{.kind}} {{.metadata.name}}{{"\n"}}{{template "pod" .spec}}{{with .spec.template}}{{template "pod" .spec}}{{end}}{{end}}' \
    --namespace="${NAMESPACE}"
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
  ask kubectl --context="${CONTEXT}" get pod \
      --output='jsonpath={.spec.containers[?(@.name=="leader")].image}{"\n"}{.spec.volumes[?(@.name=="circuits")].persistentVolumeClaim.claimName}{"\n"}{.metadata.labels.app\.kubernetes\.io/name}{"\n"}{.spec.imagePullSecrets}{"\n"}{.spec.securityContext}{"\n"}{.spec.containers[?(@.name=="leader")].securityContext}{"\n"}{.spec.nodeSelector}{"\n"}{.spec.tolerations}' \
      --namespace="${NAMESPACE}" \
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
  pod "$@" | perform kubectl --context="${CONTEXT}" create --output=name --filename=- \
    --namespace="${NAMESPACE}"
}

delete_pod() {
  try kubectl --context="${CONTEXT}" delete pod --ignore-not-found --wait=false --output=name \
      --namespace="${NAMESPACE}" \
    "$1"
  [[ -z "${COMPLAINT}" ]] || say "the pod $1 was not deleted: ${COMPLAINT}"
}

# remove_folder <folder>: removes it, in a pod that is deleted in every case.
remove_folder() {
  local phase='' end=$((SECONDS + DEADLINE))
  helper="circuits-$$-${RANDOM}"
  if [[ "${dry_run}" == yes ]]; then
    perform kubectl --context="${CONTEXT}" create --output=name --filename=- \
    --namespace="${NAMESPACE}"
    perform kubectl --context="${CONTEXT}" delete pod --ignore-not-found --wait=false --output=name \
      --namespace="${NAMESPACE}" \
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
    try kubectl --context="${CONTEXT}" get pod --output='jsonpath={.status.phase}' \
      --namespace="${NAMESPACE}" \
      "${helper}"
    phase="${ANSWER}"
  done
  if [[ "${phase}" == Failed ]]; then
    try kubectl --context="${CONTEXT}" logs --namespace="${NAMESPACE}" \
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

readonly MOST_HOURS=720 # security fixes of the nodes wait that long

# Sets ANSWER to the time at which the exclusion ends; empty if there is none.
find_end() {
  ask gcloud container clusters describe zero-prover-test-01 --zone=europe-west1-c \
    --project="${PROJECT}" --quiet \
    --format='value(maintenancePolicy.window.maintenanceExclusions."freeze-zero-prover".endTime)'
}

unfreeze() {
  run gcloud container clusters update zero-prover-test-01 --zone=europe-west1-c \
    --project="${PROJECT}" --quiet --remove-maintenance-exclusion=freeze-zero-prover
}

# freeze on [HOURS | END] | off: adds or removes a maintenance exclusion of the cluster.
freeze() {
  local end='' now last
  case "$# ${1:-}" in
    '1 on' | '2 on') end="${2:-24}" ;;
    '1 off') ;;
    *) usage 'freeze on [HOURS | END], freeze off' ;;
  esac
  now="$(date -u +%Y-%m-%dT%H:%M:%SZ)"
  if [[ "${end}" =~ ^[0-9]{1,4}$ ]]; then
    ((10#${end} >= 1 && 10#${end} <= MOST_HOURS)) || fail "from 1 to ${MOST_HOURS} hours, not ${end}" 2
    end="+PT$((10#${end}))H"
  elif [[ -n "${end}" ]]; then
    [[ "${end}" =~ ^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}Z$ ]] ||
      fail "not a number of hours, and not a time such as 2026-12-24T18:00Z: ${end}" 2
    [[ "${end}" > "${now}" ]] || fail "this time is over: ${end}" 2
    # macOS, or GNU.
    last="$(trap - ERR; date -u "-v+${MOST_HOURS}H" +%Y-%m-%dT%H:%MZ 2>/dev/null || date -u -d "${MOST_HOURS} hours" +%Y-%m-%dT%H:%MZ)"
    [[ ! "${end}" > "${last}" ]] ||
      fail "from 1 to ${MOST_HOURS} hours, which is until ${last} at most, not ${end}: security fixes of the nodes wait that long" 2
  fi
  settings
  need gcloud
  find_end
  if [[ -z "${end}" ]]; then
    if [[ -z "${ANSWER}" && "${dry_run}" == no ]]; then
      say 'the nodes are not frozen'
      return 0
    fi
    unfreeze
    say 'GKE may upgrade the nodes again'
    return 0
  fi
  if [[ -n "${ANSWER}" ]]; then
    [[ "${ANSWER}" < "${now}" ]] ||
      fail "the nodes are frozen until ${ANSWER}; for another end, first: ${0##*/} freeze off" 2
    unfreeze
  fi
  run gcloud container clusters update zero-prover-test-01 --zone=europe-west1-c \
    --project="${PROJECT}" --quiet --add-maintenance-exclusion-name=freeze-zero-prover \
    --add-maintenance-exclusion-scope=no_minor_or_node_upgrades \
    "--add-maintenance-exclusion-end=${end}"
  find_end
  say "GKE upgrades no node until ${ANSWER:-${end}}; the autoscaler, repairs and Spot still take nodes away"
}

# The order in which the password changes. At first broker and Secret have the old one.
#   1. The Secret gets the new password under the key NEXT, beside the old one.
#   2. The broker gets the new password, and is asked whether it takes it.
#   3. The Secret gets it under all keys that contain the old one, and loses NEXT, in one change.
#   4. Leader and workers restart: a variable from a Secret is read when a container starts. The connections that are
#      open stay open until then. KEDA reads the Secret again when the broker refuses it.
#   5. Runs may begin again.
# After an interruption the queue stays paused, and a second call goes on: if NEXT is there, with the password that it
# has, whether or not the broker has it already; if not, with another password, which changes all of it once more.
# No password is an argument of a program, because all users of a machine may see those.
readonly NEXT=next-password
readonly REASON='the broker gets a new password'
readonly LOOK_SECONDS=5 # how often the runs are looked at

# refuse <sentence>: ends the script before anything has changed.
refuse() {
  fail "$1; nothing was changed"
}

# need_right <verb> <resource> [<option>]
need_right() {
  try kubectl --context="${CONTEXT}" auth can-i --quiet --namespace="${NAMESPACE}" "$@"
  ((STATUS == 0)) || refuse "you may not $1 $2 in the namespace ${NAMESPACE}"
}

# Sets secret and cluster, as the jumpbox knows them.
find_secret() {
  secret=SECRET
  cluster=BROKER
  [[ "${dry_run}" == no ]] || return 0
  ask kubectl --context="${CONTEXT}" get pod --namespace="${NAMESPACE}" \
      --output='jsonpath={.spec.containers[?(@.name=="leader")].env[?(@.name=="RABBITMQ_PASSWORD")].valueFrom.secretKeyRef.name}{"\n"}{.spec.containers[?(@.name=="leader")].env[?(@.name=="AMQP_HOST")].value}' \
    "${JUMPBOX}"
  {
    IFS= read -r secret
    IFS= read -r cluster
  } <<<"${ANSWER}"$'\n\n'
  cluster="${cluster%%.*}" # of the name of its Service
  [[ -n "${secret}" && -n "${cluster}" ]] || refuse 'the jumpbox does not take its password from a Secret'
}

# Sets BROKER to a pod of the broker. All of them have the same users.
find_broker() {
  BROKER=BROKER_POD
  [[ "${dry_run}" == no ]] || return 0
  ask kubectl --context="${CONTEXT}" get pods --field-selector=status.phase=Running \
      --output='go-template={{range .items}}{{if not .metadata.deletionTimestamp}}{{.metadata.name}}{{"\n"}}{{end}}{{end}}' \
      --namespace="${NAMESPACE}" \
    "--selector=app.kubernetes.io/name=${cluster},app.kubernetes.io/component=rabbitmq"
  BROKER="${ANSWER%%$'\n'*}"
  [[ -n "${BROKER}" ]] || refuse "no pod of the broker ${cluster} is running"
}

# Sets version, immutable, owners and entries of the Secret, and user, old and next from its entries. Texts are as in
# JSON, without quotes.
read_secret() {
  local key value
  version=''
  immutable=''
  owners=''
  entries=''
  user=USER
  old=''
  next=''
  [[ "${dry_run}" == no ]] || return 0
  # shellcheck disable=SC2016
  ask kubectl --context="${CONTEXT}" get secret \
      --output='go-template={{.metadata.resourceVersion}}{{"\n"}}{{with .immutable}}{{.}}{{end}}{{"\n"}}{{range .metadata.ownerReferences}}{{.kind}} {{end}}{{"\n"}}{{range $key, $value := .data}}{{$key}}{{"\t"}}{{$value | base64decode | printf "%q"}}{{"\n"}}{{end}}' \
      --namespace="${NAMESPACE}" \
    "${secret}"
  {
    IFS= read -r version
    IFS= read -r immutable
    IFS= read -r owners
    IFS= read -r -d '' entries || true
  } <<<"${ANSWER}"$'\n\n'
  user=''
  while IFS=$'\t' read -r key value; do
    value="${value#\"}"
    value="${value%\"}"
    case "${key}" in
      username) user="${value}" ;;
      password) old="${value}" ;;
      "${NEXT}") next="${value}" ;;
      *) ;;
    esac
  done <<<"${entries}"
}

# Ends the script if something is missing.
check_rotation() {
  [[ "${dry_run}" == no ]] || return 0
  need_right get "secrets/${secret}"
  need_right patch "secrets/${secret}"
  need_right create pods --subresource=exec
  need_right patch deployments.apps
  read_secret
  [[ -n "${user}" && -n "${old}" && "${user}" != *\\* ]] ||
    refuse "the Secret ${secret} has no username and password"
  [[ "${immutable}" != true ]] || refuse "the Secret ${secret} is immutable"
  [[ -z "${owners}" || "${owners}" == 'RabbitmqCluster ' ]] ||
    refuse "the Secret ${secret} belongs to: ${owners% }, which would restore the old password: change the password there"
  try rabbitmqctl list_users
  ((STATUS == 0)) || refuse "the broker does not answer: ${COMPLAINT}"
  [[ $'\n'"${ANSWER}" == *$'\n'"${user}"$'\t'* ]] || refuse "the broker has no user ${user}"
}

# rabbitmqctl <command>...: performs it in the broker.
rabbitmqctl() {
  perform kubectl --context="${CONTEXT}" exec --stdin --container=rabbitmq \
      --namespace="${NAMESPACE}" \
    "${BROKER}" -- rabbitmqctl --quiet "$@"
}

# give <text> <command>...: performs a command that reads a text, which a dry run does not have.
give() {
  if [[ "${dry_run}" == yes ]]; then
    "${@:2}"
  else
    printf '%s\n' "$1" | "${@:2}" || exit
  fi
}

# change_secret <changes, in JSON>: fails if the Secret has changed since it was read.
change_secret() {
  give "{\"metadata\": {\"resourceVersion\": \"${version}\"}, $1}" \
    perform kubectl --context="${CONTEXT}" patch secret --type=merge --patch-file=/dev/stdin \
      --output=name --namespace="${NAMESPACE}" \
    "${secret}"
}

# Lets no run begin, unless none may begin already.
pause_queue() {
  if [[ "${dry_run}" == yes ]]; then
    companion pause "${REASON}"
    return 0
  fi
  try companion pause "${REASON}"
  if ((STATUS != 0)) && [[ "${COMPLAINT}" != *'No run begins until '* ]]; then
    say "${COMPLAINT}"
    exit "${STATUS}"
  fi
}

# Lets runs begin again, unless somebody else paused the queue.
resume_queue() {
  if [[ "${dry_run}" == yes ]]; then
    companion resume
    return 0
  fi
  try companion runs
  case "${STATUS} ${ANSWER}" in
    "0 "*"${REASON}"*) try companion resume ;;
    '0 '*'No run begins until '*) say 'the queue was paused before, and stays paused' ;;
    *) ;;
  esac
  # Code 2: there is no queue.
  ((STATUS == 0 || STATUS == 2)) || say "the queue may still be paused, see ${0##*/} runs: ${COMPLAINT}"
}

# Returns when no run is running.
await_runs() {
  local run state running='' told=''
  [[ "${dry_run}" == no ]] || return 0
  sleep 2 # a run may have begun in the moment of the pause
  while true; do
    try companion runs
    ((STATUS == 0)) || refuse "the jumpbox does not list the runs: ${COMPLAINT}"
    running=''
    while read -r run state _; do
      [[ "${state}" != running ]] || running="${run}"
    done <<<"${ANSWER}"
    [[ -n "${running}" ]] || return 0
    if [[ "${told}" != "${running}" ]]; then
      say "waiting for the end of the run ${running}; Ctrl-C cancels the rotation, and starts runs again"
      told="${running}"
    fi
    sleep "${LOOK_SECONDS}"
  done
}

# Sets next to a new password of letters and digits, which have no special meaning in a URL.
make_password() {
  next="$(head -c 1024 /dev/urandom | LC_ALL=C tr -dc 'A-Za-z0-9')"
  next="${next:0:32}"
  ((${#next} == 32)) || refuse 'cannot read random bytes from /dev/urandom'
}

# Sets CHANGES to the entries of the Secret that contain the old password, with the new one.
replace_password() {
  local key value after
  CHANGES="\"password\": \"${next}\""
  while IFS=$'\t' read -r key value; do
    case "${key}" in
      '' | username | password | "${NEXT}") continue ;;
      *) ;;
    esac
    after="${value}"
    if [[ "${value}" == "\"${old}\"" ]]; then
      after="\"${next}\""
    fi
    # In URLs, and in the settings that a broker without users starts with.
    after=${after//":${old}@"/:${next}@}
    after=${after//"default_pass = ${old}"/default_pass = ${next}}
    if [[ "${after}" != "${value}" ]]; then
      CHANGES+=", \"${key}\": ${after}"
    elif ((${#old} >= 8)) && [[ "${value}" == *"${old}"* ]]; then
      say "the Secret ${secret} contains the old password under the key ${key}, too: change it there"
    fi
  done <<<"${entries}"
}

# Restarts leader and workers, and waits for them.
restart_fleet() {
  local deployment deployments=DEPLOYMENT
  ask kubectl --context="${CONTEXT}" get deployments.apps --output=name \
    --namespace="${NAMESPACE}" \
    --selector=app.kubernetes.io/instance="${RELEASE}"',app.kubernetes.io/component in (leader,worker)'
  deployments="${ANSWER:-${deployments}}"
  while IFS= read -r deployment; do
    run kubectl --context="${CONTEXT}" rollout restart --namespace="${NAMESPACE}" \
      "${deployment}"
  done <<<"${deployments}"
  while IFS= read -r deployment; do
    run kubectl --context="${CONTEXT}" rollout status --namespace="${NAMESPACE}" --timeout=3h \
      "${deployment}"
  done <<<"${deployments}"
}

rotate_password() {
  connect
  find_secret
  find_broker
  check_rotation
  # Before the first change, every end lets runs begin again.
  trap 'exit 130' INT TERM
  trap resume_queue EXIT
  pause_queue
  await_runs
  read_secret
  trap - INT TERM
  trap 'say "the rotation is incomplete, and the queue stays paused; to finish it: ${0##*/} rotate-password"' EXIT
  if [[ -z "${next}" ]]; then
    make_password
    change_secret "\"stringData\": {\"${NEXT}\": \"${next}\"}"
    read_secret
  fi
  # An empty one would let everybody in.
  [[ "${next}" =~ ^[A-Za-z0-9]{32}$ || "${dry_run}" == yes ]] ||
    fail "the Secret ${secret} has no new password under the key ${NEXT}, or one of somebody else: remove that key"
  give "${next}" rabbitmqctl change_password "${user}"
  give "${next}" rabbitmqctl authenticate_user "${user}"
  replace_password
  change_secret "\"data\": {\"${NEXT}\": null}, \"stringData\": {${CHANGES}}"
  restart_fleet
  trap - EXIT
  find_jumpbox
  resume_queue
  ((STATUS == 0)) || exit 1
  [[ "${dry_run}" == yes ]] || say "the user ${user} of the broker has a new password"
}

readonly CONSUMERS=5 # how many processes of each proof are shown

# now: sets AT to this moment.
now() {
  AT="$(date -u +%Y-%m-%dT%H:%M:%SZ)"
}

# find_spans <run>: sets SPANS to a name, a begin and an end for each proof of a run, and for the time that led to no
# proof, from the journal of the run.
find_spans() {
  local run="$1" state='' line from='' event at
  local moment='"event":"([a-z]+)","at":"([-0-9]+T[:0-9]+)' block='"block":([0-9]+)'
  SPANS=()
  attempt companion runs "${run}"
  read -r run state _ <<<"${ANSWER:-RUN}" || true
  # shellcheck disable=SC2016
  attempt jumpbox bash -c 'cat /data/runs/*/"$1"/attempts' attempts "${run}"
  if [[ "${dry_run}" == yes ]]; then
    SPANS=(PROOF BEGIN END)
    return 0
  fi
  while IFS= read -r line; do
    [[ "${line}" =~ ${moment} ]] || continue
    event="${BASH_REMATCH[1]}"
    at="${BASH_REMATCH[2]}Z"
    case "${event}" in
      published)
        [[ "${line}" =~ ${block} ]] || continue
        SPANS+=("proof-of-block-${BASH_REMATCH[1]}" "${from:-${at}}" "${at}")
        from="${at}"
        ;;
      failed)
        SPANS+=(failed-attempt "${from:-${at}}" "${at}")
        from=''
        ;;
      started)
        [[ -z "${from}" ]] || SPANS+=(interrupted-attempt "${from}" "${at}")
        from="${at}"
        ;;
      *) from='' ;;
    esac
  done <<<"${ANSWER}"
  if [[ "${state}" == running && -n "${from}" ]]; then
    now
    SPANS+=(unfinished-proof "${from}" "${AT}")
  fi
  ((${#SPANS[@]} > 0)) || fail "the run ${run} has not begun"
}

# use_lines <option>...: prints the lines of the workers' logs that tell the use of a task.
use_lines() {
  perform kubectl --context="${CONTEXT}" logs --container=worker --prefix --tail=-1 \
      --namespace="${NAMESPACE}" \
      --selector=app.kubernetes.io/instance="${RELEASE}"',app.kubernetes.io/component in (worker)' \
    "$@" | { grep -F '] task-use {' || true; }
}

# Sums the use of tasks by worker, or by block, and over all of them.
# shellcheck disable=SC2016
readonly SUM_OF_USE='
  function number(field) {
    return match($0, "\"" field "\":[0-9]+") ? substr($0, RSTART + length(field) + 3, RLENGTH - length(field) - 3) + 0 : 0
  }
  function moment() {
    return match($0, "\"end\":\"[^\"]*") ? substr($0, RSTART + 7, RLENGTH - 7) : ""
  }
  function add(row) {
    if (!(row in tasks)) rows[++count] = row
    tasks[row]++
    seconds[row] += number("seconds")
    cpu[row] += number("cpuSeconds")
    if (number("memoryMiB") > memory[row]) memory[row] = number("memoryMiB")
  }
  function show(row) {
    printf "%-40s %7d %10d %12d %6.1f %10d\n", row, tasks[row], seconds[row], cpu[row],
      seconds[row] ? cpu[row] / seconds[row] : 0, memory[row]
  }
  moment() < from || moment() > to { next }
  {
    block = number("block")
    if (by == "worker") {
      split($1, part, "/")
      add(part[2])
    } else if (index($0, "\"cut\":true")) {
      add("cut short")
    } else if (block) {
      add("segments of block " block)
    } else {
      add("other tasks")
    }
    add("all")
  }
  END {
    printf "%-40s %7s %10s %12s %6s %10s\n", by == "worker" ? "WORKER" : "WORK", "TASKS", "SECONDS", "CPU-SECONDS", "CORES", "MAX-MIB"
    for (i = 1; i <= count; i++) if (rows[i] != "all") show(rows[i])
    if (count) show("all")
  }
'

# show_use <worker or work> <begin> <end> <option>...
show_use() {
  if [[ "${dry_run}" == yes ]]; then
    perform kubectl --context="${CONTEXT}" logs --container=worker --prefix --tail=-1 \
      --namespace="${NAMESPACE}" \
      --selector=app.kubernetes.io/instance="${RELEASE}"',app.kubernetes.io/component in (worker)' \
      "${@:4}"
    return 0
  fi
  attempt use_lines "${@:4}"
  [[ -n "${ANSWER}" ]] || fail 'no worker that is there now has finished a task in that time'
  LC_ALL=C awk -v by="$1" -v from="$2" -v to="$3" "${SUM_OF_USE}" <<<"${ANSWER}"
}

# Prints, for each span, the processes that used the CPU most.
# shellcheck disable=SC2016
readonly TOP_OF_SPANS='
  BEGIN { count = split(spans, part, " ") }
  {
    i = $1
    if (!shown[i]) {
      printf "%s%s, %s to %s\n", number++ ? "\n" : "", part[3 * i - 2], part[3 * i - 1], part[3 * i]
      printf "%12s %10s  %-20s %s\n", "CPU-SECONDS", "MAX-MIB", "PROCESS", "POD"
    }
    if (++shown[i] <= most) printf "%12.1f %10d  %-20s %s\n", $4 / 100, $5 / 1024, $2, $6
  }
'

# show_consumers: asks the recorders of all workers about SPANS.
show_consumers() {
  local pod pods=WORKER_POD words=() i lines='' recorders=0
  ask kubectl --context="${CONTEXT}" get pods --namespace="${NAMESPACE}" \
    --selector=app.kubernetes.io/instance="${RELEASE}"',app.kubernetes.io/component in (worker)' \
    --field-selector=status.phase=Running \
    --output='go-template={{range .items}}{{if not .metadata.deletionTimestamp}}{{.metadata.name}}{{"\n"}}{{end}}{{end}}'
  [[ "${dry_run}" == yes ]] || pods="${ANSWER}"
  [[ -n "${pods}" ]] || fail 'no worker is running: a recording goes with its pod'
  for ((i = 0; i < ${#SPANS[@]}; i += 3)); do
    words+=("$((i / 3 + 1))" "${SPANS[i + 1]}" "${SPANS[i + 2]}")
  done
  while IFS= read -r pod; do
    if [[ "${dry_run}" == yes ]]; then
      perform kubectl --context="${CONTEXT}" exec --container=atop --namespace="${NAMESPACE}" \
        "${pod}" -- /scripts/atop-top /atop ${words[@]+"${words[@]}"}
      return 0
    fi
    try kubectl --context="${CONTEXT}" exec --container=atop --namespace="${NAMESPACE}" \
      "${pod}" -- /scripts/atop-top /atop ${words[@]+"${words[@]}"}
    if ((STATUS == 0)); then
      recorders=$((recorders + 1))
      while IFS= read -r i; do
        [[ -z "${i}" ]] || lines+="${i} ${pod}"$'\n'
      done <<<"${ANSWER}"
    else
      say "${pod}: no recording: ${COMPLAINT}"
    fi
  done <<<"${pods}"
  ((recorders > 0)) || fail 'no worker is recorded: set workers.GROUP.atop.enabled'
  [[ -n "${lines}" ]] || fail 'the recordings have no sample of that time'
  printf '%s' "${lines}" | LC_ALL=C sort -k1,1n -k4,4nr |
    LC_ALL=C awk -v spans="${SPANS[*]}" -v most="${CONSUMERS}" "${TOP_OF_SPANS}"
}

top() {
  local word run='' atop=no
  for word in "$@"; do
    if [[ "${word}" == --atop ]]; then
      atop=yes
    elif [[ -n "${run}" || "${word}" == --* ]]; then
      usage 'top [RUN] [--atop]'
    else
      run="${word}"
    fi
  done
  if [[ -n "${run}" ]]; then
    connect
    find_spans "${run}"
  else
    connect --workers
    now
    SPANS=(everything 2000-01-01T00:00:00Z "${AT}")
  fi
  if [[ "${atop}" == yes ]]; then
    show_consumers
  elif [[ -n "${run}" ]]; then
    show_use work "${SPANS[1]}" "${SPANS[${#SPANS[@]} - 1]}" "--since-time=${SPANS[1]}"
  else
    show_use worker '' 9
  fi
}
main() {
  local word words=()
  for word in "$@"; do
    case "${word}" in
      --atop | --continue | --workers) words+=("${word}") ;;
      --*) options -- "${word}" ;;
      *) words+=("${word}") ;;
    esac
  done
  set -- ${words[@]+"${words[@]}"}
  (($# > 0)) || fail 'no verb; --help lists all verbs' 2
  local verb="$1"
  shift
  case "${verb}" in
    put | prove | batch | verify | get | logs | top | circuits | freeze) ;;
    follow | stop | retry) arguments 1 1 "${verb} RUN" "$@" ;;
    runs) arguments 1 0 'runs [RUN]' "$@" ;;
    pause) arguments 99 0 'pause [REASON]' "$@" ;;
    upload) arguments 1 1 'upload BLOCK' "$@" ;;
    resume | reset | tip | uploads | rotate-password) arguments 0 0 "${verb}" "$@" ;;
    *) fail "unknown verb: ${verb}; --help lists all verbs" 2 ;;
  esac
  case "${verb}" in
    follow | stop | retry)
      connect
      follow_run "$1" "${verb}" "$1"
      ;;
    runs | pause | resume | reset | tip | uploads | upload)
      connect
      companion "${verb}" "$@"
      ;;
    rotate-password) rotate_password ;;
    *) "${verb}" "$@" ;;
  esac
}

main "$@"
