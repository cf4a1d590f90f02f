#!/bin/bash
# Makes the circuits, unless another pod made them: one writer at a time, and a marker only when all is there.
#
# The marker lists the files with their sizes, so that circuits are made again when one was removed or cut.
set -euo pipefail

readonly directory=${CIRCUITS_DIRECTORY:?}
readonly marker=${CIRCUITS_MARKER:?}
readonly log=${TMPDIR:-/tmp}/circuits.log

files() {
  find "${directory}" -type f -name '*_state_*' -printf '%P %s\n' | LC_ALL=C sort
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

present=$(files)
if [[ -s ${marker} && -z $(LC_ALL=C comm -13 - "${marker}" <<<"${present}" || true) ]]; then
  printf 'the circuits are there: %s\n' "${marker}"
  exit 0
fi
rm -f "${marker}"

# Nothing listens at that address: the worker loads or makes all circuits, writes them, and only then finds
# no broker. That it got so far is the sign that everything was written.
: >"${log}"
worker --amqp-uri=amqp://127.0.0.1:1 "$@" >>"${log}" 2>&1 9>&- &
running=$!
tail -n +1 -f --pid="${running}" "${log}" 9>&- &
wait "$!"
if ! grep -q 'connecting to AMQP host' "${log}"; then
  printf 'the circuits could not be made\n' >&2
  exit 1
fi
present=$(files)
if [[ ${present} != *prover_state_base_* || ${present} != *verifier_state_* ]]; then
  printf 'the circuits are not complete: %s\n' "${directory}" >&2
  exit 1
fi
printf '%s\n' "${present}" >"${marker}"
printf 'the circuits are made: %s\n' "${marker}"
