package dev.chartwright.companion.chain;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chartwright.companion.chain.WitnessBlock.Replacement;
import dev.chartwright.companion.json.JsonException;
import dev.chartwright.companion.json.JsonReader;
import dev.chartwright.companion.json.JsonReader.Token;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Reads a JSON file of any size. Each fault of the file becomes a sentence. */
final class FileReading {
  /** Reads what the last token begins, to its end. */
  interface Step {
    void read() throws IOException;
  }

  /** Makes something of a whole file. */
  interface Content<T> {
    T read(JsonReader reader) throws IOException;
  }

  private FileReading() {}

  /**
   * Reads a file.
   *
   * @param place where the reading stands, for the sentence about a file that ends too early
   */
  static <T> T read(Path path, Supplier<String> place, Content<T> content) throws ChainException {
    long size = 0;
    try (JsonReader reader = new JsonReader(Files.newInputStream(path))) {
      size = Files.size(path);
      reader.next();
      T result = content.read(reader);
      reader.next();
      return result;
    } catch (ChainException e) {
      throw e;
    } catch (JsonException e) {
      throw new ChainException(
          path
              + (size == 0
                  ? " is empty."
                  : e.offset() < size
                      ? " is not valid JSON: " + e.getMessage() + "."
                      : " is cut off" + place.get() + ": it ends after " + size + " bytes."));
    } catch (NoSuchFileException e) {
      throw new ChainException(path + " does not exist.");
    } catch (IOException e) {
      throw new ChainException(path + " cannot be read: " + e.getMessage() + ".");
    }
  }

  /** Reads the fields of an object that have a step, and skips all else. */
  static void fields(JsonReader reader, Map<String, Step> steps) throws IOException {
    if (reader.token() != Token.OBJECT) {
      reader.skip();
      return;
    }
    while (reader.next() != Token.END_OBJECT) {
      Step step = steps.get(reader.text());
      reader.next();
      if (step == null) {
        reader.skip();
      } else {
        step.read();
      }
    }
  }

  /** Reads the items of an array; skips what is none. */
  static void items(JsonReader reader, Step item) throws IOException {
    if (reader.token() != Token.ARRAY) {
      reader.skip();
      return;
    }
    while (reader.next() != Token.END_ARRAY) {
      item.read();
    }
  }

  /** Reads a whole number from 0; -1 if there is something else, or it does not fit 63 bits. */
  static long number(JsonReader reader) throws IOException {
    if (reader.token() == Token.NUMBER) {
      try {
        return Math.max(-1, Long.parseLong(reader.text()));
      } catch (NumberFormatException e) {
        return -1;
      }
    }
    reader.skip();
    return -1;
  }

  /**
   * Writes a part of a file, which holds values with commas between them, as an array.
   *
   * @param replacements what stands elsewhere in it instead, from the first place to the last
   */
  static void writeArray(
      Path path, long start, long end, List<Replacement> replacements, OutputStream out)
      throws IOException {
    try (FileChannel channel = FileChannel.open(path)) {
      out.write('[');
      long at = start;
      for (Replacement replacement : replacements) {
        copy(path, channel, at, replacement.place().start(), out);
        out.write(replacement.text().getBytes(UTF_8));
        at = replacement.place().end();
      }
      copy(path, channel, at, end, out);
      out.write(']');
    }
  }

  private static void copy(Path path, FileChannel channel, long start, long end, OutputStream out)
      throws IOException {
    WritableByteChannel target = Channels.newChannel(out);
    for (long at = start; at < end; ) {
      long moved = channel.transferTo(at, end - at, target);
      if (moved == 0) {
        throw new ChainException(path + " has become shorter since it was read.");
      }
      at += moved;
    }
  }
}
