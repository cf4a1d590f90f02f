#!/bin/bash
# verify PROOF: verifies a proof file and says the truth with its exit code, which the verifier itself does not.
set -euo pipefail

if (($# != 1)); then
  printf 'usage: verify PROOF\n' >&2
  exit 2
fi
if [[ ! -r $1 ]]; then
  printf 'no such file: %s\n' "$1" >&2
  exit 2
fi
# The verifier finds nothing wrong with a file that holds no proof, and does not say which blocks it saw.
heights=$(grep -oE '"b_height": *[0-9]+' "$1" | grep -oE '[0-9]+$' | tr '\n' ' ' || true)
if [[ -z ${heights} ]]; then
  printf 'no proof in %s\n' "$1" >&2
  exit 1
fi
# Without circuits the verifier would make its own, with as much memory as a worker takes.
if [[ -n ${CIRCUITS_MARKER-} && ! -s ${CIRCUITS_MARKER} ]]; then
  printf 'the circuits are not made yet: a worker makes them when it starts\n' >&2
  exit 1
fi
read -r -a options <<<"${VERIFIER_OPTIONS-}"
log=$(mktemp) # of its own: another verifier may run
trap 'rm -f "${log}"' EXIT
# It tells success at this level only, and fails with 0.
RUST_LOG=info verifier "${options[@]}" --file-path="$1" 2>&1 | tee "${log}"
if ! grep -q 'All proofs verified successfully!' "${log}"; then
  printf 'NOT VERIFIED: %s\n' "$1" >&2
  exit 1
fi
printf 'verified: %s, block %s\n' "$1" "${heights% }"
