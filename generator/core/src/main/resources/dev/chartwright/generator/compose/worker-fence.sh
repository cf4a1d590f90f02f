#!/bin/bash
# Prints `closed` or `open`, as the fence in the broker says. Fails if there is no answer.
#
# The fence is a global parameter of RabbitMQ. It is closed after a failed run, until no worker holds a task of that
# run. A broker that starts or stops says for a moment that the parameter does not exist, so that is no answer.
set -euo pipefail

# The login goes through pipes, so that no other process sees it.
login=$(printf '%s:%s' "${RABBITMQ_USERNAME:?}" "${RABBITMQ_PASSWORD:?}" | base64 -w 0)
exec 3<>"/dev/tcp/${AMQP_HOST:?}/${MANAGEMENT_PORT:?}"
printf 'GET /api/global-parameters/%s HTTP/1.1\r\nHost: %s\r\nAuthorization: Basic %s\r\nConnection: close\r\n\r\n' \
  "${FENCE:?}" "${AMQP_HOST}" "${login}" >&3
answer=$(cat <&3)
case ${answer} in
  'HTTP/1.'?' 200 '*'"value":"closed'*) printf 'closed\n' ;;
  'HTTP/1.'?' 200 '*'"value":'*) printf 'open\n' ;;
  *)
    printf 'the broker does not tell whether the fence is closed: %s\n' "${answer%%$'\r'*}" >&2
    exit 1
    ;;
esac
