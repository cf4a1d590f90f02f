[#include "parts.ftl"]
#!/usr/bin/env bash
#
# Creates the network of the cluster, its NAT, its firewall rules and the service account of its nodes.
# Existing resources are compared with the declaration and left unchanged.
#
# Usage: 10-network.sh [--dry-run]
[@options/]
#
# Settings, from the environment:
[@projectHelp/]
#
[@exits/]
[@start/]
[@settings][@nodesSetting/][/@settings]
services() {
  ask [@command enabledServices/]
  [@command lookForServices/][#nt]
  if [[ "${FOUND}" == no ]]; then
    run [@command lines=enableServices deep=true/]
  fi
}

[#list resources as it]
[@resource it/]
[/#list]
[#list roles as role]
[=role.function]() {
  ask [@command bindings/]
  look_for [@word role.binding/]
  if [[ "${FOUND}" == no ]]; then
    run_patiently [@command lines=role.grant deep=true/]
  fi
}

[/#list]
main() {
  options -- "$@"
  settings
  need gcloud
  services
[#list resources as it]
  [=it.function]
[/#list]
[#list roles as role]
  [=role.function]
[/#list]
  finish
}

main "$@"
