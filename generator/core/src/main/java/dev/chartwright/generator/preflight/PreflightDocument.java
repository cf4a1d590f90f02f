package dev.chartwright.generator.preflight;

import dev.chartwright.generator.preflight.Requirement.Api;
import dev.chartwright.generator.preflight.Requirement.KubernetesVersion;
import dev.chartwright.generator.preflight.Requirement.Machine;
import dev.chartwright.generator.preflight.Requirement.Quota;
import dev.chartwright.generator.preflight.Requirement.Role;
import dev.chartwright.generator.preflight.Requirement.Tool;
import java.util.function.Function;

/** The list of what must hold, as plain text, with a command for each by which one sees it. */
public final class PreflightDocument {
  private PreflightDocument() {}

  /** The list, in the order of the requirements, under a heading for each kind. */
  public static String of(Preflight preflight) {
    StringBuilder text =
        new StringBuilder(
            """
            What must hold before the fleet is built, for everything that it may grow to.
            Nothing was looked up. Below each line is a command that shows it; PROJECT is the id of the
            project, YOU the address of whoever builds.
            """);
    String heading = "";
    for (Requirement requirement : preflight.requirements()) {
      if (!heading.equals(heading(requirement))) {
        heading = heading(requirement);
        text.append('\n').append(heading).append('\n');
      }
      text.append("  [ ] ").append(requirement.sentence()).append('\n');
      text.append("      ").append(command(requirement)).append('\n');
    }
    return text.toString();
  }

  private static String heading(Requirement requirement) {
    return of(
        requirement,
        tool -> "Tools",
        api -> "Services",
        role -> "Roles",
        machine -> "Machines",
        quota -> "Quotas",
        version -> "Versions");
  }

  private static String command(Requirement requirement) {
    return of(
        requirement,
        PreflightDocument::version,
        api ->
            "gcloud services list --enabled --project=PROJECT --filter=config.name=" + api.name(),
        role ->
            "gcloud projects get-iam-policy PROJECT --flatten='bindings[].members'"
                + " --filter='bindings.role="
                + role.role()
                + " AND bindings.members:YOU'",
        machine ->
            "gcloud compute machine-types describe "
                + machine.machineType()
                + " --zone="
                + machine.zone()
                + " --project=PROJECT",
        quota ->
            "gcloud compute regions describe "
                + quota.region()
                + " --project=PROJECT --flatten='quotas[]'"
                + " --format='csv(quotas.metric,quotas.usage,quotas.limit)' | grep '^"
                + quota.metric()
                + ",'",
        version ->
            "gcloud container get-server-config --location="
                + version.location()
                + " --project=PROJECT --format='yaml(channels)'");
  }

  private static String version(Tool tool) {
    return switch (tool.name()) {
      case "gcloud" -> "gcloud version";
      case "kubectl" -> "kubectl version --client";
      case "helm" -> "helm version --short";
      default -> tool.name() + " --version";
    };
  }

  /** Says one thing of each kind, so that a new kind cannot be forgotten. */
  private static String of(
      Requirement requirement,
      Function<Tool, String> ofTool,
      Function<Api, String> ofApi,
      Function<Role, String> ofRole,
      Function<Machine, String> ofMachine,
      Function<Quota, String> ofQuota,
      Function<KubernetesVersion, String> ofVersion) {
    if (requirement instanceof Tool tool) {
      return ofTool.apply(tool);
    }
    if (requirement instanceof Api api) {
      return ofApi.apply(api);
    }
    if (requirement instanceof Role role) {
      return ofRole.apply(role);
    }
    if (requirement instanceof Machine machine) {
      return ofMachine.apply(machine);
    }
    if (requirement instanceof Quota quota) {
      return ofQuota.apply(quota);
    }
    return ofVersion.apply((KubernetesVersion) requirement);
  }
}
