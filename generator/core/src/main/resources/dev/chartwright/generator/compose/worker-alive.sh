#!/bin/bash
# Fails if only a restart can recover the worker.
#
# A worker that got a task that it cannot decode keeps the task and the connection, and takes no other task. A worker
# that was idle when the broker restarted keeps running without a connection. While the broker is down, a restart of
# the worker would not help, and would load all circuits again.
set -euo pipefail

readonly scripts=${0%/*}
readonly state=${TMPDIR:-/tmp}/worker

if [[ -e ${state}.fenced || -e ${state}.loading ]]; then
  exit 0
fi
if [[ -e ${state}.undecodable ]]; then
  printf 'the worker holds a task that it cannot decode\n' >&2
  exit 1
fi
if ! "${scripts}/worker-connected" && timeout 3 "${scripts}/broker-reachable"; then
  exit 1
fi
