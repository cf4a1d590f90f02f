[#include "parts.ftl"]
#!/usr/bin/env bash
#
# Builds the image of the recorder of workers with Cloud Build, keeps it in Artifact Registry, and lets the nodes pull
# it. What is there is left unchanged. At the end, prints the values that switch the recorder on.
#
# Usage: atop-image.sh [--dry-run] [--dockerfile]
[@options/]
#   --dockerfile  print the Dockerfile, to build the image elsewhere
#
# Settings, from the environment:
[@projectHelp/]
#
[@exits/]
[@start/]
[@settings][@nodesSetting/][/@settings]
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
  ask [@command enabledServices/]
  [@command lines=atopImage.lookForServices/][#nt]
  if [[ "${FOUND}" == no ]]; then
    run [@command lines=atopImage.enableServices deep=true/]
  fi
}

[@resource atopImage.repository/]
[#if atopImage.access??]
access() {
  ask [@command atopImage.access.list/]
  look_for [@word atopImage.access.binding/]
  if [[ "${FOUND}" == no ]]; then
    run_patiently [@command lines=atopImage.access.grant deep=true/]
  fi
}

[/#if]
image() {
  ask [@command atopImage.built/]
  if [[ -n "${ANSWER}" ]]; then
    say [@word atopImage.image/]':[=atopImage.version]: exists'
    return 0
  fi
  source="$(mktemp -d)"
  trap 'rm -rf "${source}"' EXIT
  print_dockerfile >"${source}/Dockerfile"
  run [@command lines=atopImage.build deep=true/]
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
[#if atopImage.access??]
  access
[/#if]
  image
  say 'the values that record the workers of a group:'
  say '  workers.GROUP.atop.enabled=true'
  say '  workers.GROUP.atop.image.repository='[@word atopImage.image/]
  say '  workers.GROUP.atop.image.tag=[=atopImage.version]'
  finish
}

main "$@"
