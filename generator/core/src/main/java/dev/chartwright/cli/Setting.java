package dev.chartwright.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** An option of the command line. */
enum Setting {
  CLASS(
      "NAME",
      "the class that declares the chart or fleet; by default found in the folders of"
          + " the class path"),
  CLASS_PATH(
      "PATH",
      "the folders and jars with the class and its libraries; by default the class path of this"
          + " process, and for chartwright.jar the classes that Maven or Gradle compiled"),
  OUT("FOLDER", "the output folder, with one folder for each chart; by default charts-out"),
  DEPENDENCIES(
      "FOLDER", "the folder of the subcharts that were fetched; by default src/main/charts"),
  WITHOUT("PART", "leave out gcloud, terraform, plan or diagram; may be repeated"),
  REPORT("FOLDER", "write report.html, report.json and JUnit XML there"),
  CASES(
      "NUMBER",
      "the most cases of the value space that must render; by default 120, or 3 for each"
          + " value if that is more, and 150 for a third-party chart"),
  SEED("NUMBER", "decides which values are combined; by default 1"),
  SECONDS("NUMBER", "the most seconds that a proof takes; by default 120"),
  QUIET("", "print no progress; -q for short"),
  KUBE_VERSION("V", "the Kubernetes version to prove for; by default 1.33"),
  API_VERSIONS(
      "API", "another API that the cluster has, such as cert-manager.io/v1; may be repeated"),
  UPDATE("", "choose the versions anew, where a range allows another one than Chart.lock"),
  FORCE("", "overwrite generated files that were edited by hand"),
  VALUES(
      "FILE",
      "a values file; may be repeated, later ones win; for verify and diff only with charts"),
  RELEASE("NAME", "the name of the release; by default the name of the chart"),
  NAMESPACE("NAME", "the namespace; by default 'default'"),
  NAME("NAME", "the name of the new chart; by default that of the folder"),
  PACKAGE("NAME", "the package of the new classes; by default com.example and the name"),
  TYPE("NAME", "the type of the repository, if it is no oci://: chartmuseum, artifactory or nexus"),
  DRY_RUN("", "do everything but upload, and print what would be uploaded"),
  PLAIN_HTTP("", "speak to an oci:// registry without TLS"),
  TIMEOUT("SECONDS", "the longest that one request may take; by default 60"),
  SIGN("", "make a provenance file with gpg, and upload it too"),
  KEY("NAME", "the secret key of gpg that signs; by default the first");

  /** What every command about a declaration takes. */
  static final List<Setting> DECLARED = List.of(CLASS, CLASS_PATH, OUT, DEPENDENCIES, WITHOUT);

  static final List<Setting> PROVING =
      List.of(REPORT, CASES, SEED, SECONDS, QUIET, KUBE_VERSION, API_VERSIONS);

  private final String operand;
  private final String meaning;

  Setting(String operand, String meaning) {
    this.operand = operand;
    this.meaning = meaning;
  }

  /** What follows it; empty if nothing does. */
  String operand() {
    return operand;
  }

  String meaning() {
    return meaning;
  }

  static Optional<Setting> find(String word) {
    return word.equals("-q")
        ? Optional.of(QUIET)
        : Stream.of(values()).filter(each -> each.toString().equals(word)).findFirst();
  }

  @Override
  public String toString() {
    return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
