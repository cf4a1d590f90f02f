#!/usr/bin/env bash
#
# Builds the image of the recorder of workers with Cloud Build, keeps it in Artifact Registry, and lets the nodes pull
# it. What is there is left unchanged. At the end, prints the values that switch the recorder on.
#
# Usage: atop-image.sh [--dry-run] [--dockerfile]
#   --dry-run  print the commands of a first run; look up nothing, change nothing
#   --help     print this help
#   --dockerfile  print the Dockerfile, to build the image elsewhere
#
# Settings, from the environment:
#   PROJECT    the id of the project; default: the project of the gcloud configuration
#
# Exit codes: 0 done · 1 a command failed · 2 wrong usage · 3 done, but something differs from the declaration

set -euo pipefail

here="$(dirname -- "${BASH_SOURCE[0]}")"
readonly here
# shellcheck source-path=SCRIPTDIR source=lib.sh
source "${here}/lib.sh"

settings() {
  choose_project
  readonly PROJECT
  readonly NODES=zero-prover-test-01-nodes@"${PROJECT}".iam.gserviceaccount.com
}

# Prints the Dockerfile of an image with atop and bash, which runs as the user of the workers.
print_dockerfile() {
  cat <<'DOCKERFILE'
FROM docker.io/library/debian:bookworm-slim
RUN apt-get update \
  && apt-get install --yes --no-install-recommends atop \
  && rm -rf /var/lib/apt/lists/*
USER 10001:10001
DOCKERFILE
}

services() {
  ask gcloud services list --project="${PROJECT}" --quiet --enabled \
    --format='value(config.name)'
  look_for artifactregistry.googleapis.com cloudbuild.googleapis.com
  if [[ "${FOUND}" == no ]]; then
    run gcloud services enable artifactregistry.googleapis.com cloudbuild.googleapis.com \
      --project="${PROJECT}" --quiet
  fi
}

repository() {
  look 'repository zero-prover' \
    gcloud artifacts repositories describe zero-prover --location=europe-west1 \
      --project="${PROJECT}" --quiet -- \
    format DOCKER
  if [[ "${FOUND}" == no ]]; then
    run gcloud artifacts repositories create zero-prover --location=europe-west1 \
      --project="${PROJECT}" --quiet --repository-format=docker
  fi
}

access() {
  ask gcloud artifacts repositories get-iam-policy zero-prover --location=europe-west1 \
    --project="${PROJECT}" --quiet --flatten='bindings[].members' \
    --format='csv[no-heading](bindings.members,bindings.role)'
  look_for serviceAccount:"${NODES}",roles/artifactregistry.reader
  if [[ "${FOUND}" == no ]]; then
    run_patiently gcloud artifacts repositories add-iam-policy-binding zero-prover \
      --location=europe-west1 --project="${PROJECT}" --quiet \
      --member=serviceAccount:"${NODES}" --role=roles/artifactregistry.reader --format=none
  fi
}

image() {
  ask gcloud artifacts docker images list \
    europe-west1-docker.pkg.dev/"${PROJECT}"/zero-prover/atop --include-tags \
    --filter=tags:2.8.1 --format='value(version)' --project="${PROJECT}" --quiet
  if [[ -n "${ANSWER}" ]]; then
    say europe-west1-docker.pkg.dev/"${PROJECT}"/zero-prover/atop':2.8.1: exists'
    return 0
  fi
  source="$(mktemp -d)"
  trap 'rm -rf "${source}"' EXIT
  print_dockerfile >"${source}/Dockerfile"
  run gcloud builds submit "${source}" \
      --tag=europe-west1-docker.pkg.dev/"${PROJECT}"/zero-prover/atop:2.8.1 \
      --region=europe-west1 --project="${PROJECT}" --quiet
}

main() {
  options --dockerfile -- "$@"
  if [[ "${dockerfile:-no}" == yes ]]; then
    print_dockerfile
    return 0
  fi
  settings
  need gcloud
  services
  repository
  access
  image
  say 'the values that record the workers of a group:'
  say '  workers.GROUP.atop.enabled=true'
  say '  workers.GROUP.atop.image.repository='europe-west1-docker.pkg.dev/"${PROJECT}"/zero-prover/atop
  say '  workers.GROUP.atop.image.tag=2.8.1'
  finish
}

main "$@"
