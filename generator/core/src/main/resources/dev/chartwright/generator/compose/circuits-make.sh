#!/bin/bash
# Makes the circuits, unless another pod made them: one writer at a time, and a marker only when all is there.
#
# They are made in a folder of their own and put into place when all of them are there. So a run that is cut
# short leaves nothing that the next one would take for circuits, and while circuits are made again, nothing is
# missing that a worker may need. The marker lists the files with their sizes, so that circuits are made again
# when one was removed or cut.
set -euo pipefail

readonly directory=${CIRCUITS_DIRECTORY:?}
readonly marker=${CIRCUITS_MARKER:?}
readonly making=${directory}/making_circuit_cache # so must it end for v0.7
readonly log=${TMPDIR:-/tmp}/circuits.log

files() {
  find "$1" -type f -name '*_state_*' -printf '%P %s\n' | LC_ALL=C sort
}

# As process 1 this shell would ignore the signal, and it cannot act while a command runs in the foreground.
# So whatever takes long runs in the background.
running=
trap 'kill ${running} 2>/dev/null || true; exit 143' TERM INT

mkdir -p "${directory}"
exec 9>"${directory}/.lock"
if ! flock --nonblock 9; then
  printf 'another pod makes the circuits: waiting for it\n'
  flock 9 &
  running=$!
  wait "${running}"
fi

present=$(files "${directory}")
if [[ -s ${marker} && -z $(LC_ALL=C comm -13 - "${marker}" <<<"${present}" || true) ]]; then
  printf 'the circuits are there: %s\n' "${marker}"
  exit 0
fi
rm -rf "${marker}" "${making}"
mkdir "${making}"

# Nothing listens at that address: the worker makes all circuits, writes them, and only then finds no broker.
# That it got so far is the sign that everything was written.
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
  printf 'the circuits could not be made\n' >&2
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
printf 'the circuits are made: %s\n' "${marker}"
