readonly MOST_HOURS=720 # security fixes of the nodes wait that long

# Sets ANSWER to the time at which the exclusion ends; empty if there is none.
find_end() {
  ask [@command operate.freeze.end/]
}

unfreeze() {
  run [@command operate.freeze.remove/]
}

# freeze on [HOURS | END] | off: adds or removes a maintenance exclusion of the cluster.
freeze() {
  local end='' now last
  case "$# ${1:-}" in
    '1 on' | '2 on') end="${2:-24}" ;;
    '1 off') ;;
    *) usage 'freeze on [HOURS | END], freeze off' ;;
  esac
  now="$(date -u +%Y-%m-%dT%H:%M:%SZ)"
  if [[ "${end}" =~ ^[0-9]{1,4}$ ]]; then
    ((10#${end} >= 1 && 10#${end} <= MOST_HOURS)) || fail "from 1 to ${MOST_HOURS} hours, not ${end}" 2
    end="+PT$((10#${end}))H"
  elif [[ -n "${end}" ]]; then
    [[ "${end}" =~ ^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}Z$ ]] ||
      fail "not a number of hours, and not a time such as 2026-12-24T18:00Z: ${end}" 2
    [[ "${end}" > "${now}" ]] || fail "this time is over: ${end}" 2
    # macOS, or GNU.
    last="$(trap - ERR; date -u "-v+${MOST_HOURS}H" +%Y-%m-%dT%H:%MZ 2>/dev/null || date -u -d "${MOST_HOURS} hours" +%Y-%m-%dT%H:%MZ)"
    [[ ! "${end}" > "${last}" ]] ||
      fail "from 1 to ${MOST_HOURS} hours, which is until ${last} at most, not ${end}: security fixes of the nodes wait that long" 2
  fi
  settings
  need gcloud
  find_end
  if [[ -z "${end}" ]]; then
    if [[ -z "${ANSWER}" && "${dry_run}" == no ]]; then
      say 'the nodes are not frozen'
      return 0
    fi
    unfreeze
    say 'GKE may upgrade the nodes again'
    return 0
  fi
  if [[ -n "${ANSWER}" ]]; then
    [[ "${ANSWER}" < "${now}" ]] ||
      fail "the nodes are frozen until ${ANSWER}; for another end, first: ${0##*/} freeze off" 2
    unfreeze
  fi
  run [@command operate.freeze.add/] \
    "--add-maintenance-exclusion-end=${end}"
  find_end
  say "GKE upgrades no node until ${ANSWER:-${end}}; the autoscaler, repairs and Spot still take nodes away"
}

