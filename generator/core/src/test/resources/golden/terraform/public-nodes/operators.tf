# The plugin gets a new token for each run. A token that Terraform reads would be stored in the
# state.
provider "helm" {
  kubernetes = {
    host                   = "https://${google_container_cluster.fleet.endpoint}"
    cluster_ca_certificate = base64decode(google_container_cluster.fleet.master_auth[0].cluster_ca_certificate)

    exec = {
      api_version = "client.authentication.k8s.io/v1beta1"
      command     = "gke-gcloud-auth-plugin"
      args        = ["--use_application_default_credentials"]
    }
  }
}

# Removing it also removes its CustomResourceDefinitions, and with them every ScaledObject.
resource "helm_release" "keda" {
  count = var.install_operators ? 1 : 0

  name             = "keda"
  repository       = "https://kedacore.github.io/charts"
  chart            = "keda"
  version          = "2.14.2"
  namespace        = "keda"
  create_namespace = true
  timeout          = 600

  depends_on = [google_container_node_pool.default_pool]
}

resource "helm_release" "rabbitmq_operator" {
  count = var.install_operators ? 1 : 0

  name             = "rabbitmq-cluster-operator"
  repository       = "https://charts.bitnami.com/bitnami"
  chart            = "rabbitmq-cluster-operator"
  version          = "4.3.6"
  namespace        = "rabbitmq-system"
  create_namespace = true
  timeout          = 600

  depends_on = [google_container_node_pool.default_pool]
}
