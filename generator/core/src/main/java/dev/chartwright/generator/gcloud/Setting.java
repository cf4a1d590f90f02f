package dev.chartwright.generator.gcloud;

/** What is known only when a script runs, by the name of its variable. */
enum Setting {
  /** The id of the project. */
  PROJECT("PROJECT"),
  /** The name of the Helm release. */
  RELEASE("RELEASE"),
  /** The namespace of the fleet. */
  NAMESPACE("NAMESPACE"),
  /** The address of the account that nodes act as; follows from the project. */
  NODES("NODES"),
  /** The address of the account that the leader acts as; follows from the project. */
  PROOFS("PROOFS"),
  /** The Kubernetes account of the leader; follows from the name of the release. */
  JUMPBOX("JUMPBOX"),
  /** The entry of kubeconfig; follows from the project. */
  CONTEXT("CONTEXT"),
  /** The folder of the scripts. */
  FOLDER("here"),
  /** The folder with the source of an image. */
  SOURCE("source");

  private final String variable;

  Setting(String variable) {
    this.variable = variable;
  }

  @Override
  public String toString() {
    return variable;
  }
}
