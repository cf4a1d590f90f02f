#!/usr/bin/env bash
#
# The real gcloud, which writes down how it was called and how it ended.
status=0
"${GCLOUD:?}" "$@" || status=$?
printf '%s gcloud%s\n' "${status}" "$( (($# == 0)) || printf ' %q' "$@")" >>"${GCLOUD_RECORD:?}"
exit "${status}"
