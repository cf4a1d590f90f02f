#!/bin/bash
# prove WITNESS [PREVIOUS_PROOF]: proves the blocks of a witness file, an array, into /data/proofs.
set -euo pipefail

if (($# < 1 || $# > 2)); then
  printf 'usage: prove WITNESS.json [PREVIOUS.zkproof]\n' >&2
  exit 2
fi
readonly witness=$1
if [[ ! -s ${witness} ]]; then
  printf 'no such witness: %s\n' "${witness}" >&2
  exit 2
fi
# The leader waits for ever for the proofs of no blocks.
if ! grep -q '"block_trace"' "${witness}"; then
  printf 'the witness holds no block: %s\n' "${witness}" >&2
  exit 2
fi
previous=()
if (($# == 2)); then
  previous=(--previous-proof "$2")
fi
cd /data
# Options of the leader stand before the subcommand, those of the subcommand after it.
exec leader --runtime=amqp stdio "${previous[@]}" <"${witness}"
