# [=fleet]: the infrastructure, for Terraform

A root module that builds the GKE cluster `[=cluster]` in [#if regional]the region[#else]the zone[/#if] `[=location]` and what it stands on, but not what runs in it: that is the chart.

- [#if existingNetwork]The network `[=network]` is there already and stays as it is[#if privateNodes]; its subnet must have private Google access, and set `create_nat = false` if it has address translation[/#if].[#else]The network `[=network]` with one subnet, and ranges of it for pods and services.[/#if]
- [#if privateNodes]Nodes without public addresses, behind a router with address translation; a firewall rule lets the control plane through to the operators' webhooks.[#else]Nodes with public addresses.[/#if]
- A cluster that can be deleted only after `deletion_protection = false` was applied.
- [#if nodeAccount]A service account for the nodes that may write logs and metrics and pull images.[#else]Nodes act as the project's default service account.[/#if]
[#if filestore]
- The API and the driver of Filestore, for the volume that the chart claims.
[/#if]

| node pool | machine | nodes | boot disk | taint |
|---|---|---|---|---|
[#list pools as pool]
| `[=pool.name]` | [=pool.machine] | [=pool.nodes] | [=pool.disk] | [=pool.taints] |
[/#list]

Pools, machines, taints and the name of the network are no inputs: the chart relies on them. Change them in the declaration of the fleet and generate both anew.

## Use

Terraform 1.9 or newer and credentials of Google Cloud (`gcloud auth application-default login`, or a service account that the machine has) are all that is needed.

```sh
cp terraform.tfvars.example terraform.tfvars   # then edit it
terraform init
terraform plan -out=plan.tfplan
terraform apply plan.tfplan
```

Keep `.terraform.lock.hcl`, which `init` writes, under version control: it pins the providers. `terraform output -raw connect_command` prints the command that lets kubectl and helm into the cluster.

## State

The state holds no credentials. To share it, uncomment `backend "gcs" {}` in `versions.tf` and say where it is when you initialise; the bucket should keep old versions:

```sh
terraform init -backend-config="bucket=BUCKET" -backend-config="prefix=[=cluster]"
```

## Operators

With `install_operators = true`, Helm installs KEDA [=keda][#if operatorChart] and the RabbitMQ Cluster Operator[/#if]. Set it for a second run, when the cluster is there, and in `terraform.tfvars`: a later run without it would remove them again. Helm needs `gke-gcloud-auth-plugin`, and a way to the control plane.

[#if operatorCommand?has_content]
The RabbitMQ Cluster Operator comes from upstream's manifest, which Helm cannot install[#if certManager] and which needs cert-manager to be there[/#if]:

```sh
[=operatorCommand]
```

[/#if]
Install the chart of the fleet after [#if operatorChart]them[#else]both[/#if].

## Removal

Uninstall the fleet first and wait until its RabbitmqCluster and its ScaledObjects are gone: their operators must still be there to finish them. Then delete the volume claims, whose disks[#if filestore] and Filestore instance[/#if] Terraform does not know of. Then:

```sh
terraform apply -var="deletion_protection=false"
terraform destroy -var="deletion_protection=false"
```

APIs stay enabled.
[#if firstPool]

Do not import a cluster that was created by other means: `remove_default_node_pool` would take its `default-pool` away, together with what runs there.
[/#if]

## Inputs

| name | type | default | what it is |
|---|---|---|---|
[#list inputs as input]
| `[=input.name]` | `[=input.type]` | [=input.default] | [=input.description] |
[/#list]

## Outputs

| name | what it is |
|---|---|
[#list outputs as output]
| `[=output.name]` | [=output.description] |
[/#list]
