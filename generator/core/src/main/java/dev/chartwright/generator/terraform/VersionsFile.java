package dev.chartwright.generator.terraform;

import dev.chartwright.generator.infrastructure.Infrastructure;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code versions.tf}: what the module runs on, and where its state may go. */
final class VersionsFile {
  private VersionsFile() {}

  static Body of(Infrastructure infrastructure) {
    Body.Builder providers = Body.builder();
    providers.set("google", provider("hashicorp/google", "~> 6.50"));
    providers.set("helm", provider("hashicorp/helm", "~> 3.1"));
    return Body.builder()
        .block(
            "terraform",
            Body.builder()
                .comment(
                    "Before Terraform 1.9, the validation of a variable could not refer to"
                        + " another variable.")
                .set("required_version", "~> 1.9")
                .block("required_providers", providers)
                .remark(
                    """
                    To share the state, uncomment the next line, then run
                      terraform init -backend-config="bucket=BUCKET" -backend-config="prefix=PREFIX"
                    backend "gcs" {}
                    """))
        .block(
            "provider",
            "google",
            Body.builder()
                .set("project", Expression.variable(Variables.PROJECT_ID))
                .set("region", Expression.reference("local.region")))
        .build();
  }

  private static Expression provider(String source, String version) {
    Map<String, String> entries = new LinkedHashMap<>();
    entries.put("source", source);
    entries.put("version", version);
    return Expression.texts(entries);
  }
}
