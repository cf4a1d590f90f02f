[#include "parts.ftl"]
#!/usr/bin/env bash
#
# Creates the network of the cluster, its NAT, its firewall rules and the service account of its nodes.
[#if bucket??]
# Also the bucket for proofs, and the service account of the leader, which may create and read objects.
[/#if]
# Existing resources are compared with the declaration and left unchanged.
#
# Usage: 10-network.sh [--dry-run]
[@options/]
#
# Settings, from the environment:
[@projectHelp/]
#
[@exits/]
[#if hostNetwork??]
#
# The network belongs to the host project [=hostNetwork.host]. Its administrators prepare there, before this script:
# - the secondary ranges [=hostNetwork.pods] and [=hostNetwork.services] of the subnet[#if hostNetwork.privateNodes], Private Google Access and Cloud NAT[/#if]
# - roles/compute.networkUser for the subnet, for the caller and for the accounts NUMBER@cloudservices.gserviceaccount.com
#   and service-NUMBER@container-engine-robot.iam.gserviceaccount.com; NUMBER is that of the project of the cluster
# - roles/container.hostServiceAgentUser for the second account, in the host project
[#if hostNetwork.privateNodes]
# - gcloud compute firewall-rules create [=hostNetwork.firewall] --project=[=hostNetwork.host] --network=[=hostNetwork.network] \
#     --direction=INGRESS --allow=[=hostNetwork.ports] --source-ranges=[=hostNetwork.source] --target-tags=[=hostNetwork.tag]
[/#if]
[#if hostNetwork.filestore]
# - private services access for Filestore: an allocated range and a peering with servicenetworking.googleapis.com
[/#if]
[/#if]
[@start/]
[@settings][@nodesSetting/][@proofsSetting/][/@settings]
services() {
  ask [@command enabledServices/]
  [@command lookForServices/][#nt]
  if [[ "${FOUND}" == no ]]; then
    run [@command lines=enableServices deep=true/]
  fi
}

[#list resources as it]
[@resource it/]
[/#list]
[#list roles as role]
[@grant role/]
[/#list]
main() {
  options -- "$@"
  settings
  need gcloud
  services
[#list resources as it]
  [=it.function]
[/#list]
[#list roles as role]
  [=role.function]
[/#list]
  finish
}

main "$@"
