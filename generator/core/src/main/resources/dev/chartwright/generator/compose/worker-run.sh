#!/bin/bash
# Runs a worker as a child, because as process 1 it would ignore the signal to stop, and drains it.
#
# On TERM the worker is left alone until it is between two tasks: until it has used next to no CPU for a
# while, or until it logs that a proof was made, which it does just before it hands the proof in. Then it is
# stopped. What it had taken in the meantime goes back to the queue.
set -euo pipefail

readonly HAND_IN_SECONDS=2 # for acknowledging the task and publishing its result
readonly IDLE_SECONDS=10   # a proving worker is never idle for so long
readonly IDLE_TICKS=20     # hundredths of a second of CPU in that time: heartbeats and the like
readonly log_pipe=/tmp/worker.log.pipe
readonly proved=/tmp/worker.proved

stopping=
trap 'stopping=yes' TERM INT
rm -f "${log_pipe}" "${proved}"
mkfifo "${log_pipe}"

# Passes the log on and notes when a proof was made.
while IFS= read -r line; do
  printf '%s\n' "${line}"
  if [[ ${line} == *"proof ("*") took "* ]]; then
    : >"${proved}"
  fi
done <"${log_pipe}" &
readonly reader=$!

worker "$@" >"${log_pipe}" 2>&1 &
readonly worker=$!

status=0
wait "${worker}" || status=$? # ends early when a signal comes
if [[ -n ${stopping} ]]; then
  printf 'draining: waiting until the running task is done\n'
  rm -f "${proved}"
  idle=0
  used=0
  while ((idle < IDLE_SECONDS)) && [[ ! -e ${proved} && -r /proc/${worker}/stat ]]; do
    # CPU in user and system mode. The second field, the name, may hold spaces; what follows it does not.
    stat=$(<"/proc/${worker}/stat")
    read -r -a fields <<<"${stat##*) }"
    ticks=$((fields[11] + fields[12]))
    if ((ticks - used > IDLE_TICKS)); then
      idle=0
      used=${ticks}
    else
      idle=$((idle + 1))
    fi
    sleep 1
  done
  sleep "${HAND_IN_SECONDS}"
  printf 'drained: stopping the worker\n'
  kill -TERM "${worker}" 2>/dev/null || true
  status=0
  wait "${worker}" || status=$?
fi
wait "${reader}" || true
exit "${status}"
