package dev.chartwright.generator.file;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** The SHA-256 of some bytes, as 64 lower-case hexadecimal digits. */
public record Digest(String hex) {
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

  public Digest {
    if (!HEX.matcher(hex).matches()) {
      throw new IllegalArgumentException("not a SHA-256 digest: '" + hex + "'");
    }
  }

  public static Digest of(byte[] content) {
    try {
      return new Digest(
          HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /** As registries and Helm write it: {@code sha256:} and the digits. */
  public String prefixed() {
    return "sha256:" + hex;
  }

  @Override
  public String toString() {
    return hex;
  }
}
