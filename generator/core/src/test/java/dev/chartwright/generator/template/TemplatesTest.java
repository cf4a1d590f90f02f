package dev.chartwright.generator.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TemplatesTest {
  private static final Quoting BRACKETS =
      new Quoting() {
        @Override
        public String language() {
          return "brackets";
        }

        @Override
        public String quoted(String text) {
          return "<" + text + ">";
        }
      };

  private final Templates templates = Templates.beside(TemplatesTest.class, BRACKETS);

  @Test
  void whateverIsPutIntoAHoleIsQuoted() {
    String text =
        templates.render(
            "every-hole.ftl",
            Map.of(
                "text",
                "a [=b] ${c} {{ d }}",
                "number",
                12_345_678,
                "flag",
                true,
                "list",
                List.of("one", "two")));

    assertThat(text)
        .isEqualTo(
            """
            text <a [=b] ${c} {{ d }}>
            number <12345678>
            flag <true>
            list <one>, <two>
            ${shell} {{ helm }} [[ -n $x ]] ["a"]
            """);
  }

  @Test
  void aHoleWithoutAValueIsAMistakeOfTheTemplate() {
    assertThatIllegalStateException()
        .isThrownBy(() -> templates.render("every-hole.ftl", Map.of()))
        .withMessageContaining("every-hole.ftl");
  }
}
