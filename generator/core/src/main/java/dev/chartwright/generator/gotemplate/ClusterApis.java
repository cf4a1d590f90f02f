package dev.chartwright.generator.gotemplate;

import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.object.KubernetesApis;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Gives templates the APIs of a cluster. The embedded engine knows one list, of every version that
 * Kubernetes ever had and without kinds, and takes no other; so {@code .Capabilities.APIVersions}
 * is replaced by a list in the copy of the chart that it reads. Lines stay where they are.
 */
public final class ClusterApis {
  /** A file that no chart has, because it would be one of this tool's. */
  public static final String FILE = "templates/_chartwright-apis.tpl";

  private static final String NAME = "chartwright.apis";
  private static final String LIST = "(include \"" + NAME + "\" nil | splitList \" \")";
  private static final String WORD = "APIVersions";
  private static final String ASKED = ".Has";

  private ClusterApis() {}

  /** What the file of the list holds. */
  public static String file(Set<String> apis) {
    return "{{- define \"" + NAME + "\" }}" + String.join(" ", new TreeSet<>(apis)) + "{{ end }}\n";
  }

  /** A template that asks the list, wherever it asks the engine. */
  public static String of(String template) {
    if (!template.contains(ASKED) && !template.contains(WORD)) {
      return template;
    }
    StringBuilder changed = new StringBuilder();
    int copied = 0;
    for (TemplateScanner.Span span : TemplateScanner.spans(template)) {
      int place = span.isComment() ? span.to() : span.from();
      String before = "";
      while (place < span.to()) {
        int end = TemplateScanner.tokenEnd(template, place);
        if (end == place) {
          place++;
          continue;
        }
        String token = template.substring(place, Math.min(end, span.to()));
        int operand = skipSpace(template, end);
        int operandEnd = OfflineTemplate.operand(template, operand);
        if (isQuestion(token) && operandEnd > operand && operandEnd <= span.to()) {
          changed.append(template, copied, place).append("(has ");
          changed.append(template, operand, operandEnd);
          changed.append(' ').append(LIST).append(')');
          changed.append("\n".repeat(newlines(template.substring(end, operand))));
          copied = operandEnd;
          place = operandEnd;
        } else if (token.endsWith("." + WORD) && before.equals("range")) {
          changed.append(template, copied, place).append(LIST);
          copied = end;
          place = end;
        } else {
          place = end;
        }
        before = token;
      }
    }
    return changed.append(template, copied, template.length()).toString();
  }

  private static boolean isQuestion(String token) {
    return token.endsWith(ASKED) && !token.startsWith("\"");
  }

  private static int skipSpace(String template, int place) {
    int next = place;
    while (next < template.length() && Character.isWhitespace(template.charAt(next))) {
      next++;
    }
    return next;
  }

  private static int newlines(String text) {
    return (int) text.chars().filter(sign -> sign == '\n').count();
  }

  /** The APIs that the templates of a chart and of its subcharts ask for, as below. */
  public static Set<String> asked(FileTree chart) {
    return asked(chart.paths().stream().filter(ParsedChart::isTemplate).map(chart::text).toList());
  }

  /** The APIs that templates ask for by name, and that no cluster has by itself. */
  public static Set<String> asked(List<String> templates) {
    Set<String> asked = new TreeSet<>();
    for (String template : templates) {
      for (TemplateAction action : TemplateAction.in(template)) {
        List<String> tokens = action.tokens();
        for (int i = 0; i + 1 < tokens.size(); i++) {
          String next = tokens.get(i + 1);
          if (isQuestion(tokens.get(i)) && next.matches("[\"`][\\w.-]+(/[\\w.-]+){0,2}[\"`]")) {
            TemplateAction.text(next).ifPresent(asked::add);
          }
        }
      }
    }
    asked.removeIf(KubernetesApis::isBuiltIn);
    return asked;
  }
}
