package dev.chartwright.generator.gotemplate;

/**
 * What a template does under a condition.
 *
 * @param file the template
 * @param line where the condition stands, from 1
 * @param condition such as {@code if .Values.ingress.enabled}, or {@code else of if …}
 */
public record TemplateBranch(String file, int line, String condition) {
  @Override
  public String toString() {
    return file + ":" + line + " " + condition;
  }
}
