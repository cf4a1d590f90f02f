package dev.chartwright.generator.helm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class YamlTextTest {
  @Test
  void wordsNeedNoQuotesHoweverManyThereAre() {
    String many = "word ".repeat(100_000) + "end";

    assertThat(YamlText.scalar(many)).isEqualTo(many);
    assertThat(YamlText.scalar(many + " ")).isEqualTo('"' + many + " \"");
  }
}
