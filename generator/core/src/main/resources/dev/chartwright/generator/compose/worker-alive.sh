#!/bin/bash
# Fails for a worker that only a restart brings back.
#
# One that got a task that it cannot decode keeps it and its connection, and takes no other task. One that was
# idle when the broker restarted lives on without a connection; while the broker is away, a restart would gain
# nothing and cost the loading of all circuits.
set -euo pipefail

readonly scripts=${0%/*}

if [[ -e ${TMPDIR:-/tmp}/worker.undecodable ]]; then
  printf 'the worker holds a task that it cannot decode\n' >&2
  exit 1
fi
if ! "${scripts}/worker-connected" && timeout 3 "${scripts}/broker-reachable"; then
  exit 1
fi
