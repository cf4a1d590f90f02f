package dev.chartwright.generator.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chartwright.generator.yaml.YamlPrinter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes provenance files, which {@code helm verify} reads, with the program gpg. Immutable.
 *
 * @param key that signs: an id, a fingerprint or an address; without, the first of the user
 * @param environment of gpg; may have the passphrase of the key, otherwise gpg asks its agent
 * @param names how the user writes what messages refer to
 */
public record Provenance(Optional<String> key, Map<String, String> environment, OptionNames names) {
  /** The variable with the passphrase of the key. */
  public static final String PASSPHRASE = "CHARTWRIGHT_GPG_PASSPHRASE";

  public Provenance {
    environment = Map.copyOf(environment);
  }

  /**
   * The chart with a provenance file.
   *
   * @throws PushException if gpg cannot be run, or does not sign
   */
  public ChartPackage sign(ChartPackage chart) {
    return chart.signed(text(chart));
  }

  /** The content of the provenance file. */
  public String text(ChartPackage chart) {
    return run(message(chart).getBytes(UTF_8)).replace("\r\n", "\n");
  }

  /** What Helm signs: the metadata of the chart and the digest of the archive. */
  static String message(ChartPackage chart) {
    return YamlPrinter.print(chart.metadata().tree())
        + "\n...\n"
        + YamlPrinter.print(Map.of("files", Map.of(chart.fileName(), chart.digest())));
  }

  private String run(byte[] message) {
    List<String> command =
        new ArrayList<>(List.of("gpg", "--batch", "--no-tty", "--yes", "--armor"));
    ByteArrayOutputStream input = new ByteArrayOutputStream();
    key.ifPresent(name -> command.addAll(List.of("--local-user", name)));
    String passphrase = environment.get(PASSPHRASE);
    if (passphrase != null) {
      // gpg takes the first line for the passphrase, and the rest for what it signs.
      command.addAll(List.of("--pinentry-mode", "loopback", "--passphrase-fd", "0"));
      input.writeBytes((passphrase + "\n").getBytes(UTF_8));
    }
    command.add("--clearsign");
    input.writeBytes(message);
    Process process;
    try {
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().putAll(environment);
      builder.environment().put("LC_ALL", "C");
      builder.environment().remove(PASSPHRASE);
      process = builder.start();
    } catch (IOException missing) {
      throw PushException.environment(
          "gpg, which signs charts, cannot be run: install GnuPG, or leave out " + names.sign(),
          missing);
    }
    try (OutputStream out = process.getOutputStream()) {
      out.write(input.toByteArray());
    } catch (IOException closed) {
      // A program that does not read its input gives the reason on its standard error.
    }
    try {
      String signed = new String(process.getInputStream().readAllBytes(), UTF_8);
      String words = new String(process.getErrorStream().readAllBytes(), UTF_8);
      if (process.waitFor() != 0) {
        throw PushException.environment(
            "gpg cannot sign with "
                + key.map(name -> "the key '" + name + "'").orElse("the user's first key")
                + " ("
                + last(words)
                + "): name a secret key that 'gpg --list-secret-keys' lists in "
                + names.key()
                + ", and give its passphrase to the agent or in "
                + PASSPHRASE);
      }
      return signed;
    } catch (InterruptedException stopped) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw PushException.environment("The signing was interrupted", stopped);
    } catch (IOException unreadable) {
      throw PushException.environment("The output of gpg cannot be read", unreadable);
    }
  }

  private static String last(String words) {
    return words.strip().lines().reduce((first, second) -> second).orElse("without a reason");
  }
}
