resource "google_project_service" "compute" {
  service            = "compute.googleapis.com"
  disable_on_destroy = false
}

data "google_compute_network" "fleet" {
  name = "shared-vpc"
}

data "google_compute_subnetwork" "fleet" {
  name   = "provers"
  region = local.region
}

# Private nodes pull images from the internet through address translation.
resource "google_compute_router" "fleet" {
  count = var.create_nat ? 1 : 0

  name    = "${var.cluster_name}-router"
  network = data.google_compute_network.fleet.id
  region  = local.region
}

resource "google_compute_router_nat" "fleet" {
  count = var.create_nat ? 1 : 0

  name                   = "${var.cluster_name}-nat"
  router                 = google_compute_router.fleet[0].name
  region                 = google_compute_router.fleet[0].region
  nat_ip_allocate_option = "AUTO_ONLY"

  # The other subnets of the network are left alone.
  source_subnetwork_ip_ranges_to_nat = "LIST_OF_SUBNETWORKS"

  subnetwork {
    name                    = data.google_compute_subnetwork.fleet.id
    source_ip_ranges_to_nat = ["ALL_IP_RANGES"]
  }
}

# GKE lets its control plane through to the kubelets and to port 443 only. KEDA's metrics server and
# the webhooks of the operators listen elsewhere.
resource "google_compute_firewall" "webhooks" {
  name          = "${var.cluster_name}-webhooks"
  network       = data.google_compute_network.fleet.id
  direction     = "INGRESS"
  source_ranges = [var.control_plane_range]
  target_tags   = ["${var.cluster_name}-node"]

  allow {
    protocol = "tcp"
    ports    = ["6443", "9443"]
  }
}
