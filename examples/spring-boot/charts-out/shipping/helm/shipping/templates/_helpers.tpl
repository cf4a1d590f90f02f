{{/*
The name of the chart.
*/}}
{{- define "shipping.name" -}}
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
{{- define "shipping.longName" -}}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride }}
{{- else if regexMatch "^[0-9]" .Release.Name }}
{{- include "shipping.name" . }}-{{ .Release.Name }}
{{- else if contains (include "shipping.name" .) .Release.Name }}
{{- .Release.Name }}
{{- else }}
{{- .Release.Name }}-{{ include "shipping.name" . }}
{{- end }}
{{- end }}

{{/*
The start of the names of all objects of the release. It has at most 40 characters, so that every
suffix fits, and no dots, because the name of a Service must not have any. If the name had to be
changed, a digest distinguishes it from the names of other releases.
*/}}
{{- define "shipping.fullname" -}}
{{- $longName := include "shipping.longName" . }}
{{- if or (gt (len $longName) 40) (contains "." $longName) }}
{{- $longName | replace "." "-" | trunc 31 | trimSuffix "-" }}-{{ printf "%s/%s" .Release.Name $longName | sha256sum | trunc 8 }}
{{- else }}
{{- $longName }}
{{- end }}
{{- end }}

{{/*
The labels by which selectors find the pods. They never change.
*/}}
{{- define "shipping.selectorLabels" -}}
app.kubernetes.io/name: {{ include "shipping.name" . | quote }}
app.kubernetes.io/instance: {{ .Release.Name | quote }}
{{- end }}

{{/*
The labels of every object.
*/}}
{{- define "shipping.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimAll "-_." | quote }}
{{- include "shipping.selectorLabels" . | nindent 0 }}
app.kubernetes.io/version: {{ .Chart.AppVersion | replace "+" "_" | trunc 63 | trimAll "-_." | quote }}
app.kubernetes.io/part-of: {{ include "shipping.name" . | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service | quote }}
{{- with .Values.commonLabels }}
{{- toYaml . | nindent 0 }}
{{- end }}
{{- end }}

{{/*
The image reference of image: by digest when there is one, else by tag.
*/}}
{{- define "shipping.image" -}}
{{- if .Values.image.digest }}
{{- .Values.image.repository }}@{{ .Values.image.digest }}
{{- else }}
{{- .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end }}
{{- end }}

{{/*
The name of the account of the shipping pods.
*/}}
{{- define "shipping.serviceAccountName" -}}
{{- if .Values.serviceAccount.name }}
{{- .Values.serviceAccount.name }}
{{- else if .Values.serviceAccount.create }}
{{- include "shipping.fullname" . }}
{{- else }}
{{- "default" }}
{{- end }}
{{- end }}

{{/*
Fails when two items of lists that stand in one place have the same key, or when an item has the
key of one that the chart itself has there.
*/}}
{{- define "shipping.uniqueItems" -}}
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
