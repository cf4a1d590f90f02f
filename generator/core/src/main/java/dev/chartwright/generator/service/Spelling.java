package dev.chartwright.generator.service;

import dev.chartwright.generator.push.CredentialSources;
import java.nio.file.Path;

/** How the caller's users write options, commands and paths, for messages. */
public interface Spelling {
  /** An option that a message can name. */
  enum Option {
    /** The class that declares the chart or the fleet. */
    DECLARING_CLASS,
    /** The parts of a fleet to leave out. */
    WITHOUT,
    /** The number of cases that a proof renders. */
    CASES,
    /** The most seconds that a proof takes. */
    SECONDS,
    /** The version of Kubernetes. */
    KUBE_VERSION,
    /** The APIs that a cluster has beside its own. */
    API_VERSIONS,
    /** The values files. */
    VALUES,
    /** Whether edits are overwritten. */
    FORCE,
    /** The id of a rule. */
    RULE,
    /** The name of a new project. */
    NAME,
    /** The package of the classes of a new project. */
    PACKAGE_NAME,
    /** The address that a chart is pushed to. */
    REPOSITORY,
    /** The type of the repository that a chart is pushed to. */
    REPOSITORY_TYPE,
    /** Whether an OCI registry is spoken to without TLS. */
    PLAIN_HTTP,
    /** The longest that one request may take. */
    TIMEOUT,
    /** Whether a provenance file is made. */
    SIGN,
    /** The key that signs. */
    KEY
  }

  /** An option, such as {@code --cases}. */
  String option(Option option);

  /** How a user name and a password are given, as an instruction. */
  default String login() {
    return "set "
        + CredentialSources.USERNAME
        + " and "
        + CredentialSources.PASSWORD
        + ", or log in with 'helm registry login' or 'docker login'";
  }

  /** The command that compiles the project and then does what was asked. */
  String compile();

  /** A sentence about what else makes a chart of a project without a class; may be empty. */
  default String withoutClass() {
    return "";
  }

  /** A path as a reader looks for it. */
  String path(Path path);
}
