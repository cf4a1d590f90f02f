# The volume for the circuits is a Filestore instance. The chart claims it and the CSI driver of the
# cluster creates it, so Terraform does not manage it.
resource "google_project_service" "file" {
  service            = "file.googleapis.com"
  disable_on_destroy = false
}
