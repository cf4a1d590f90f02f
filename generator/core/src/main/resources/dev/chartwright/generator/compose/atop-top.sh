#!/bin/bash
# Prints what the processes of this pod used, from what atop-record wrote.
#
# Usage: atop-top FOLDER NAME FROM TO [NAME FROM TO]...
#
# FROM and TO are moments such as 2026-11-30T21:05:34Z. For each span of time and each process that used the CPU in it,
# prints a line: the name of the span, the name of the process, its number, its CPU time in hundredths of a second, and
# its highest resident memory in KiB. A sample counts to the span in which it was taken.
set -euo pipefail
export TZ=UTC0 LC_ALL=C

readonly folder=${1:?usage: atop-top FOLDER NAME FROM TO...}
shift

spans=
first='~'
while (($# >= 3)); do
  spans+="$1 $2 $3"$'\n'
  if [[ $2 < "${first}" ]]; then first=$2; fi
  shift 3
done
first=${first:0:16}

# Of every file, the first sample counts from the start of the machine. atop marks it by RESET, and the end of each
# sample by SEP.
for file in "${folder}"/*; do
  [[ -e ${file} ]] || continue
  atop -r "${file}" -b "${first//[-T:]/}" -Z -P PRC,PRM 2>/dev/null || true
done |
  SPANS="${spans}" awk '
    BEGIN {
      lines = split(ENVIRON["SPANS"], line, "\n")
      for (i = 1; i < lines; i++) {
        split(line[i], part, " ")
        count++
        name[count] = part[1]
        from[count] = substr(part[2], 1, 19)
        to[count] = substr(part[3], 1, 19)
      }
    }
    $1 == "RESET" { skip = 1 }
    $1 == "SEP" { skip = 0 }
    skip || !($1 == "PRC" && $20 == "y" || $1 == "PRM" && $23 == "y") { next }
    {
      date = $4
      gsub("/", "-", date)
      at = date "T" $5
      for (i = 1; i <= count; i++) {
        if (from[i] < at && at <= to[i]) {
          key = name[i] " " $8 " " $7
          if ($1 == "PRC") cpu[key] += ($11 + $12) * 100 / $10
          else if ($12 > kib[key]) kib[key] = $12
        }
      }
    }
    END {
      for (key in cpu) if (cpu[key] > 0) printf "%s %d %d\n", key, cpu[key], kib[key]
    }'
