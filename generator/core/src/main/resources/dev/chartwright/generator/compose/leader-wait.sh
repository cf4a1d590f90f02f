#!/bin/bash
# leader-wait FOLDER…: makes the folders, keeps the jumpbox alive for people who prove by hand, and lets it stop
# at once.
set -euo pipefail

mkdir -p "$@"
trap 'exit 0' TERM INT
printf 'ready: %s\n' "$*"
sleep infinity &
wait "$!"
