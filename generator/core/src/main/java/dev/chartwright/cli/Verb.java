package dev.chartwright.cli;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What the command line can do. */
enum Verb {
  GENERATE(
      "checks, renders, proves and writes the declared chart or" + " fleet",
      "",
      0,
      Setting.PROVING,
      Setting.FORCE),
  DEPENDENCIES(
      "fetches the subcharts of the declared chart, so that everything else works offline",
      "",
      0,
      Setting.UPDATE),
  CHECK("fails if the output differs from the declaration, and prints the difference", "", 0),
  VERIFY(
      "proves the declared chart, or any other chart, given as a folder or .tgz",
      "[CHART]",
      1,
      Setting.PROVING,
      Setting.VALUES),
  DIFF(
      "reports what an upgrade does, from an earlier version to the declared chart, or from one"
          + " chart to another. Without PREVIOUS, the earlier version is the committed chart in"
          + " --out: the one in git's HEAD, or the one on disk if HEAD does not have it",
      "[PREVIOUS [CHART]]",
      2,
      Setting.VALUES),
  RENDER(
      "prints the manifests of the declared chart",
      "",
      0,
      Setting.VALUES,
      Setting.RELEASE,
      Setting.NAMESPACE),
  PLAN("prints how much a fleet needs and what it costs", "", 0),
  PREFLIGHT("prints what the cloud project needs before the fleet is built", "", 0),
  GCLOUD("writes the gcloud scripts of a fleet, and nothing else", "", 0),
  TERRAFORM("writes the Terraform module of a fleet, and nothing else", "", 0),
  DIAGRAM("writes the picture of a fleet, and nothing else", "", 0),
  PUSH(
      "uploads a chart, an archive or a folder, to an OCI registry, ChartMuseum, Artifactory or Nexus",
      "CHART REPOSITORY",
      2,
      Setting.TYPE,
      Setting.DRY_RUN,
      Setting.PLAIN_HTTP,
      Setting.TIMEOUT,
      Setting.SIGN,
      Setting.KEY),
  INIT(
      "makes a Maven project with a chart and a test of it; no file that exists is changed",
      "[FOLDER]",
      1,
      Setting.NAME,
      Setting.PACKAGE),
  RULES("prints all rules, or one rule with an example that breaks it", "[ID]", 1),
  HELP("prints what a command does and which options it takes", "[COMMAND]", 1);

  private final String summary;
  private final String operands;
  private final int mostOperands;
  private final Set<Setting> settings;

  Verb(String summary, String operands, int mostOperands, Setting... settings) {
    this(summary, operands, mostOperands, List.of(), settings);
  }

  Verb(
      String summary,
      String operands,
      int mostOperands,
      List<Setting> proving,
      Setting... settings) {
    this.summary = summary;
    this.operands = operands;
    this.mostOperands = mostOperands;
    this.settings = EnumSet.noneOf(Setting.class);
    this.settings.addAll(proving);
    this.settings.addAll(List.of(settings));
  }

  String summary() {
    return summary;
  }

  String operands() {
    return operands;
  }

  int mostOperands() {
    return mostOperands;
  }

  /** The options that it takes, in the order in which they are explained. */
  List<Setting> settings() {
    List<Setting> all = new ArrayList<>();
    if (isAboutProject()) {
      all.addAll(Setting.DECLARED);
    }
    all.addAll(settings);
    return all;
  }

  /** Whether it is about what a class declares. */
  boolean isAboutProject() {
    return this != PUSH && this != INIT && this != RULES && this != HELP;
  }

  /** Whether it asks the Helm engine. */
  boolean isRendering() {
    return this == GENERATE || this == VERIFY || this == DIFF || this == RENDER;
  }

  static Optional<Verb> find(String word) {
    return Stream.of(values()).filter(verb -> verb.toString().equals(word)).findFirst();
  }

  static List<String> words() {
    return Stream.of(values()).map(Verb::toString).toList();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
