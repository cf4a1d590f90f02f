resource "google_project_service" "container" {
  service            = "container.googleapis.com"
  disable_on_destroy = false
}

resource "google_container_cluster" "fleet" {
  name                = var.cluster_name
  location            = var.location
  node_locations      = length(var.node_locations) > 0 ? var.node_locations : null
  network             = google_compute_network.fleet.id
  subnetwork          = google_compute_subnetwork.fleet.id
  networking_mode     = "VPC_NATIVE"
  resource_labels     = var.labels
  deletion_protection = var.deletion_protection

  # Without Dataplane V2, nothing would enforce the NetworkPolicies of the chart.
  datapath_provider = "ADVANCED_DATAPATH"

  # GKE creates no cluster without a node pool. The declared pools are separate resources.
  remove_default_node_pool = true
  initial_node_count       = 1

  ip_allocation_policy {
    cluster_secondary_range_name  = "pods"
    services_secondary_range_name = "services"
  }

  private_cluster_config {
    enable_private_nodes    = true
    enable_private_endpoint = false
    master_ipv4_cidr_block  = var.control_plane_range
  }

  dynamic "master_authorized_networks_config" {
    for_each = length(var.authorized_networks) > 0 ? [var.authorized_networks] : []

    content {
      dynamic "cidr_blocks" {
        for_each = master_authorized_networks_config.value

        content {
          cidr_block = cidr_blocks.value
        }
      }
    }
  }

  # No client certificate, because its key would be stored in the state.
  master_auth {
    client_certificate_config {
      issue_client_certificate = false
    }
  }

  workload_identity_config {
    workload_pool = "${var.project_id}.svc.id.goog"
  }

  release_channel {
    channel = var.release_channel
  }

  # A node upgrade evicts a running proof after at most one hour.
  maintenance_policy {
    recurring_window {
      start_time = "2025-01-11T02:00:00Z"
      end_time   = "2025-01-11T10:00:00Z"
      recurrence = "FREQ=WEEKLY;BYDAY=SA,SU"
    }
  }

  addons_config {
    http_load_balancing {
      disabled = false
    }

    horizontal_pod_autoscaling {
      disabled = false
    }

    gce_persistent_disk_csi_driver_config {
      enabled = true
    }

    gcp_filestore_csi_driver_config {
      enabled = true
    }
  }

  # Idle nodes are removed sooner. GKE creates no additional node pools.
  cluster_autoscaling {
    enabled             = false
    autoscaling_profile = "OPTIMIZE_UTILIZATION"
  }

  monitoring_config {
    managed_prometheus {
      enabled = true
    }
  }

  # For the initial pool, which is removed at once: the project may have no default service account.
  node_config {
    service_account = google_service_account.nodes.email
    oauth_scopes    = ["https://www.googleapis.com/auth/cloud-platform"]
  }

  # `fleet.sh freeze on` adds a maintenance exclusion, which stays until its end.
  lifecycle {
    ignore_changes = [node_config, maintenance_policy[0].maintenance_exclusion]
  }

  depends_on = [
    google_project_service.container,
    google_project_service.file,
    google_project_iam_member.nodes,
  ]
}
