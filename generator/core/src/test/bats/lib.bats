#!/usr/bin/env bats
#
# What the generated scripts share. LIB names the file.

setup() {
  # The library has a function of that name, too.
  eval "try_out$(declare -f run | sed '1s/^run//')"
  # shellcheck source=/dev/null
  source "${LIB}"
  trap - ERR
  set +E
}

absent() {
  echo 'ERROR: ResponseError: code=404, message=Not found' >&2
  return 1
}

forbidden() {
  echo 'ERROR: ResponseError: code=403, message=Permission denied' >&2
  return 1
}

no_project() {
  echo "ERROR: The resource 'projects/nowhere' was not found" >&2
  return 1
}

pool() {
  printf '%s\n' RUNNING c3d-highmem-180
}

@test "an unknown option is wrong usage" {
  try_out options -- --yess
  [ "${status}" -eq 2 ]
  [[ "${output}" == *'unknown option: --yess'* ]]
}

@test "an option of a script's own sets its variable" {
  delete_proofs=no
  options --delete-proofs -- --delete-proofs
  [ "${delete_proofs}" = yes ]
  [ "${dry_run}" = no ]
}

@test "what is shown can be read back by a shell" {
  local word=$'it'"'"'s a $(id) `id` "x" \\ ;&|<> \n*'
  eval "set -- $(show printf %s "${word}")"
  [ "$3" = "${word}" ]
}

@test "a dry run shows a command and does not run it" {
  output="$(bash -c 'source "${LIB}"; dry_run=yes; run touch "${BATS_TEST_TMPDIR}/made"')"
  [ ! -e "${BATS_TEST_TMPDIR}/made" ]
  [[ "${output}" == "touch ${BATS_TEST_TMPDIR}/made" ]]
}

@test "a command that fails is the end" {
  try_out bash -c 'source "${LIB}"; run false; echo went on'
  [ "${status}" -eq 1 ]
  [[ "${output}" != *'went on'* ]]
}

@test "a program that is missing is named" {
  try_out bash -c 'source "${LIB}"; need bash no-such-program'
  [ "${status}" -eq 1 ]
  [[ "${output}" == *'no-such-program is not installed'* ]]
}

@test "only the answer that there is no such thing means that" {
  FOUND=unknown
  look 'pool' absent --
  [ "${FOUND}" = no ]
}

@test "no permission does not mean that a thing is absent" {
  try_out look 'pool' forbidden --
  [ "${status}" -eq 1 ]
  [[ "${output}" == *'cannot find out whether it exists'*'Permission denied'* ]]
}

@test "a project that is not there does not mean that a thing is absent" {
  try_out look 'pool' no_project --
  [ "${status}" -eq 1 ]
}

@test "what is as declared is no difference" {
  look 'pool' pool -- status RUNNING config.machineType c3d-highmem-180
  [ "${FOUND}" = yes ]
  [ "${DIFFERENCES}" -eq 0 ]
  finish
}

@test "what differs is told, counted, and ends with 3" {
  try_out bash -c 'source "${LIB}"
    pool() { printf "%s\n" RUNNING e2-standard-4; }
    look pool pool -- status RUNNING config.machineType c3d-highmem-180
    finish'
  [ "${status}" -eq 3 ]
  [[ "${output}" == *"config.machineType is 'e2-standard-4', declared 'c3d-highmem-180'"* ]]
}

@test "lines are looked for as a whole" {
  ANSWER=$'compute.googleapis.com\ncontainer.googleapis.com'
  look_for compute.googleapis.com container.googleapis.com
  [ "${FOUND}" = yes ]
  look_for compute.googleapis
  [ "${FOUND}" = no ]
}

@test "a dry run asks nothing" {
  dry_run=yes ASSUMED=no
  look 'pool' forbidden --
  [ "${FOUND}" = no ]
  ask forbidden
  [ -z "${ANSWER}" ]
}
