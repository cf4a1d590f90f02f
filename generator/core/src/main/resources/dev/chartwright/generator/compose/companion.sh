#!/bin/bash
# A command of the companion, by the name of this script: batch, runs, stop, … As "companion", it takes the command as
# its first argument.
set -euo pipefail

name=${0##*/}
if [[ -z ${COMPANION-} ]]; then
  printf '%s: there is no queue of runs, because runs.enabled is false\n' "${name}" >&2
  exit 2
fi
if [[ ${name} == companion ]]; then
  name=${1:-}
  shift || true
fi
# A command is over in a moment, so the optimizing compiler would cost more than it saves.
exec "${COMPANION}/runtime/bin/java" -Xmx128m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData -Xshare:auto \
  -cp "${COMPANION}/classes" dev.chartwright.companion.command.Main "${name}" "$@"
