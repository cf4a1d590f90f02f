[#-- One word of a command: quoted text, and settings. --]
[#macro word parts][#list parts as part][#if part.setting??]"${[=part.setting]}"[#else][=part.text][/#if][/#list][/#macro]

[#-- A command on one or more lines; deep means inside an "if" or an argument. --]
[#macro command lines deep=false][#list lines as line][#list line as parts][@word parts/][#sep] [/#sep][/#list][#sep][#if deep] \
      [#nt][#else] \
    [#nt][/#if][/#sep][/#list][/#macro]

[#-- Looks for a resource and compares it with the declaration. --]
[#macro look it]
  look [=it.what] \
    [@command lines=it.describe deep=true/] --[#list it.fields as field] \
    [=field.expression] [@word field.declared/][/#list]
[/#macro]

[#-- The function that creates a resource, or compares the existing one. --]
[#macro resource it]
[=it.function]() {
[@look it/]
[#if it.create??]
  if [[ "${FOUND}" == no ]]; then
    run [@command lines=it.create deep=true/]
  fi
[#else]
  [[ "${FOUND}" == yes || "${dry_run}" == yes ]] || fail [=it.what + ": must exist before"]
[/#if]
}

[/#macro]

[#-- The function that removes a resource. --]
[#macro removal it]
[=it.function]() {
  look [=it.what] \
    [@command lines=it.describe deep=true/] --
  if [[ "${FOUND}" == yes ]]; then
    run [@command lines=it.delete deep=true/]
  fi
}

[/#macro]

[#-- The function that gives a role, unless it is given. --]
[#macro grant role]
[=role.function]() {
  ask [@command role.bindings/]
  look_for [@word role.binding/]
  if [[ "${FOUND}" == no ]]; then
    run_patiently [@command lines=role.grant deep=true/]
  fi
}

[/#macro]

[#-- The help lines that all scripts share. --]
[#macro options]
#   --dry-run  print the commands of a first run; look up nothing, change nothing
#   --help     print this help
[/#macro]

[#macro projectHelp]
#   PROJECT    the id of the project; default: [#if declaredProject??]the declared project[#else]the project of the gcloud configuration[/#if]
[/#macro]

[#macro exits]
# Exit codes: 0 done · 1 a command failed · 2 wrong usage · 3 done, but something differs from the declaration
[/#macro]

[#-- The start of every script, after its help. --]
[#macro start]

set -euo pipefail

here="$(dirname -- "${BASH_SOURCE[0]}")"
readonly here
# shellcheck source-path=SCRIPTDIR source=lib.sh
source "${here}/lib.sh"

[/#macro]

[#-- The settings that depend on the project. --]
[#macro settings release=false]
settings() {
[#if declaredProject??]
  readonly PROJECT=${PROJECT:-[=declaredProject]}
[#else]
  choose_project
  readonly PROJECT
[/#if]
[#nested]
}

[/#macro]
[#macro nodesSetting]
[#if nodes??]
  readonly NODES=[@word nodes/]
[/#if]
[/#macro]
[#macro proofsSetting]
[#if bucket??]
  readonly PROOFS=[@word bucket.account/]
[/#if]
[/#macro]
[#-- The Kubernetes account of the leader, named as the chart names it. --]
[#macro jumpboxSetting]
[#if bucket??]
  if [[ "${RELEASE}" == *[=bucket.fleet]* ]]; then
    readonly JUMPBOX="${RELEASE}"-[=bucket.leader]
  else
    readonly JUMPBOX="${RELEASE}"-[=bucket.fleet + "-" + bucket.leader]
  fi
[/#if]
[/#macro]
[#macro contextSetting]
  readonly CONTEXT=[@word context/]
[/#macro]
[#macro releaseSettings]
  readonly RELEASE=${RELEASE:-[=fleetName]}
  readonly NAMESPACE=${NAMESPACE:-[=fleetName]}
[/#macro]
