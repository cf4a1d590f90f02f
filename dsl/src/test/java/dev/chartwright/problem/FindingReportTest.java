package dev.chartwright.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FindingReportTest {
  private static final Rule NAME = Rule.of("NAM-08", "A title", "the name is taken", "rename it");

  @Test
  void errorsComeBeforeWarningsAndOneCauseStandsThereOnceWithItsPlaces() {
    Finding warning =
        Finding.warning(NAME, Place.ofFile("templates/a.yaml", "metadata.name"), "it is long")
            .fixedBy("cut it");
    Finding one = Finding.error(NAME, line("manifests[one]", 3), "it has a namespace");
    Finding two = Finding.error(NAME, line("manifests[two]", 4), "it has a namespace");
    Finding other =
        Finding.error(NAME, Place.ofModel("manifests[two]"), "it has no name").fixedBy("name it");
    assertThat(FindingReport.of("web", List.of(warning, one, other, two)))
        .isEqualTo(
            """
            web: 1 error, 1 warning

            error: 3 places  [NAM-08]
                what: it has a namespace
                why:  the name is taken
                fix:  rename it
                at:
                  manifests[one] (Web.java:3)
                  manifests[two]: it has no name; fix: name it
                  manifests[two] (Web.java:4)

            warning: templates/a.yaml metadata.name  [NAM-08]
                what: it is long
                why:  the name is taken
                fix:  cut it
            """);
  }

  @Test
  void aMistakeOfOnePlaceNamesItsLine() {
    assertThat(
            FindingReport.of(
                List.of(Finding.error(NAME, line("values.a", 7), "it is declared twice"))))
        .endsWith("\n    line: Web.java:7");
  }

  @Test
  void nothingIsAnEmptyReport() {
    assertThat(FindingReport.of(List.of())).isEmpty();
    assertThat(FindingReport.summary(List.of())).isEqualTo("no findings");
  }

  @Test
  void anExceptionCarriesItsFindings() {
    Finding finding = Finding.error(NAME, line("values.a", 7), "it is declared twice");
    InvalidModelException invalid = new InvalidModelException("web", List.of(finding));
    assertThat(invalid.findings()).containsExactly(finding);
    assertThat(invalid).hasMessage(FindingReport.of("web", List.of(finding)));
  }

  private static Place line(String model, int number) {
    return Place.ofModel(model).declaredAt(Optional.of(new SourceLine("Web.java", number)));
  }
}
