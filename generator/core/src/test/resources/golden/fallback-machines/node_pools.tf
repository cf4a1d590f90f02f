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

resource "google_container_node_pool" "highmem_pool_spot" {
  name               = "highmem-pool-spot"
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
    spot            = true
    disk_type       = "pd-balanced"
    disk_size_gb    = 300
    image_type      = "COS_CONTAINERD"
    service_account = google_service_account.nodes.email
    oauth_scopes    = ["https://www.googleapis.com/auth/cloud-platform"]
    tags            = ["${var.cluster_name}-node"]

    metadata = {
      disable-legacy-endpoints = "true"
    }

    labels = {
      "cloud.google.com/compute-class" = "highmem-pool"
    }

    taint {
      key    = "highmem"
      value  = "true"
      effect = "NO_SCHEDULE"
    }

    taint {
      key    = "cloud.google.com/compute-class"
      value  = "highmem-pool"
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

resource "google_container_node_pool" "highmem_pool_c3d_highmem_360_spot" {
  name               = "highmem-pool-c3d-highmem-360-spot"
  cluster            = google_container_cluster.fleet.name
  location           = google_container_cluster.fleet.location
  initial_node_count = 0

  # For the whole pool, not for each zone.
  autoscaling {
    total_min_node_count = 0
    total_max_node_count = 1
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
    machine_type    = "c3d-highmem-360"
    spot            = true
    disk_type       = "pd-balanced"
    disk_size_gb    = 300
    image_type      = "COS_CONTAINERD"
    service_account = google_service_account.nodes.email
    oauth_scopes    = ["https://www.googleapis.com/auth/cloud-platform"]
    tags            = ["${var.cluster_name}-node"]

    metadata = {
      disable-legacy-endpoints = "true"
    }

    labels = {
      "cloud.google.com/compute-class" = "highmem-pool"
    }

    taint {
      key    = "highmem"
      value  = "true"
      effect = "NO_SCHEDULE"
    }

    taint {
      key    = "cloud.google.com/compute-class"
      value  = "highmem-pool"
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

resource "google_container_node_pool" "highmem_pool_n2_highmem_128_spot" {
  name               = "highmem-pool-n2-highmem-128-spot"
  cluster            = google_container_cluster.fleet.name
  location           = google_container_cluster.fleet.location
  initial_node_count = 0

  # For the whole pool, not for each zone.
  autoscaling {
    total_min_node_count = 0
    total_max_node_count = 4
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
    machine_type    = "n2-highmem-128"
    spot            = true
    disk_type       = "pd-balanced"
    disk_size_gb    = 300
    image_type      = "COS_CONTAINERD"
    service_account = google_service_account.nodes.email
    oauth_scopes    = ["https://www.googleapis.com/auth/cloud-platform"]
    tags            = ["${var.cluster_name}-node"]

    metadata = {
      disable-legacy-endpoints = "true"
    }

    labels = {
      "cloud.google.com/compute-class" = "highmem-pool"
    }

    taint {
      key    = "highmem"
      value  = "true"
      effect = "NO_SCHEDULE"
    }

    taint {
      key    = "cloud.google.com/compute-class"
      value  = "highmem-pool"
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

    labels = {
      "cloud.google.com/compute-class" = "highmem-pool"
    }

    taint {
      key    = "highmem"
      value  = "true"
      effect = "NO_SCHEDULE"
    }

    taint {
      key    = "cloud.google.com/compute-class"
      value  = "highmem-pool"
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

resource "google_container_node_pool" "highmem_pool_c3d_highmem_360" {
  name               = "highmem-pool-c3d-highmem-360"
  cluster            = google_container_cluster.fleet.name
  location           = google_container_cluster.fleet.location
  initial_node_count = 0

  # For the whole pool, not for each zone.
  autoscaling {
    total_min_node_count = 0
    total_max_node_count = 1
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
    machine_type    = "c3d-highmem-360"
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

    labels = {
      "cloud.google.com/compute-class" = "highmem-pool"
    }

    taint {
      key    = "highmem"
      value  = "true"
      effect = "NO_SCHEDULE"
    }

    taint {
      key    = "cloud.google.com/compute-class"
      value  = "highmem-pool"
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

resource "google_container_node_pool" "highmem_pool_n2_highmem_128" {
  name               = "highmem-pool-n2-highmem-128"
  cluster            = google_container_cluster.fleet.name
  location           = google_container_cluster.fleet.location
  initial_node_count = 0

  # For the whole pool, not for each zone.
  autoscaling {
    total_min_node_count = 0
    total_max_node_count = 4
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
    machine_type    = "n2-highmem-128"
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

    labels = {
      "cloud.google.com/compute-class" = "highmem-pool"
    }

    taint {
      key    = "highmem"
      value  = "true"
      effect = "NO_SCHEDULE"
    }

    taint {
      key    = "cloud.google.com/compute-class"
      value  = "highmem-pool"
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
