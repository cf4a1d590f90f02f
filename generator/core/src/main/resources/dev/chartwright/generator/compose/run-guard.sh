#!/bin/bash
# Refuses an upgrade or a rollback that would end the run that is going on, because it changes the image or the ranges
# of the circuits. Helm runs it before it changes anything.
#
# The companion writes into a global parameter of the broker which run goes on, and with which circuits: the pod of a
# hook cannot mount the volume of the leader. Without an answer of the broker, the upgrade goes on.
set -euo pipefail

ask() {
  local login
  login=$(printf '%s:%s' "${RABBITMQ_USERNAME}" "${RABBITMQ_PASSWORD}" | base64 -w 0)
  exec 3<>"/dev/tcp/${AMQP_HOST}/${MANAGEMENT_PORT}"
  printf 'GET /api/global-parameters/%s HTTP/1.1\r\nHost: %s\r\nAuthorization: Basic %s\r\nConnection: close\r\n\r\n' \
    "${FENCE}-run" "${AMQP_HOST}" "${login}" >&3
  cat <&3
}

answer=$(timeout 30 bash -c "$(declare -f ask); ask" || true)
case ${answer} in
  'HTTP/1.'?' 404 '*)
    printf 'no run goes on\n'
    exit 0
    ;;
  'HTTP/1.'?' 200 '*'"value":"'*) ;;
  *)
    printf 'the broker does not tell whether a run goes on, so the upgrade goes on: %s\n' "${answer%%$'\r'*}"
    exit 0
    ;;
esac
value=${answer##*'"value":"'}
read -r run circuits <<<"${value%%'"'*}"
if [[ ${circuits} == "${CIRCUITS_DIGEST:?}" ]]; then
  printf 'run %s goes on with the same circuits\n' "${run}"
  exit 0
fi
printf 'REFUSED: run %s goes on with the circuits %s, and this upgrade changes them to %s: its blocks in progress would be lost, and the rest would begin a new chain. Wait until it is over (`runs` in the jumpbox), end it (`stop %s`), or set runs.force=true\n' \
  "${run}" "${circuits}" "${CIRCUITS_DIGEST}" "${run}" >&2
exit 1
