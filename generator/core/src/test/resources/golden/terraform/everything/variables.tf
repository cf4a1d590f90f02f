variable "project_id" {
  description = "The id of the project for all resources."
  type        = string
  nullable    = false
  default     = "proving-ground"

  validation {
    condition     = can(regex("^[a-z][-a-z0-9]{4,28}[a-z0-9]$", var.project_id))
    error_message = "A project id must start with a letter and contain only lower-case letters, digits and hyphens, 6 to 30 characters."
  }
}

variable "cluster_name" {
  description = "The name of the cluster."
  type        = string
  nullable    = false
  default     = "night-shift"

  validation {
    condition     = can(regex("^[a-z]([-a-z0-9]{0,38}[a-z0-9])?$", var.cluster_name))
    error_message = "The name must start with a letter and contain only lower-case letters, digits and hyphens, at most 40 characters."
  }
}

variable "location" {
  description = "The zone or region of the cluster, which must have the machine types of the node pools."
  type        = string
  nullable    = false
  default     = "us-central1"

  validation {
    condition     = can(regex("^[a-z]+-[a-z]+[0-9]+(-[a-z])?$", var.location))
    error_message = "Write a zone such as europe-west1-c, or a region such as europe-west1."
  }
}

variable "node_locations" {
  description = "The zones of the nodes. If empty: the zone of a zonal cluster, or three zones of the region."
  type        = list(string)
  nullable    = false
  default     = ["us-central1-a", "us-central1-f"]

  validation {
    condition     = alltrue([for zone in var.node_locations : can(regex("^${local.region}-[a-z]$", zone))])
    error_message = "Each zone must be in the region of the location."
  }

  validation {
    condition     = !contains(var.node_locations, var.location)
    error_message = "A zonal cluster always has nodes in its own zone: list only additional zones."
  }
}

variable "pods_range" {
  description = "The address range of the pods, 256 addresses for each node."
  type        = string
  nullable    = false
  default     = "10.64.0.0/14"

  validation {
    condition     = can(cidrnetmask(var.pods_range))
    error_message = "Write an address range such as 10.0.0.0/20."
  }

  validation {
    condition     = try(cidrsubnet(var.pods_range, 0, 0) == var.pods_range, true)
    error_message = "All bits after the prefix must be 0."
  }
}

variable "services_range" {
  description = "The address range of the Services."
  type        = string
  nullable    = false
  default     = "10.68.0.0/20"

  validation {
    condition     = can(cidrnetmask(var.services_range))
    error_message = "Write an address range such as 10.0.0.0/20."
  }

  validation {
    condition     = try(cidrsubnet(var.services_range, 0, 0) == var.services_range, true)
    error_message = "All bits after the prefix must be 0."
  }
}

variable "control_plane_range" {
  description = "The address range of the control plane, a /28."
  type        = string
  nullable    = false
  default     = "172.16.8.0/28"

  validation {
    condition     = can(cidrnetmask(var.control_plane_range))
    error_message = "Write an address range such as 10.0.0.0/20."
  }

  validation {
    condition     = try(cidrsubnet(var.control_plane_range, 0, 0) == var.control_plane_range, true)
    error_message = "All bits after the prefix must be 0."
  }

  validation {
    condition     = endswith(var.control_plane_range, "/28")
    error_message = "The range must have exactly 16 addresses, such as 172.16.0.0/28."
  }
}

variable "create_nat" {
  description = "Whether to create Cloud NAT for the subnet; false if the subnet already has it."
  type        = bool
  nullable    = false
  default     = true
}

variable "authorized_networks" {
  description = "The address ranges that can reach the control plane. If empty: every address, with credentials."
  type        = list(string)
  nullable    = false
  default     = ["203.0.113.0/24", "198.51.100.7/32"]

  validation {
    condition     = alltrue([for range in var.authorized_networks : can(cidrnetmask(range))])
    error_message = "Write address ranges such as 203.0.113.0/24."
  }

  validation {
    condition     = alltrue([for range in var.authorized_networks : try(cidrsubnet(range, 0, 0) == range, true)])
    error_message = "All bits after the prefix must be 0."
  }
}

variable "release_channel" {
  description = "The release channel, which decides when GKE upgrades the cluster."
  type        = string
  nullable    = false
  default     = "STABLE"

  validation {
    condition     = contains(["RAPID", "REGULAR", "STABLE", "EXTENDED"], var.release_channel)
    error_message = "Write one of RAPID, REGULAR, STABLE, EXTENDED."
  }
}

variable "node_account_id" {
  description = "The id of the service account that is created for the nodes."
  type        = string
  nullable    = false
  default     = "prover-nodes"

  validation {
    condition     = can(regex("^[a-z][-a-z0-9]{4,28}[a-z0-9]$", var.node_account_id))
    error_message = "The id must start with a letter and contain only lower-case letters, digits and hyphens, 6 to 30 characters."
  }
}

variable "leader_account" {
  description = "The namespace of the release, a slash, and the Kubernetes account of the leader."
  type        = string
  nullable    = false
  default     = "night-shift/night-shift-leader"

  validation {
    condition     = can(regex("^[a-z0-9-]{1,63}/[a-z0-9.-]{1,253}$", var.leader_account))
    error_message = "Write namespace/account, such as provers/provers-leader."
  }
}

variable "labels" {
  description = "Labels of the cluster, which GKE also adds to its machines and disks."
  type        = map(string)
  nullable    = false

  default = {
    fleet       = "night-shift"
    team        = "zk"
    cost-center = "4711"
  }

  validation {
    condition     = alltrue([for key in keys(var.labels) : can(regex("^[a-z][-_a-z0-9]{0,62}$", key))])
    error_message = "A key must start with a letter and contain only lower-case letters, digits, - and _, at most 63 characters."
  }

  validation {
    condition     = alltrue([for text in values(var.labels) : can(regex("^[-_a-z0-9]{0,63}$", text))])
    error_message = "A value must contain only lower-case letters, digits, - and _, at most 63 characters."
  }
}

variable "deletion_protection" {
  description = "Whether Terraform refuses to delete or replace the cluster."
  type        = bool
  nullable    = false
  default     = true
}

variable "install_operators" {
  description = "Whether Helm installs the operators. Set it to true when the cluster exists."
  type        = bool
  nullable    = false
  default     = false
}

locals {
  # The region of a zone, or the region itself.
  region = replace(var.location, "/-[a-z]$/", "")
}
