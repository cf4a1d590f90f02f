#!/bin/bash
# Succeeds when this pod has an established connection to the broker's AMQP port.
#
# A worker connects after it has loaded its circuits, and keeps the connection while it takes tasks.
set -euo pipefail

readonly ESTABLISHED=01
printf -v port ':%04X' "${AMQP_PORT:?}"

for table in /proc/net/tcp /proc/net/tcp6; do
  [[ -r ${table} ]] || continue
  connections=$(<"${table}") # read at once: a table that changes during reading may lack a line
  while read -r _ _ remote state _; do
    if [[ ${state} == "${ESTABLISHED}" && ${remote} == *"${port}" ]]; then
      exit 0
    fi
  done <<<"${connections}"
done
printf 'no connection to the broker\n' >&2
exit 1
