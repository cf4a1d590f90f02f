package dev.chartwright.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** An option of the command line. */
enum Setting {
  CLASS("NAME", "what declares the chart or fleet; looked for in the folders of the class path"),
  CLASS_PATH("PATH", "where it and its libraries are; the class path of this process"),
  OUT("FOLDER", "holds one folder a chart; charts-out"),
  WITHOUT("PART", "leave out gcloud, terraform, plan or diagram; may be repeated"),
  REPORT("FOLDER", "write report.html, report.json and JUnit XML there"),
  CASES(
      "NUMBER",
      "the most cases of the value space that are to render; 120, of a chart of others 150"),
  SEED("NUMBER", "decides which values are combined; 1"),
  SECONDS("NUMBER", "the most seconds that a proof takes; 120"),
  QUIET("", "print no progress; -q for short"),
  KUBE_VERSION("V", "the version of Kubernetes to prove for; 1.33"),
  API_VERSIONS(
      "API", "an API that the cluster has too, such as cert-manager.io/v1; may be repeated"),
  FORCE("", "overwrite generated files that were edited by hand"),
  VALUES(
      "FILE",
      "a values file; may be repeated, later ones win. verify and diff take it with charts only"),
  RELEASE("NAME", "the name of the release; that of the chart"),
  NAMESPACE("NAME", "the namespace; default");

  /** What every command about a declaration takes. */
  static final List<Setting> DECLARED = List.of(CLASS, CLASS_PATH, OUT, WITHOUT);

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
