#!/bin/bash
# prove WITNESS [PREVIOUS_PROOF]: proves the blocks of a witness file, an array.
#
# The proofs are written to the folder that ZERO_BIN_PROOF_OUTPUT_DIR names, one file for a batch of blocks.
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
  previous=("--previous-proof=$2")
fi
read -r -a options <<<"${LEADER_OPTIONS-}"

# Options of the leader stand before the subcommand, those of the subcommand after it.
trap : INT # goes to the leader too
status=0
leader "${options[@]}" stdio "${previous[@]}" <"$1" || status=$?
if ((status != 0)); then
  printf 'the leader ended with %s: before the next run, purge its queue and restart the workers\n' "${status}" >&2
fi
exit "${status}"
