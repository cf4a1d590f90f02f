[#include "parts.ftl"]
#!/usr/bin/env bash
#
# Installs or upgrades the fleet, and waits until its pods are ready. The first installation also waits
# for nodes, volumes and circuits. Works with Helm 3 and 4.
#
# Usage: 60-release.sh [--dry-run]
[@options/]
#
# Settings, from the environment:
[@projectHelp/]
#   RELEASE    the name of the release; default: the name of the fleet
#   NAMESPACE  the namespace of the release; default: the name of the fleet
#   VALUES     a values file; default: none
#
# Exit codes: 0 done · 1 a command failed · 2 wrong usage
[@start/]
[@settings][@contextSetting/][@releaseSettings/][/@settings]
# All pods of the fleet meet the Pod Security Standard restricted.
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
