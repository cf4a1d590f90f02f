[#-- Included in fleet.ftl: the verb rotate-password. --]
# The order in which the password changes. At first broker and Secret have the old one.
#   1. The Secret gets the new password under the key NEXT, beside the old one.
#   2. The broker gets the new password, and is asked whether it takes it.
#   3. The Secret gets it under all keys that contain the old one, and loses NEXT, in one change.
#   4. Leader and workers restart: a variable from a Secret is read when a container starts. The connections that are
#      open stay open until then. KEDA reads the Secret again when the broker refuses it.
#   5. Runs may begin again.
# After an interruption the queue stays paused, and a second call goes on: if NEXT is there, with the password that it
# has, whether or not the broker has it already; if not, with another password, which changes all of it once more.
# No password is an argument of a program, because all users of a machine may see those.
readonly NEXT=next-password
readonly REASON='the broker gets a new password'
readonly LOOK_SECONDS=5 # how often the runs are looked at

# refuse <sentence>: ends the script before anything has changed.
refuse() {
  fail "$1; nothing was changed"
}

# need_right <verb> <resource> [<option>]
need_right() {
  try [@command operate.password.can/] "$@"
  ((STATUS == 0)) || refuse "you may not $1 $2 in the namespace ${NAMESPACE}"
}

# Sets secret and cluster, as the jumpbox knows them.
find_secret() {
  secret=SECRET
  cluster=BROKER
  [[ "${dry_run}" == no ]] || return 0
  ask [@command lines=operate.password.names deep=true/] \
    "${JUMPBOX}"
  {
    IFS= read -r secret
    IFS= read -r cluster
  } <<<"${ANSWER}"$'\n\n'
  cluster="${cluster%%.*}" # of the name of its Service
  [[ -n "${secret}" && -n "${cluster}" ]] || refuse 'the jumpbox does not take its password from a Secret'
}

# Sets BROKER to a pod of the broker. All of them have the same users.
find_broker() {
  BROKER=BROKER_POD
  [[ "${dry_run}" == no ]] || return 0
  ask [@command lines=operate.password.brokers deep=true/] \
    "--selector=app.kubernetes.io/name=${cluster},app.kubernetes.io/component=rabbitmq"
  BROKER="${ANSWER%%$'\n'*}"
  [[ -n "${BROKER}" ]] || refuse "no pod of the broker ${cluster} is running"
}

# Sets version, immutable, owners and entries of the Secret, and user, old and next from its entries. Texts are as in
# JSON, without quotes.
read_secret() {
  local key value
  version=''
  immutable=''
  owners=''
  entries=''
  user=USER
  old=''
  next=''
  [[ "${dry_run}" == no ]] || return 0
  # shellcheck disable=SC2016
  ask [@command lines=operate.password.secret deep=true/] \
    "${secret}"
  {
    IFS= read -r version
    IFS= read -r immutable
    IFS= read -r owners
    IFS= read -r -d '' entries || true
  } <<<"${ANSWER}"$'\n\n'
  user=''
  while IFS=$'\t' read -r key value; do
    value="${value#\"}"
    value="${value%\"}"
    case "${key}" in
      username) user="${value}" ;;
      password) old="${value}" ;;
      "${NEXT}") next="${value}" ;;
      *) ;;
    esac
  done <<<"${entries}"
}

# Ends the script if something is missing.
check_rotation() {
  [[ "${dry_run}" == no ]] || return 0
  need_right get "secrets/${secret}"
  need_right patch "secrets/${secret}"
  need_right create pods --subresource=exec
  need_right patch deployments.apps
  read_secret
  [[ -n "${user}" && -n "${old}" && "${user}" != *\\* ]] ||
    refuse "the Secret ${secret} has no username and password"
  [[ "${immutable}" != true ]] || refuse "the Secret ${secret} is immutable"
  [[ -z "${owners}" || "${owners}" == 'RabbitmqCluster ' ]] ||
    refuse "the Secret ${secret} belongs to: ${owners% }, which would restore the old password: change the password there"
  try rabbitmqctl list_users
  ((STATUS == 0)) || refuse "the broker does not answer: ${COMPLAINT}"
  [[ $'\n'"${ANSWER}" == *$'\n'"${user}"$'\t'* ]] || refuse "the broker has no user ${user}"
}

# rabbitmqctl <command>...: performs it in the broker.
rabbitmqctl() {
  perform [@command lines=operate.password.broker deep=true/] \
    "${BROKER}" -- rabbitmqctl --quiet "$@"
}

# give <text> <command>...: performs a command that reads a text, which a dry run does not have.
give() {
  if [[ "${dry_run}" == yes ]]; then
    "${@:2}"
  else
    printf '%s\n' "$1" | "${@:2}" || exit
  fi
}

# change_secret <changes, in JSON>: fails if the Secret has changed since it was read.
change_secret() {
  give "{\"metadata\": {\"resourceVersion\": \"${version}\"}, $1}" \
    perform [@command lines=operate.password.patch deep=true/] \
    "${secret}"
}

# Lets no run begin, unless none may begin already.
pause_queue() {
  if [[ "${dry_run}" == yes ]]; then
    companion pause "${REASON}"
    return 0
  fi
  try companion pause "${REASON}"
  if ((STATUS != 0)) && [[ "${COMPLAINT}" != *'No run begins until '* ]]; then
    say "${COMPLAINT}"
    exit "${STATUS}"
  fi
}

# Lets runs begin again, unless somebody else paused the queue.
resume_queue() {
  if [[ "${dry_run}" == yes ]]; then
    companion resume
    return 0
  fi
  try companion runs
  case "${STATUS} ${ANSWER}" in
    "0 "*"${REASON}"*) try companion resume ;;
    '0 '*'No run begins until '*) say 'the queue was paused before, and stays paused' ;;
    *) ;;
  esac
  # Code 2: there is no queue.
  ((STATUS == 0 || STATUS == 2)) || say "the queue may still be paused, see ${0##*/} runs: ${COMPLAINT}"
}

# Returns when no run is running.
await_runs() {
  local run state running='' told=''
  [[ "${dry_run}" == no ]] || return 0
  sleep 2 # a run may have begun in the moment of the pause
  while true; do
    try companion runs
    ((STATUS == 0)) || refuse "the jumpbox does not list the runs: ${COMPLAINT}"
    running=''
    while read -r run state _; do
      [[ "${state}" != running ]] || running="${run}"
    done <<<"${ANSWER}"
    [[ -n "${running}" ]] || return 0
    if [[ "${told}" != "${running}" ]]; then
      say "waiting for the end of the run ${running}; Ctrl-C cancels the rotation, and starts runs again"
      told="${running}"
    fi
    sleep "${LOOK_SECONDS}"
  done
}

# Sets next to a new password of letters and digits, which have no special meaning in a URL.
make_password() {
  next="$(head -c 1024 /dev/urandom | LC_ALL=C tr -dc 'A-Za-z0-9')"
  next="${next:0:32}"
  ((${#next} == 32)) || refuse 'cannot read random bytes from /dev/urandom'
}

# Sets CHANGES to the entries of the Secret that contain the old password, with the new one.
replace_password() {
  local key value after
  CHANGES="\"password\": \"${next}\""
  while IFS=$'\t' read -r key value; do
    case "${key}" in
      '' | username | password | "${NEXT}") continue ;;
      *) ;;
    esac
    after="${value}"
    if [[ "${value}" == "\"${old}\"" ]]; then
      after="\"${next}\""
    fi
    # In URLs, and in the settings that a broker without users starts with.
    after=${after//":${old}@"/:${next}@}
    after=${after//"default_pass = ${old}"/default_pass = ${next}}
    if [[ "${after}" != "${value}" ]]; then
      CHANGES+=", \"${key}\": ${after}"
    elif ((${#old} >= 8)) && [[ "${value}" == *"${old}"* ]]; then
      say "the Secret ${secret} contains the old password under the key ${key}, too: change it there"
    fi
  done <<<"${entries}"
}

# Restarts leader and workers, and waits for them.
restart_fleet() {
  local deployment deployments=DEPLOYMENT
  ask [@command operate.password.deployments/]
  deployments="${ANSWER:-${deployments}}"
  while IFS= read -r deployment; do
    run [@command lines=operate.password.restart deep=true/] \
      "${deployment}"
  done <<<"${deployments}"
  while IFS= read -r deployment; do
    run [@command lines=operate.password.wait deep=true/] \
      "${deployment}"
  done <<<"${deployments}"
}

rotate_password() {
  connect
  find_secret
  find_broker
  check_rotation
  # Before the first change, every end lets runs begin again.
  trap 'exit 130' INT TERM
  trap resume_queue EXIT
  pause_queue
  await_runs
  read_secret
  trap - INT TERM
  trap 'say "the rotation is incomplete, and the queue stays paused; to finish it: ${0##*/} rotate-password"' EXIT
  if [[ -z "${next}" ]]; then
    make_password
    change_secret "\"stringData\": {\"${NEXT}\": \"${next}\"}"
    read_secret
  fi
  # An empty one would let everybody in.
  [[ "${next}" =~ ^[A-Za-z0-9]{32}$ || "${dry_run}" == yes ]] ||
    fail "the Secret ${secret} has no new password under the key ${NEXT}, or one of somebody else: remove that key"
  give "${next}" rabbitmqctl change_password "${user}"
  give "${next}" rabbitmqctl authenticate_user "${user}"
  replace_password
  change_secret "\"data\": {\"${NEXT}\": null}, \"stringData\": {${CHANGES}}"
  restart_fleet
  trap - EXIT
  find_jumpbox
  resume_queue
  ((STATUS == 0)) || exit 1
  [[ "${dry_run}" == yes ]] || say "the user ${user} of the broker has a new password"
}

