# [=name]

[=description]

Chart version [=version][#if appVersion?has_content], application version [=appVersion][/#if]. Kubernetes `[=kubeVersion]`.

[#if readme?has_content]
[=readme]

[/#if]
[#if library]
## Use

Name it among the dependencies of a chart, whose templates may then include these, such as `{{ include "[=name].[=templates[0].name]" . }}`:

| template | what it gives |
|---|---|
[#list templates as template]
| `[=name].[=template.name]` | [=template.description] |
[/#list]

[#else]
## Install

```sh
helm install my-release ./[=name] --namespace my-namespace --create-namespace
```

[#if offline?has_content]
To render it without a cluster, where Helm knows no custom resources: `helm template my-release ./[=name] [=offline]`.

[/#if]
[/#if]
## Values

[#if library]
Of the chart that includes the templates:
[#else]
Every value is checked against `values.schema.json` before anything is installed.
[/#if]

| value | type | default | what it does |
|---|---|---|---|
[#list values as value]
| `[=value.path]` | [=value.type] | [=value.default] | [=value.description] |
[/#list]
