package dev.chartwright.generator.diagram;

/** What an element of a diagram is, in the order in which a picture is read. */
public enum Role {
  NETWORK("Network"),
  CLUSTER("GKE cluster"),
  POOL("Node pool"),
  OPERATOR("Operator"),
  LEADER("Leader"),
  BROKER("Broker"),
  VOLUME("Volume"),
  WORKERS("Workers"),
  NAT("Egress"),
  OUTSIDE("Outside");

  private final String label;

  Role(String label) {
    this.label = label;
  }

  /** The word for it in a picture. */
  public String label() {
    return label;
  }
}
