[#include "parts.ftl"]
#!/usr/bin/env bash
#
# Checks the requirements for building the fleet: programs, services, permissions, machine types,
# versions, and quotas for all node pools at their maximum. Reports all problems at once.
#
# Usage: preflight.sh [--enable-services] [--dry-run]
#   --enable-services  enable missing services instead of reporting them
#   --dry-run          print the commands; look up nothing, change nothing
#   --help             print this help
#
# Settings, from the environment:
[@projectHelp/]
#
# Exit codes: 0 all requirements are met · 1 some are not · 2 wrong usage
[@start/]
enable_services=no
enabled=''         # the enabled services, one on a line
listing_trouble='' # why they could not be listed
problems=0

[@settings][/@settings]
# holds <requirement> <trouble>: the requirement is met if there is no trouble.
holds() {
  [[ "${dry_run}" == no ]] || return 0
  if [[ -z "$2" ]]; then
    printf 'ok       %s\n' "$1"
  else
    printf 'PROBLEM  %s\n         %s\n' "$1" "${2//$'\n'/ }"
    problems=$((problems + 1))
  fi
}

# probe <command>...: fills ANSWER and COMPLAINT.
probe() {
  if [[ "${dry_run}" == yes ]]; then
    show "$@"
  else
    try "$@"
  fi
}

# number <text>: its first version, such as 1.31.4, as a number that can be compared.
number() {
  if [[ "$1" =~ ([0-9]+)\.([0-9]+)(\.([0-9]+))? ]]; then
    printf '%d%05d%05d' "$((10#${BASH_REMATCH[1]}))" "$((10#${BASH_REMATCH[2]}))" \
      "$((10#${BASH_REMATCH[4]:-0}))"
  else
    printf 0
  fi
}

# at_least <requirement> <version> <text with the actual version>
at_least() {
  local least actual trouble="${COMPLAINT}"
  least="$(number "$2")"
  actual="$(number "$3")"
  if [[ -z "${trouble}" ]] && ((actual < least)); then
    trouble="the version is ${3:-unknown}"
  fi
  holds "$1" "${trouble}"
}

# tool <requirement> <least version> <command that prints the version>...
tool() {
  if [[ "${dry_run}" == no ]] && ! command -v "$3" >/dev/null; then
    holds "$1" 'it is not in PATH'
    return 0
  fi
  probe "${@:3}"
  at_least "$1" "$2" "${ANSWER%%$'\n'*}"
}

tools() {
[#list tools as it]
  tool [=it.sentence] \
    [=it.least] [@command it.command/][#nt]
[/#list]
}

# service <requirement> <name>
service() {
  local trouble="${listing_trouble}"
  ANSWER="${enabled}"
  look_for "$2"
  if [[ -z "${trouble}" && "${FOUND}" == no ]]; then
    trouble="gcloud services enable $2"
    if [[ "${enable_services}" == yes ]]; then
      probe [@command lines=enableService deep=true/] "$2"
      trouble="${COMPLAINT}"
    fi
  fi
  holds "$1" "${trouble}"
}

services() {
  probe [@command enabledServices/]
  enabled="${ANSWER}"
  listing_trouble="${COMPLAINT}"
[#list apis as it]
  service [=it.sentence] \
    [=it.name]
[/#list]
}

# permission <requirement> <name>
permission() {
  local trouble="${COMPLAINT}"
  [[ -n "${trouble}" || "${ANSWER}" == *"\"$2\""* ]] || trouble="the permission $2 is missing"
  holds "$1" "${trouble}"
}

# gcloud has no command for this. The token goes to curl through a pipe, so that no other process sees it.
permissions() {
  local api="${CLOUDSDK_API_ENDPOINT_OVERRIDES_CLOUDRESOURCEMANAGER:-}"
  api="${api:-https://cloudresourcemanager.googleapis.com/}"
  probe [@command token/]
  if [[ -z "${COMPLAINT}" ]]; then
    probe [@command lines=testPermissions deep=true/] \
      "${api}v1/projects/${PROJECT}:testIamPermissions" \
      <<<"header = \"Authorization: Bearer ${ANSWER}\""
  fi
[#list permissions as it]
  permission [=it.sentence] \
    [=it.name]
[/#list]
}

machines() {
[#list machines as it]
  probe [@command it.command/]
  holds [=it.sentence] "${COMPLAINT}"
[/#list]
}

# channel <requirement> <name> <least version>
channel() {
  local newest=''
  if [[ $'\n'"${ANSWER}" =~ $'\n'"$2",([^[:space:]]+) ]]; then
    newest="${BASH_REMATCH[1]}"
  fi
  at_least "$1" "$3" "${newest}"
}

channels() {
  probe [@command offered/]
[#list channels as it]
  channel [=it.sentence] \
    [=it.name] [=it.least]
[/#list]
}

# quota <requirement> <metric> <needed>: an existing cluster already uses a part of the quota.
quota() {
  local trouble="${COMPLAINT}" limit used free
  if [[ -z "${trouble}" ]]; then
    if [[ $'\n'"${ANSWER}" =~ $'\n'"$2",([0-9]+)[^,]*,([0-9]+) ]]; then
      limit="${BASH_REMATCH[1]}"
      used="${BASH_REMATCH[2]}"
      [[ "${FOUND}" == no ]] || used=0
      free=$((limit - used))
      ((free >= $3)) || trouble="${free} of ${limit} are free"
    else
      trouble='the region does not report this quota'
    fi
  fi
  holds "$1" "${trouble}"
}

quotas() {
  probe [@command findCluster/]
  FOUND=no
  [[ -n "${COMPLAINT}" ]] || FOUND=yes
  probe [@command regionQuotas/]
[#list quotas as it]
  quota [=it.sentence] \
    [=it.metric] [=it.needed]
[/#list]
}

main() {
  options --enable-services -- "$@"
  tools
  [[ "${dry_run}" == yes ]] || command -v gcloud >/dev/null ||
    fail "problems: ${problems}; without gcloud, nothing else can be checked"
  settings
  services
  permissions
  machines
  channels
  quotas
  ((problems == 0)) || fail "problems: ${problems}"
}

main "$@"
