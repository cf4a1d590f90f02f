[#include "parts.ftl"]
#!/usr/bin/env bash
#
# Creates the cluster, which takes about ten minutes. One that is there already is compared with
# what is declared and left as it is.
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
# GKE creates no cluster without a pool; this small one goes as soon as the declared ones are there.
[#else]
# GKE creates no cluster without a pool, so the declared default-pool comes with it.
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
