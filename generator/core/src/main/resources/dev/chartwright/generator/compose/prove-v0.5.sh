#!/bin/bash
# prove WITNESS [PREVIOUS_PROOF]: proves the blocks of a witness file, an array, into one file.
set -euo pipefail

if (($# < 1 || $# > 2)); then
  printf 'usage: prove WITNESS.json [PREVIOUS.zkproof]\n' >&2
  exit 2
fi
for file in "$@"; do
  if [[ ! -s ${file} ]]; then
    printf 'no such file, or nothing in it: %s\n' "${file}" >&2
    exit 2
  fi
done
# The leader would wait for ever for the proofs of no blocks.
if ! grep -q '"block_trace"' "$1"; then
  printf 'the witness holds no block: %s\n' "$1" >&2
  exit 2
fi
previous=()
if (($# == 2)); then
  # The leader wants the last proof alone, the verifier an array of all: that is what the files hold.
  readonly last=${TMPDIR:-/tmp}/previous.json
  sed 's/^.*\({"b_height".*}\)\]$/\1/' "$2" >"${last}"
  previous=("--previous-proof=${last}")
fi
read -r -a options <<<"${LEADER_OPTIONS-}"
name=$(basename "$1" .json)
readonly log=${HOME:?}/proofs/${name}.log
readonly proof=${HOME}/proofs/${name}.zkproof

# Options of the leader stand before the subcommand, those of the subcommand after it.
trap : INT # goes to the leader too
status=0
leader "${options[@]}" stdio "${previous[@]}" <"$1" | tee "${log}" || status=$?
if ((status != 0)); then
  printf 'the leader ended with %s: before the next run, purge its queue and restart the workers\n' "${status}" >&2
  exit "${status}"
fi
# The proofs are one line of the output; a last word of the log may follow on the same line.
sed -n 's/^\(\[{"b_height".*}\]\).*$/\1/p' "${log}" >"${proof}.part"
if [[ ! -s ${proof}.part ]]; then
  printf 'the leader printed no proof: see %s\n' "${log}" >&2
  exit 1
fi
mv "${proof}.part" "${proof}"
printf '\nproof: %s\n' "${proof}"
