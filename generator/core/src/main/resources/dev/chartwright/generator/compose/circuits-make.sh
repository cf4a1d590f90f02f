#!/bin/bash
# Builds the circuits, unless another pod has built them. Only one pod builds at a time. The marker is written last.
#
# The circuits are built in a separate folder and moved into place when all of them exist. So an interrupted run
# leaves no partial circuits, and while circuits are built again, no file is missing that a worker needs. The marker
# lists the files with their sizes, so that circuits are built again if a file was removed or truncated.
#
# A network file system may keep the locks of a lost node forever. So the pod that builds creates a folder, its
# turn, and touches a file in it every second. If it has not done so for a while, another pod creates the folder of
# the next turn, which only one can, and removes the one before. A pod whose folder is gone has lost its turn, and
# stops. The clocks of nodes may differ, so only times of the file server are compared.

# First, because until then a signal has no effect on process 1. A signal only sets a variable, which is read after
# each pause: one that comes just before the shell starts to wait does not end that wait.
stopping=
trap 'stopping=yes' TERM INT

set -euo pipefail
shopt -s nullglob

readonly LOOK_SECONDS=5  # how often a waiting pod looks
readonly LOST_SECONDS=60 # a turn is lost if its file has not been touched for this long
readonly STOPPED=143     # exit code of a script that TERM stopped
readonly directory=${CIRCUITS_DIRECTORY:?}
readonly marker=${CIRCUITS_MARKER:?}
readonly log=${TMPDIR:-/tmp}/circuits.log

turn=      # the folder of this pod's turn
worker=    # the process that builds
last_seen= # a turn that was late at the last look, and when its file was touched
waiting=

# Waits, and ends the script if a signal came.
pause() {
  sleep "$1" &
  wait "$!" || true
  if [[ -n ${stopping} ]]; then
    exit "${STOPPED}"
  fi
}

end() {
  if [[ -n ${worker} ]]; then
    { kill -KILL "${worker}" && wait "${worker}"; } 2>/dev/null || true
  fi
  if [[ -n ${turn} ]]; then
    rm -rf "${turn}"
  fi
}
trap end EXIT

# The circuits in a folder, with their sizes.
files() {
  find "$1" -type f -name '*_state_*' -printf '%P %s\n' | LC_ALL=C sort
}

# Sets built.
check() {
  local present
  built=no
  if [[ -s ${marker} ]]; then
    present=$(files "${directory}" 2>/dev/null; true) # another pod may be moving files
    if [[ -z $(LC_ALL=C comm -13 - "${marker}" <<<"${present}" || true) ]]; then
      built=yes
    fi
  fi
}

# Sets last to the number of the last turn, or to 0.
find_last() {
  local folder
  last=0
  for folder in "${directory}"/.turn.*; do
    if ((${folder##*.} > last)); then
      last=${folder##*.}
    fi
  done
}

# Sets lost to whether the pod of the last turn is gone: it has not touched its file for too long, and not since the
# last look either. After a break of the file server, it would touch it before the next look.
look() {
  local folder=${directory}/.turn.${last} now touched seen
  touch "${directory}/.now"
  now=$(stat -c %Y "${directory}/.now")
  : 2>/dev/null <"${folder}/beat" || true # opening a file makes NFS ask the server for its times
  touched=$(stat -c %Y "${folder}/beat" "${folder}" 2>/dev/null | head -n 1 || true)
  lost=no
  if [[ -n ${touched} ]] && ((now - touched > LOST_SECONDS)); then
    seen="${last} ${touched}"
    if [[ ${seen} == "${last_seen}" ]]; then
      lost=yes
    fi
    last_seen=${seen}
  fi
}

# Sets turn if this pod may build.
take() {
  local next error other
  find_last
  if ((last > 0)); then
    look
    if [[ ${lost} == no ]]; then
      return
    fi
  fi
  next=$((last + 1))
  if ! error=$(mkdir "${directory}/.turn.${next}" 2>&1); then
    if [[ ! -e ${directory}/.turn.${next} ]]; then
      printf '%s\n' "${error}" >&2
      exit 1
    fi
    return
  fi
  turn=${directory}/.turn.${next}
  beat
  find_last
  if ((last != next)); then # this pod was slow, and that turn is over
    rm -rf "${turn}"
    turn=
    return
  fi
  for other in "${directory}"/.turn.*; do
    while [[ ${other} != "${turn}" && -e ${other} ]]; do
      rm -rf "${other}" || true # its pod may touch its file in between
    done
  done
}

# Keeps the turn, or stops.
beat() {
  local error
  if ! error=$(touch "${turn}/beat" 2>&1); then
    if [[ ! -e ${turn} ]]; then
      error='another pod has taken over'
    fi
    printf '%s\n' "${error}" >&2
    exit 1
  fi
}

build() {
  local making=${directory}/making-${turn##*.}_circuit_cache # v0.7 requires this suffix
  local variable output present file target
  rm -rf "${marker}" "${directory}"/making*_circuit_cache
  mkdir "${making}"

  # Nothing listens at this address: the worker builds all circuits, writes them, and only then tries to connect.
  # So a connection attempt shows that all circuits were written.
  for variable in ZK_EVM_CACHE_DIR CARGO_WORKSPACE_DIR; do
    if [[ -v ${variable} ]]; then
      export "${variable}=${making}"
    fi
  done
  : >"${log}"
  worker --amqp-uri=amqp://127.0.0.1:1 "$@" >>"${log}" 2>&1 &
  worker=$!
  tail -n +1 -f --pid="${worker}" "${log}" &
  output=$!
  while kill -0 "${output}" 2>/dev/null; do
    beat
    pause 1
  done
  if ! grep -q 'connecting to AMQP host' "${log}"; then
    printf 'the circuits could not be built\n' >&2
    exit 1
  fi
  present=$(files "${making}")
  if [[ ${present} != *prover_state_base_* || ${present} != *verifier_state_* ]]; then
    printf 'the circuits are not complete: %s\n' "${directory}" >&2
    exit 1
  fi
  while read -r file _; do
    target=${directory}/${file}
    mkdir -p "${target%/*}"
    beat
    mv -f "${making}/${file}" "${target}"
  done <<<"${present}"
  rm -rf "${making}"
  printf '%s\n' "${present}" >"${turn}/marker"
  mv -f "${turn}/marker" "${marker}"
}

mkdir -p "${directory}"
check
while [[ ${built} == no ]]; do
  take
  check
  if [[ -n ${turn} ]]; then
    break
  fi
  if [[ ${built} == no ]]; then
    if [[ -z ${waiting} ]]; then
      printf 'another pod is building the circuits: waiting for it\n'
      waiting=yes
    fi
    pause "${LOOK_SECONDS}"
    check
  fi
done
if [[ ${built} == no ]]; then
  build "$@"
  printf 'the circuits were built: %s\n' "${marker}"
else
  printf 'the circuits exist: %s\n' "${marker}"
fi
