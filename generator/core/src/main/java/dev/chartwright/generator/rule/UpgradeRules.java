package dev.chartwright.generator.rule;

import dev.chartwright.problem.Rule;
import dev.chartwright.problem.Strictness;
import java.util.List;

/** Rules about what an upgrade from one version of a chart to the next does. */
public final class UpgradeRules {
  public static final Rule UPG_01 =
      Rule.of(
          "UPG-01",
          "An upgrade changes no field that the API server or an operator cannot change",
          "the API server or the operator rejects the change, the upgrade fails, and what has "
              + "changed before stays changed",
          "keep the field, or give the object another name and move what it holds");

  public static final Rule UPG_02 =
      Rule.of(
          "UPG-02",
          "An autoscaled workload has no replicas, and an upgrade does not reset them",
          "the upgrade sets the number of pods and kills working ones; under Helm 4 it fails",
          "leave replicas out while the workload is autoscaled, from the first version on");

  public static final Rule UPG_03 =
      Rule.of(
          "UPG-03",
          "An object does not change between hook and plain template, and a custom resource is "
              + "not a hook",
          "upgrades do not reach the object, uninstall leaves it, or Helm refuses to take it "
              + "over",
          "make it a plain template, or give the hook another name");

  public static final Rule UPG_04 =
      Rule.of(
          "UPG-04",
          "An upgrade removes or renames no object that is in use",
          "Helm deletes the object, and what used it stops working",
          "keep the object and its name, or tell users what replaces it");

  public static final Rule UPG_05 =
      Rule.of(
          "UPG-05",
          "An upgrade removes or renames no object that holds data",
          "Helm deletes the object, and its data is lost",
          "keep the object and its name, or annotate it with helm.sh/resource-policy: keep one "
              + "version earlier");

  public static final Rule UPG_07 =
      Rule.of(
              "UPG-07",
              "Pods restart when the configuration that they read changes",
              "the pods keep the old content until something else restarts them",
              "annotate the pods with a checksum of the file that renders the configuration")
          .strictness(Strictness.DEFAULTS_ONLY);

  public static final Rule UPG_08 =
      Rule.of(
          "UPG-08",
          "The report names every workload that an upgrade restarts",
          "the pods of the workload restart, and work in them is lost",
          "tell users to upgrade when a restart is possible");

  public static final Rule UPG_10 =
      Rule.of(
          "UPG-10",
          "The chart version rises with every change, as SemVer demands",
          "users who upgrade within a version range get a change that is not announced, or two "
              + "charts have the same version",
          "write the version that the finding suggests");

  public static final Rule UPG_12 =
      Rule.of(
          "UPG-12",
          "An upgrade accepts the values and clusters that the previous version accepted",
          "Helm rejects the upgrade for some users, or ignores what they have set",
          "accept the previous values, or tell users what to write instead");

  public static final Rule UPG_13 =
      Rule.of(
          "UPG-13",
          "The report names every other change that users see",
          "users get the change with the upgrade",
          "nothing, if the change is meant");

  public static final Rule UPG_14 =
      Rule.of(
          "UPG-14",
          "Users upgrade CustomResourceDefinitions and API versions before the chart",
          "the upgrade fails where the cluster does not serve the version, and Helm upgrades no "
              + "files in crds/",
          "tell users to upgrade the operator and its definitions first");

  public static final Rule UPG_15 =
      Rule.of(
          "UPG-15",
          "A chart keeps its name",
          "all objects get other names and selectors, and the upgrade fails where they cannot "
              + "change",
          "keep the name, or let users set nameOverride to the former name");

  public static final Rule UPG_16 =
      Rule.of(
          "UPG-16",
          "The previous version renders with at least one of the values that were tried",
          "the effect of the upgrade on the objects in the cluster is not known",
          "give the values that an installation needs");

  private static final List<Rule> ALL =
      List.of(
          UPG_01, UPG_02, UPG_03, UPG_04, UPG_05, UPG_07, UPG_08, UPG_10, UPG_12, UPG_13, UPG_14,
          UPG_15, UPG_16);

  private UpgradeRules() {}

  /** Every rule of this class, in the order of their ids within each family. */
  public static List<Rule> all() {
    return ALL;
  }
}
