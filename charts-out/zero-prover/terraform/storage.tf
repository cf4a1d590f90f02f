# The volume of the circuits is a Filestore instance. The chart claims it, the cluster's driver
# creates it, and so it is in no state of Terraform.
resource "google_project_service" "file" {
  service            = "file.googleapis.com"
  disable_on_destroy = false
}
