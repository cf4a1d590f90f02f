#!/bin/bash
# verify PROOF: verifies a proof file and says the truth with its exit code, which the verifier itself does not.
set -euo pipefail

if (($# != 1)); then
  printf 'usage: verify PROOF\n' >&2
  exit 2
fi
readonly proof=$1
# The verifier finds nothing wrong with a file that holds no proof.
proofs=$( (grep -o '"b_height"' "${proof}" || true) | wc -l)
if ((proofs == 0)); then
  printf 'no proof in %s\n' "${proof}" >&2
  exit 1
fi
readonly log=/tmp/verifier.log
verifier --file-path "${proof}" 2>&1 | tee "${log}"
if ! grep -q 'All proofs verified successfully!' "${log}"; then
  printf 'NOT VERIFIED: %s\n' "${proof}" >&2
  exit 1
fi
printf 'verified: %s proof(s) in %s\n' "${proofs}" "${proof}"
