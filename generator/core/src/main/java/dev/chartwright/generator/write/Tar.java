package dev.chartwright.generator.write;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Arrays;

/**
 * A POSIX tar archive of regular files. All files have the same time, are readable by everyone and
 * have no specific owner. A name that does not fit into the classic header goes into a pax header.
 */
final class Tar {
  private static final int BLOCK = 512;
  private static final int NAME_LENGTH = 100;
  private static final long LATEST = 0_77777777777L;
  private static final char FILE = '0';
  private static final char PAX_HEADER = 'x';

  private final ByteArrayOutputStream archive = new ByteArrayOutputStream();
  private final long modified;

  Tar(Instant modified) {
    requireRepresentable(modified);
    this.modified = modified.getEpochSecond();
  }

  static void requireRepresentable(Instant modified) {
    if (modified.getEpochSecond() < 0 || modified.getEpochSecond() > LATEST) {
      throw new IllegalArgumentException("not a time that an archive can hold: " + modified);
    }
  }

  void add(String name, byte[] content) {
    byte[] bytes = name.getBytes(UTF_8);
    boolean isPlain = bytes.length == name.length() && bytes.length <= NAME_LENGTH;
    if (!isPlain) {
      addEntry(PAX_HEADER, "pax-header".getBytes(US_ASCII), paxRecord("path", name));
    }
    addEntry(FILE, Arrays.copyOf(bytes, Math.min(bytes.length, NAME_LENGTH)), content);
  }

  /** The archive so far, with the two empty blocks that end it. */
  byte[] toBytes() {
    byte[] entries = archive.toByteArray();
    return Arrays.copyOf(entries, entries.length + 2 * BLOCK);
  }

  private void addEntry(char type, byte[] name, byte[] content) {
    byte[] header = new byte[BLOCK];
    put(header, 0, name);
    put(header, 100, octal(0644, 7));
    put(header, 108, octal(0, 7));
    put(header, 116, octal(0, 7));
    put(header, 124, octal(content.length, 11));
    put(header, 136, octal(modified, 11));
    put(header, 148, "        ".getBytes(US_ASCII));
    header[156] = (byte) type;
    put(header, 257, "ustar\00000".getBytes(US_ASCII));
    put(header, 148, (octalText(sum(header), 6) + "\0 ").getBytes(US_ASCII));
    archive.writeBytes(header);
    archive.writeBytes(content);
    archive.writeBytes(new byte[-content.length & (BLOCK - 1)]);
  }

  /** {@code length key=value}, where the length counts its own digits. */
  private static byte[] paxRecord(String key, String value) {
    byte[] rest = (" " + key + "=" + value + "\n").getBytes(UTF_8);
    int length = rest.length;
    while (length != rest.length + String.valueOf(length).length()) {
      length = rest.length + String.valueOf(length).length();
    }
    byte[] digits = String.valueOf(length).getBytes(US_ASCII);
    byte[] pax = Arrays.copyOf(digits, length);
    put(pax, digits.length, rest);
    return pax;
  }

  private static int sum(byte[] header) {
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    return sum;
  }

  private static byte[] octal(long number, int digits) {
    return octalText(number, digits).getBytes(US_ASCII);
  }

  private static String octalText(long number, int digits) {
    String octal = Long.toOctalString(number);
    return "0".repeat(digits - octal.length()) + octal;
  }

  private static void put(byte[] block, int offset, byte[] bytes) {
    System.arraycopy(bytes, 0, block, offset, bytes.length);
  }
}
