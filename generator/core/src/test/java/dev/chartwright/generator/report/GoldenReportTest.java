package dev.chartwright.generator.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.generator.file.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The files of two reports, as they were last approved. After a change that is meant, run the test
 * once with {@code -Dgolden.update=true}, look at the pages and read the difference.
 */
class GoldenReportTest {
  private static final Path GOLDEN = Path.of("src", "test", "resources", "golden", "report");

  @ParameterizedTest
  @CsvSource({
    "clean, report.html",
    "clean, report.json",
    "clean, TEST-chartwright.xml",
    "faulty, report.html",
    "faulty, report.json",
    "faulty, TEST-chartwright.xml"
  })
  void theFileIsTheApprovedOne(String name, String file) throws IOException {
    String text = ProofFiles.of(document(name)).text(file);
    Path golden = GOLDEN.resolve(name).resolve(file);
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(golden.getParent());
      Files.writeString(golden, text, UTF_8);
    }

    assertThat(text).isEqualTo(Files.readString(golden, UTF_8));
  }

  @Test
  void aReportIsTheSameInEveryCountry() {
    Locale before = Locale.getDefault();
    FileTree here = ProofFiles.of(Documents.clean());
    try {
      for (String language : new String[] {"de-DE", "ar-EG", "tr-TR", "hi-IN-u-nu-deva"}) {
        Locale.setDefault(Locale.forLanguageTag(language));
        FileTree there = ProofFiles.of(Documents.clean());
        for (String file : here.files().keySet()) {
          assertThat(there.text(file)).as(language).isEqualTo(here.text(file));
        }
      }
    } finally {
      Locale.setDefault(before);
    }
  }

  private static ProofDocument document(String name) {
    return name.equals("clean") ? Documents.clean() : Documents.faulty();
  }
}
