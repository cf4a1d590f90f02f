[#-- One word of a command: quoted text, and settings. --]
[#macro word parts][#list parts as part][#if part.setting??]"${[=part.setting]}"[#else][=part.text][/#if][/#list][/#macro]

[#-- A command, over as many lines as it takes; deep within an "if" or an argument. --]
[#macro command lines deep=false][#list lines as line][#list line as parts][@word parts/][#sep] [/#sep][/#list][#sep][#if deep] \
      [#nt][#else] \
    [#nt][/#if][/#sep][/#list][/#macro]

[#-- Looks for something and compares it. --]
[#macro look it]
  look [=it.what] \
    [@command lines=it.describe deep=true/] --[#list it.fields as field] \
    [=field.expression] [@word field.declared/][/#list]
[/#macro]

[#-- The function that creates something, or compares what is there. --]
[#macro resource it]
[=it.function]() {
[@look it/]
[#if it.create??]
  if [[ "${FOUND}" == no ]]; then
    run [@command lines=it.create deep=true/]
  fi
[#else]
  [[ "${FOUND}" == yes || "${dry_run}" == yes ]] || fail [=it.what + ": must be there before"]
[/#if]
}

[/#macro]

[#-- The function that removes something. --]
[#macro removal it]
[=it.function]() {
  look [=it.what] \
    [@command lines=it.describe deep=true/] --
  if [[ "${FOUND}" == yes ]]; then
    run [@command lines=it.delete deep=true/]
  fi
}

[/#macro]

[#-- The lines of the help that all scripts share. --]
[#macro options]
#   --dry-run  show the commands of a first run; ask nothing, change nothing
#   --help     show this
[/#macro]

[#macro projectHelp]
#   PROJECT    the id of the project; default: [#if declaredProject??]the declared one[#else]the one that gcloud is set to[/#if]
[/#macro]

[#macro exits]
# Exit codes: 0 done · 1 a command failed · 2 wrong usage · 3 done, but something is not as declared
[/#macro]

[#-- What every script begins with, after its help. --]
[#macro start]

set -euo pipefail

here="$(dirname -- "${BASH_SOURCE[0]}")"
readonly here
# shellcheck source-path=SCRIPTDIR source=lib.sh
source "${here}/lib.sh"

[/#macro]

[#-- The settings that follow from the project. --]
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
[#macro contextSetting]
  readonly CONTEXT=[@word context/]
[/#macro]
[#macro releaseSettings]
  readonly RELEASE=${RELEASE:-[=fleetName]}
  readonly NAMESPACE=${NAMESPACE:-[=fleetName]}
[/#macro]
