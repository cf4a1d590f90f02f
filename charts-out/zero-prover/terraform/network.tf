resource "google_project_service" "compute" {
  service            = "compute.googleapis.com"
  disable_on_destroy = false
}

resource "google_compute_network" "fleet" {
  name                    = "zero-prover"
  auto_create_subnetworks = false
  routing_mode            = "REGIONAL"

  depends_on = [google_project_service.compute]
}

resource "google_compute_subnetwork" "fleet" {
  name                     = "zero-prover"
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

# Private nodes pull images from the internet through Cloud NAT.
resource "google_compute_router" "fleet" {
  name    = "${var.cluster_name}-router"
  network = google_compute_network.fleet.id
  region  = local.region
}

resource "google_compute_router_nat" "fleet" {
  name                               = "${var.cluster_name}-nat"
  router                             = google_compute_router.fleet.name
  region                             = google_compute_router.fleet.region
  nat_ip_allocate_option             = "AUTO_ONLY"
  source_subnetwork_ip_ranges_to_nat = "ALL_SUBNETWORKS_ALL_IP_RANGES"
}

# By default, the control plane of GKE reaches only the kubelets and port 443. The metrics server of
# KEDA and the webhooks of the operators use other ports.
resource "google_compute_firewall" "webhooks" {
  name          = "${var.cluster_name}-webhooks"
  network       = google_compute_network.fleet.id
  direction     = "INGRESS"
  source_ranges = [var.control_plane_range]
  target_tags   = ["${var.cluster_name}-node"]

  allow {
    protocol = "tcp"
    ports    = ["6443", "9443"]
  }
}
