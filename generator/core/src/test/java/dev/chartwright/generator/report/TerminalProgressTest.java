package dev.chartwright.generator.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TerminalProgressTest {
  private final List<String> terminal = new ArrayList<>();
  private long now = Long.MAX_VALUE - 5;
  private final TerminalProgress progress =
      TerminalProgress.on("zero-prover", terminal::add, () -> now);

  @Test
  void one_line_says_how_far_it_is() {
    progress.cases(120, 412, 3);

    assertThat(terminal).containsExactly("\rProving zero-prover: 120 of 412 cases, 3 findings");
  }

  @Test
  void it_is_drawn_no_more_often_than_one_can_read() {
    progress.cases(1, 412, 0);
    progress.cases(2, 412, 0);
    now += TerminalProgress.PAUSE.toNanos() - 1;
    progress.cases(3, 412, 0);
    now += 1;
    progress.cases(4, 412, 0);

    assertThat(terminal)
        .containsExactly(
            "\rProving zero-prover: 1 of 412 cases, 0 findings",
            "\rProving zero-prover: 4 of 412 cases, 0 findings");
  }

  @Test
  void the_end_is_drawn_at_once() {
    progress.cases(411, 412, 0);
    progress.cases(412, 412, 0);

    assertThat(terminal).last().isEqualTo("\rProving zero-prover: 412 of 412 cases, 0 findings");
  }

  @Test
  void a_shorter_line_leaves_nothing_of_the_longer_one() {
    progress.cases(1, 1_000, 10);
    progress.cases(1, 1, 1);

    assertThat(terminal)
        .containsExactly(
            "\rProving zero-prover: 1 of 1,000 cases, 10 findings",
            "\rProving zero-prover: 1 of 1 case, 1 finding" + " ".repeat(7));
  }

  @Test
  void what_is_closed_has_left_an_empty_line() {
    progress.cases(1, 1, 1);
    progress.close();
    progress.close();

    assertThat(terminal).hasSize(2).last().asString().isEqualTo("\r" + " ".repeat(43) + "\r");
  }

  @Test
  void nothing_is_cleared_where_nothing_was_drawn() {
    progress.close();

    assertThat(terminal).isEmpty();
  }

  @Test
  void a_name_can_neither_break_the_line_nor_steer_the_terminal() {
    TerminalProgress.on("a\nb\u001b[2J" + "c".repeat(100), terminal::add, () -> now).cases(1, 2, 0);

    assertThat(terminal).hasSize(1);
    assertThat(terminal.get(0).substring(1))
        .hasSize(79)
        .startsWith("Proving a b\uFFFD[2Jccc")
        .endsWith("c…");
  }

  @Test
  void without_a_terminal_it_is_silent() {
    try (TerminalProgress silent = TerminalProgress.silent()) {
      silent.cases(1, 2, 0);
    }

    assertThat(terminal).isEmpty();
  }
}
