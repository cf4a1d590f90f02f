package dev.chartwright.generator.rule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The page of rules is the one in the repository. After a change that is meant, run the test once
 * with {@code -Dgolden.update=true} and read the difference.
 */
class RuleDocumentTest {
  private static final Path PAGE = Path.of("..", "..", "docs", "rules.md");

  @Test
  void thePageIsGeneratedFromTheRegister() throws IOException {
    String page = RuleDocument.of(RuleRegister.complete());
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(PAGE, page, UTF_8);
    }

    assertThat(Files.readString(PAGE, UTF_8)).isEqualTo(page);
  }

  @Test
  void everyRuleHasASectionOfItsOwn() {
    String page = RuleDocument.of(RuleRegister.complete());

    assertThat(RuleRegister.complete().all())
        .allSatisfy(rule -> assertThat(page).containsOnlyOnce("\n### " + rule.id() + "\n"));
  }
}
