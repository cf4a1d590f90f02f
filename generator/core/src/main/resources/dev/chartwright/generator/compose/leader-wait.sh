#!/bin/bash
# leader-wait FOLDER…: creates the folders, keeps the jumpbox alive for users who prove by hand, and stops at once
# on a signal.
set -euo pipefail

mkdir -p "$@"
trap 'exit 0' TERM INT
printf 'ready: %s\n' "$*"
sleep infinity &
wait "$!"
