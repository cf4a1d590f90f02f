resource "google_project_service" "iamcredentials" {
  service            = "iamcredentials.googleapis.com"
  disable_on_destroy = false
}

resource "google_project_service" "storage" {
  service            = "storage.googleapis.com"
  disable_on_destroy = false
}

# Proofs are expensive, so `terraform destroy` keeps a bucket that is not empty.
resource "google_storage_bucket" "proofs" {
  name                        = "night-shift-proofs"
  location                    = "US"
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
  force_destroy               = false
  labels                      = var.labels

  depends_on = [google_project_service.storage]
}

resource "google_service_account" "leader" {
  account_id   = "proof-writer"
  display_name = "Leader of the cluster ${var.cluster_name}"

  depends_on = [google_project_service.iam]
}

# Permission to create and read objects, but not to delete or replace one.
resource "google_storage_bucket_iam_member" "leader" {
  for_each = toset(["roles/storage.objectCreator", "roles/storage.objectViewer"])

  bucket = google_storage_bucket.proofs.name
  role   = each.value
  member = google_service_account.leader.member
}

# The Kubernetes account of the leader acts as this account.
resource "google_service_account_iam_member" "leader" {
  service_account_id = google_service_account.leader.id
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project_id}.svc.id.goog[${var.leader_account}]"

  # The cluster makes the pool of identities of its pods.
  depends_on = [google_container_cluster.fleet]
}
