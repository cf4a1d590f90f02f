resource "google_project_service" "iam" {
  service            = "iam.googleapis.com"
  disable_on_destroy = false
}

resource "google_project_service" "cloudresourcemanager" {
  service            = "cloudresourcemanager.googleapis.com"
  disable_on_destroy = false
}

resource "google_service_account" "nodes" {
  account_id   = var.node_account_id
  display_name = "Nodes of the cluster ${var.cluster_name}"

  depends_on = [google_project_service.iam]
}

# Permission to write logs and metrics and to pull images, and nothing else.
resource "google_project_iam_member" "nodes" {
  for_each = toset(["roles/container.defaultNodeServiceAccount"])

  project = var.project_id
  role    = each.value
  member  = google_service_account.nodes.member

  depends_on = [google_project_service.cloudresourcemanager]
}

resource "google_container_node_pool" "default_pool" {
  name               = "default-pool"
  cluster            = google_container_cluster.fleet.name
  location           = google_container_cluster.fleet.location
  initial_node_count = 1

  # For the whole pool, not for each zone.
  autoscaling {
    total_min_node_count = 1
    total_max_node_count = 3
    location_policy      = "ANY"
  }

  management {
    auto_repair  = true
    auto_upgrade = true
  }

  upgrade_settings {
    strategy        = "SURGE"
    max_surge       = 1
    max_unavailable = 0
  }

  node_config {
    machine_type    = "e2-standard-4"
    spot            = false
    disk_type       = "pd-balanced"
    disk_size_gb    = 300
    image_type      = "COS_CONTAINERD"
    service_account = google_service_account.nodes.email
    oauth_scopes    = ["https://www.googleapis.com/auth/cloud-platform"]
    tags            = ["${var.cluster_name}-node"]

    metadata = {
      disable-legacy-endpoints = "true"
    }

    workload_metadata_config {
      mode = "GKE_METADATA"
    }

    shielded_instance_config {
      enable_secure_boot          = true
      enable_integrity_monitoring = true
    }
  }

  # After the creation, the autoscaler sets the number of nodes.
  lifecycle {
    ignore_changes = [initial_node_count]
  }
}

resource "google_container_node_pool" "highmem_pool" {
  name               = "highmem-pool"
  cluster            = google_container_cluster.fleet.name
  location           = google_container_cluster.fleet.location
  initial_node_count = 0

  # For the whole pool, not for each zone.
  autoscaling {
    total_min_node_count = 0
    total_max_node_count = 2
    location_policy      = "ANY"
  }

  management {
    auto_repair  = true
    auto_upgrade = true
  }

  upgrade_settings {
    strategy        = "SURGE"
    max_surge       = 0
    max_unavailable = 1
  }

  node_config {
    machine_type    = "c3d-highmem-180"
    spot            = false
    disk_type       = "pd-balanced"
    disk_size_gb    = 300
    image_type      = "COS_CONTAINERD"
    service_account = google_service_account.nodes.email
    oauth_scopes    = ["https://www.googleapis.com/auth/cloud-platform"]
    tags            = ["${var.cluster_name}-node"]

    metadata = {
      disable-legacy-endpoints = "true"
    }

    taint {
      key    = "highmem"
      value  = "true"
      effect = "NO_SCHEDULE"
    }

    workload_metadata_config {
      mode = "GKE_METADATA"
    }

    shielded_instance_config {
      enable_secure_boot          = true
      enable_integrity_monitoring = true
    }
  }

  # After the creation, the autoscaler sets the number of nodes.
  lifecycle {
    ignore_changes = [initial_node_count]
  }
}
