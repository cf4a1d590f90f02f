[#include "parts.ftl"]
#!/usr/bin/env bash
#
# Creates the node pools. Existing pools are compared with the declaration and left unchanged.
#
# Usage: 30-node-pools.sh [--dry-run]
[@options/]
#
# Settings, from the environment:
[@projectHelp/]
#
[@exits/]
[@start/]
[@settings][@nodesSetting/][/@settings]
[#list pools as it]
[@resource it/]
[/#list]
[#if startPool??]
# Removes the pool that the cluster was created with, but not another pool of the same name.
start_pool() {
  ASSUMED=yes
  look [=startPool.what] \
    [@command lines=startPool.describe deep=true/] -- \
    [=startPool.label] true
  if [[ "${FOUND}" == yes && ("${dry_run}" == yes || "${ANSWER}" == true) ]]; then
    run [@command lines=startPool.delete deep=true/]
  fi
}

[/#if]
main() {
  options -- "$@"
  settings
  need gcloud
[#list pools as it]
[#if it.function == firstPool!""]
  # This pool was created with the cluster, so a dry run assumes that it exists.
  ASSUMED=yes [=it.function]
[#else]
  [=it.function]
[/#if]
[/#list]
[#if startPool??]
  start_pool
[/#if]
  finish
}

main "$@"
