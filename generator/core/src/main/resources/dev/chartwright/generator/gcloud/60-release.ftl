[#include "parts.ftl"]
#!/usr/bin/env bash
#
# Installs the fleet, or upgrades it, and waits until its pods are ready. The first time this takes
# as long as nodes, volumes and circuits need. Works with Helm 3 and 4.
#
# Usage: 60-release.sh [--dry-run]
[@options/]
#
# Settings, from the environment:
[@projectHelp/]
#   RELEASE    the name of the release; default: the fleet's
#   NAMESPACE  its namespace; default: the fleet's name
#   VALUES     a file with values; default: none
#
# Exit codes: 0 done · 1 a command failed · 2 wrong usage
[@start/]
[@settings][@contextSetting/][@releaseSettings/][/@settings]
# All pods of the fleet obey the strictest of the pod security standards.
namespace() {
  ask [@command namespace.find/]
  if [[ -z "${ANSWER}" ]]; then
    run [@command lines=namespace.create deep=true/]
  fi
  run [@command namespace.label/]
}

release() {
  run [@command installFleet/] \
    ${VALUES:+--values="${VALUES}"}
}

main() {
  options -- "$@"
  settings
  need kubectl helm
  namespace
  release
}

main "$@"
