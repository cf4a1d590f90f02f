resource "google_project_service" "compute" {
  service            = "compute.googleapis.com"
  disable_on_destroy = false
}

resource "google_compute_network" "fleet" {
  name                    = "bare"
  auto_create_subnetworks = false
  routing_mode            = "REGIONAL"

  depends_on = [google_project_service.compute]
}

resource "google_compute_subnetwork" "fleet" {
  name                     = "bare-nodes"
  network                  = google_compute_network.fleet.id
  region                   = local.region
  ip_cidr_range            = var.nodes_range
  private_ip_google_access = true

  secondary_ip_range {
    range_name    = "pods"
    ip_cidr_range = var.pods_range
  }

  secondary_ip_range {
    range_name    = "services"
    ip_cidr_range = var.services_range
  }
}
