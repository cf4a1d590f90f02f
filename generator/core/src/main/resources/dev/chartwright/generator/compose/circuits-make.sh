#!/bin/bash
# Makes the circuits, unless another pod made them: one writer at a time, and a marker only when all is there.
set -euo pipefail

readonly directory=${CIRCUITS_DIRECTORY:?}
readonly marker=${directory}/.complete-${CIRCUITS_DIGEST:?}
readonly log=/tmp/circuits.log

mkdir -p "${directory}"
exec 9>"${directory}/.lock"
if ! flock --nonblock 9; then
  printf 'another pod makes the circuits: waiting for it\n'
  flock 9
fi
if [[ -e ${marker} ]]; then
  printf 'the circuits are there: %s\n' "${marker}"
  exit 0
fi

# Nothing listens at that address: the worker loads or makes all circuits, writes them, and only then finds
# no broker. That it got so far is the sign that everything was written.
worker --amqp-uri amqp://127.0.0.1:1 "$@" 2>&1 | tee "${log}" || true
if ! grep -q 'connecting to AMQP host' "${log}"; then
  printf 'the circuits could not be made\n' >&2
  exit 1
fi
shopt -s nullglob
readonly bases=("${directory}"/prover_state_base_* "${directory}"/circuits/prover_state_base_*)
readonly verifiers=("${directory}"/verifier_state_* "${directory}"/circuits/verifier_state_*)
if ((${#bases[@]} == 0 || ${#verifiers[@]} == 0)); then
  printf 'the circuits are not complete: %s\n' "${directory}" >&2
  exit 1
fi
: >"${marker}"
printf 'the circuits are made: %s\n' "${marker}"
