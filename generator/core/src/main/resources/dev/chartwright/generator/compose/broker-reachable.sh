#!/bin/bash
# Succeeds when the broker accepts connections.
set -euo pipefail

if ! (exec 3<>"/dev/tcp/${AMQP_HOST:?}/${AMQP_PORT:?}") 2>/dev/null; then
  printf 'the broker does not answer: %s:%s\n' "${AMQP_HOST}" "${AMQP_PORT}" >&2
  exit 1
fi
