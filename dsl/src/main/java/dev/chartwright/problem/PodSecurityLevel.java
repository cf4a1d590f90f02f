package dev.chartwright.problem;

import java.util.Locale;

/**
 * A level of the Pod Security Standards below restricted, which is the usual one.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/security/pod-security-standards/">Pod Security
 *     Standards</a>
 */
public enum PodSecurityLevel {
  /** Pods may run as root and keep capabilities, and stay away from their node. */
  BASELINE,
  /** Pods may use their node: its network, processes, devices and files. */
  PRIVILEGED;

  /** The label of a namespace that enforces the level and no more. */
  public String label() {
    return "pod-security.kubernetes.io/enforce=" + this;
  }

  /** The word that Kubernetes uses: {@code baseline} or {@code privileged}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
