#!/bin/bash
# Refuses an upgrade or a rollback that would end the run in progress, because it changes the image or the ranges of
# the circuits. Helm runs it before it changes anything.
#
# The companion writes into a global parameter of the broker which run is in progress, and with which circuits: the pod
# of a hook cannot mount the volume of the leader. Without an answer of the broker, the upgrade is not blocked.
set -euo pipefail

ask() {
  local login
  login=$(printf '%s:%s' "${RABBITMQ_USERNAME}" "${RABBITMQ_PASSWORD}" | base64 -w 0)
  exec 3<>"/dev/tcp/${AMQP_HOST}/${MANAGEMENT_PORT}"
  printf 'GET /api/global-parameters/%s HTTP/1.1\r\nHost: %s\r\nAuthorization: Basic %s\r\nConnection: close\r\n\r\n' \
    "${FENCE}-run" "${AMQP_HOST}" "${login}" >&3
  cat <&3
}

run=
circuits=
answer=$(timeout 30 bash -euc "$(declare -f ask); ask" || true)
case ${answer} in
  'HTTP/1.'?' 404 '*)
    printf 'no run is in progress\n'
    exit 0
    ;;
  'HTTP/1.'?' 200 '*'"value":"'*)
    value=${answer##*'"value":"'}
    read -r run circuits <<<"${value%%'"'*}"
    ;;
  *) ;;
esac
if [[ -z ${circuits} ]]; then
  answer=${answer%%$'\r'*}
  printf 'the broker does not tell whether a run is in progress, so nothing is blocked: %s\n' "${answer:-no answer}"
  exit 0
fi
if [[ ${circuits} == "${CIRCUITS_DIGEST:?}" ]]; then
  printf 'run %s is in progress, and its circuits stay the same\n' "${run}"
  exit 0
fi
printf 'REFUSED: run %s is in progress with the circuits %s, which would become %s: its blocks in progress would be lost, and the rest would be a new chain. Wait until it is over (`runs` in the jumpbox), end it (`stop %s`), or allow it: runs.force=true for an upgrade, --no-hooks for a rollback\n' \
  "${run}" "${circuits}" "${CIRCUITS_DIGEST}" "${run}" >&2
exit 1
