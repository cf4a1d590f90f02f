#!/bin/bash
# prove WITNESS [PREVIOUS_PROOF]: proves the blocks of a witness file, an array of consecutive blocks.
#
# It first checks what the leader would notice only after hours of proving, or never.
set -euo pipefail

readonly scripts=${0%/*}

# With a queue of runs, the companion checks the witness, and is the only one that starts a leader.
if [[ -n ${COMPANION-} ]]; then
  exec "${scripts}/companion" prove "$@"
fi

refuse() {
  printf '%s\n' "$1" >&2
  exit 2
}

# The numbers behind a key, one on a line: in decimal, or with 0x.
numbers() {
  LC_ALL=C grep -oE "\"$1\": *\"?(0x[0-9a-fA-F]+|[0-9]+)" "$2" | grep -oE '(0x[0-9a-fA-F]+|[0-9]+)$' || true
}

if (($# < 1 || $# > 2)); then
  refuse 'usage: prove WITNESS.json [PREVIOUS.zkproof]'
fi
for file in "$@"; do
  if [[ ! -s ${file} ]]; then
    refuse "the file does not exist or is empty: ${file}"
  fi
done

# The leader accepts only an array, and would wait forever for the proofs of an empty one.
begin=$(head -c 4096 "$1" | tr -d '[:space:]')
end=$(tail -c 4096 "$1" | tr -d '[:space:]')
if [[ ${begin} != '['* || ${end} != *']' ]]; then
  refuse "the witness is not an array of blocks, or is truncated: $1"
fi
count=$(LC_ALL=C grep -o '"block_trace"' "$1" | wc -l || true)
if ((count == 0)); then
  refuse "the witness contains no blocks: $1"
fi

# Each proof must continue the one before it. Otherwise the work is lost.
blocks=$(numbers block_number "$1")
numbered=$(grep -c . <<<"${blocks}" || true)
if ((numbered != count)); then
  refuse "the witness does not give a number for each of its ${count} blocks: $1"
fi
expected=
while read -r block; do
  if [[ -n ${expected} ]] && ((block != expected)); then
    refuse "the blocks are not consecutive: found $((block)), expected $((expected))"
  fi
  expected=$((block + 1))
done <<<"${blocks}"
if (($# == 2)); then
  heights=$(numbers b_height "$2")
  if [[ -z ${heights} ]]; then
    refuse "the file contains no proof: $2"
  fi
  first=${blocks%%$'\n'*}
  last=${heights##*$'\n'}
  if ((first != last + 1)); then
    refuse "the witness starts with block $((first)), but the previous proof ends with block $((last))"
  fi
fi

# Until then no worker takes a task, and a queue without consumers is deleted after half an hour.
if [[ -n ${CIRCUITS_MARKER-} && ! -s ${CIRCUITS_MARKER} ]]; then
  printf 'the circuits do not exist yet: the first worker builds them when it starts\n' >&2
  exit 1
fi

# The leader inherits the lock, so it is held for as long as a leader runs.
exec 9>"${TMPDIR:-/tmp}/prove.lock"
if ! flock --nonblock 9; then
  printf 'another run is active: two runs would mix their tasks, and both would fail\n' >&2
  exit 1
fi
trap : INT # the leader gets the signal too
status=0
# The leader logs this line before it publishes the first task. Without it, workers and queue are as they were.
started=$(mktemp)
trap 'rm -f "${started}"' EXIT
"${scripts}/leader-run" "$@" | (
  trap '' INT
  exec sed -u "/Proving block /w ${started}" 9>&-
) || status=$?
if ((status != 0)) && [[ -s ${started} ]]; then
  printf 'the run ended with %s: before the next run, scale the workers to 0, purge the queue, and scale up again\n' \
    "${status}" >&2
elif ((status != 0)); then
  printf 'the run ended with %s before the first task: the next run can start at once\n' "${status}" >&2
fi
exit "${status}"
