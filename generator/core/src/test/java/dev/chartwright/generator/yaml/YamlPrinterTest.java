package dev.chartwright.generator.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlPrinterTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "y",
        "N",
        "on",
        "yes",
        "null",
        "~",
        "true",
        "0755",
        "0o17",
        "0b1",
        "0x1F",
        "1e3",
        "1_0",
        ".inf",
        ".nan",
        "12:30:45",
        "2026-01-01",
        "-",
        "a: b",
        "# c",
        "plain",
        " padded "
      })
  void textIsReadAsTheSameText(String text) {
    assertThat(YamlReader.read(YamlPrinter.print(Map.of("key", List.of(text)))))
        .isEqualTo(Map.of("key", List.of(text)));
    assertThat(YamlReader.read(YamlPrinter.print(Map.of(text, 1L)))).isEqualTo(Map.of(text, 1L));
  }

  @Test
  void onlyWhatWouldBeMisreadHasQuotes() {
    assertThat(YamlPrinter.print(Map.of("level", List.of("info", "y", "0755"))))
        .isEqualTo(
            """
            level:
              - info
              - 'y'
              - '0755'
            """);
  }
}
