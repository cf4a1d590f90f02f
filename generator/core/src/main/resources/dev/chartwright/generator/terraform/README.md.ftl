# [=fleet]: the infrastructure, for Terraform

This root module builds the GKE cluster `[=cluster]` in [#if regional]the region[#else]the zone[/#if] `[=location]`, with the resources that it needs. The chart installs what runs in the cluster.

- [#if host?has_content]The network `[=network]` belongs to the host project `[=host]`, which shares it. Nothing in that project is created or changed: see below.[#elseif existingNetwork]The network `[=network]` must exist and is not changed.[#if privateNodes] Its subnet must have Private Google Access. Set `create_nat = false` if it already has Cloud NAT.[/#if][#else]The network `[=network]` has one subnet, with address ranges for pods and Services.[/#if]
- [#if privateNodes && host?has_content]The nodes have no public addresses and use Cloud NAT of the host project.[#elseif privateNodes]The nodes have no public addresses and use Cloud NAT. A firewall rule lets the control plane reach the webhooks of the operators.[#else]The nodes have public addresses.[/#if]
- The cluster can be deleted only after `deletion_protection = false` was applied.
- [#if nodeAccount]The nodes have a service account that may only write logs and metrics and pull images.[#else]The nodes use the default service account of the project.[/#if]
[#if filestore]
- The API and the CSI driver of Filestore are enabled for the volume that the chart claims.
[/#if]

| node pool | machine | nodes | boot disk | taint |
|---|---|---|---|---|
[#list pools as pool]
| `[=pool.name]` | [=pool.machine] | [=pool.nodes] | [=pool.disk] | [=pool.taints] |
[/#list]

Node pools, machine types, taints and the name of the network are not inputs, because the chart relies on them. To change them, change the declaration of the fleet and generate both again.

## Use

You need Terraform 1.9 or newer and Google Cloud credentials (`gcloud auth application-default login`, or the service account of your machine).

```sh
cp terraform.tfvars.example terraform.tfvars   # then edit it
terraform init
terraform plan -out=plan.tfplan
terraform apply plan.tfplan
```

Commit `.terraform.lock.hcl`, which `init` writes: it pins the providers. `terraform output -raw connect_command` prints the command that gives kubectl and helm access to the cluster.

[#if host?has_content]
## The host project

Its administrators prepare this in `[=host]`, before `terraform apply`:

- The subnet has the secondary ranges `[=podsRange]` and `[=servicesRange]`[#if privateNodes], Private Google Access and Cloud NAT[/#if].
- The project of the cluster is a service project of it. There, the accounts `service-NUMBER@container-engine-robot.iam.gserviceaccount.com` and `NUMBER@cloudservices.gserviceaccount.com` (`NUMBER` is the number of the service project) have `roles/compute.networkUser` for the subnet, and the first one has `roles/container.hostServiceAgentUser` for the host project. The caller has `roles/compute.networkUser`.
[#if privateNodes]
- A firewall rule lets `[=controlPlane]`, the control plane, reach the TCP ports [=ports] of nodes with the tag `[=nodeTag]`.
[/#if]
[#if filestore]
- The network has private services access for Filestore: an allocated range and a peering with `servicenetworking.googleapis.com`.
[/#if]

[/#if]
[#if computeClassCommand?has_content]
## Machines in order of preference

GKE tries the node pools in the order of `compute-classes.yaml`. Apply it when the cluster exists and after each change, before the chart is installed:

```sh
[=computeClassCommand]
```

[/#if]
## State

The state contains no credentials. To share it, uncomment `backend "gcs" {}` in `versions.tf` and pass the bucket to `init`. Enable object versioning for the bucket:

```sh
terraform init -backend-config="bucket=BUCKET" -backend-config="prefix=[=cluster]"
```

## Operators

With `install_operators = true`, Helm installs KEDA [=keda][#if operatorChart] and the RabbitMQ Cluster Operator[/#if]. Set it in `terraform.tfvars` for a second run, after the cluster was created. If a later run does not set it, the operators are removed. Helm needs `gke-gcloud-auth-plugin` and access to the control plane.

[#if operatorCommand?has_content]
The RabbitMQ Cluster Operator is installed from the manifest of the upstream project, not with Helm[#if certManager]. Install cert-manager first[/#if]:

```sh
[=operatorCommand]
```

[/#if]
Install the chart of the fleet after [#if operatorChart]them[#else]both[/#if].

## Removal

First uninstall the fleet, and wait until its RabbitmqCluster and its ScaledObjects are gone: only running operators can remove them. Then delete the volume claims, because Terraform does not manage their disks[#if filestore] and Filestore instance[/#if]. Then run:

```sh
terraform apply -var="deletion_protection=false"
terraform destroy -var="deletion_protection=false"
```

The APIs remain enabled.
[#if firstPool]

Do not import a cluster that was created in another way: `remove_default_node_pool` would delete its `default-pool`, with everything that runs there.
[/#if]

## Inputs

| name | type | default | description |
|---|---|---|---|
[#list inputs as input]
| `[=input.name]` | `[=input.type]` | [=input.default] | [=input.description] |
[/#list]

## Outputs

| name | description |
|---|---|
[#list outputs as output]
| `[=output.name]` | [=output.description] |
[/#list]
