package dev.chartwright.generator.template;

import freemarker.core.TemplateClassResolver;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The FreeMarker templates that lie beside a class, in square-bracket syntax: {@code [=name]},
 * {@code [#list …]}. Every text that is put into them is quoted. Each is parsed when it is first
 * rendered, and once. Threads may share an instance.
 */
public final class Templates {
  private final Configuration configuration;

  private Templates(Configuration configuration) {
    this.configuration = configuration;
  }

  /** The templates in the folder of this class's package. */
  public static Templates beside(Class<?> owner, Quoting quoting) {
    QuotedFormat format = new QuotedFormat(quoting);
    Configuration configuration = new Configuration(Configuration.VERSION_2_3_34);
    configuration.setClassForTemplateLoading(owner, "");
    configuration.setDefaultEncoding("UTF-8");
    configuration.setLocale(Locale.ROOT);
    configuration.setNumberFormat("computer");
    configuration.setBooleanFormat("c");
    configuration.setTagSyntax(Configuration.SQUARE_BRACKET_TAG_SYNTAX);
    configuration.setInterpolationSyntax(Configuration.SQUARE_BRACKET_INTERPOLATION_SYNTAX);
    configuration.setRegisteredCustomOutputFormats(List.of(format));
    configuration.setOutputFormat(format);
    configuration.setRecognizeStandardFileExtensions(false);
    configuration.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
    configuration.setAPIBuiltinEnabled(false);
    configuration.setLogTemplateExceptions(false);
    configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
    // Templates come from the class path and never change.
    configuration.setTemplateUpdateDelayMilliseconds(Long.MAX_VALUE);
    return new Templates(configuration);
  }

  /**
   * The text of a template, its holes filled from the model: texts, numbers, flags, lists, maps.
   */
  public String render(String name, Map<String, ?> model) {
    StringWriter out = new StringWriter();
    try {
      configuration.getTemplate(name).process(model, out);
    } catch (IOException e) {
      throw new IllegalStateException(name + " is not on the class path", e);
    } catch (TemplateException e) {
      throw new IllegalStateException(name + " cannot be rendered: " + e.getMessage(), e);
    }
    return out.toString();
  }
}
