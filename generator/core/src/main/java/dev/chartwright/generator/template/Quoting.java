package dev.chartwright.generator.template;

/** How a language writes any text so that it stays that text. Stateless. */
public interface Quoting {
  /** The name of the language, for messages. */
  String language();

  /** The text as a literal of the language, its quotation marks included where it needs them. */
  String quoted(String text);

  /** Leaves text as it is, for documents that people read. */
  static Quoting none() {
    return new Quoting() {
      @Override
      public String language() {
        return "text";
      }

      @Override
      public String quoted(String text) {
        return text;
      }
    };
  }

  /** Text in a paragraph or in a cell of a table of Markdown, which it cannot end. */
  static Quoting markdown() {
    return new Quoting() {
      @Override
      public String language() {
        return "Markdown";
      }

      @Override
      public String quoted(String text) {
        return text.replaceAll("\\R", " ").replace("<", "&lt;").replace("|", "\\|");
      }
    };
  }
}
