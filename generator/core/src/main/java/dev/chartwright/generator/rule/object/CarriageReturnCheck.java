package dev.chartwright.generator.rule.object;

import static dev.chartwright.generator.rule.ChartRules.TPL_12;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.chartwright.generator.object.Field;
import dev.chartwright.generator.object.PodTemplate;
import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.rule.check.RenderCheck;
import dev.chartwright.problem.Finding;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Texts that programs in the cluster read, as they are rendered: no line of them ends with a
 * carriage return, and none begins with a byte order mark.
 */
public final class CarriageReturnCheck implements RenderCheck {
  private static final Pattern OF_WINDOWS =
      Pattern.compile(".*\\.(?:bat|cmd|ps1|psm1|psd1|reg|vbs|inf)");

  /** What the mark is in UTF-8, byte by byte. */
  private static final String MARK = "\u00EF\u00BB\u00BF";

  @Override
  public List<Finding> check(Render render) {
    return render.objects().stream().flatMap(CarriageReturnCheck::findings).toList();
  }

  private static Stream<Finding> findings(RenderedObject object) {
    Stream<Finding> files = Stream.empty();
    if (object.is("", "ConfigMap") || object.is("", "Secret")) {
      Field root = Field.root(object);
      boolean isSecret = object.kind().equals("Secret");
      files =
          Stream.concat(
              files(root.at("data")).flatMap(file -> finding(file, isSecret).stream()),
              files(root.at("stringData")).flatMap(file -> finding(file, false).stream()));
    }
    Stream<Finding> words =
        PodTemplate.of(object).stream()
            .flatMap(pods -> pods.containers().stream())
            .flatMap(
                container -> Stream.concat(container.items("command"), container.items("args")))
            .flatMap(word -> finding(word, false).stream());
    return Stream.concat(files, words);
  }

  private static Stream<Field> files(Field data) {
    return data.fields().filter(file -> !OF_WINDOWS.matcher(file.key()).matches());
  }

  private static Optional<Finding> finding(Field field, boolean isEncoded) {
    Optional<String> plain =
        isEncoded ? field.text().flatMap(CarriageReturnCheck::decoded) : field.text();
    boolean isMarked =
        plain.filter(each -> each.startsWith("\uFEFF") || each.startsWith(MARK)).isPresent();
    return isMarked || plain.filter(each -> each.contains("\r\n")).isPresent()
        ? Optional.of(
            field
                .error(
                    TPL_12,
                    isMarked
                        ? "it begins with a byte order mark"
                        : "its lines end with carriage returns")
                .fixedBy("take them out of the file that it comes from"))
        : Optional.empty();
  }

  /** The bytes of a text of a Secret; nothing for what is not a text. */
  private static Optional<String> decoded(String text) {
    try {
      String bytes = new String(Base64.getDecoder().decode(text), ISO_8859_1);
      return bytes.indexOf('\0') >= 0 ? Optional.empty() : Optional.of(bytes);
    } catch (IllegalArgumentException malformed) {
      return Optional.empty(); // The schema tells.
    }
  }
}
