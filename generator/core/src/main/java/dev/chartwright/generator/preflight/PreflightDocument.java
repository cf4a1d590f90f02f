package dev.chartwright.generator.preflight;

import dev.chartwright.generator.preflight.Requirement.Api;
import dev.chartwright.generator.preflight.Requirement.KubernetesVersion;
import dev.chartwright.generator.preflight.Requirement.Machine;
import dev.chartwright.generator.preflight.Requirement.Quota;
import dev.chartwright.generator.preflight.Requirement.Role;
import dev.chartwright.generator.preflight.Requirement.Tool;
import java.util.function.Function;

/** The list of requirements as plain text, each with a command that checks it. */
public final class PreflightDocument {
  private PreflightDocument() {}

  /** The list, in the order of the requirements, under a heading for each kind. */
  public static String of(Preflight preflight) {
    StringBuilder text =
        new StringBuilder(
            """
            Requirements for building the fleet, up to its maximum size. Nothing has been checked yet.
            The command below each line checks it: replace PROJECT by the id of the project, and YOU
            by the e-mail address of the user or service account that builds the fleet.
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
