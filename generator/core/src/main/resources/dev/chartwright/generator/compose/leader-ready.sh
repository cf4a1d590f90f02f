#!/bin/bash
# Succeeds when witnesses and proofs can be written and the broker accepts connections.
set -euo pipefail

for folder in witnesses proofs; do
  if [[ ! -w ${HOME:?}/${folder} ]]; then
    printf 'cannot write into %s/%s\n' "${HOME}" "${folder}" >&2
    exit 1
  fi
done
exec "${0%/*}/broker-reachable"
