# shellcheck shell=bash
#
# Functions of all scripts. Messages go to stderr, results to stdout.

set -E
trap 'say "${BASH_SOURCE[0]##*/}: stopped at line ${LINENO}"' ERR

dry_run=no    # yes: print the commands instead of running them
ANSWER=''     # output of the last command that was tried
COMPLAINT=''  # its error output; empty if it succeeded
STATUS=0      # its exit code
FOUND=no      # whether the last resource that was looked for exists
ASSUMED=no    # value of FOUND in a dry run, which looks up nothing
patience=120  # how often a resource is looked up again while it changes
DIFFERENCES=0 # number of differences from the declaration

say() {
  printf '%s\n' "$*" >&2
}

# fail <message> [<exit code>]
fail() {
  say "${0##*/}: $1"
  exit "${2:-1}"
}

# options [<option of the script>...] -- <argument>...: sets dry_run, and for an option of the script
# such as --delete-proofs the variable delete_proofs.
options() {
  local known=' --help --dry-run ' option
  while [[ "$1" != -- ]]; do
    known+="$1 "
    shift
  done
  shift
  for option in "$@"; do
    [[ "${known}" == *" ${option} "* ]] || fail "unknown option: ${option}; --help lists all options" 2
    # The comment at the top of a script is its help.
    [[ "${option}" != --help ]] || exec sed -n '3,/^$/s/^# \{0,1\}//p' "$0"
    option="${option#--}"
    printf -v "${option//-/_}" yes
  done
}

# need <program>...: fails unless the programs are installed.
need() {
  local program
  [[ "${dry_run}" == no ]] || return 0
  for program in "$@"; do
    command -v "${program}" >/dev/null || fail "${program} is not installed"
  done
}

# choose_project: sets PROJECT to the project of the gcloud configuration, unless it is already set. A dry run looks
# up nothing, so its commands name a placeholder.
choose_project() {
  [[ -z "${PROJECT:-}" ]] || return 0
  if [[ "${dry_run}" == yes ]]; then
    PROJECT=PROJECT_ID
    say 'PROJECT is not set: the commands name PROJECT_ID'
    return 0
  fi
  need gcloud
  try gcloud config get project --quiet
  [[ -n "${ANSWER}" ]] || fail 'no project: set PROJECT, or run gcloud config set project'
  PROJECT="${ANSWER}"
}

# show <command>...: prints the command so that a shell reads the same words.
show() {
  printf '%q' "$1"
  shift
  (($# == 0)) || printf ' %q' "$@"
  printf '\n'
}

# run <command>...: runs a command that changes something; the script stops if it fails.
run() {
  if [[ "${dry_run}" == yes ]]; then
    show "$@"
  else
    show "$@" >&2
    "$@" || fail 'the command failed'
  fi
}

# run_patiently <command>...: as run, but repeats the command for a minute while it reports that something
# does not exist, because it may have been created just before.
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

# try <command>...: fills ANSWER, COMPLAINT and STATUS.
try() {
  local errors
  STATUS=0
  errors="$(mktemp)"
  # bash 3.2 runs the trap of a command that may fail here.
  ANSWER="$(trap - ERR; "$@" 2>"${errors}")" || STATUS=$?
  COMPLAINT=''
  if ((STATUS != 0)); then
    COMPLAINT="$(cat "${errors}")"
    COMPLAINT="${COMPLAINT:-$1 ended with ${STATUS}}"
  fi
  rm -f "${errors}"
}

# ask <command>...: fills ANSWER, which is empty in a dry run; the script stops if the command fails.
ask() {
  ANSWER=''
  [[ "${dry_run}" == no ]] || return 0
  try "$@"
  [[ -z "${COMPLAINT}" ]] || fail "${COMPLAINT}"
}

# look <thing> <command that describes it>... -- [<expression> <declared>]...
# Sets FOUND, and reports differences from the declaration. Only an explicit "not found" means that the
# resource does not exist. The script stops on other errors, such as a missing permission or network.
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
  # An operation of an interrupted run may still be in progress.
  while [[ "${ANSWER}" =~ ^(PROVISIONING|RECONCILING|STOPPING)($|$'\n') ]] && ((patience > 0)); do
    say "${thing}: ${BASH_REMATCH[1]}"
    patience=$((patience - 1))
    sleep 15
    try "${describe[@]}"
  done
  if [[ -z "${COMPLAINT}" ]]; then
    FOUND=yes
  else
    is_absence || fail "${thing}: cannot find out whether it exists: ${COMPLAINT}"
    FOUND=no
  fi
  if [[ "${FOUND}" == no ]]; then
    say "${thing}: does not exist"
    return 0
  fi
  say "${thing}: exists"
  while (($# > 0)); do
    IFS= read -r actual || true
    if [[ "${actual}" != "$2" ]]; then
      say "${thing}: $1 is '${actual}', declared '$2'"
      DIFFERENCES=$((DIFFERENCES + 1))
    fi
    shift 2
  done <<<"${ANSWER}"
}

# Whether COMPLAINT says that the resource does not exist, and not that its project does not.
is_absence() {
  local project="'projects/[^/']+' was not found"
  [[ "${COMPLAINT}" =~ code=404|NOT_FOUND|was\ not\ found|NAT\ .*\ not\ found|gs://.*\ not\ found ]] &&
    [[ ! "${COMPLAINT}" =~ ${project} ]]
}

# look_for <line>...: sets FOUND to whether ANSWER has all of these lines.
look_for() {
  local line
  FOUND="${ASSUMED}"
  [[ "${dry_run}" == no ]] || return 0
  FOUND=yes
  for line in "$@"; do
    [[ $'\n'"${ANSWER}"$'\n' == *$'\n'"${line}"$'\n'* ]] || FOUND=no
  done
}

# finish: exits with 3 if something differs from the declaration.
finish() {
  ((DIFFERENCES == 0)) ||
    fail "differences from the declaration, which were left unchanged: ${DIFFERENCES}" 3
}
