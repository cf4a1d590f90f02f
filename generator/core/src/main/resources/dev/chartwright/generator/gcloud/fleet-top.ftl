[#-- Included in fleet.ftl: the verb top. --]
readonly CONSUMERS=5 # how many processes of each proof are shown

# now: sets AT to this moment.
now() {
  AT="$(date -u +%Y-%m-%dT%H:%M:%SZ)"
}

# find_spans <run>: sets SPANS to a name, a begin and an end for each proof of a run, and for the time that led to no
# proof, from the journal of the run.
find_spans() {
  local run="$1" state='' line from='' event at
  local moment='"event":"([a-z]+)","at":"([-0-9]+T[:0-9]+)' block='"block":([0-9]+)'
  SPANS=()
  attempt companion runs "${run}"
  read -r run state _ <<<"${ANSWER:-RUN}" || true
  # shellcheck disable=SC2016
  attempt jumpbox bash -c 'cat /data/runs/*/"$1"/attempts' attempts "${run}"
  if [[ "${dry_run}" == yes ]]; then
    SPANS=(PROOF BEGIN END)
    return 0
  fi
  while IFS= read -r line; do
    [[ "${line}" =~ ${moment} ]] || continue
    event="${BASH_REMATCH[1]}"
    at="${BASH_REMATCH[2]}Z"
    case "${event}" in
      published)
        [[ "${line}" =~ ${block} ]] || continue
        SPANS+=("proof-of-block-${BASH_REMATCH[1]}" "${from:-${at}}" "${at}")
        from="${at}"
        ;;
      failed)
        SPANS+=(failed-attempt "${from:-${at}}" "${at}")
        from=''
        ;;
      started)
        [[ -z "${from}" ]] || SPANS+=(interrupted-attempt "${from}" "${at}")
        from="${at}"
        ;;
      *) from='' ;;
    esac
  done <<<"${ANSWER}"
  if [[ "${state}" == running && -n "${from}" ]]; then
    now
    SPANS+=(unfinished-proof "${from}" "${AT}")
  fi
  (([#noparse]${#SPANS[@]}[/#noparse] > 0)) || fail "the run ${run} has not begun"
}

# use_lines <option>...: prints the lines of the workers' logs that tell the use of a task.
use_lines() {
  perform [@command lines=operate.workerLogs deep=true/] \
    "$@" | { grep -F '] task-use {' || true; }
}

# Sums the use of tasks by worker, or by block, and over all of them.
# shellcheck disable=SC2016
readonly SUM_OF_USE='
  function number(field) {
    return match($0, "\"" field "\":[0-9]+") ? substr($0, RSTART + length(field) + 3, RLENGTH - length(field) - 3) + 0 : 0
  }
  function moment() {
    return match($0, "\"end\":\"[^\"]*") ? substr($0, RSTART + 7, RLENGTH - 7) : ""
  }
  function add(row) {
    if (!(row in tasks)) rows[++count] = row
    tasks[row]++
    seconds[row] += number("seconds")
    cpu[row] += number("cpuSeconds")
    if (number("memoryMiB") > memory[row]) memory[row] = number("memoryMiB")
  }
  function show(row) {
    printf "%-40s %7d %10d %12d %6.1f %10d\n", row, tasks[row], seconds[row], cpu[row],
      seconds[row] ? cpu[row] / seconds[row] : 0, memory[row]
  }
  moment() < from || moment() > to { next }
  {
    block = number("block")
    if (by == "worker") {
      split($1, part, "/")
      add(part[2])
    } else if (index($0, "\"cut\":true")) {
      add("cut short")
    } else if (block) {
      add("segments of block " block)
    } else {
      add("other tasks")
    }
    add("all")
  }
  END {
    printf "%-40s %7s %10s %12s %6s %10s\n", by == "worker" ? "WORKER" : "WORK", "TASKS", "SECONDS", "CPU-SECONDS", "CORES", "MAX-MIB"
    for (i = 1; i <= count; i++) if (rows[i] != "all") show(rows[i])
    if (count) show("all")
  }
'

# show_use <worker or work> <begin> <end> <option>...
show_use() {
  if [[ "${dry_run}" == yes ]]; then
    perform [@command lines=operate.workerLogs deep=true/] \
      "${@:4}"
    return 0
  fi
  attempt use_lines "${@:4}"
  [[ -n "${ANSWER}" ]] || fail 'no worker that is there now has finished a task in that time'
  LC_ALL=C awk -v by="$1" -v from="$2" -v to="$3" "${SUM_OF_USE}" <<<"${ANSWER}"
}

# Prints, for each span, the processes that used the CPU most.
# shellcheck disable=SC2016
readonly TOP_OF_SPANS='
  BEGIN { count = split(spans, part, " ") }
  {
    i = $1
    if (!shown[i]) {
      printf "%s%s, %s to %s\n", number++ ? "\n" : "", part[3 * i - 2], part[3 * i - 1], part[3 * i]
      printf "%12s %10s  %-20s %s\n", "CPU-SECONDS", "MAX-MIB", "PROCESS", "POD"
    }
    if (++shown[i] <= most) printf "%12.1f %10d  %-20s %s\n", $4 / 100, $5 / 1024, $2, $6
  }
'

# show_consumers: asks the recorders of all workers about SPANS.
show_consumers() {
  local pod pods=WORKER_POD words=() i lines='' recorders=0
  ask [@command operate.workerPods/]
  [[ "${dry_run}" == yes ]] || pods="${ANSWER}"
  [[ -n "${pods}" ]] || fail 'no worker is running: a recording goes with its pod'
  for ((i = 0; i < [#noparse]${#SPANS[@]}[/#noparse]; i += 3)); do
    words+=("$((i / 3 + 1))" "${SPANS[i + 1]}" "${SPANS[i + 2]}")
  done
  while IFS= read -r pod; do
    if [[ "${dry_run}" == yes ]]; then
      perform [@command lines=operate.recorder deep=true/] \
        "${pod}" -- /scripts/atop-top /atop [#noparse]${words[@]+"${words[@]}"}[/#noparse]
      return 0
    fi
    try [@command lines=operate.recorder deep=true/] \
      "${pod}" -- /scripts/atop-top /atop [#noparse]${words[@]+"${words[@]}"}[/#noparse]
    if ((STATUS == 0)); then
      recorders=$((recorders + 1))
      while IFS= read -r i; do
        [[ -z "${i}" ]] || lines+="${i} ${pod}"$'\n'
      done <<<"${ANSWER}"
    else
      say "${pod}: no recording: ${COMPLAINT}"
    fi
  done <<<"${pods}"
  ((recorders > 0)) || fail 'no worker is recorded: set workers.GROUP.atop.enabled'
  [[ -n "${lines}" ]] || fail 'the recordings have no sample of that time'
  printf '%s' "${lines}" | LC_ALL=C sort -k1,1n -k4,4nr |
    LC_ALL=C awk -v spans="${SPANS[*]}" -v most="${CONSUMERS}" "${TOP_OF_SPANS}"
}

top() {
  local word run='' atop=no
  for word in "$@"; do
    if [[ "${word}" == --atop ]]; then
      atop=yes
    elif [[ -n "${run}" || "${word}" == --* ]]; then
      usage 'top [RUN] [--atop]'
    else
      run="${word}"
    fi
  done
  if [[ -n "${run}" ]]; then
    connect
    find_spans "${run}"
  else
    connect --workers
    now
    SPANS=(everything 2000-01-01T00:00:00Z "${AT}")
  fi
  if [[ "${atop}" == yes ]]; then
    show_consumers
  elif [[ -n "${run}" ]]; then
    show_use work "${SPANS[1]}" "${SPANS[[#noparse]${#SPANS[@]}[/#noparse] - 1]}" "--since-time=${SPANS[1]}"
  else
    show_use worker '' 9
  fi
}
