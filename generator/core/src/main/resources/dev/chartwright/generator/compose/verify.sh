#!/bin/bash
# verify PROOF: verifies a proof file. Unlike the verifier itself, it fails if the proof is wrong or missing.
set -euo pipefail

if (($# != 1)); then
  printf 'usage: verify PROOF\n' >&2
  exit 2
fi
if [[ ! -r $1 ]]; then
  printf 'the file does not exist: %s\n' "$1" >&2
  exit 2
fi
# The verifier accepts a file without proofs, and does not print which blocks it verified.
heights=$(grep -oE '"b_height": *[0-9]+' "$1" | grep -oE '[0-9]+$' | tr '\n' ' ' || true)
if [[ -z ${heights} ]]; then
  printf 'the file contains no proof: %s\n' "$1" >&2
  exit 1
fi
# Without circuits the verifier would build its own, which needs as much memory as a worker.
if [[ -n ${CIRCUITS_MARKER-} && ! -s ${CIRCUITS_MARKER} ]]; then
  printf 'the circuits do not exist yet: a worker builds them when it starts\n' >&2
  exit 1
fi
read -r -a options <<<"${VERIFIER_OPTIONS-}"
log=$(mktemp) # unique: another verifier may be running
trap 'rm -f "${log}"' EXIT
# The verifier logs success only at this level, and exits with 0 even if it fails.
RUST_LOG=info verifier "${options[@]}" --file-path="$1" 2>&1 | tee "${log}"
if ! grep -q 'All proofs verified successfully!' "${log}"; then
  printf 'NOT VERIFIED: %s\n' "$1" >&2
  exit 1
fi
printf 'verified: %s, block %s\n' "$1" "${heights% }"
