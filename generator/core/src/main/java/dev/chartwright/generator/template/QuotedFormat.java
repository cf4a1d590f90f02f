package dev.chartwright.generator.template;

import freemarker.core.CommonMarkupOutputFormat;
import java.io.IOException;
import java.io.Writer;

/** FreeMarker's view of a {@link Quoting}: every interpolation goes through it. */
final class QuotedFormat extends CommonMarkupOutputFormat<QuotedText> {
  private final Quoting quoting;

  QuotedFormat(Quoting quoting) {
    this.quoting = quoting;
  }

  @Override
  public String getName() {
    return quoting.language();
  }

  @Override
  public String getMimeType() {
    return "text/plain";
  }

  @Override
  public void output(String text, Writer out) throws IOException {
    out.write(quoting.quoted(text));
  }

  @Override
  public String escapePlainText(String text) {
    return quoting.quoted(text);
  }

  @Override
  public boolean isLegacyBuiltInBypassed(String builtIn) {
    return false;
  }

  @Override
  protected QuotedText newTemplateMarkupOutputModel(String text, String markup) {
    return new QuotedText(this, text, markup);
  }
}
