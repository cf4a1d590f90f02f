# [=name]

[=description]

Chart version [=version][#if appVersion?has_content], application version [=appVersion][/#if]. Kubernetes `[=kubeVersion]`.

[#if readme?has_content]
[=readme]

[/#if]
## Install

```sh
helm install my-release ./[=name] --namespace my-namespace --create-namespace
```

[#if offline?has_content]
To render it without a cluster, where Helm knows no custom resources: `helm template my-release ./[=name] [=offline]`.

[/#if]
## Values

Every value is checked against `values.schema.json` before anything is installed.

| value | type | default | what it does |
|---|---|---|---|
[#list values as value]
| `[=value.path]` | [=value.type] | [=value.default] | [=value.description] |
[/#list]
