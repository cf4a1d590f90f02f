package dev.chartwright.generator.terraform;

import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.infrastructure.ComputeClassFile;
import dev.chartwright.generator.infrastructure.Infrastructure;
import java.util.LinkedHashMap;
import java.util.Map;

/** The infrastructure of a fleet as a root module of Terraform. */
public final class TerraformModule {
  private TerraformModule() {}

  /** The files of the module, by path relative to its folder. */
  public static FileTree of(Infrastructure infrastructure) {
    FileTree.Builder files = FileTree.builder();
    bodies(infrastructure).forEach((path, body) -> files.add(path, HclWriter.text(body)));
    String classes = ComputeClassFile.of(infrastructure.gke().computeClasses());
    if (!classes.isEmpty()) {
      files.add(ComputeClassFile.NAME, classes);
    }
    return files
        .add("terraform.tfvars.example", TfvarsExample.of(infrastructure))
        .add("README.md", ReadmeFile.of(infrastructure))
        .build();
  }

  /** What Terraform reads, as a tree and by file; a file with nothing in it is left out. */
  static Map<String, Body> bodies(Infrastructure infrastructure) {
    Map<String, Body> bodies = new LinkedHashMap<>();
    bodies.put("versions.tf", VersionsFile.of(infrastructure));
    bodies.put("variables.tf", VariablesFile.of(infrastructure));
    bodies.put("network.tf", NetworkFile.of(infrastructure));
    bodies.put("cluster.tf", ClusterFile.of(infrastructure));
    bodies.put("node_pools.tf", NodePoolsFile.of(infrastructure));
    bodies.put("storage.tf", StorageFile.of(infrastructure));
    bodies.put("operators.tf", OperatorsFile.of(infrastructure));
    bodies.put("outputs.tf", OutputsFile.of(infrastructure));
    bodies.values().removeIf(body -> body.items().isEmpty());
    return bodies;
  }
}
