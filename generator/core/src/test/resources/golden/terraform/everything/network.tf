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

# Private nodes pull images from the internet through Cloud NAT.
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

  # Other subnets of the network are not affected.
  source_subnetwork_ip_ranges_to_nat = "LIST_OF_SUBNETWORKS"

  subnetwork {
    name                    = data.google_compute_subnetwork.fleet.id
    source_ip_ranges_to_nat = ["ALL_IP_RANGES"]
  }
}

# By default, the control plane of GKE reaches only the kubelets and port 443. The metrics server of
# KEDA and the webhooks of the operators use other ports.
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
