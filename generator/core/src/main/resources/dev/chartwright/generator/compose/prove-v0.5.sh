#!/bin/bash
# prove WITNESS [PREVIOUS_PROOF]: proves the blocks of a witness file, an array, into /data/proofs.
set -euo pipefail

if (($# < 1 || $# > 2)); then
  printf 'usage: prove WITNESS.json [PREVIOUS.json]\n' >&2
  exit 2
fi
readonly witness=$1
if [[ ! -s ${witness} ]]; then
  printf 'no such witness: %s\n' "${witness}" >&2
  exit 2
fi
if ! grep -q '"block_trace"' "${witness}"; then
  printf 'the witness holds no block: %s\n' "${witness}" >&2
  exit 2
fi
previous=()
if (($# == 2)); then
  previous=(-f "$2")
fi
name=$(basename "${witness}" .json)
readonly log=/data/proofs/${name}.log
readonly proof=/data/proofs/${name}.zkproof
cd /data
# The proofs are the last line of the output, behind the log.
leader --runtime=amqp stdio "${previous[@]}" <"${witness}" | tee "${log}"
tail -n 1 "${log}" >"${proof}.part"
if ! grep -q '"b_height"' "${proof}.part"; then
  printf 'the leader printed no proof: see %s\n' "${log}" >&2
  exit 1
fi
mv "${proof}.part" "${proof}"
printf 'proof: %s\n' "${proof}"
