#!/bin/bash
# Runs a worker as a child process, and drains it on TERM. As process 1, the worker would ignore the signal.
#
# On TERM, the worker continues until it is between two tasks: until it logs a finished proof, which it does just
# before it publishes the proof, or until it has used almost no CPU for a while. Then it is stopped. A task that it
# has taken in the meantime goes back to the queue. A worker without a connection to the broker is still loading
# its circuits and has no task, or the broker has given its task away: it is stopped at once.
#
# If FENCE is set, there is a fence in the broker. While it is closed, no worker runs: its task belongs to a run that
# has failed.

# First, because until then a signal has no effect on process 1. A signal only sets a variable, which is read every
# second: one that comes just before the shell starts to wait does not end that wait.
stopping=
trap 'stopping=yes' TERM INT

set -euo pipefail

readonly HAND_IN_SECONDS=2 # for acknowledging the task and publishing its result
readonly IDLE_SECONDS=10   # a worker that proves is never idle for this long
readonly IDLE_TICKS=20     # CPU time in hundredths of a second that an idle worker may use, such as for heartbeats
readonly LOST=2            # a table of connections that changes while it is read may lack a line once
readonly STOPPED=143       # exit code of a worker that TERM stopped
readonly ASK_SECONDS=4     # the fence is asked so often, or up to two seconds later
readonly scripts=${0%/*}
readonly log_pipe=${TMPDIR:-/tmp}/worker.log.pipe
readonly proved=${TMPDIR:-/tmp}/worker.proved
# The probes check for these files.
readonly undecodable=${TMPDIR:-/tmp}/worker.undecodable
readonly fenced=${TMPDIR:-/tmp}/worker.fenced   # while the fence is closed
readonly loading=${TMPDIR:-/tmp}/worker.loading # until a worker has connected, if there is a fence

worker=    # the running worker
started=0  # when it was started
next_ask=0 # when the fence is asked again

# Waits for a second, or less if a signal comes.
pause() {
  sleep 1 &
  wait "$!" || true
}

# Forwards the log, and records a finished proof and a task that the worker cannot decode.
forward() {
  local line
  while IFS= read -r line || [[ -n ${line} ]]; do
    printf '%s\n' "${line}"
    if [[ ${line} == *"proof ("*") took "* ]]; then
      : >"${proved}"
    elif [[ ${line} == *"Error deserializing message"* ]]; then
      : >"${undecodable}"
    fi
  done
}

# Without an answer, the last one holds.
ask() {
  case $(timeout "${ASK_SECONDS}" "${scripts}/worker-fence" || true) in
    closed) : >"${fenced}" ;;
    open) rm -f "${fenced}" ;;
    *) ;;
  esac
}

# Asks the fence when it is time, and does not wait for the answer.
look() {
  if [[ -n ${FENCE-} ]] && ((SECONDS >= next_ask)); then
    next_ask=$((SECONDS + ASK_SECONDS + RANDOM % 3))
    ask &
  fi
}

start() {
  if [[ -n ${FENCE-} ]]; then
    : >"${loading}"
    started=${SECONDS}
  fi
  rm -f "${log_pipe}" "${proved}" "${undecodable}"
  mkfifo "${log_pipe}"
  forward <"${log_pipe}" &
  reader=$!
  worker "$@" >"${log_pipe}" 2>&1 &
  worker=$!
}

# The signal is repeated: before the child process has become the worker, it would be lost.
stop() {
  while kill -TERM "${worker}" 2>/dev/null; do
    sleep 0.1 || true
  done
}

# The startup probe cannot watch a worker that starts when the fence opens.
check_loading() {
  if [[ -e ${loading} ]]; then
    if "${scripts}/worker-connected" 2>/dev/null; then
      rm -f "${loading}"
    elif ((SECONDS - started > ${LOADING_SECONDS:?})); then
      printf 'the worker has not connected to the broker within %s seconds: stopping it\n' "${LOADING_SECONDS}" >&2
      stop
      exit 1
    fi
  fi
}

# Returns when the worker may be stopped.
drain() {
  local idle=0 used=0 lost=0 ticks stat fields
  printf 'draining: waiting for the current task to finish\n'
  rm -f "${proved}"
  while kill -0 "${worker}" 2>/dev/null && ((idle < IDLE_SECONDS)) && [[ ! -e ${proved} && ! -e ${fenced} ]]; do
    look
    if "${scripts}/worker-connected" 2>/dev/null; then
      lost=0
    elif ((++lost == LOST)); then
      break
    fi
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
    pause
  done
  if [[ -e ${proved} ]]; then
    sleep "${HAND_IN_SECONDS}" || true
  fi
}

if [[ -n ${FENCE-} ]]; then
  look
  wait "$!" || true
fi
while [[ -z ${stopping} ]]; do
  if [[ -e ${fenced} ]]; then
    if [[ -n ${worker} ]]; then
      printf 'the fence is closed: stopping the worker\n'
      stop
      wait "${worker}" "${reader}" || true
      worker=
    fi
  elif [[ -z ${worker} ]]; then
    start "$@"
  elif ! kill -0 "${worker}" 2>/dev/null; then
    break
  else
    check_loading
  fi
  look
  pause
done
if [[ -z ${worker} ]]; then
  exit 0
fi
if [[ -n ${stopping} ]]; then
  drain
  printf 'drained: stopping the worker\n'
  stop
fi
status=0
wait "${worker}" || status=$?
if [[ -n ${stopping} ]] && ((status == STOPPED)); then
  status=0
fi
wait "${reader}" || true
exit "${status}"
