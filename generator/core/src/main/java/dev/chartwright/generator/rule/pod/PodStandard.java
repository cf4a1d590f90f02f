package dev.chartwright.generator.rule.pod;

import dev.chartwright.generator.object.Field;
import dev.chartwright.generator.object.PodTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A level of the Pod Security Standards as one minor version of Kubernetes enforces it. Immutable.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/security/pod-security-standards/">Pod Security
 *     Standards</a>
 */
final class PodStandard {
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
   * @param field where it stands, or would stand
   */
  record Violation(Field field, String what, String fix) {}

  private PodStandard(boolean restricted, int minor) {
    if (minor < 0) {
      throw new IllegalArgumentException("Kubernetes has no version 1." + minor);
    }
    this.restricted = restricted;
    this.minor = minor;
  }

  /** What every pod should keep to: the level restricted of Kubernetes 1.{@code minor}. */
  static PodStandard restricted(int minor) {
    return new PodStandard(true, minor);
  }

  /** What stops known ways out of a container: the level baseline of Kubernetes 1.{@code minor}. */
  static PodStandard baseline(int minor) {
    return new PodStandard(false, minor);
  }

  /** The level restricted as it is now. */
  static PodStandard restricted() {
    return restricted(NEWEST);
  }

  /** The level baseline as it is now. */
  static PodStandard baseline() {
    return baseline(NEWEST);
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
    private final Field spec;
    private final List<Field> containers;

    /** The security context of the pods, then those of the containers. */
    private final List<Field> contexts;

    private final List<Violation> violations = new ArrayList<>();

    Inspection(PodTemplate pods) {
      this.pods = pods;
      this.spec = pods.spec();
      this.containers = pods.everyContainer();
      this.contexts =
          Stream.concat(Stream.of(spec), containers.stream())
              .map(each -> each.at("securityContext"))
              .toList();
    }

    void baseline() {
      hostNamespaces();
      hostPorts();
      sysctls();
      armorAnnotations();
      for (Field context : contexts) {
        windowsHost(context);
        selinux(context);
        profile(context.at("appArmorProfile"));
      }
      for (Field container : containers) {
        Field context = context(container);
        if (context.at("privileged").is(true)) {
          refuse(
              context.at("privileged"), "the container is privileged", "remove it, or write false");
        }
        procMount(context.at("procMount"));
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
        contexts.forEach(context -> profile(context.at("seccompProfile")));
      }
    }

    void restricted() {
      volumes();
      if (minor < USER_NAMESPACES || !hasUserNamespace()) {
        nonRoot();
        if (minor >= ROOT_USER) {
          contexts.forEach(context -> rootUser(context.at("runAsUser")));
        }
      }
      if (minor >= WINDOWS && isWindows()) {
        return; // Windows has none of what follows, and the API server refuses it there.
      }
      if (minor >= ESCALATION) {
        containers.forEach(
            container -> escalation(context(container).at("allowPrivilegeEscalation")));
      }
      if (minor >= CAPABILITIES) {
        containers.forEach(container -> dropped(context(container)));
      }
      if (minor >= SECCOMP_FIELD) {
        seccomp();
      }
    }

    private void hostNamespaces() {
      Stream.of("hostNetwork", "hostPID", "hostIPC")
          .map(spec::at)
          .filter(field -> field.is(true))
          .forEach(
              field ->
                  refuse(
                      field,
                      "the pods share a namespace with their node",
                      "remove it, or write false"));
    }

    private void hostPorts() {
      containers.stream()
          .flatMap(container -> container.items("ports"))
          .map(port -> port.at("hostPort"))
          .filter(port -> port.value() instanceof Number number && number.longValue() != 0)
          .forEach(
              port ->
                  refuse(
                      port,
                      "the container takes the port " + port.value() + " of its node",
                      "remove it; a Service reaches the container"));
    }

    private void sysctls() {
      spec.items("securityContext", "sysctls")
          .map(sysctl -> sysctl.at("name"))
          .forEach(
              field -> {
                String name = field.text().orElse("");
                Integer since = SYSCTLS.get(name);
                if (since == null || since > minor) {
                  refuse(
                      field,
                      "the sysctl " + name + " is not one of the safe ones",
                      "remove it, or set it on the nodes");
                }
              });
    }

    private void windowsHost(Field context) {
      Field process = context.at("windowsOptions", "hostProcess");
      if (process.is(true)) {
        refuse(
            process, "the containers run as processes of their node", "remove it, or write false");
      }
    }

    private void selinux(Field context) {
      Field options = context.at("seLinuxOptions");
      String type = options.text("type").orElse("");
      boolean engine = minor >= CONTAINER_ENGINE && type.equals("container_engine_t");
      if (!SELINUX_TYPES.contains(type) && !engine) {
        refuse(
            options.at("type"), "the SELinux type " + type + " is not for containers", "remove it");
      }
      for (String key : List.of("user", "role")) {
        if (!options.text(key).orElse("").isEmpty()) {
          refuse(options.at(key), "the SELinux " + key + " is not the default", "remove it");
        }
      }
    }

    /** A profile may be left out, but not be switched off. */
    private void profile(Field profile) {
      String type = profile.text("type").orElse("");
      if (isMap(profile) && !PROFILES.contains(type)) {
        refuse(
            profile.at("type"),
            "the profile is " + (type.isEmpty() ? "of no type" : type),
            "write RuntimeDefault");
      }
    }

    private void procMount(Field mount) {
      boolean relaxed = !restricted && minor >= USER_NAMESPACES && hasUserNamespace();
      if (mount.isPresent() && !mount.is("Default") && !relaxed) {
        refuse(
            mount, "the container sees what /proc hides by default", "remove it, or write Default");
      }
    }

    private void added(Field context, Set<String> allowed) {
      context
          .items("capabilities", "add")
          .filter(capability -> capability.text().filter(allowed::contains).isEmpty())
          .forEach(
              capability ->
                  refuse(
                      capability,
                      "the container is given the capability " + capability.value(),
                      "remove it"));
    }

    private void probeHosts(Field container) {
      Stream.of(
              container.at("livenessProbe"),
              container.at("readinessProbe"),
              container.at("startupProbe"),
              container.at("lifecycle", "postStart"),
              container.at("lifecycle", "preStop"))
          .flatMap(each -> Stream.of(each.at("httpGet", "host"), each.at("tcpSocket", "host")))
          .filter(host -> !host.text().orElse("").isEmpty())
          .forEach(
              host ->
                  refuse(
                      host,
                      "the kubelet is sent to a host that is not the pod",
                      "remove it; without it the pod itself is asked"));
    }

    private void hostPaths() {
      spec.items("volumes")
          .map(volume -> volume.at("hostPath"))
          .filter(Field::isPresent)
          .forEach(
              path ->
                  refuse(
                      path,
                      "the volume is a folder of the node",
                      "use an emptyDir or a persistentVolumeClaim"));
    }

    private void volumes() {
      for (Field volume : spec.items("volumes").toList()) {
        List<Field> sources =
            volume.fields().filter(each -> !each.key().equals("name") && each.isPresent()).toList();
        if (!sources.isEmpty() && sources.stream().map(Field::key).noneMatch(VOLUMES::contains)) {
          refuse(
              sources.get(0),
              "a volume of the kind " + sources.get(0).key() + " is not allowed",
              "use an emptyDir or a persistentVolumeClaim");
        }
      }
    }

    private void nonRoot() {
      Field ofPods = spec.at("securityContext", "runAsNonRoot");
      List<String> open = new ArrayList<>();
      if (ofPods.is(false)) {
        refuse(ofPods, "the pods may run as root", "write true");
      }
      for (Field container : containers) {
        Field own = context(container).at("runAsNonRoot");
        if (own.is(false)) {
          refuse(own, "the container may run as root", "remove it, or write true");
        } else if (!own.isPresent()) {
          open.add(name(container));
        }
      }
      if (!ofPods.isPresent()) {
        missing(ofPods, open, "true");
      }
    }

    private void rootUser(Field user) {
      if (user.value() instanceof Number number && number.longValue() == 0) {
        refuse(user, "the user is root", "write the number of another");
      }
    }

    private void escalation(Field escalation) {
      if (!escalation.is(false)) {
        refuse(
            escalation,
            escalation.isPresent()
                ? "a process may gain privileges"
                : "it is missing, and true by default",
            "write false");
      }
    }

    private void dropped(Field context) {
      Field drop = context.at("capabilities", "drop");
      if (!drop.list().contains("ALL")) {
        refuse(drop, "the container keeps capabilities", "write [ALL]");
      }
      added(context, Set.of("NET_BIND_SERVICE"));
    }

    private void seccomp() {
      Field ofPods = spec.at("securityContext", "seccompProfile");
      profile(ofPods);
      List<String> open = new ArrayList<>();
      for (Field container : containers) {
        Field own = context(container).at("seccompProfile");
        if (isMap(own)) {
          profile(own);
        } else {
          open.add(name(container));
        }
      }
      if (!isMap(ofPods)) {
        missing(ofPods, open, "type: RuntimeDefault");
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
      Field annotation = pods.template().at("metadata", "annotations", key);
      annotation
          .text()
          .filter(value -> !allowed.contains(value) && !value.startsWith("localhost/"))
          .ifPresent(
              value -> refuse(annotation, "the profile is " + value, "write runtime/default"));
    }

    private void missing(Field field, List<String> names, String fix) {
      if (!names.isEmpty()) {
        refuse(
            field,
            "it is missing, for the pods and for " + String.join(", ", names),
            "write " + fix);
      }
    }

    private void refuse(Field field, String what, String fix) {
      violations.add(new Violation(field, what, fix));
    }

    private boolean isWindows() {
      return spec.at("os", "name").is("windows");
    }

    private boolean hasUserNamespace() {
      return spec.at("hostUsers").is(false);
    }

    private static boolean isMap(Field field) {
      return field.value() instanceof Map;
    }

    private static Field context(Field container) {
      return container.at("securityContext");
    }

    private static String name(Field container) {
      return container.text("name").orElse("");
    }
  }
}
