#!/bin/bash
# Fails for a worker that only a restart brings back: one without a connection although the broker answers.
#
# It was idle when the broker restarted, lives on, and never takes a task again. While the broker is away, a
# restart would gain nothing and cost the loading of all circuits.
set -euo pipefail

readonly scripts=${0%/*}

if ! "${scripts}/worker-connected" && timeout 3 "${scripts}/broker-reachable"; then
  exit 1
fi
