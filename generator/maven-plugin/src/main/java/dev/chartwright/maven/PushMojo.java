package dev.chartwright.maven;

import dev.chartwright.generator.push.ChartPackage;
import dev.chartwright.generator.push.Credentials;
import dev.chartwright.generator.push.PushResult;
import dev.chartwright.generator.service.PushOptions;
import java.io.File;
import java.io.IOException;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;

/**
 * Uploads the proven chart to an OCI registry, ChartMuseum, Artifactory or Nexus: the archive that
 * the goal {@code package} makes. A released version is never overwritten; a version that ends in
 * -SNAPSHOT is replaced. What was uploaded is read back.
 */
@Mojo(
    name = "push",
    defaultPhase = LifecyclePhase.DEPLOY,
    requiresProject = false,
    requiresDependencyResolution = ResolutionScope.COMPILE,
    threadSafe = true)
public final class PushMojo extends PackingMojo {
  private final SettingsDecrypter decrypter;
  private Optional<Credentials> credentials = Optional.empty();

  /**
   * The address to push to: oci://registry.example.com/charts, or the https address of a chart
   * repository, which also needs repositoryType.
   *
   * @since 0.1.0
   */
  @Parameter(property = "chartwright.repository")
  private String repository;

  /**
   * The address for versions that end in -SNAPSHOT. By default the same as repository.
   *
   * @since 0.1.0
   */
  @Parameter(property = "chartwright.snapshotRepository")
  private String snapshotRepository;

  /**
   * The type of a repository whose address does not begin with oci: chartmuseum, artifactory or
   * nexus.
   *
   * @since 0.1.0
   */
  @Parameter(property = "chartwright.repositoryType")
  private String repositoryType;

  /**
   * The id of a server of settings.xml with user name and password, which may be encrypted. By
   * default the variables CHARTWRIGHT_REPOSITORY_USERNAME and CHARTWRIGHT_REPOSITORY_PASSWORD, then
   * the login files of Helm and Docker.
   *
   * @since 0.1.0
   */
  @Parameter(property = "chartwright.server")
  private String server;

  /**
   * Whether to check everything and print what would be uploaded, but upload nothing.
   *
   * @since 0.1.0
   */
  @Parameter(property = "chartwright.dryRun", defaultValue = "false")
  private boolean dryRun;

  /**
   * Whether to connect to an OCI registry without TLS.
   *
   * @since 0.1.0
   */
  @Parameter(property = "chartwright.plainHttp", defaultValue = "false")
  private boolean plainHttp;

  /**
   * The longest time for one request, in seconds.
   *
   * @since 0.1.0
   */
  @Parameter(property = "chartwright.timeout", defaultValue = "60")
  private int timeout;

  /**
   * A chart to push instead of the project's own, which is not proven: the {@code .tgz} of the goal
   * {@code package} or of helm package, or the folder of a chart. Needs no project.
   *
   * @since 0.1.0
   */
  @Parameter(property = "chartwright.archive")
  private File archive;

  @Inject
  PushMojo(SettingsDecrypter decrypter) {
    this.decrypter = decrypter;
  }

  @Override
  boolean needsProject() {
    return archive == null;
  }

  @Override
  void generate() throws IOException, MojoExecutionException, MojoFailureException {
    // A mistake here is reported before the proof, which takes time.
    requireRepository();
    if (server != null) {
      credentials = Optional.of(decrypted());
    }
    if (archive == null) {
      super.generate();
    } else {
      packed(service().pack(archive.toPath()));
    }
  }

  private void requireRepository() throws MojoFailureException {
    if (repository == null && snapshotRepository == null) {
      throw new MojoFailureException(
          "<repository> (chartwright.repository) is missing: write the address to push to, such as"
              + " oci://registry.example.com/charts");
    }
  }

  @Override
  void packed(ChartPackage chart) throws MojoFailureException {
    String address =
        chart.isSnapshot() && snapshotRepository != null ? snapshotRepository : repository;
    if (address == null) {
      throw new MojoFailureException(
          "<repository> (chartwright.repository) is missing, and "
              + chart
              + " is not a snapshot: write the address for released versions");
    }
    PushOptions options =
        new PushOptions(
            address,
            Optional.ofNullable(repositoryType),
            credentials,
            dryRun,
            plainHttp,
            Optional.of(timeout),
            isSigned(),
            key());
    PushResult result = service().push(chart, options);
    result.lines().forEach(getLog()::info);
  }

  private Credentials decrypted() throws MojoExecutionException, MojoFailureException {
    Server found = session().getSettings().getServer(server);
    if (found == null) {
      throw new MojoFailureException(
          "<server> (chartwright.server) is '"
              + server
              + "', and settings.xml has no server with this id: add it to its <servers>, or correct the"
              + " id");
    }
    SettingsDecryptionResult decrypted =
        decrypter.decrypt(new DefaultSettingsDecryptionRequest(found));
    for (SettingsProblem problem : decrypted.getProblems()) {
      throw new MojoExecutionException(
          "The password of the server '"
              + server
              + "' in settings.xml cannot be decrypted ("
              + problem.getMessage().replaceAll("(\\w+\\.)+\\w+(Exception|Error): ", "")
              + "): encrypt it again with mvn --encrypt-password, with the master password of"
              + " settings-security.xml");
    }
    Server plain = decrypted.getServer();
    return Credentials.password(
        required(server, "username", plain.getUsername()),
        required(server, "password", plain.getPassword()));
  }

  /** What a server of settings.xml must have. */
  static String required(String server, String element, String value) throws MojoFailureException {
    if (value == null || value.isEmpty()) {
      throw new MojoFailureException(
          "The server '%s' in settings.xml has no <%s>: write both <username> and <password>"
              .formatted(server, element));
    }
    // Maven leaves an expression without a value as it is.
    if (value.matches("\\$\\{[^}]+}")) {
      throw new MojoFailureException(
          "The <%s> of the server '%s' in settings.xml is %s, which has no value: set it, or write the text itself"
              .formatted(element, server, value));
    }
    return value;
  }
}
