package dev.chartwright.generator.gcloud;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Any text goes through a real bash and comes back as it was. */
class GcloudQuotingTest {
  private static final int TEXTS = 12_000;
  private static final String[] PIECES = {
    "'",
    "''",
    "'\\''",
    "\"",
    "\\",
    "\\\n",
    "\n",
    "\r",
    "\t",
    " ",
    "$",
    "$(id)",
    "`id`",
    "${PATH}",
    "$((1+1))",
    "}",
    "{a,b}",
    "~",
    "~root",
    "#",
    "!",
    "!!",
    "&",
    "|",
    ";",
    "<",
    ">",
    "(",
    ")",
    "*",
    "?",
    "[a-z]",
    "=",
    "--flag=",
    "-",
    "%s",
    "^",
    "\u0001",
    "\u007f",
    "é",
    "→",
    "😀",
    "\u2028",
    "a",
    "Z",
    "0",
    "_",
    "[=x]",
    "[#if]",
    "[@x/]",
    "${x}",
    "<#if>"
  };

  private final ShellQuoting quoting = new ShellQuoting();

  @TempDir private Path folder;

  @Test
  void everyTextComesBackByteByByteAsAWordAndAsTheDefaultOfASetting() throws Exception {
    List<String> texts = texts();
    StringBuilder script = new StringBuilder("set -euo pipefail\n");
    for (String text : texts) {
      String quoted = quoting.quoted(text);
      script.append("printf '%s\\0' ").append(quoted).append('\n');
      // As in: readonly PROJECT=${PROJECT:-…}
      script.append("X=${NOT_SET:-").append(quoted).append("}; printf '%s\\0' \"${X}\"\n");
    }

    List<String> back = run(script.toString());

    assertThat(back).hasSize(2 * texts.size());
    for (int i = 0; i < texts.size(); i++) {
      assertThat(back.get(2 * i)).isEqualTo(texts.get(i));
      assertThat(back.get(2 * i + 1)).isEqualTo(texts.get(i));
    }
  }

  @Test
  void whatTheShellTakesAsItIsStaysBare() {
    assertThat(quoting.quoted("europe-west1-c")).isEqualTo("europe-west1-c");
    assertThat(quoting.quoted("--node-taints=highmem=true:NoSchedule"))
        .isEqualTo("--node-taints=highmem=true:NoSchedule");
    assertThat(quoting.quoted("--filter=a b")).isEqualTo("--filter='a b'");
    assertThat(quoting.quoted("it's")).isEqualTo("'it'\\''s'");
    assertThat(quoting.quoted("")).isEqualTo("''");
  }

  @Test
  void aTextWithNulIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> quoting.quoted("a\0b"))
        .withMessage("a text with a NUL character cannot be written into a shell script: a␀b");
  }

  private static List<String> texts() {
    Random random = new Random(4);
    List<String> texts = new ArrayList<>(List.of(PIECES));
    texts.add("");
    while (texts.size() < TEXTS) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(12); length >= 0; length--) {
        if (random.nextBoolean()) {
          text.append(PIECES[random.nextInt(PIECES.length)]);
        } else {
          text.appendCodePoint(codePoint(random));
        }
      }
      texts.add(text.toString());
    }
    return texts;
  }

  private static int codePoint(Random random) {
    int point = 1 + random.nextInt(random.nextBoolean() ? 127 : 0xFFFF);
    return Character.isSurrogate((char) point) ? 'x' : point;
  }

  private List<String> run(String script) throws IOException, InterruptedException {
    Path file = Files.writeString(folder.resolve("texts.sh"), script, UTF_8);
    Path output = folder.resolve("output");
    Process bash =
        new ProcessBuilder("bash", file.toString())
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(bash.waitFor()).isZero();
    String text = Files.readString(output, UTF_8);
    return List.of(text.split("\0", -1)).subList(0, (int) text.chars().filter(c -> c == 0).count());
  }
}
