#!/bin/bash
# prove WITNESS [PREVIOUS_PROOF]: proves the blocks of a witness file, an array of consecutive blocks.
#
# What the leader would notice after hours of proving, or never, is looked at first.
set -euo pipefail

readonly scripts=${0%/*}

refuse() {
  printf '%s\n' "$1" >&2
  exit 2
}

# The numbers behind a key, one a line: in decimal, or with 0x.
numbers() {
  LC_ALL=C grep -oE "\"$1\": *\"?(0x[0-9a-fA-F]+|[0-9]+)" "$2" | grep -oE '(0x[0-9a-fA-F]+|[0-9]+)$' || true
}

if (($# < 1 || $# > 2)); then
  refuse 'usage: prove WITNESS.json [PREVIOUS.zkproof]'
fi
for file in "$@"; do
  if [[ ! -s ${file} ]]; then
    refuse "no such file, or nothing in it: ${file}"
  fi
done

# The leader takes an array only, and would wait for ever for the proofs of no blocks.
begin=$(head -c 4096 "$1" | tr -d '[:space:]')
end=$(tail -c 4096 "$1" | tr -d '[:space:]')
if [[ ${begin} != '['* || ${end} != *']' ]]; then
  refuse "the witness is not an array of blocks, or not all of it: $1"
fi
count=$(LC_ALL=C grep -o '"block_trace"' "$1" | wc -l || true)
if ((count == 0)); then
  refuse "the witness holds no block: $1"
fi

# Each proof continues the one before it, or all the work is in vain.
blocks=$(numbers block_number "$1")
numbered=$(grep -c . <<<"${blocks}" || true)
if ((numbered != count)); then
  refuse "the witness does not number each of its ${count} blocks: $1"
fi
expected=
while read -r block; do
  if [[ -n ${expected} ]] && ((block != expected)); then
    refuse "the blocks are not consecutive: $((block)) stands where $((expected)) is due"
  fi
  expected=$((block + 1))
done <<<"${blocks}"
if (($# == 2)); then
  heights=$(numbers b_height "$2")
  if [[ -z ${heights} ]]; then
    refuse "no proof in $2"
  fi
  first=${blocks%%$'\n'*}
  last=${heights##*$'\n'}
  if ((first != last + 1)); then
    refuse "the witness begins with block $((first)), but the previous proof is of block $((last))"
  fi
fi

# Until then no worker takes a task, and a queue that nobody listens to is deleted after half an hour.
if [[ -n ${CIRCUITS_MARKER-} && ! -s ${CIRCUITS_MARKER} ]]; then
  printf 'the circuits are not made yet: the first worker makes them when it starts\n' >&2
  exit 1
fi

# The leader inherits the lock, so it is held for as long as a leader runs.
exec 9>"${TMPDIR:-/tmp}/prove.lock"
if ! flock --nonblock 9; then
  printf 'another run is under way: two would mix their tasks, and fail together\n' >&2
  exit 1
fi
trap : INT # goes to the leader too
status=0
"${scripts}/leader-run" "$@" || status=$?
if ((status != 0)); then
  printf 'the run ended with %s: before the next one, scale the workers to 0, purge the queue, scale up again\n' \
    "${status}" >&2
fi
exit "${status}"
