package dev.chartwright.generator.service;

import dev.chartwright.generator.push.Credentials;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a chart is pushed to, and how. Immutable.
 *
 * @param repository the address, such as {@code oci://registry.example.com/charts}
 * @param type chartmuseum, artifactory or nexus; not needed for an OCI registry
 * @param credentials for the repository; without, they are looked for in the environment and in the
 *     login files of Helm and Docker
 * @param isDryRun whether nothing is uploaded
 * @param isPlainHttp whether an OCI registry is spoken to without TLS
 * @param seconds the longest that one request may take; by default 60
 * @param isSigned whether a provenance file is made and pushed
 * @param key that signs; by default the first secret key of gpg
 */
public record PushOptions(
    String repository,
    Optional<String> type,
    Optional<Credentials> credentials,
    boolean isDryRun,
    boolean isPlainHttp,
    Optional<Integer> seconds,
    boolean isSigned,
    Optional<String> key) {
  public PushOptions {
    Objects.requireNonNull(repository, "repository");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(credentials, "credentials");
    Objects.requireNonNull(seconds, "seconds");
    Objects.requireNonNull(key, "key");
  }
}
