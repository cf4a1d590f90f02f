#!/bin/bash
# Runs a worker as a child, because as process 1 it would ignore the signal to stop, and drains it.
#
# On TERM the worker is left alone until it is between two tasks: until it logs that a proof was made, which it
# does just before it hands the proof in, or until it has used next to no CPU for a while. Then it is stopped.
# What it had taken in the meantime goes back to the queue. A worker without a connection to the broker, which
# loads its circuits, has no task and is stopped at once.
set -euo pipefail

readonly HAND_IN_SECONDS=2 # for acknowledging the task and publishing its result
readonly IDLE_SECONDS=10   # a proving worker is never idle for so long
readonly IDLE_TICKS=20     # hundredths of a second of CPU in that time: heartbeats and the like
readonly STOPPED=143       # the exit code of a worker that TERM ended
readonly scripts=${0%/*}
readonly log_pipe=${TMPDIR:-/tmp}/worker.log.pipe
readonly proved=${TMPDIR:-/tmp}/worker.proved
readonly undecodable=${TMPDIR:-/tmp}/worker.undecodable # worker-alive looks for it

stopping=
trap 'stopping=yes' TERM INT
rm -f "${log_pipe}" "${proved}" "${undecodable}"
mkfifo "${log_pipe}"

# Passes the log on and notes when a proof was made, or a task came that the worker cannot decode.
while IFS= read -r line || [[ -n ${line} ]]; do
  printf '%s\n' "${line}"
  if [[ ${line} == *"proof ("*") took "* ]]; then
    : >"${proved}"
  elif [[ ${line} == *"Error deserializing message"* ]]; then
    : >"${undecodable}"
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
  if ! "${scripts}/worker-connected" 2>/dev/null && sleep 1 && ! "${scripts}/worker-connected" 2>/dev/null; then
    idle=${IDLE_SECONDS}
  fi
  while ((idle < IDLE_SECONDS)) && [[ ! -e ${proved} ]]; do
    # Behind the name in brackets, which may hold spaces, the 12th and 13th field are the time in user and
    # system mode.
    { stat=$(<"/proc/${worker}/stat"); } 2>/dev/null || break
    read -r -a fields <<<"${stat##*) }"
    ticks=$((fields[11] + fields[12]))
    if ((ticks - used > IDLE_TICKS)); then
      idle=0
      used=${ticks}
    else
      idle=$((idle + 1))
    fi
    sleep 1 || true
  done
  if [[ -e ${proved} ]]; then
    sleep "${HAND_IN_SECONDS}" || true
  fi
  printf 'drained: stopping the worker\n'
  kill -TERM "${worker}" 2>/dev/null || true
  status=0
  wait "${worker}" || status=$?
  if ((status == STOPPED)); then
    status=0
  fi
fi
wait "${reader}" || true
exit "${status}"
