package dev.chartwright.generator.service;

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
    PACKAGE_NAME
  }

  /** An option, such as {@code --cases}. */
  String option(Option option);

  /** The command that compiles the project and then does what was asked. */
  String compile();

  /** A path as a reader looks for it. */
  String path(Path path);
}
