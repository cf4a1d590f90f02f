#!/bin/bash
# leader-run WITNESS [PREVIOUS_PROOF]: runs the leader over the blocks of a witness file.
#
# The proofs are written to the folder that ZERO_BIN_PROOF_OUTPUT_DIR names, one file for a batch of blocks.
set -euo pipefail

previous=()
if (($# == 2)); then
  previous=("--previous-proof=$2")
fi
read -r -a options <<<"${LEADER_OPTIONS-}"

# Options of the leader stand before the subcommand, those of the subcommand after it.
exec leader "${options[@]}" stdio "${previous[@]}" <"$1"
