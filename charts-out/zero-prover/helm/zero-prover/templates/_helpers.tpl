{{/*
The name of the chart.
*/}}
{{- define "zero-prover.name" -}}
{{- if .Values.nameOverride }}
{{- .Values.nameOverride }}
{{- else }}
{{- .Chart.Name }}
{{- end }}
{{- end }}

{{/*
The name of the release and the chart. If the release name begins with a digit, the chart name comes
first, because the name of a Service must not begin with a digit.
*/}}
{{- define "zero-prover.longName" -}}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride }}
{{- else if regexMatch "^[0-9]" .Release.Name }}
{{- include "zero-prover.name" . }}-{{ .Release.Name }}
{{- else if contains (include "zero-prover.name" .) .Release.Name }}
{{- .Release.Name }}
{{- else }}
{{- .Release.Name }}-{{ include "zero-prover.name" . }}
{{- end }}
{{- end }}

{{/*
The start of the names of all objects of the release. It has at most 38 characters, so that every
suffix fits, and no dots, because the name of a Service must not have any. If the name had to be
changed, a digest distinguishes it from the names of other releases.
*/}}
{{- define "zero-prover.fullname" -}}
{{- $longName := include "zero-prover.longName" . }}
{{- if or (gt (len $longName) 38) (contains "." $longName) }}
{{- $longName | replace "." "-" | trunc 29 | trimSuffix "-" }}-{{ printf "%s/%s" .Release.Name $longName | sha256sum | trunc 8 }}
{{- else }}
{{- $longName }}
{{- end }}
{{- end }}

{{/*
The labels by which selectors find the pods. They never change.
*/}}
{{- define "zero-prover.selectorLabels" -}}
app.kubernetes.io/name: {{ include "zero-prover.name" . | quote }}
app.kubernetes.io/instance: {{ .Release.Name | quote }}
{{- end }}

{{/*
The labels of every object, without the labels from values.
*/}}
{{- define "zero-prover.fixedLabels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimAll "-_." | quote }}
{{- include "zero-prover.selectorLabels" . | nindent 0 }}
app.kubernetes.io/version: {{ .Chart.AppVersion | replace "+" "_" | trunc 63 | trimAll "-_." | quote }}
app.kubernetes.io/part-of: {{ include "zero-prover.name" . | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service | quote }}
{{- end }}

{{/*
The labels of every object.
*/}}
{{- define "zero-prover.labels" -}}
{{- include "zero-prover.fixedLabels" . }}
{{- with .Values.commonLabels }}
{{- toYaml . | nindent 0 }}
{{- end }}
{{- end }}

{{/*
The image reference of image: by digest when there is one, else by tag.
*/}}
{{- define "zero-prover.image" -}}
{{- if .Values.image.digest }}
{{- .Values.image.repository }}@{{ .Values.image.digest }}
{{- else }}
{{- .Values.image.repository }}:{{ required "Set image.tag or image.digest." .Values.image.tag }}
{{- end }}
{{- end }}

{{/*
The image reference of companion.image: by digest when there is one, else by tag.
*/}}
{{- define "zero-prover.companion.image" -}}
{{- if .Values.companion.image.digest }}
{{- .Values.companion.image.repository }}@{{ .Values.companion.image.digest }}
{{- else }}
{{- .Values.companion.image.repository }}:{{ required "Set companion.image.tag or companion.image.digest." .Values.companion.image.tag }}
{{- end }}
{{- end }}

{{/*
The image reference of workers.worker.atop.image: by digest when there is one, else by tag.
*/}}
{{- define "zero-prover.workers.worker.atop.image" -}}
{{- if .Values.workers.worker.atop.image.digest }}
{{- .Values.workers.worker.atop.image.repository }}@{{ .Values.workers.worker.atop.image.digest }}
{{- else }}
{{- .Values.workers.worker.atop.image.repository }}:{{ required "Set workers.worker.atop.image.tag or workers.worker.atop.image.digest." .Values.workers.worker.atop.image.tag }}
{{- end }}
{{- end }}

{{/*
The Secret with the broker's credentials: the existing one, or the one of the operator.
*/}}
{{- define "zero-prover.brokerSecret" -}}
{{- if .Values.broker.existingSecret }}
{{- .Values.broker.existingSecret }}
{{- else }}
{{- include "zero-prover.fullname" . }}-broker-default-user
{{- end }}
{{- end }}

{{/*
The claim of the volume with witnesses and proofs.
*/}}
{{- define "zero-prover.leaderClaim" -}}
{{- if .Values.leader.storage.existingClaim }}
{{- .Values.leader.storage.existingClaim }}
{{- else }}
{{- include "zero-prover.fullname" . }}-leader
{{- end }}
{{- end }}

{{/*
A digest of what the circuits depend on: the ranges and the image.
*/}}
{{- define "zero-prover.circuitsDigest" -}}
{{- printf "%s %s %s %s %s %s %s %s %s %s" .Values.circuits.ranges.arithmetic
    .Values.circuits.ranges.bytePacking .Values.circuits.ranges.cpu .Values.circuits.ranges.keccak
    .Values.circuits.ranges.keccakSponge .Values.circuits.ranges.logic
    .Values.circuits.ranges.memory .Values.circuits.ranges.memoryBefore
    .Values.circuits.ranges.memoryAfter (include "zero-prover.image" .) | sha256sum | trunc 8 }}
{{- end }}

{{/*
The claim of the volume with the circuits.
*/}}
{{- define "zero-prover.circuitsClaim" -}}
{{- if .Values.circuits.storage.existingClaim }}
{{- .Values.circuits.storage.existingClaim }}
{{- else }}
{{- include "zero-prover.fullname" . }}-circuits
{{- end }}
{{- end }}

{{/*
The storage class of the volume with the circuits.
*/}}
{{- define "zero-prover.circuitsClass" -}}
{{- if .Values.circuits.storage.className }}
{{- .Values.circuits.storage.className }}
{{- else }}
{{- include "zero-prover.fullname" . }}-{{ .Release.Namespace }}-circuits
{{- end }}
{{- end }}

{{/*
The name of the account of the leader pods.
*/}}
{{- define "zero-prover.leader.serviceAccountName" -}}
{{- if .Values.leader.serviceAccount.create }}
{{- include "zero-prover.fullname" . }}-leader
{{- else if .Values.leader.serviceAccount.name }}
{{- .Values.leader.serviceAccount.name }}
{{- else }}
{{- "default" }}
{{- end }}
{{- end }}

{{/*
The name of the account of the worker pods.
*/}}
{{- define "zero-prover.workers.worker.serviceAccountName" -}}
{{- if .Values.workers.worker.serviceAccount.create }}
{{- include "zero-prover.fullname" . }}-worker
{{- else if .Values.workers.worker.serviceAccount.name }}
{{- .Values.workers.worker.serviceAccount.name }}
{{- else }}
{{- "default" }}
{{- end }}
{{- end }}

{{/*
Fails when two items of lists that stand in one place have the same key, or when an item has the
key of one that the chart itself has there.
*/}}
{{- define "zero-prover.uniqueItems" -}}
{{- $key := .key }}
{{- $taken := dict }}
{{- range .own }}
{{- $_ := set $taken . "by the chart itself" }}
{{- end }}
{{- range $list := .lists }}
{{- $name := first $list }}
{{- range last $list }}
{{- $value := get . $key | toString }}
{{- if hasKey $taken $value }}
{{- fail (printf "%s: the %s '%s' is given twice: here and %s" $name $key $value (get $taken $value)) }}
{{- end }}
{{- $_ := set $taken $value (printf "in another item of %s" $name) }}
{{- end }}
{{- end }}
{{- end }}
