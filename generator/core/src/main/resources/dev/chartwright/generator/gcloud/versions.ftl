[#include "parts.ftl"]
#!/usr/bin/env bash
#
# Prints the newest versions of what the cluster runs, beside the declared versions.
#
# Usage: versions.sh [--dry-run]
[@options/]
#
# Settings, from the environment:
[@projectHelp/]
#
# Exit codes: 0 done · 1 a version could not be looked up · 2 wrong usage
[@start/]
[@settings][/@settings]
failures=0

# row <thing> <declared> <newest>
row() {
  printf '%-28s  %-10s  %s\n' "$@"
}

# newest <thing> <declared> <prefix of the line> <command>...: the rest of the line is the version.
newest() {
  local version
  if [[ "${dry_run}" == yes ]]; then
    show "${@:4}"
    return 0
  fi
  try "${@:4}"
  if [[ -z "${COMPLAINT}" && $'\n'"${ANSWER}" =~ $'\n'"$3"v?([^[:space:]]+) ]]; then
    version="${BASH_REMATCH[1]}"
  else
    version='unknown'
    failures=$((failures + 1))
    say "$1: ${COMPLAINT:-no version in the answer}"
  fi
  row "$1" "$2" "${version}"
}

main() {
  options -- "$@"
  settings
  need gcloud helm curl
  [[ "${dry_run}" == yes ]] || row '' DECLARED NEWEST
[#list versions as it]
  newest [=it.what] [=it.declared] [=it.prefix] \
    [@command lines=it.command deep=true/][#nt]
[/#list]
  ((failures == 0)) || exit 1
}

main "$@"
