# [=name]

[=description]

Chart version [=version][#if appVersion?has_content], application version [=appVersion][/#if]. Kubernetes `[=kubeVersion]`.

[#if readme?has_content]
[=readme]

[/#if]
[#if library]
## Use

Add this chart to the dependencies of your chart. Your templates can then include these named templates, such as `{{ include "[=name].[=templates[0].name]" . }}`:

| template | result |
|---|---|
[#list templates as template]
| `[=name].[=template.name]` | [=template.description] |
[/#list]

[#else]
## Install

```sh
helm install my-release ./[=name] --namespace my-namespace --create-namespace[=required]
```

[#if offline?has_content]
To render the chart without a cluster, where Helm finds no custom resources: `helm template my-release ./[=name] [=offline]`.

[/#if]
[/#if]
[#if accepted?has_content || podSecurity?has_content]
## Accepted

[#if podSecurity?has_content]
The pods need the Pod Security level `[=podSecurity]`: [=podSecurityReason] Label their namespace with `[=podSecurityLabel]`.

[#elseif isPrivileged]
A namespace that enforces the Pod Security level `restricted` rejects these pods.

[/#if]
[#if accepted?has_content]
This chart breaks these rules on purpose:

| rule | where | reason |
|---|---|---|
[#list accepted as each]
| [=each.rule] | [=each.place] | [=each.reason] |
[/#list]

[/#if]
[/#if]
## Values

[#if library]
These are values of the chart that includes the templates:
[#else]
Helm checks every value against `values.schema.json` before it installs anything.
[/#if]

| value | type | default | description |
|---|---|---|---|
[#list values as value]
| `[=value.path]` | [=value.type] | [=value.default] | [=value.description] |
[/#list]
