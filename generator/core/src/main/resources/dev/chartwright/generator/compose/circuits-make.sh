#!/bin/bash
# Builds the circuits, unless another pod has built them. Only one pod builds at a time. The marker is written last.
#
# The circuits are built in a separate folder and moved into place when all of them exist. So an interrupted run
# leaves no partial circuits, and while circuits are built again, no file is missing that a worker needs. The marker
# lists the files with their sizes, so that circuits are built again if a file was removed or truncated.
set -euo pipefail

readonly directory=${CIRCUITS_DIRECTORY:?}
readonly marker=${CIRCUITS_MARKER:?}
readonly making=${directory}/making_circuit_cache # v0.7 requires this suffix
readonly log=${TMPDIR:-/tmp}/circuits.log

files() {
  find "$1" -type f -name '*_state_*' -printf '%P %s\n' | LC_ALL=C sort
}

# As process 1 this shell would ignore the signal, and it cannot react while a command runs in the foreground.
# So commands that take long run in the background.
running=
trap 'kill ${running} 2>/dev/null || true; exit 143' TERM INT

mkdir -p "${directory}"
exec 9>"${directory}/.lock"
if ! flock --nonblock 9; then
  printf 'another pod is building the circuits: waiting for it\n'
  flock 9 &
  running=$!
  wait "${running}"
fi

present=$(files "${directory}")
if [[ -s ${marker} && -z $(LC_ALL=C comm -13 - "${marker}" <<<"${present}" || true) ]]; then
  printf 'the circuits exist: %s\n' "${marker}"
  exit 0
fi
rm -rf "${marker}" "${making}"
mkdir "${making}"

# Nothing listens at this address: the worker builds all circuits, writes them, and only then tries to connect.
# So a connection attempt shows that all circuits were written.
for variable in ZK_EVM_CACHE_DIR CARGO_WORKSPACE_DIR; do
  if [[ -v ${variable} ]]; then
    export "${variable}=${making}"
  fi
done
: >"${log}"
worker --amqp-uri=amqp://127.0.0.1:1 "$@" >>"${log}" 2>&1 9>&- &
running=$!
tail -n +1 -f --pid="${running}" "${log}" 9>&- &
wait "$!"
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
  mv -f "${making}/${file}" "${target}"
done <<<"${present}"
rm -rf "${making}"
printf '%s\n' "${present}" >"${marker}"
printf 'the circuits were built: %s\n' "${marker}"
