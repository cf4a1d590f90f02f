#!/bin/bash
# Runs a worker as a child process, and drains it on TERM. As process 1, the worker would ignore the signal.
#
# On TERM, the worker continues until it is between two tasks: until it logs a finished proof, which it does just
# before it publishes the proof, or until it has used almost no CPU for a while. Then it is stopped. A task that it
# has taken in the meantime goes back to the queue. A worker without a connection to the broker is still loading
# its circuits, has no task, and is stopped at once.
set -euo pipefail

readonly HAND_IN_SECONDS=2 # for acknowledging the task and publishing its result
readonly IDLE_SECONDS=10   # a worker that proves is never idle for this long
readonly IDLE_TICKS=20     # CPU time in hundredths of a second that an idle worker may use, such as for heartbeats
readonly STOPPED=143       # exit code of a worker that TERM stopped
readonly scripts=${0%/*}
readonly log_pipe=${TMPDIR:-/tmp}/worker.log.pipe
readonly proved=${TMPDIR:-/tmp}/worker.proved
readonly undecodable=${TMPDIR:-/tmp}/worker.undecodable # worker-alive checks for it

stopping=
trap 'stopping=yes' TERM INT
rm -f "${log_pipe}" "${proved}" "${undecodable}"
mkfifo "${log_pipe}"

# Forwards the log, and records a finished proof and a task that the worker cannot decode.
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
wait "${worker}" || status=$? # returns early on a signal
if [[ -n ${stopping} ]]; then
  printf 'draining: waiting for the current task to finish\n'
  rm -f "${proved}"
  idle=0
  used=0
  if ! "${scripts}/worker-connected" 2>/dev/null && sleep 1 && ! "${scripts}/worker-connected" 2>/dev/null; then
    idle=${IDLE_SECONDS}
  fi
  while ((idle < IDLE_SECONDS)) && [[ ! -e ${proved} ]]; do
    # After the name in brackets, which may contain spaces, the 12th and 13th fields are the CPU time in user and
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
