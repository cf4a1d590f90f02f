#!/bin/bash
# companion-make SOURCES FOLDER: compiles the companion into a folder, with a Java runtime that has only what it
# needs. Where the image contains both already, they are copied.
set -euo pipefail

readonly sources=$1
readonly folder=$2
readonly prepared=/opt/companion

# As process 1 this shell would ignore the signal.
trap 'kill $(jobs -p) 2>/dev/null || true; exit 143' TERM INT

rm -rf "${folder:?}"/* # of an init container that was interrupted
if [[ -d ${prepared} ]]; then
  cp -R "${prepared}/." "${folder}"
  printf 'the companion was copied\n'
  exit 0
fi
javac -J-Xmx160m -J-XX:-UsePerfData -J-XX:+UseSerialGC -J-XX:TieredStopAtLevel=1 -proc:none -encoding UTF-8 \
  -d "${folder}/classes" "${sources}"/*.java &
readonly compiler=$!
# Without jdk.crypto.ec there would be no connection by https.
jlink -J-Xmx160m -J-XX:-UsePerfData -J-XX:+UseSerialGC --add-modules java.base,jdk.crypto.ec \
  --strip-debug --no-header-files --no-man-pages --output "${folder}/runtime" &
readonly linker=$!
wait "${compiler}"
wait "${linker}"
# Shared data of the classes of the JDK: a command then starts in a tenth of a second.
"${folder}/runtime/bin/java" -Xmx64m -XX:+UseSerialGC -XX:-UsePerfData -Xshare:dump >/dev/null
printf 'the companion was compiled: %s\n' "${folder}"
