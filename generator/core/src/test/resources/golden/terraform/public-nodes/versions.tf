terraform {
  # Before Terraform 1.9, the validation of a variable could not refer to another variable.
  required_version = "~> 1.9"

  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "~> 6.50"
    }

    helm = {
      source  = "hashicorp/helm"
      version = "~> 3.1"
    }
  }

  # To share the state, uncomment the next line, then run
  #   terraform init -backend-config="bucket=BUCKET" -backend-config="prefix=PREFIX"
  # backend "gcs" {}
}

provider "google" {
  project = var.project_id
  region  = local.region
}
