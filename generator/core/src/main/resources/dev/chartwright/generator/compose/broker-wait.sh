#!/bin/bash
# broker-wait SECONDS: waits until the broker accepts connections, at most the given time.
set -euo pipefail

readonly scripts=${0%/*}
readonly seconds=$1

until timeout 5 "${scripts}/broker-reachable"; do
  if ((SECONDS >= seconds)); then
    exit 1
  fi
  sleep 2
done
