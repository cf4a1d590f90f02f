#!/usr/bin/env bash
#
# Stands for a program that would need a cluster: writes down how it was called, and answers what the program would.
set -euo pipefail

program="${0##*/}"
{
  printf '%s' "${program}"
  (($# == 0)) || printf ' %q' "$@"
  printf '\n'
} >>"${RECORD:?}"

case "${program} $*" in
  'kubectl version'*) printf 'Client Version: v1.33.0\nclientVersion:\n  gitVersion: v1.33.0\n' ;;
  'helm version'*) echo 'v3.18.4+gd80839c' ;;
  'gke-gcloud-auth-plugin --version'*) echo 'Kubernetes v1.33.0-alpha+0.5.10' ;;
  *) ;;
esac
