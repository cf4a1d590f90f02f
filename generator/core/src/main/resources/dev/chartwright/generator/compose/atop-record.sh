#!/bin/bash
# Records what the processes of this pod use, until TERM.
#
# Usage: atop-record FOLDER
#
# A sample every ATOP_SECONDS goes into a file that is called after its first moment. All files together hold ATOP_MIB
# and at most one sample more: a full file is followed by a new one, and the oldest is deleted.
stopping=
trap 'stopping=yes' TERM INT

set -euo pipefail

readonly FILES=8 # how many share the space
readonly folder=${1:?usage: atop-record FOLDER}
readonly most=$((${ATOP_MIB:?} * 1048576 / FILES))

recorder=
stop() {
  kill -TERM "${recorder}" 2>/dev/null || true
  wait "${recorder}" || true
}

while [[ -z ${stopping} ]]; do
  files=("${folder}"/*)
  if ((${#files[@]} >= FILES)); then
    rm -f "${files[@]:0:${#files[@]}-FILES+1}"
  fi
  file=${folder}/$(date -u +%Y%m%dT%H%M%SZ)
  atop -w "${file}" "${ATOP_SECONDS:?}" &
  recorder=$!
  while [[ -z ${stopping} ]]; do
    sleep "${ATOP_SECONDS}" &
    wait "$!" || true
    if ! kill -0 "${recorder}" 2>/dev/null; then
      printf 'atop has ended by itself, see above\n' >&2
      exit 1
    fi
    size=$(stat -c %s "${file}" 2>/dev/null || echo 0)
    ((size < most)) || break
  done
  stop
done
