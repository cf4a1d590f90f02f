package dev.chartwright.generator.rule.pod;

import dev.chartwright.generator.object.PodTemplate;
import dev.chartwright.generator.yaml.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A level of the Pod Security Standards as one minor version of Kubernetes enforces it. Immutable.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/security/pod-security-standards/">Pod Security
 *     Standards</a>
 */
final class PodSecurity {
  /** The last minor version in which the standard changed. */
  private static final int NEWEST = 37;

  private static final int ESCALATION = 8;
  private static final int SECCOMP_FIELD = 19;
  private static final int CAPABILITIES = 22;
  private static final int ROOT_USER = 23;
  private static final int WINDOWS = 25;
  private static final int CONTAINER_ENGINE = 31;
  private static final int PROBE_HOSTS = 34;
  private static final int USER_NAMESPACES = 35;

  private static final Map<String, Integer> SYSCTLS =
      Map.ofEntries(
          Map.entry("kernel.shm_rmid_forced", 0),
          Map.entry("net.ipv4.ip_local_port_range", 0),
          Map.entry("net.ipv4.ip_unprivileged_port_start", 0),
          Map.entry("net.ipv4.ping_group_range", 0),
          Map.entry("net.ipv4.tcp_syncookies", 0),
          Map.entry("net.ipv4.ip_local_reserved_ports", 27),
          Map.entry("net.ipv4.tcp_fin_timeout", 29),
          Map.entry("net.ipv4.tcp_keepalive_intvl", 29),
          Map.entry("net.ipv4.tcp_keepalive_probes", 29),
          Map.entry("net.ipv4.tcp_keepalive_time", 29),
          Map.entry("net.ipv4.tcp_rmem", 32),
          Map.entry("net.ipv4.tcp_wmem", 32),
          Map.entry("net.ipv4.tcp_notsent_lowat", 37),
          Map.entry("net.ipv4.tcp_slow_start_after_idle", 37));

  private static final Set<String> DEFAULT_CAPABILITIES =
      Set.of(
          "AUDIT_WRITE",
          "CHOWN",
          "DAC_OVERRIDE",
          "FOWNER",
          "FSETID",
          "KILL",
          "MKNOD",
          "NET_BIND_SERVICE",
          "SETFCAP",
          "SETGID",
          "SETPCAP",
          "SETUID",
          "SYS_CHROOT");

  private static final Set<String> VOLUMES =
      Set.of(
          "configMap",
          "csi",
          "downwardAPI",
          "emptyDir",
          "ephemeral",
          "image",
          "persistentVolumeClaim",
          "projected",
          "secret");

  private static final Set<String> SELINUX_TYPES =
      Set.of("", "container_t", "container_init_t", "container_kvm_t");

  private static final Set<String> PROFILES = Set.of("RuntimeDefault", "Localhost");

  private static final String CONTAINER_ARMOR = "container.apparmor.security.beta.kubernetes.io/";
  private static final String POD_SECCOMP = "seccomp.security.alpha.kubernetes.io/pod";
  private static final String CONTAINER_SECCOMP = "container.seccomp.security.alpha.kubernetes.io/";

  private final boolean restricted;
  private final int minor;

  /**
   * A setting that the level does not allow, or one that it asks for and that is missing.
   *
   * @param path from the owner's root
   */
  record Violation(String path, String what, String fix) {}

  private PodSecurity(boolean restricted, int minor) {
    if (minor < 0) {
      throw new IllegalArgumentException("Kubernetes has no version 1." + minor);
    }
    this.restricted = restricted;
    this.minor = minor;
  }

  /** What every pod should keep to: the level restricted of Kubernetes 1.{@code minor}. */
  static PodSecurity restricted(int minor) {
    return new PodSecurity(true, minor);
  }

  /** What stops known ways out of a container: the level baseline of Kubernetes 1.{@code minor}. */
  static PodSecurity baseline(int minor) {
    return new PodSecurity(false, minor);
  }

  /** The level restricted as it is now. */
  static PodSecurity restricted() {
    return restricted(NEWEST);
  }

  /** Everything that makes a namespace that enforces this level refuse the pods. */
  List<Violation> violations(PodTemplate pods) {
    Inspection inspection = new Inspection(pods);
    inspection.baseline();
    if (restricted) {
      inspection.restricted();
    }
    return List.copyOf(inspection.violations);
  }

  /** One pass over the pods of a workload. */
  private final class Inspection {
    private final PodTemplate pods;
    private final List<PodTemplate.Container> containers;
    private final List<Violation> violations = new ArrayList<>();

    /** A security context, of the pod or of one of its containers. */
    private record Context(String path, Map<String, Object> tree) {}

    Inspection(PodTemplate pods) {
      this.pods = pods;
      this.containers = pods.everyContainer();
    }

    void baseline() {
      hostNamespaces();
      hostPorts();
      sysctls();
      armorAnnotations();
      for (Context context : contexts()) {
        windowsHost(context);
        selinux(context);
        profile(context, "appArmorProfile");
      }
      for (PodTemplate.Container container : containers) {
        Context context = context(container);
        if (Boolean.TRUE.equals(context.tree().get("privileged"))) {
          refuse(
              context.path() + ".privileged",
              "the container is privileged",
              "remove it, or write false");
        }
        procMount(context);
        if (!restricted || minor < CAPABILITIES) {
          added(context, DEFAULT_CAPABILITIES);
        }
        if (minor >= PROBE_HOSTS) {
          probeHosts(container);
        }
      }
      if (!restricted) {
        hostPaths();
      }
      if (minor < SECCOMP_FIELD) {
        seccompAnnotations();
      } else if (!restricted) {
        contexts().forEach(context -> profile(context, "seccompProfile"));
      }
    }

    void restricted() {
      volumes();
      if (minor < USER_NAMESPACES || !hasUserNamespace()) {
        nonRoot();
        if (minor >= ROOT_USER) {
          contexts().forEach(this::rootUser);
        }
      }
      if (minor >= WINDOWS && isWindows()) {
        return; // Windows has none of what follows, and the API server refuses it there.
      }
      if (minor >= ESCALATION) {
        containers.forEach(container -> escalation(context(container)));
      }
      if (minor >= CAPABILITIES) {
        containers.forEach(container -> dropped(context(container)));
      }
      if (minor >= SECCOMP_FIELD) {
        seccomp();
      }
    }

    private void hostNamespaces() {
      for (String field : List.of("hostNetwork", "hostPID", "hostIPC")) {
        if (Boolean.TRUE.equals(pods.spec().get(field))) {
          refuse(
              pods.specPath() + "." + field,
              "the pods share a namespace with their node",
              "remove it, or write false");
        }
      }
    }

    private void hostPorts() {
      for (PodTemplate.Container container : containers) {
        int index = 0;
        for (Object port : Tree.list(container.tree(), "ports")) {
          if (Tree.at(port, "hostPort") instanceof Number number && number.longValue() != 0) {
            refuse(
                Tree.item(container.path() + ".ports", index) + ".hostPort",
                "the container takes the port " + number + " of its node",
                "remove it; a Service reaches the container");
          }
          index++;
        }
      }
    }

    private void sysctls() {
      int index = 0;
      for (Object sysctl : Tree.list(pods.spec(), "securityContext", "sysctls")) {
        String name = Tree.text(sysctl, "name").orElse("");
        Integer since = SYSCTLS.get(name);
        if (since == null || since > minor) {
          refuse(
              Tree.item(pods.specPath() + ".securityContext.sysctls", index) + ".name",
              "the sysctl " + name + " is not one of the safe ones",
              "remove it, or set it on the nodes");
        }
        index++;
      }
    }

    private void windowsHost(Context context) {
      if (Boolean.TRUE.equals(Tree.at(context.tree(), "windowsOptions", "hostProcess"))) {
        refuse(
            context.path() + ".windowsOptions.hostProcess",
            "the containers run as processes of their node",
            "remove it, or write false");
      }
    }

    private void selinux(Context context) {
      Map<String, Object> options = Tree.map(context.tree(), "seLinuxOptions");
      String path = context.path() + ".seLinuxOptions";
      String type = Tree.text(options, "type").orElse("");
      boolean engine = minor >= CONTAINER_ENGINE && type.equals("container_engine_t");
      if (!SELINUX_TYPES.contains(type) && !engine) {
        refuse(path + ".type", "the SELinux type " + type + " is not for containers", "remove it");
      }
      for (String field : List.of("user", "role")) {
        if (!Tree.text(options, field).orElse("").isEmpty()) {
          refuse(path + "." + field, "the SELinux " + field + " is not the default", "remove it");
        }
      }
    }

    /** A profile may be left out, but not be switched off. */
    private void profile(Context context, String field) {
      if (isSet(context, field)) {
        String type = Tree.text(context.tree(), field, "type").orElse("");
        if (!PROFILES.contains(type)) {
          refuse(
              context.path() + "." + field + ".type",
              "the profile is " + (type.isEmpty() ? "of no type" : type),
              "write RuntimeDefault");
        }
      }
    }

    private void procMount(Context context) {
      boolean relaxed = !restricted && minor >= USER_NAMESPACES && hasUserNamespace();
      Object mount = context.tree().get("procMount");
      if (mount != null && !mount.equals("Default") && !relaxed) {
        refuse(
            context.path() + ".procMount",
            "the container sees what /proc hides by default",
            "remove it, or write Default");
      }
    }

    private void added(Context context, Set<String> allowed) {
      int index = 0;
      for (Object capability : Tree.list(context.tree(), "capabilities", "add")) {
        if (!(capability instanceof String name) || !allowed.contains(name)) {
          refuse(
              Tree.item(context.path() + ".capabilities.add", index),
              "the container is given the capability " + capability,
              "remove it");
        }
        index++;
      }
    }

    private void probeHosts(PodTemplate.Container container) {
      Stream<String> probes = Stream.of("livenessProbe", "readinessProbe", "startupProbe");
      Stream<String> handlers = Stream.of("lifecycle.postStart", "lifecycle.preStop");
      Stream.concat(probes, handlers)
          .flatMap(place -> Stream.of(place + ".httpGet.host", place + ".tcpSocket.host"))
          .filter(place -> !Tree.text(container.tree(), place.split("\\.")).orElse("").isEmpty())
          .forEach(
              place ->
                  refuse(
                      container.path() + "." + place,
                      "the kubelet is sent to a host that is not the pod",
                      "remove it; without it the pod itself is asked"));
    }

    private void hostPaths() {
      int index = 0;
      for (Object volume : Tree.list(pods.spec(), "volumes")) {
        if (Tree.at(volume, "hostPath") != null) {
          refuse(
              Tree.item(pods.specPath() + ".volumes", index) + ".hostPath",
              "the volume is a folder of the node",
              "use an emptyDir or a persistentVolumeClaim");
        }
        index++;
      }
    }

    private void volumes() {
      int index = 0;
      for (Object volume : Tree.list(pods.spec(), "volumes")) {
        List<String> sources =
            Tree.map(volume).entrySet().stream()
                .filter(each -> !each.getKey().equals("name") && each.getValue() != null)
                .map(Map.Entry::getKey)
                .toList();
        if (!sources.isEmpty() && sources.stream().noneMatch(VOLUMES::contains)) {
          refuse(
              Tree.below(Tree.item(pods.specPath() + ".volumes", index), sources.get(0)),
              "a volume of the kind " + sources.get(0) + " is not allowed",
              "use an emptyDir or a persistentVolumeClaim");
        }
        index++;
      }
    }

    private void nonRoot() {
      Context pod = podContext();
      List<String> open = new ArrayList<>();
      if (Boolean.FALSE.equals(pod.tree().get("runAsNonRoot"))) {
        refuse(pod.path() + ".runAsNonRoot", "the pods may run as root", "write true");
      }
      for (PodTemplate.Container container : containers) {
        Object given = context(container).tree().get("runAsNonRoot");
        if (Boolean.FALSE.equals(given)) {
          refuse(
              context(container).path() + ".runAsNonRoot",
              "the container may run as root",
              "remove it, or write true");
        } else if (given == null) {
          open.add(name(container));
        }
      }
      if (pod.tree().get("runAsNonRoot") == null) {
        missing(pod.path() + ".runAsNonRoot", open, "true");
      }
    }

    private void rootUser(Context context) {
      if (context.tree().get("runAsUser") instanceof Number user && user.longValue() == 0) {
        refuse(context.path() + ".runAsUser", "the user is root", "write the number of another");
      }
    }

    private void escalation(Context context) {
      Object given = context.tree().get("allowPrivilegeEscalation");
      if (!Boolean.FALSE.equals(given)) {
        refuse(
            context.path() + ".allowPrivilegeEscalation",
            given == null ? "it is missing, and true by default" : "a process may gain privileges",
            "write false");
      }
    }

    private void dropped(Context context) {
      if (!Tree.list(context.tree(), "capabilities", "drop").contains("ALL")) {
        refuse(
            context.path() + ".capabilities.drop",
            "the container keeps capabilities",
            "write [ALL]");
      }
      added(context, Set.of("NET_BIND_SERVICE"));
    }

    private void seccomp() {
      Context pod = podContext();
      profile(pod, "seccompProfile");
      List<String> open = new ArrayList<>();
      for (PodTemplate.Container container : containers) {
        if (isSet(context(container), "seccompProfile")) {
          profile(context(container), "seccompProfile");
        } else {
          open.add(name(container));
        }
      }
      if (!isSet(pod, "seccompProfile")) {
        missing(pod.path() + ".seccompProfile", open, "type: RuntimeDefault");
      }
    }

    private void armorAnnotations() {
      pods.annotations().keySet().stream()
          .filter(key -> key.startsWith(CONTAINER_ARMOR))
          .forEach(key -> annotation(key, Set.of("", "runtime/default")));
    }

    private void seccompAnnotations() {
      Set<String> allowed = Set.of("runtime/default", "docker/default");
      annotation(POD_SECCOMP, allowed);
      containers.forEach(each -> annotation(CONTAINER_SECCOMP + name(each), allowed));
    }

    /** The place of a profile before there was a field for it. */
    private void annotation(String key, Set<String> allowed) {
      Optional<String> value = Tree.text(pods.annotations(), key);
      if (value.isPresent()
          && !allowed.contains(value.get())
          && !value.get().startsWith("localhost/")) {
        refuse(
            Tree.below(Tree.below(pods.path(), "metadata") + ".annotations", key),
            "the profile is " + value.get(),
            "write runtime/default");
      }
    }

    private void missing(String path, List<String> names, String fix) {
      if (!names.isEmpty()) {
        refuse(
            path,
            "it is missing, for the pods and for " + String.join(", ", names),
            "write " + fix);
      }
    }

    private void refuse(String path, String what, String fix) {
      violations.add(new Violation(path, what, fix));
    }

    private boolean isWindows() {
      return Tree.text(pods.spec(), "os", "name").equals(Optional.of("windows"));
    }

    private boolean hasUserNamespace() {
      return Boolean.FALSE.equals(pods.spec().get("hostUsers"));
    }

    private boolean isSet(Context context, String field) {
      return context.tree().get(field) instanceof Map;
    }

    private List<Context> contexts() {
      return Stream.concat(Stream.of(podContext()), containers.stream().map(this::context))
          .collect(Collectors.toList());
    }

    private Context podContext() {
      return new Context(
          pods.specPath() + ".securityContext", Tree.map(pods.spec(), "securityContext"));
    }

    private Context context(PodTemplate.Container container) {
      return new Context(
          container.path() + ".securityContext", Tree.map(container.tree(), "securityContext"));
    }

    private String name(PodTemplate.Container container) {
      return Tree.text(container.tree(), "name").orElse("");
    }
  }
}
