package dev.chartwright.generator.template;

import freemarker.core.CommonTemplateMarkupOutputModel;

/** Text that is quoted already, or is to be quoted when it is written. */
final class QuotedText extends CommonTemplateMarkupOutputModel<QuotedText> {
  private final QuotedFormat format;

  QuotedText(QuotedFormat format, String plainText, String markup) {
    super(plainText, markup);
    this.format = format;
  }

  @Override
  public QuotedFormat getOutputFormat() {
    return format;
  }
}
