package dev.chartwright.resource;

import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Security contexts that the Pod Security Standard {@code restricted} admits. */
public final class Restricted {
  private Restricted() {}

  /**
   * For a pod: a numeric user that is not root, the same number as group of the process and of its
   * volumes, and the container runtime's system-call filter.
   */
  public static PodSecurityContext pod(long user) {
    return new PodSecurityContextBuilder()
        .withRunAsNonRoot(true)
        .withRunAsUser(user)
        .withRunAsGroup(user)
        .withFsGroup(user)
        .withFsGroupChangePolicy("OnRootMismatch")
        .withNewSeccompProfile()
        .withType("RuntimeDefault")
        .endSeccompProfile()
        .build();
  }

  /** The same as the default of a value. */
  public static Map<String, Object> podDefault(long user) {
    Map<String, Object> context = user(user);
    context.put("fsGroup", user);
    context.put("fsGroupChangePolicy", "OnRootMismatch");
    context.put("seccompProfile", Map.of("type", "RuntimeDefault"));
    return context;
  }

  /** What {@link #container} has, as the default of a value. */
  public static Map<String, Object> containerDefault(long user) {
    Map<String, Object> context = user(user);
    context.put("allowPrivilegeEscalation", false);
    context.put("readOnlyRootFilesystem", true);
    context.put("capabilities", Map.of("drop", List.of("ALL")));
    return context;
  }

  private static Map<String, Object> user(long user) {
    Map<String, Object> context = new LinkedHashMap<>();
    context.put("runAsNonRoot", true);
    context.put("runAsUser", user);
    context.put("runAsGroup", user);
    return context;
  }

  /**
   * For a container: no more rights than it starts with, no capability, a root file system that it
   * cannot write.
   */
  public static SecurityContext container(long user) {
    return new SecurityContextBuilder()
        .withAllowPrivilegeEscalation(false)
        .withReadOnlyRootFilesystem(true)
        .withRunAsNonRoot(true)
        .withRunAsUser(user)
        .withRunAsGroup(user)
        .withNewCapabilities()
        .withDrop("ALL")
        .endCapabilities()
        .build();
  }
}
