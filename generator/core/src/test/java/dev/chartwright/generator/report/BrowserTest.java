package dev.chartwright.generator.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page in a real browser, where there is one. */
class BrowserTest {
  /** The page in a frame as wide as a phone or a screen, and a script that measures it there. */
  private static final String FRAME =
      """
      <!DOCTYPE html>
      <html><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"></head>
      <body>
      <iframe id="frame" style="border:0;width:%dpx;height:900px" srcdoc="%s"></iframe>
      <pre id="result"></pre>
      <script>
        const frame = document.getElementById('frame');
        function light(colour) {
          const parts = colour.match(/[0-9.]+/g).slice(0, 3).map(part => {
            const share = part / 255;
            return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
          });
          return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
        }
        function contrast(a, b) {
          return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        }
        frame.addEventListener('load', () => {
          const page = frame.contentDocument;
          const style = element => frame.contentWindow.getComputedStyle(element);
          const ground = element => {
            const colour = style(element).backgroundColor;
            return colour === 'rgba(0, 0, 0, 0)' ? ground(element.parentElement) : colour;
          };
          const faint = [...page.body.querySelectorAll('*')]
            .filter(each => !each.closest('svg') && each.textContent.trim() !== '')
            .filter(each => contrast(light(style(each).color), light(ground(each))) < 4.5)
            .map(each => each.outerHTML.slice(0, 120));
          document.getElementById('result').textContent = encodeURIComponent(JSON.stringify({
            title: page.title,
            width: page.documentElement.clientWidth,
            needed: page.documentElement.scrollWidth,
            ground: style(page.body).backgroundColor,
            faint: faint,
            text: page.body.innerText
          }));
        });
      </script>
      </body></html>
      """;

  private static final Pattern RESULT = Pattern.compile("<pre id=\"result\">([^<]+)</pre>");

  @TempDir private Path folder;
  private Chromium chromium;

  @BeforeEach
  void findBrowser() {
    Optional<Chromium> found = Chromium.find();
    assumeTrue(
        found.isPresent(), "no Chromium on the PATH, and none is named by CHARTWRIGHT_CHROMIUM");
    chromium = found.get();
  }

  @ParameterizedTest
  @CsvSource({
    "clean, 390, light",
    "clean, 1280, dark",
    "faulty, 390, dark",
    "faulty, 1280, light",
    "long, 390, light"
  })
  void thePageCanBeRead(String name, int width, String scheme) throws Exception {
    JsonNode page = measured(ReportPage.of(document(name)), width, scheme);

    assertThat(page.path("width").intValue()).isEqualTo(width);
    assertThat(page.path("needed").intValue()).as("no need to scroll sideways").isEqualTo(width);
    assertThat(page.path("faint")).as("texts of too little contrast").isEmpty();
    assertThat(page.path("ground").textValue())
        .isEqualTo(scheme.equals("dark") ? "rgb(20, 23, 26)" : "rgb(252, 251, 249)");
  }

  @Test
  void aProvenChartIsShownAsProven() throws Exception {
    JsonNode page = measured(ReportPage.of(Documents.clean()), 1280, "light");

    assertThat(page.path("title").textValue()).isEqualTo("zero-prover 1.4.0: proven");
    assertThat(page.path("text").textValue())
        .contains("Proven", "412", "100 %", "371 rendered", "36 rejected by the schema")
        .contains("seed 42", "worker.nodeSelector", "ci/full-values.yaml", "$1,030.16 a month");
  }

  @Test
  void whatIsWrongIsShownWithTheValuesThatShowIt() throws Exception {
    JsonNode page = measured(ReportPage.of(Documents.faulty()), 1280, "light");

    assertThat(page.path("title").textValue()).isEqualTo("demo 2.0.0: not proven");
    assertThat(page.path("text").textValue())
        .contains("Not proven", "6 errors stand in the way", "did you mean imagePullPolicy?")
        .contains("ingress:\n  enabled: true\n  hosts: []", "metrics.port", "not safe");
  }

  @Test
  void theBrowserHasNothingToComplainAbout() throws Exception {
    Path file = folder.resolve("report.html");
    Files.writeString(file, ReportPage.of(Documents.clean()), UTF_8);

    Chromium.Page page = chromium.open(file, folder);

    assertThat(page.dom()).contains("<title>zero-prover 1.4.0: proven</title>");
    assertThat(page.complaints()).isEmpty();
  }

  @Test
  void theBrowserWouldRunNoScriptAndLoadNothing() throws Exception {
    String page = ReportPage.of(Documents.clean());
    Path file = folder.resolve("report.html");
    Files.writeString(
        file,
        page.replace(
            "</footer>",
            "</footer><script>document.title = 'run'</script><img src=\"other.png\" alt=\"\">"),
        UTF_8);

    Chromium.Page opened = chromium.open(file, folder);

    assertThat(opened.dom()).contains("<title>zero-prover 1.4.0: proven</title>");
    assertThat(opened.complaints())
        .hasSize(2)
        .allMatch(line -> line.contains("Content Security Policy"));
  }

  private JsonNode measured(String page, int width, String scheme)
      throws IOException, InterruptedException {
    Path file = folder.resolve("frame.html");
    Files.writeString(file, FRAME.formatted(width, new HtmlText().quoted(page)), UTF_8);
    Chromium.Page opened =
        chromium.open(
            file,
            folder,
            "--blink-settings=preferredColorScheme=" + (scheme.equals("dark") ? 0 : 1));
    Matcher result = RESULT.matcher(opened.dom());
    assertThat(result.find()).as("what was measured in %s", opened).isTrue();
    return new ObjectMapper().readTree(URLDecoder.decode(result.group(1), UTF_8));
  }

  private static ProofDocument document(String name) {
    return switch (name) {
      case "clean" -> Documents.clean();
      case "faulty" -> Documents.faulty();
      default -> Documents.of("averyveryverylongwordwithoutanyplacetobreakit".repeat(4));
    };
  }
}
