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
[@settings][@proofsSetting/][@contextSetting/][@releaseSettings/][@jumpboxSetting/][/@settings]
# All pods of the fleet meet the Pod Security Standard restricted.
namespace() {
  ask [@command namespace.find/]
  if [[ -z "${ANSWER}" ]]; then
    run [@command lines=namespace.create deep=true/]
  fi
  run [@command namespace.label/]
}

[#if bucket??]
# The cluster exists by now, and with it the pool of identities of its pods.
[@grant bucket.identity/]
[/#if]
release() {
  run [@command installFleet/] \
[#if bucket??]
    [@word bucket.helmFlag/] \
[/#if]
    ${VALUES:+--values="${VALUES}"}
}

main() {
  options -- "$@"
  settings
  need [#if bucket??]gcloud [/#if]kubectl helm
  namespace
[#if bucket??]
  [=bucket.identity.function]
[/#if]
  release
}

main "$@"
