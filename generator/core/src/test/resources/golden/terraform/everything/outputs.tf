output "cluster_name" {
  description = "The name of the cluster."
  value       = google_container_cluster.fleet.name
}

output "location" {
  description = "The zone or region of the cluster."
  value       = google_container_cluster.fleet.location
}

output "connect_command" {
  description = "The command that gives kubectl and helm access to the cluster."
  value       = "gcloud container clusters get-credentials ${google_container_cluster.fleet.name} --location=${google_container_cluster.fleet.location} --project=${var.project_id}"
}

output "node_pools" {
  description = "The names of the node pools."

  value = [
    google_container_node_pool.default_pool.name,
    google_container_node_pool.light.name,
    google_container_node_pool.spot_pool.name,
    google_container_node_pool.spot_pool_on_demand.name,
  ]
}

output "node_service_account" {
  description = "The service account of the nodes."
  value       = google_service_account.nodes.email
}

output "leader_service_account" {
  description = "The service account of the leader: the value publish.serviceAccount of the chart."
  value       = google_service_account.leader.email
}
