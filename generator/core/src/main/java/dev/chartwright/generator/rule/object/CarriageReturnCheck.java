package dev.chartwright.generator.rule.object;

import static dev.chartwright.generator.rule.ChartRules.TPL_12;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.chartwright.generator.object.Field;
import dev.chartwright.generator.object.PodTemplate;
import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.rule.check.RenderCheck;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.problem.Finding;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

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
    List<Finding> findings = new ArrayList<>();
    for (RenderedObject object : render.objects()) {
      if (object.is("", "ConfigMap") || object.is("", "Secret")) {
        for (String field : List.of("data", "stringData")) {
          boolean isEncoded = object.kind().equals("Secret") && field.equals("data");
          for (Map.Entry<String, Object> each : Tree.map(object.tree(), field).entrySet()) {
            if (each.getValue() instanceof String text
                && !OF_WINDOWS.matcher(each.getKey()).matches()) {
              check(object, Tree.below(field, each.getKey()), text, isEncoded, findings);
            }
          }
        }
      }
      PodTemplate.of(object).ifPresent(pods -> checkContainers(pods, findings));
    }
    return findings;
  }

  private static void checkContainers(PodTemplate pods, List<Finding> findings) {
    for (Field container : pods.containers()) {
      for (String field : List.of("command", "args")) {
        int index = 0;
        for (Object text : Tree.list(container.map(), field)) {
          String path = Tree.item(container.path() + "." + field, index);
          if (text instanceof String word) {
            check(pods.owner(), path, word, false, findings);
          }
          index++;
        }
      }
    }
  }

  private static void check(
      RenderedObject object, String path, String text, boolean isEncoded, List<Finding> findings) {
    Optional<String> plain = isEncoded ? decoded(text) : Optional.of(text);
    boolean isMarked =
        plain.filter(each -> each.startsWith("\uFEFF") || each.startsWith(MARK)).isPresent();
    boolean returns = plain.filter(each -> each.contains("\r\n")).isPresent();
    if (isMarked || returns) {
      findings.add(
          Finding.error(
              TPL_12,
              object.place(path),
              isMarked ? "it begins with a byte order mark" : "its lines end with carriage returns",
              "a program reads them as a part of its words: a script fails, a name is not found",
              "take them out of the file that it comes from"));
    }
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
