#!/bin/bash
# Keeps the jumpbox alive for people who prove by hand, and lets it stop at once.
set -euo pipefail

mkdir -p "${HOME:?}/witnesses" "${HOME}/proofs"
if [[ -n ${CIRCUITS_DIRECTORY-} ]]; then
  mkdir -p "${CIRCUITS_DIRECTORY}" # early releases make the folder of the circuits, but not its parent
fi
trap 'exit 0' TERM INT
printf 'ready: witnesses in %s/witnesses, proofs in %s/proofs\n' "${HOME}" "${HOME}"
sleep infinity &
wait "$!"
