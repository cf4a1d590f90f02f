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
#
# Prints a line `task-use {…}` for each task, with the CPU time and the memory that it used. The worker logs only the
# proof of a segment; other work counts from the moment when a connected worker begins to use the CPU until it pauses.

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
readonly REST_SECONDS=3    # a worker between two tasks that wait for it rests for less
readonly LEAST_TICKS=100   # work that uses less CPU time is not a task
readonly PAGE_KIB=4        # the unit of memory in /proc
readonly memory_peak=/sys/fs/cgroup/memory.peak
readonly scripts=${0%/*}
readonly log_pipe=${TMPDIR:-/tmp}/worker.log.pipe
readonly proved=${TMPDIR:-/tmp}/worker.proved # a line for each finished proof
# The probes check for these files.
readonly undecodable=${TMPDIR:-/tmp}/worker.undecodable
readonly fenced=${TMPDIR:-/tmp}/worker.fenced   # while the fence is closed
readonly loading=${TMPDIR:-/tmp}/worker.loading # until a worker has connected, if there is a fence

worker=    # the running worker
started=0  # when it was started
next_ask=0 # when the fence is asked again
proofs=0   # how many proofs it has finished

# The task in progress, as a sample a second shows it. Times are seconds since 1970, CPU times hundredths of a second
# since the worker began, memory is in pages.
alive=      # whether there is a worker
began=      # when the task began; empty between two tasks
ended=0     # when the last task ended
base=0      # the CPU time then
most=0      # the most resident memory since then
ticks_at=() # the CPU time at each time since then
sampled=0   # when the last sample was taken
last=0      # when the worker last used the CPU
used=0      # the CPU time then

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
      printf '%s\n' "${line##*"proof ("*") took "}" >>"${proved}"
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

# report <end> <CPU time then> <further fields, each with a comma>: prints what the task has used, unless it is too
# little for a task. The next one begins.
report() {
  local from to peak=''
  if [[ -n $3 ]] || (($2 - base >= LEAST_TICKS)); then
    TZ=UTC0 printf -v from '%(%FT%TZ)T' "${began}"
    TZ=UTC0 printf -v to '%(%FT%TZ)T' "$1"
    if [[ -r ${memory_peak} ]]; then
      peak=",\"containerPeakMiB\":$(($(<"${memory_peak}") / 1048576))"
    fi
    printf 'task-use {%s"begin":"%s","end":"%s","seconds":%d,"cpuSeconds":%d,"memoryMiB":%d%s}\n' "$3" "${from}" "${to}" \
      "$(($1 - began))" "$((($2 - base + 50) / 100))" "$((most * PAGE_KIB / 1024))" "${peak}"
  fi
  began=$1
  base=$2
}

# look_for_proofs <time> <CPU time then>: reports the proofs that the worker has finished since the last look. A proof
# tells how long it took: what the worker did before belongs to another task.
look_for_proofs() {
  local line begin block
  while IFS= read -r -u 4 line; do
    proofs=$((proofs + 1))
    if [[ -z ${began} ]]; then
      began=${sampled}
      base=${used}
    fi
    if [[ ${line} =~ ^([0-9]+)(\.[0-9]+)?s ]]; then
      begin=$(($1 - 10#${BASH_REMATCH[1]}))
      if ((begin < began)); then
        began=$((begin > ended ? begin : ended))
      elif ((begin - began >= REST_SECONDS)); then
        while ((begin > began)) && [[ -z ${ticks_at[begin]-} ]]; do
          begin=$((begin - 1))
        done
        report "${begin}" "${ticks_at[begin]-${base}}" ''
      fi
    fi
    block=''
    if [[ ${line} =~ id=\"b([0-9]+)\  ]]; then
      block="\"block\":${BASH_REMATCH[1]},"
    fi
    report "$1" "$2" "\"task\":\"segment\",${block}"
    rest "$1" "$2"
  done
}

# rest <time> <CPU time then>: the worker has no task.
rest() {
  began=
  most=0
  ticks_at=()
  ended=$1
  used=$2
}

# Takes a sample of the worker, and reports the tasks that have ended.
sample() {
  local stat fields ticks now
  alive=
  { stat=$(<"/proc/${worker}/stat"); } 2>/dev/null || return 0
  alive=yes
  # After the name in brackets, which may contain spaces, the 12th and 13th fields are the CPU time in user and system
  # mode, and the 22nd is the resident memory.
  read -r -a fields <<<"${stat##*) }"
  ticks=$((fields[11] + fields[12]))
  printf -v now '%(%s)T' -1
  if ((ticks - used > IDLE_TICKS)); then
    # A worker without a connection loads its circuits.
    if [[ -z ${began} && ! -e ${loading} ]] && "${scripts}/worker-connected" 2>/dev/null; then
      began=${sampled}
      base=${used}
    fi
    last=${now}
    used=${ticks}
  fi
  if [[ -n ${began} ]]; then
    most=$((fields[21] > most ? fields[21] : most))
    ticks_at[now]=${ticks}
  fi
  look_for_proofs "${now}" "${ticks}"
  if [[ -n ${began} ]] && ((now - last >= REST_SECONDS)); then
    report "${last}" "${used}" ''
    rest "${now}" "${ticks}"
  fi
  sampled=${now}
}

# The worker has ended: reports its last proof, and a task that it did not finish.
close_use() {
  look_for_proofs "${sampled}" "${used}"
  if [[ -n ${began} ]]; then
    report "${last}" "${used}" '"cut":true,'
  fi
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
  rm -f "${log_pipe}" "${undecodable}"
  mkfifo "${log_pipe}"
  : >"${proved}"
  printf -v sampled '%(%s)T' -1
  last=${sampled}
  rest "${sampled}" 0
  forward <"${log_pipe}" &
  reader=$!
  worker "$@" >"${log_pipe}" 2>&1 &
  worker=$!
  exec 4<"${proved}"
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
  local begin before lost=0
  printf 'draining: waiting for the current task to finish\n'
  sample
  before=${proofs}
  printf -v begin '%(%s)T' -1
  while [[ -n ${alive} ]] && ((proofs == before)) && [[ ! -e ${fenced} ]]; do
    look
    if "${scripts}/worker-connected" 2>/dev/null; then
      lost=0
    elif ((++lost == LOST)); then
      break
    fi
    if ((sampled - (last > begin ? last : begin) >= IDLE_SECONDS)); then
      break
    fi
    pause
    sample
  done
  if ((proofs > before)); then
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
      close_use
      worker=
    fi
  elif [[ -z ${worker} ]]; then
    start "$@"
  elif ! kill -0 "${worker}" 2>/dev/null; then
    break
  else
    check_loading
    sample
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
close_use
exit "${status}"
