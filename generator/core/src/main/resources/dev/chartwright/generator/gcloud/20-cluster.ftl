[#include "parts.ftl"]
#!/usr/bin/env bash
#
# Creates the cluster, which takes about ten minutes. An existing cluster is compared with the
# declaration and left unchanged.
#
# Usage: 20-cluster.sh [--dry-run]
[@options/]
#
# Settings, from the environment:
[@projectHelp/]
#
[@exits/]
[@start/]
[@settings][@nodesSetting/][/@settings]
[#if startPool??]
# GKE creates no cluster without a node pool. This small pool is deleted when the declared pools exist.
[#else]
# GKE creates no cluster without a node pool, so this also creates the declared default-pool.
[/#if]
[@resource cluster/]
main() {
  options -- "$@"
  settings
  need gcloud
  cluster
  finish
}

main "$@"
