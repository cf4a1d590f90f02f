[#include "parts.ftl"]
#!/usr/bin/env bash
#
# Writes the entry for the cluster into kubeconfig.
#
# Usage: 40-connect.sh [--dry-run]
[@options/]
#
# Settings, from the environment:
[@projectHelp/]
#
# Exit codes: 0 done · 1 a command failed · 2 wrong usage
[@start/]
[@settings][/@settings]
main() {
  options -- "$@"
  settings
  need gcloud kubectl
  if [[ "${dry_run}" == no ]] && ! command -v gke-gcloud-auth-plugin >/dev/null; then
    fail 'gke-gcloud-auth-plugin is missing: gcloud components install gke-gcloud-auth-plugin, or install the package google-cloud-cli-gke-gcloud-auth-plugin if gcloud was installed as a package'
  fi
  run [@command getCredentials/]
}

main "$@"
