package dev.chartwright.generator.gcloud;

import dev.chartwright.generator.infrastructure.Infrastructure;
import dev.chartwright.generator.preflight.Preflight;
import dev.chartwright.generator.preflight.Requirement;
import dev.chartwright.generator.preflight.Requirement.Api;
import dev.chartwright.generator.preflight.Requirement.KubernetesVersion;
import dev.chartwright.generator.preflight.Requirement.Machine;
import dev.chartwright.generator.preflight.Requirement.Quota;
import dev.chartwright.generator.preflight.Requirement.Role;
import dev.chartwright.generator.preflight.Requirement.Tool;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How the requirements of a fleet are asked for. */
final class PreflightModel {
  private final Infrastructure infrastructure;
  private final ClusterResources cluster;
  private final List<Requirement> requirements;

  PreflightModel(Infrastructure infrastructure) {
    this.infrastructure = infrastructure;
    this.cluster = new ClusterResources(infrastructure);
    this.requirements = Preflight.of(infrastructure).requirements();
  }

  Map<String, Object> model() {
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("tools", each(Tool.class, PreflightModel::tool));
    model.put("apis", each(Api.class, api -> Map.of("name", api.name())));
    model.put("enableService", Command.gcloud("services", "enable").model());
    model.put("permissions", each(Role.class, role -> Map.of("name", role.permission())));
    model.put("token", Command.gcloud("auth", "print-access-token").model());
    model.put("testPermissions", testPermissions().model());
    model.put("machines", each(Machine.class, PreflightModel::machine));
    model.put("channels", each(KubernetesVersion.class, PreflightModel::channel));
    model.put("offered", offered().model());
    model.put("quotas", each(Quota.class, PreflightModel::quota));
    model.put("regionQuotas", regionQuotas().model());
    model.put("clusterName", infrastructure.gke().cluster());
    model.put(
        "findCluster",
        cluster
            .container("clusters", "describe", infrastructure.gke().cluster())
            .and("--format=value(name)")
            .model());
    return model;
  }

  private <R extends Requirement> List<Map<String, Object>> each(
      Class<R> kind, Function<R, Map<String, Object>> details) {
    return requirements.stream()
        .filter(kind::isInstance)
        .map(kind::cast)
        .map(
            requirement -> {
              Map<String, Object> model = new LinkedHashMap<>(details.apply(requirement));
              model.put("sentence", requirement.sentence());
              return model;
            })
        .toList();
  }

  private static Map<String, Object> tool(Tool tool) {
    Command command =
        switch (tool.name()) {
          case "kubectl" -> Command.of("kubectl", "version", "--client");
          case "helm" -> Command.of("helm", "version", "--short");
          default -> Command.of(tool.name(), "--version");
        };
    return Map.of("least", tool.leastVersion(), "command", command.model());
  }

  private Command testPermissions() {
    String permissions =
        requirements.stream()
            .filter(Role.class::isInstance)
            .map(role -> "\"" + ((Role) role).permission() + "\"")
            .collect(Collectors.joining(",", "{\"permissions\":[", "]}"));
    return Command.of("curl", "--config", "-", "--silent", "--show-error", "--fail")
        .and("--max-time", "30", "--header", "Content-Type: application/json")
        .and("--data", permissions);
  }

  private static Map<String, Object> machine(Machine machine) {
    return Map.of(
        "command",
        Command.gcloud("compute", "machine-types", "describe", machine.machineType())
            .and("--zone=" + machine.zone(), "--format=value(name)")
            .model());
  }

  private static Map<String, Object> channel(KubernetesVersion version) {
    return Map.of(
        "name", version.channel().toUpperCase(Locale.ROOT), "least", version.leastVersion());
  }

  /** A line {@code channel,newest version} for each channel. */
  private Command offered() {
    return cluster
        .container("get-server-config")
        .and("--flatten=channels[]")
        .and("--format=csv[no-heading](channels.channel,channels.validVersions[0])");
  }

  private static Map<String, Object> quota(Quota quota) {
    return Map.of("metric", quota.metric(), "needed", Long.toString(quota.needed()));
  }

  /** A line {@code metric,limit,usage} for each quota. */
  private Command regionQuotas() {
    return Command.gcloud("compute", "regions", "describe", infrastructure.gke().region())
        .and("--flatten=quotas[]")
        .and("--format=csv[no-heading](quotas.metric,quotas.limit,quotas.usage)");
  }
}
