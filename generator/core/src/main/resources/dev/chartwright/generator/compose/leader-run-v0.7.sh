#!/bin/bash
# leader-run WITNESS [PREVIOUS_PROOF]: proves the blocks of a witness file.
#
# The proofs are written to the folder ZERO_BIN_PROOF_OUTPUT_DIR, one file for each batch of blocks.
set -euo pipefail

previous=()
if (($# == 2)); then
  previous=("--previous-proof=$2")
fi
read -r -a options <<<"${LEADER_OPTIONS-}"

# Options of the leader come before the subcommand, those of the subcommand after it.
exec leader "${options[@]}" stdio "${previous[@]}" <"$1"
