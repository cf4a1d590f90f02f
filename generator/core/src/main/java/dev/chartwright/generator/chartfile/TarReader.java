package dev.chartwright.generator.chartfile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a tape archive entry by entry: POSIX with pax headers, and the long names of GNU. Strict:
 * what is damaged, or is neither a file nor a folder, ends the reading with a sentence that says
 * why.
 *
 * <p>Not for use by several threads.
 */
final class TarReader {
  private static final int BLOCK = 512;
  private static final int CHECKSUM = 148;
  private static final int LONGEST_HEADER = 64 * 1024;
  private static final int MOST_HEADERS = 16;

  private final InputStream archive;

  TarReader(InputStream archive) {
    this.archive = archive;
  }

  /** A file, or a folder, which has no content. */
  static final class Entry {
    private final String name;
    private final boolean isFolder;
    private final byte[] content;

    private Entry(String name, boolean isFolder, byte[] content) {
      this.name = name;
      this.isFolder = isFolder;
      this.content = content;
    }

    String name() {
      return name;
    }

    boolean isFolder() {
      return isFolder;
    }

    byte[] content() {
      return content;
    }
  }

  /** What is wrong with an archive, as a sentence. */
  static final class Refused extends IOException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  /**
   * The next file or folder; nothing at the end.
   *
   * @param most bytes that its content may have
   * @throws Refused when the archive is not acceptable
   */
  Optional<Entry> next(long most) throws IOException {
    Map<String, String> extended = new HashMap<>();
    for (int headers = 0; headers < MOST_HEADERS; headers++) {
      byte[] header = archive.readNBytes(BLOCK);
      if (header.length == 0 || isEmpty(header)) {
        return Optional.empty();
      }
      if (header.length < BLOCK) {
        throw new Refused("the archive ends in the middle of a header");
      }
      checkSum(header);
      char type = (char) header[156];
      switch (type) {
        case 'x' -> readPax(content(header, extended, LONGEST_HEADER), extended);
        // Of all entries together nothing matters here.
        case 'g' -> content(header, Map.of(), LONGEST_HEADER);
        case 'L' -> extended.put("path", text(content(header, Map.of(), LONGEST_HEADER), 0, -1));
        case '0', '\0', '7', '5' -> {
          String name = name(header, extended);
          boolean isFolder = type == '5' || name.endsWith("/");
          return Optional.of(new Entry(name, isFolder, content(header, extended, most)));
        }
        default -> throw new Refused(refusal(type, name(header, extended)));
      }
    }
    throw new Refused("an entry has headers without end");
  }

  private static String refusal(char type, String name) {
    return switch (type) {
      case '1', '2', 'K' -> "'" + name + "' is a link";
      case '3', '4', '6' -> "'" + name + "' is a device";
      default -> "'" + name + "' is of the type '" + type + "', which no chart has";
    };
  }

  private byte[] content(byte[] header, Map<String, String> extended, long most)
      throws IOException {
    String name = name(header, extended);
    long size =
        extended.containsKey("size")
            ? decimal(extended.get("size"), name)
            : octal(header, 124, 12, name);
    if (size > most) {
      throw new Refused("'" + name + "' has " + size + " bytes, at most " + most + " are read");
    }
    byte[] content = archive.readNBytes((int) size);
    long padding = -size & (BLOCK - 1);
    if (content.length < size || archive.readNBytes((int) padding).length < padding) {
      throw new Refused("the archive ends in the middle of '" + name + "'");
    }
    return content;
  }

  private static String name(byte[] header, Map<String, String> extended) {
    String path = extended.get("path");
    if (path != null) {
      return path;
    }
    String name = text(header, 0, 100);
    // GNU has other things there.
    boolean isPosix = text(header, 257, 6).equals("ustar") && header[262] == 0;
    String prefix = isPosix ? text(header, 345, 155) : "";
    return prefix.isEmpty() ? name : prefix + "/" + name;
  }

  /** Records of {@code length key=value}, each with a line end that counts. */
  private static void readPax(byte[] records, Map<String, String> extended) throws Refused {
    int position = 0;
    while (position < records.length) {
      int space = position;
      while (space < records.length && records[space] != ' ') {
        space++;
      }
      long length = decimal(text(records, position, space - position), "a pax header");
      long end = position + length;
      if (length <= space - position || end > records.length) {
        throw new Refused("a pax header is damaged");
      }
      String record = new String(records, space + 1, (int) end - space - 2, UTF_8);
      int sign = record.indexOf('=');
      if (sign < 0 || records[(int) end - 1] != '\n') {
        throw new Refused("a pax header is damaged");
      }
      extended.put(record.substring(0, sign), record.substring(sign + 1));
      position = (int) end;
    }
  }

  private static void checkSum(byte[] header) throws Refused {
    int sum = 0;
    for (int i = 0; i < BLOCK; i++) {
      boolean isSum = i >= CHECKSUM && i < CHECKSUM + 8;
      sum += isSum ? ' ' : header[i] & 0xff;
    }
    if (octal(header, CHECKSUM, 8, "a header") != sum) {
      throw new Refused("the checksum of a header is wrong");
    }
  }

  private static long octal(byte[] header, int offset, int length, String name) throws Refused {
    String digits = text(header, offset, length).strip();
    if (!digits.matches("[0-7]{0,12}")) {
      throw new Refused("a number in the header of '" + name + "' is damaged");
    }
    return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
  }

  private static long decimal(String digits, String name) throws Refused {
    if (!digits.matches("[0-9]{1,18}")) {
      throw new Refused("a number in the header of '" + name + "' is damaged");
    }
    return Long.parseLong(digits);
  }

  /** Up to a zero byte; a length of -1 means up to the end. */
  private static String text(byte[] bytes, int offset, int length) {
    int limit = length < 0 ? bytes.length : Math.min(bytes.length, offset + length);
    int end = offset;
    while (end < limit && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, offset, end - offset, UTF_8);
  }

  private static boolean isEmpty(byte[] block) {
    for (byte each : block) {
      if (each != 0) {
        return false;
      }
    }
    return true;
  }
}
