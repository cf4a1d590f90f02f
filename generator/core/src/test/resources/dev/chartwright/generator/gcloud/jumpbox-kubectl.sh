# The rest of a kubectl that carries out commands in the folder POD, which stands for jumpbox, broker and Secret.
#
# Faults: CUT bytes of a file arrive in the jumpbox. With OPEN it is not told the end of its input. LOST ends the command of that name after its first line. SHORT
# bytes of a file arrive here. The change number DIE_BEFORE or DIE_AFTER fails, without or with its effect.

# Counts the changes, and lets one fail.
change() {
  local number
  number=$(($(cat "${POD}/changes" 2>/dev/null || echo 0) + 1))
  echo "${number}" >"${POD}/changes"
  [[ "${number}" != "${DIE_BEFORE-}" ]] || exit 1
  "$@" || exit
  [[ "${number}" != "${DIE_AFTER-}" ]] || exit 1
}

# The Secret is a folder with a file for each key, which contains the value as a JSON string.
show_secret() {
  local file
  printf '%s\n%s\n%s\n' "$(cat "${POD}/version")" "${IMMUTABLE-}" "${OWNERS-RabbitmqCluster }"
  for file in "${POD}"/secret/*; do
    printf '%s\t%s\n' "${file##*/}" "$(cat "${file}")"
  done
}

patch_secret() {
  local patch pair='"([a-z_.-]+)": ("[^"]*")(.*)'
  patch=$(cat)
  [[ "${patch}" == *"\"resourceVersion\": \"$(cat "${POD}/version")\""* ]] || { echo 'Error: conflict' >&2; exit 1; }
  [[ "${patch}" != *'"next-password": null'* ]] || rm -f "${POD}/secret/next-password"
  patch="${patch#*'"stringData": '}"
  while [[ "${patch}" =~ ${pair} ]]; do
    printf '%s' "${BASH_REMATCH[2]}" >"${POD}/secret/${BASH_REMATCH[1]}"
    patch="${BASH_REMATCH[3]}"
  done
  echo "$(($(cat "${POD}/version") + 1))" >"${POD}/version"
}

# rabbitmqctl takes the password that it is given as its input.
in_broker() {
  local password
  case "$*" in
    *' list_users') printf 'user\ttags\n%s\t[administrator]\n' fleet ;;
    *' change_password fleet')
      IFS= read -r password
      printf '%s' "${password}" >"${POD}/password"
      ;;
    *' authenticate_user fleet')
      IFS= read -r password
      [[ "${password}" == "$(cat "${POD}/password")" ]]
      ;;
    *) exit 64 ;;
  esac
}

in_jumpbox() {
  local word words=() folder
  while [[ "$1" != -- ]]; do shift; done
  shift
  for word in "$@"; do
    for folder in data scripts circuits; do
      word="${word//\/${folder}\//${POD}/${folder}/}"
    done
    words+=("${word}")
  done
  [[ -z "${CUT-}" ]] || exec 0< <(head -c "${CUT}")
  [[ -z "${OPEN-}" ]] || exec 0< <(cat; exec /bin/sleep 10)
  if [[ -n "${LOST-}" && " $* " == *" ${LOST} "* ]]; then
    "${words[@]}" | head -n 1
    echo 'error: lost connection to pod' >&2
    exit 1
  fi
  if [[ -n "${SHORT-}" && " $* " == *' cat '* ]]; then
    "${words[@]}" | head -c "${SHORT}"
    exit 0
  fi
  "${words[@]}"
  status=$?
  ((status == 0)) || echo "command terminated with exit code ${status}" >&2
  return "${status}"
}

# The recorder of a worker, with the folder atop/WORKER.
in_recorder() {
  local worker
  while [[ "$1" != --container=atop ]]; do shift; done
  while [[ "$1" == --* ]]; do shift; done
  worker="$1"
  [[ -d "${POD}/atop/${worker}" ]] || { echo "Error: container atop is not valid for pod ${worker}" >&2; exit 1; }
  shift 4
  "${POD}/scripts/atop-top" "${POD}/atop/${worker}" "$@"
}

# The pod that removes circuits, which runs at once.
run_pod() {
  local line word words=() string='"(([^"\\]|\\.)*)"(.*)'
  [[ -z "${NO_POD-}" ]] || { echo 'Error: forbidden' >&2; exit 1; }
  cat >"${POD}/pod.json"
  line=$(grep '"command": ' "${POD}/pod.json")
  line="${line#*: }"
  while [[ "${line}" =~ ${string} ]]; do
    line="${BASH_REMATCH[3]}"
    word="${BASH_REMATCH[1]//\\\"/\"}"
    printf -v word '%b' "${word}"
    words+=("${word/#\/circuits/${POD}/circuits}")
  done
  if "${words[@]}" >"${POD}/log" 2>&1; then
    echo "${PHASE-Succeeded}" >"${POD}/phase"
  else
    echo Failed >"${POD}/phase"
  fi
}

case " $* " in
  *' get pods '*component=leader*) echo "${PODS-jumpbox-0}" ;;
  *' get pods '*component=rabbitmq*) echo "${BROKERS-broker-0}" ;;
  *' get pods '*'component in ('*) printf '%s\n' ${WORKERS-worker-1} ;;
  *' get pod '*RABBITMQ_PASSWORD*) printf 'my-secret\nbroker.my-namespace.svc\n' ;;
  *' get pod '*.status.phase*) cat "${POD}/phase" ;;
  *' get pod '*) cat "${POD}/jumpbox" ;;
  *' get pods,deployments.apps '*) cat "${POD}/users" ;;
  *' get deployments.apps '*) printf 'deployment.apps/%s\n' leader worker ;;
  *' get secret '*) show_secret ;;
  *' patch secret '*) change patch_secret ;;
  *' auth can-i '*) [[ " $* " != *" ${FORBIDDEN-nothing} "* ]] ;;
  *' rollout '*) change true ;;
  *' create '*) run_pod ;;
  *' delete pod '*) touch "${POD}/deleted" ;;
  *' exec '*change_password*) change in_broker "$@" ;;
  *' exec '*--container=atop*) in_recorder "$@" ;;
  *' exec '*--container=rabbitmq*) in_broker "$@" ;;
  *' exec '*' pause '* | *' exec '*' resume '*) change in_jumpbox "$@" ;;
  *' exec '*' jumpbox-0 -- '*) in_jumpbox "$@" ;;
  *' logs '*) cat "${POD}/log" 2>/dev/null || echo 'a line of a log' ;;
  *) exit 64 ;;
esac
