#!/bin/bash
# leader-wait FOLDER…: creates the folders, and keeps the jumpbox alive for users who prove by hand.
#
# If COMPANION names a folder, the companion is in it, and works on the queue of runs. On TERM it gets the signal
# too, and may take until the end of the grace period. If it ends, the container ends with its exit code. The
# companion is not process 1 itself, because Java leaves processes that lost their parent as zombies; a shell does
# not.

# First, because until then a signal has no effect on process 1. A signal only sets a variable, which is read every
# second: one that comes just before the shell starts to wait does not end that wait.
stopping=
trap 'stopping=yes' TERM INT

set -euo pipefail

readonly STOPPED=143 # exit code of a program that TERM stopped

# Waits for a second, or less if a signal comes.
pause() {
  sleep 1 &
  wait "$!" || true
}

mkdir -p "$@"
companion=
if [[ -n ${COMPANION-} ]]; then
  "${0%/*}/companion" serve &
  companion=$!
fi
printf 'ready: %s\n' "$*"
while [[ -z ${stopping} ]]; do
  if [[ -n ${companion} ]] && ! kill -0 "${companion}" 2>/dev/null; then
    break
  fi
  pause
done
if [[ -z ${companion} ]]; then
  exit 0
fi

# Repeated a few times: before the child process has become the companion, a signal would be lost.
signals=0
while kill -0 "${companion}" 2>/dev/null; do
  if ((signals < 3)); then
    kill -TERM "${companion}" 2>/dev/null || true
    signals=$((signals + 1))
  fi
  pause
done
status=0
wait "${companion}" || status=$?
if [[ -n ${stopping} ]] && ((status == STOPPED)); then
  status=0
fi
exit "${status}"
