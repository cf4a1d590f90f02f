package dev.chartwright.generator.report;

import dev.chartwright.generator.file.FileTree;

/** The report of a proof as files. */
public final class ProofFiles {
  /** For people: one page, which needs nothing else. */
  public static final String PAGE = "report.html";

  /** For programs. */
  public static final String JSON = "report.json";

  /** For CI systems, which look for files of such names. */
  public static final String JUNIT = "TEST-chartwright.xml";

  private ProofFiles() {}

  /** All three; the same document gives the same bytes. */
  public static FileTree of(ProofDocument document) {
    return FileTree.builder()
        .add(PAGE, ReportPage.of(document))
        .add(JSON, ReportJson.of(document))
        .add(JUNIT, JunitXml.of(document))
        .build();
  }
}
