package dev.chartwright.generator.terraform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HclWriterTest {
  @Test
  void neighboursHaveTheirEqualsSignsInOneColumn() {
    Map<String, Expression> labels = new LinkedHashMap<>();
    labels.put("a", Expression.text("1"));
    labels.put("team.example/owner", Expression.text(""));
    labels.put("for", Expression.text("2"));
    Body body =
        Body.builder()
            .comment("Why it is here.")
            .resource(
                "google_thing",
                "one",
                Body.builder()
                    .set("count", 2)
                    .set("name", "n")
                    .set("location", Expression.variable("location"))
                    .set("labels", Expression.texts(Map.of()))
                    .set("node_labels", new Expression.Mapping(labels))
                    .set("spot", false)
                    .comment("Another group.")
                    .set("disk_size_gb", 300)
                    .set("tags", Expression.texts(List.of("x", "y")))
                    .block("inner", Body.builder())
                    .block("inner", Body.builder().set("deep", true))
                    .set("depends_on", Expression.list(List.of(Expression.reference("a.b")))))
            .build();

    assertThat(HclWriter.text(body))
        .isEqualTo(
            """
            # Why it is here.
            resource "google_thing" "one" {
              count = 2

              name     = "n"
              location = var.location
              labels   = {}

              node_labels = {
                a                    = "1"
                "team.example/owner" = ""
                "for"                = "2"
              }

              spot = false

              # Another group.
              disk_size_gb = 300
              tags         = ["x", "y"]

              inner {}

              inner {
                deep = true
              }

              depends_on = [a.b]
            }
            """);
  }

  @Test
  void longListsAndListsOfObjectsTakeSeveralLines() {
    Expression object = Expression.texts(Map.of("name", "a"));
    Body body =
        Body.builder()
            .set("objects", Expression.list(List.of(object, object)))
            .set("texts", Expression.texts(List.of("x".repeat(40), "y".repeat(40))))
            .build();

    assertThat(HclWriter.text(body))
        .isEqualTo(
            """
            objects = [
              {
                name = "a"
              },
              {
                name = "a"
              },
            ]

            texts = [
              "%s",
              "%s",
            ]
            """
                .formatted("x".repeat(40), "y".repeat(40)));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "plain, `\"plain\"`",
        "say \"yes\", `\"say \\\"yes\\\"\"`",
        "back\\slash, `\"back\\\\slash\"`",
        "${var.x}, `\"$${var.x}\"`",
        "$${var.x}, `\"$$${var.x}\"`",
        "%{ if x }, `\"%%{ if x }\"`",
        "$ % { $x, `\"$ % { $x\"`",
        "é, `\"\\u00e9\"`",
        "😀, `\"\\U0001f600\"`"
      })
  void textIsWrittenSoThatItStaysThatText(String text, String written) {
    assertThat(HclWriter.quoted(text)).isEqualTo(written);
  }

  @Test
  void whatCannotBeSeenIsWrittenAsItsNumber() {
    assertThat(HclWriter.quoted("\n\r\t\u0001\u007f\u202e\ufeff"))
        .isEqualTo("\"\\n\\r\\t\\u0001\\u007f\\u202e\\ufeff\"");
  }

  @Test
  void thePartsOfATextDoNotJoinIntoCode() {
    Expression joined =
        Expression.template(
            Expression.text("$"),
            Expression.variable("x"),
            Expression.text("%"),
            Expression.text("{y}"));

    assertThat(HclWriter.flat(joined)).isEqualTo("\"\\u0024${var.x}\\u0025{y}\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\u0000b", "\ud83d", "\ude00x"})
  void whatIsNoTextOfTerraformIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> HclWriter.quoted(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a.b\n", "${x}", "a.b-c", "a[x]", "\"a\"", "A.b"})
  void whatIsNoAddressIsRefused(String address) {
    assertThatIllegalArgumentException().isThrownBy(() -> Expression.reference(address));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a\"b", "${x}", "a-b"})
  void whatIsNoIdentifierIsNoLabelOfABlock(String label) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Body.builder().block("variable", label, Body.builder()));
  }
}
