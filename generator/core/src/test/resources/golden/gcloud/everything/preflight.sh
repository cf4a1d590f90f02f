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
#   PROJECT    the id of the project; default: the declared project
#
# Exit codes: 0 all requirements are met · 1 some are not · 2 wrong usage

set -euo pipefail

here="$(dirname -- "${BASH_SOURCE[0]}")"
readonly here
# shellcheck source-path=SCRIPTDIR source=lib.sh
source "${here}/lib.sh"

enable_services=no
enabled=''         # the enabled services, one on a line
listing_trouble='' # why they could not be listed
problems=0

settings() {
  readonly PROJECT=${PROJECT:-rollup-proofs}
}

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
  tool 'gcloud 450.0.0 or newer is installed, to create network, cluster and node pools' \
    450.0.0 gcloud --version
  tool 'gke-gcloud-auth-plugin 0.5.0 or newer is installed, to give kubectl access to the cluster' \
    0.5.0 gke-gcloud-auth-plugin --version
  tool 'kubectl 1.28.0 or newer is installed, to install the operators' \
    1.28.0 kubectl version --client
  tool 'helm 3.14.0 or newer is installed, to install the fleet' \
    3.14.0 helm version --short
}

# service <requirement> <name>
service() {
  local trouble="${listing_trouble}"
  ANSWER="${enabled}"
  look_for "$2"
  if [[ -z "${trouble}" && "${FOUND}" == no ]]; then
    trouble="gcloud services enable $2"
    if [[ "${enable_services}" == yes ]]; then
      probe gcloud services enable --project="${PROJECT}" --quiet "$2"
      trouble="${COMPLAINT}"
    fi
  fi
  holds "$1" "${trouble}"
}

services() {
  probe gcloud services list --project="${PROJECT}" --quiet --enabled \
    --format='value(config.name)'
  enabled="${ANSWER}"
  listing_trouble="${COMPLAINT}"
  service 'the API compute.googleapis.com is enabled' \
    compute.googleapis.com
  service 'the API container.googleapis.com is enabled' \
    container.googleapis.com
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
  probe gcloud auth print-access-token --project="${PROJECT}" --quiet
  if [[ -z "${COMPLAINT}" ]]; then
    probe curl --config - --silent --show-error --fail --max-time 30 --header 'Content-Type: application/json' \
      --data '{"permissions":["container.clusters.create","iam.serviceAccounts.actAs","compute.firewalls.create","serviceusage.services.enable"]}' \
      "${api}v1/projects/${PROJECT}:testIamPermissions" \
      <<<"header = \"Authorization: Bearer ${ANSWER}\""
  fi
  permission 'the caller has roles/container.admin, to create the cluster' \
    container.clusters.create
  permission 'the caller has roles/iam.serviceAccountUser, to let nodes use their service account' \
    iam.serviceAccounts.actAs
  permission 'the caller has roles/compute.securityAdmin, to create the firewall rule' \
    compute.firewalls.create
  permission 'the caller has roles/serviceusage.serviceUsageAdmin, to enable services' \
    serviceusage.services.enable
}

machines() {
  probe gcloud compute machine-types describe n2-standard-8 --project="${PROJECT}" --quiet \
    --zone=us-central1-a --format='value(name)'
  holds 'the zone us-central1-a has the machine type n2-standard-8' "${COMPLAINT}"
  probe gcloud compute machine-types describe e2-standard-2 --project="${PROJECT}" --quiet \
    --zone=us-central1-a --format='value(name)'
  holds 'the zone us-central1-a has the machine type e2-standard-2' "${COMPLAINT}"
  probe gcloud compute machine-types describe c3d-highmem-180 --project="${PROJECT}" --quiet \
    --zone=us-central1-a --format='value(name)'
  holds 'the zone us-central1-a has the machine type c3d-highmem-180' "${COMPLAINT}"
  probe gcloud compute machine-types describe n2-standard-8 --project="${PROJECT}" --quiet \
    --zone=us-central1-b --format='value(name)'
  holds 'the zone us-central1-b has the machine type n2-standard-8' "${COMPLAINT}"
  probe gcloud compute machine-types describe e2-standard-2 --project="${PROJECT}" --quiet \
    --zone=us-central1-b --format='value(name)'
  holds 'the zone us-central1-b has the machine type e2-standard-2' "${COMPLAINT}"
  probe gcloud compute machine-types describe c3d-highmem-180 --project="${PROJECT}" --quiet \
    --zone=us-central1-b --format='value(name)'
  holds 'the zone us-central1-b has the machine type c3d-highmem-180' "${COMPLAINT}"
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
  probe gcloud container get-server-config --region=us-central1 --project="${PROJECT}" --quiet \
    --flatten='channels[]' \
    --format='csv[no-heading](channels.channel,channels.validVersions[0])'
  channel 'the channel stable offers Kubernetes 1.31 or newer' \
    STABLE 1.31
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
  probe gcloud container clusters describe blocks --region=us-central1 --project="${PROJECT}" \
    --quiet --format='value(name)'
  FOUND=no
  [[ -n "${COMPLAINT}" ]] || FOUND=yes
  probe gcloud compute regions describe us-central1 --project="${PROJECT}" --quiet \
    --flatten='quotas[]' \
    --format='csv[no-heading](quotas.metric,quotas.limit,quotas.usage)'
  quota '720 of the quota C3D_CPUS are free in us-central1: 4 × c3d-highmem-180 of highmem-pool-on-demand' \
    C3D_CPUS 720
  quota '16 of the quota IN_USE_ADDRESSES are free in us-central1: 5 × n2-standard-8 of system-pool, 3 × e2-standard-2 of tools, 4 × c3d-highmem-180 of highmem-pool, 4 × c3d-highmem-180 of highmem-pool-on-demand' \
    IN_USE_ADDRESSES 16
  quota '40 of the quota N2_CPUS are free in us-central1: 5 × n2-standard-8 of system-pool' \
    N2_CPUS 40
  quota '726 of the quota PREEMPTIBLE_CPUS are free in us-central1: 3 × e2-standard-2 of tools, 4 × c3d-highmem-180 of highmem-pool' \
    PREEMPTIBLE_CPUS 726
  quota '5520 of the quota SSD_TOTAL_GB are free in us-central1: 5 × 100Gi of system-pool, 3 × 300Gi of tools, 4 × 300Gi of highmem-pool, 4 × 300Gi of highmem-pool-on-demand, 1 × 20Gi of broker, 1 × 100Gi of leader, 16 × 100Gi of circuits of worker' \
    SSD_TOTAL_GB 5520
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
