#!/bin/bash
# companion COMMAND ARGUMENT…: a command of the companion, such as `runs`.
set -euo pipefail

if [[ -z ${COMPANION-} ]]; then
  printf '%s: there is no queue of runs, because runs.enabled is false\n' "${1-}" >&2
  exit 2
fi
# A command is over in a moment, so the optimizing compiler would cost more than it saves.
exec "${COMPANION}/runtime/bin/java" -Xmx128m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData -Xshare:auto \
  -cp "${COMPANION}/classes" dev.chartwright.companion.command.Main "$@"
