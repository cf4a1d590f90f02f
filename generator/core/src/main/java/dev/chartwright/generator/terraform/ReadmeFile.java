package dev.chartwright.generator.terraform;

import dev.chartwright.cloud.NodePool;
import dev.chartwright.cloud.Taint;
import dev.chartwright.generator.infrastructure.Infrastructure;
import dev.chartwright.generator.template.Quoting;
import dev.chartwright.generator.template.Templates;
import dev.chartwright.prover.OperatorSource.HelmChart;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code README.md}: what the module makes and how it is used. */
final class ReadmeFile {
  /** The pool that GKE starts every cluster with, and that Terraform removes. */
  private static final String FIRST_POOL = "default-pool";

  private ReadmeFile() {}

  /** Set up when the first README is rendered. */
  private static final class Lazy {
    static final Templates TEMPLATES = Templates.beside(ReadmeFile.class, Quoting.none());
  }

  static String of(Infrastructure infrastructure) {
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("fleet", infrastructure.fleet());
    model.put("cluster", infrastructure.gke().cluster());
    model.put("location", infrastructure.gke().location());
    model.put("regional", infrastructure.gke().isRegional());
    model.put("privateNodes", infrastructure.gke().privateNodes());
    model.put("network", infrastructure.gke().network().shortName());
    model.put("host", infrastructure.gke().network().host().orElse(""));
    model.put("podsRange", infrastructure.gke().network().podsRange());
    model.put("servicesRange", infrastructure.gke().network().servicesRange());
    model.put("controlPlane", infrastructure.gke().network().controlPlane());
    model.put("nodeTag", infrastructure.nodeTag());
    model.put(
        "ports",
        infrastructure.firewall().ports().stream()
            .map(String::valueOf)
            .collect(Collectors.joining(" and ")));
    model.put("existingNetwork", infrastructure.gke().network().existing());
    model.put("filestore", infrastructure.filestore());
    model.put("nodeAccount", infrastructure.nodeAccount().isPresent());
    model.put("keda", infrastructure.platform().keda().toString());
    model.put("operatorChart", infrastructure.platform().operatorSource() instanceof HelmChart);
    model.put("certManager", infrastructure.platform().operatorNeedsCertManager());
    model.put("operatorCommand", OutputsFile.operatorCommand(infrastructure).orElse(""));
    model.put("computeClassCommand", OutputsFile.computeClassCommand(infrastructure).orElse(""));
    model.put(
        "firstPool",
        infrastructure.pools().stream().anyMatch(pool -> pool.name().equals(FIRST_POOL)));
    model.put("pools", infrastructure.pools().stream().map(ReadmeFile::row).toList());
    model.put("inputs", Variables.of(infrastructure).stream().map(ReadmeFile::row).toList());
    model.put(
        "outputs",
        OutputsFile.outputs(infrastructure).stream()
            .map(output -> Map.of("name", output.name(), "description", output.description()))
            .toList());
    return Lazy.TEMPLATES.render("README.md.ftl", model);
  }

  private static Map<String, String> row(NodePool pool) {
    return Map.of(
        "name", pool.name(),
        "machine", pool.machineType() + (pool.spot() ? ", Spot" : ""),
        "nodes", pool.minNodes() + " to " + pool.maxNodes(),
        "disk", pool.disk().gigabytes() + " GB " + pool.diskType(),
        "taints", pool.taints().stream().map(Taint::toString).collect(Collectors.joining(", ")));
  }

  private static Map<String, String> row(Variable variable) {
    return Map.of(
        "name", variable.name(),
        "type", variable.type(),
        "default", variable.defaultValue().map(ReadmeFile::code).orElse("required"),
        "description", variable.description());
  }

  /** On one line of a cell. */
  private static String code(Expression value) {
    return "`" + HclWriter.flat(value).replace("|", "\\|").replace("`", "'") + "`";
  }
}
