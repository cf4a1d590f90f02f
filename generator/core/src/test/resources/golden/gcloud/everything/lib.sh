# shellcheck shell=bash
#
# What the scripts share. Messages go to stderr; what a script is asked for goes to stdout.

set -E
trap 'say "${BASH_SOURCE[0]##*/}: stopped in line ${LINENO}"' ERR

dry_run=no    # yes: show the commands instead of running them
ANSWER=''     # what the last command that was tried printed
COMPLAINT=''  # what it complained about; empty if it succeeded
FOUND=no      # whether what was looked for last is there
ASSUMED=no    # what FOUND is in a dry run, which looks for nothing
patience=120  # how often something is looked for again while it changes
DIFFERENCES=0 # how often something is not as declared

say() {
  printf '%s\n' "$*" >&2
}

# fail <message> [<exit code>]
fail() {
  say "${0##*/}: $1"
  exit "${2:-1}"
}

# options [<own option>...] -- <argument>...: sets dry_run, and for an own option such as
# --delete-proofs the variable delete_proofs.
options() {
  local known=' --help --dry-run ' option
  while [[ "$1" != -- ]]; do
    known+="$1 "
    shift
  done
  shift
  for option in "$@"; do
    [[ "${known}" == *" ${option} "* ]] || fail "unknown option: ${option}; --help shows all" 2
    # The comment at the top of a script is its help.
    [[ "${option}" != --help ]] || exec sed -n '3,/^$/s/^# \{0,1\}//p' "$0"
    option="${option#--}"
    printf -v "${option//-/_}" yes
  done
}

# need <program>...: they are installed.
need() {
  local program
  [[ "${dry_run}" == no ]] || return 0
  for program in "$@"; do
    command -v "${program}" >/dev/null || fail "${program} is not installed"
  done
}

# choose_project: sets PROJECT to the one that gcloud is set to, unless it is set already.
choose_project() {
  [[ -z "${PROJECT:-}" ]] || return 0
  try gcloud config get project --quiet
  [[ -n "${ANSWER}" ]] || fail 'no project: set PROJECT, or use gcloud config set project'
  PROJECT="${ANSWER}"
}

# show <command>...: prints it so that a shell reads the same words.
show() {
  printf '%q' "$1"
  shift
  (($# == 0)) || printf ' %q' "$@"
  printf '\n'
}

# run <command>...: for whatever changes something; a failure is the end.
run() {
  if [[ "${dry_run}" == yes ]]; then
    show "$@"
  else
    show "$@" >&2
    "$@" || fail 'that failed'
  fi
}

# run_patiently <command>...: as run, but for a minute again while it says that something, which may
# have been created a moment ago, does not exist.
run_patiently() {
  local again
  if [[ "${dry_run}" == yes ]]; then
    show "$@"
    return 0
  fi
  show "$@" >&2
  for ((again = 6; again >= 0; again--)); do
    try "$@"
    [[ "${COMPLAINT}" == *'does not exist'* ]] || break
    ((again == 0)) || sleep 10
  done
  [[ -z "${COMPLAINT}" ]] || fail "${COMPLAINT}"
}

# try <command>...: fills ANSWER and COMPLAINT.
try() {
  local errors status=0
  errors="$(mktemp)"
  ANSWER="$("$@" 2>"${errors}")" || status=$?
  COMPLAINT=''
  if ((status != 0)); then
    COMPLAINT="$(cat "${errors}")"
    COMPLAINT="${COMPLAINT:-$1 ended with ${status}}"
  fi
  rm -f "${errors}"
}

# ask <command>...: fills ANSWER, with nothing in a dry run; a failure is the end.
ask() {
  ANSWER=''
  [[ "${dry_run}" == no ]] || return 0
  try "$@"
  [[ -z "${COMPLAINT}" ]] || fail "${COMPLAINT}"
}

# look <thing> <command that describes it>... -- [<expression> <declared>]...
# Sets FOUND, and tells where what is there differs from what is declared. Only the answer that
# there is no such thing means that: no permission or no network is the end.
look() {
  local thing="$1" describe=() format='' actual
  shift
  while [[ "$1" != -- ]]; do
    describe+=("$1")
    shift
  done
  shift
  FOUND="${ASSUMED}"
  [[ "${dry_run}" == no ]] || return 0

  local fields=("$@") i
  for ((i = 0; i < $#; i += 2)); do
    format+="${format:+,}${fields[i]}"
  done
  describe+=("--format=value[separator='\\n'](${format:-name})")
  try "${describe[@]}"
  # A run that was cut off leaves work that goes on.
  while [[ "${ANSWER}" =~ ^(PROVISIONING|RECONCILING|STOPPING)($|$'\n') ]] && ((patience > 0)); do
    say "${thing}: ${BASH_REMATCH[1]}"
    patience=$((patience - 1))
    sleep 15
    try "${describe[@]}"
  done
  if [[ -z "${COMPLAINT}" ]]; then
    FOUND=yes
  else
    is_absence || fail "${thing}: cannot tell whether it is there: ${COMPLAINT}"
    FOUND=no
  fi
  if [[ "${FOUND}" == no ]]; then
    say "${thing}: is not there"
    return 0
  fi
  say "${thing}: is there"
  while (($# > 0)); do
    IFS= read -r actual || true
    if [[ "${actual}" != "$2" ]]; then
      say "${thing}: $1 is '${actual}', declared '$2'"
      DIFFERENCES=$((DIFFERENCES + 1))
    fi
    shift 2
  done <<<"${ANSWER}"
}

# Whether COMPLAINT says that a thing is not there, and not that its project is not.
is_absence() {
  local project="'projects/[^/']+' was not found"
  [[ "${COMPLAINT}" =~ code=404|NOT_FOUND|was\ not\ found|NAT\ .*\ not\ found ]] &&
    [[ ! "${COMPLAINT}" =~ ${project} ]]
}

# look_for <line>...: FOUND tells whether ANSWER has all of these lines.
look_for() {
  local line
  FOUND="${ASSUMED}"
  [[ "${dry_run}" == no ]] || return 0
  FOUND=yes
  for line in "$@"; do
    [[ $'\n'"${ANSWER}"$'\n' == *$'\n'"${line}"$'\n'* ]] || FOUND=no
  done
}

# finish: 3 tells that something is not as declared.
finish() {
  ((DIFFERENCES == 0)) ||
    fail "what differs from the declaration was left as it is: ${DIFFERENCES}" 3
}
