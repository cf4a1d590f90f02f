#!/bin/bash
# Succeeds when the worker has connected to the broker, or waits for the fence to open.
set -euo pipefail

if [[ ! -e ${TMPDIR:-/tmp}/worker.fenced ]]; then
  exec "${0%/*}/worker-connected"
fi
