{{/*
The name of the chart.
*/}}
{{- define "common.name" -}}
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
{{- define "common.longName" -}}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride }}
{{- else if regexMatch "^[0-9]" .Release.Name }}
{{- include "common.name" . }}-{{ .Release.Name }}
{{- else if contains (include "common.name" .) .Release.Name }}
{{- .Release.Name }}
{{- else }}
{{- .Release.Name }}-{{ include "common.name" . }}
{{- end }}
{{- end }}

{{/*
The start of the names of all objects of the release. It has at most 63 characters, so that every
suffix fits, and no dots, because the name of a Service must not have any. If the name had to be
changed, a digest distinguishes it from the names of other releases.
*/}}
{{- define "common.fullname" -}}
{{- $longName := include "common.longName" . }}
{{- if or (gt (len $longName) 63) (contains "." $longName) }}
{{- $longName | replace "." "-" | trunc 54 | trimSuffix "-" }}-{{ printf "%s/%s" .Release.Name $longName | sha256sum | trunc 8 }}
{{- else }}
{{- $longName }}
{{- end }}
{{- end }}

{{/*
The labels by which selectors find the pods. They never change.
*/}}
{{- define "common.selectorLabels" -}}
app.kubernetes.io/name: {{ include "common.name" . | quote }}
app.kubernetes.io/instance: {{ .Release.Name | quote }}
{{- end }}

{{/*
The labels of every object, without the labels from values.
*/}}
{{- define "common.fixedLabels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimAll "-_." | quote }}
{{- include "common.selectorLabels" . | nindent 0 }}
app.kubernetes.io/version: {{ .Chart.AppVersion | replace "+" "_" | trunc 63 | trimAll "-_." | quote }}
app.kubernetes.io/part-of: {{ include "common.name" . | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service | quote }}
{{- end }}

{{/*
The labels of every object.
*/}}
{{- define "common.labels" -}}
{{- include "common.fixedLabels" . }}
{{- with .Values.commonLabels }}
{{- toYaml . | nindent 0 }}
{{- end }}
{{- end }}

{{/*
Who is called at night.
*/}}
{{- define "common.team" -}}
{{- "shop-team" }}
{{- end }}
