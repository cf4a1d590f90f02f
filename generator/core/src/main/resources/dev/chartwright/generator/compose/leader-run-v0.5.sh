#!/bin/bash
# leader-run WITNESS [PREVIOUS_PROOF]: proves the blocks of a witness file, and writes one file of proofs.
set -euo pipefail

previous=()
if (($# == 2)); then
  # The leader reads only the last proof. The files contain an array of all proofs, which the verifier reads.
  readonly last=${TMPDIR:-/tmp}/previous.json
  sed 's/^.*\({"b_height".*}\)\]$/\1/' "$2" >"${last}"
  previous=("--previous-proof=${last}")
fi
read -r -a options <<<"${LEADER_OPTIONS-}"
name=$(basename "$1" .json)
readonly log=${HOME:?}/proofs/${name}.log
readonly proof=${HOME}/proofs/${name}.zkproof

# Options of the leader come before the subcommand, those of the subcommand after it.
trap : INT # the leader gets the signal too
leader "${options[@]}" stdio "${previous[@]}" <"$1" | tee "${log}"
# The proofs are one line of the output. The end of the log may follow on the same line.
sed -n 's/^\(\[{"b_height".*}\]\).*$/\1/p' "${log}" >"${proof}.part"
if [[ ! -s ${proof}.part ]]; then
  printf 'the leader printed no proof: see %s\n' "${log}" >&2
  exit 1
fi
mv "${proof}.part" "${proof}"
printf '\nproof: %s\n' "${proof}"
