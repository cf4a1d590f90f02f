package dev.chartwright.companion.json;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON (RFC 8259, in UTF-8) token by token. Its memory does not grow with the input, so it
 * reads a file of any size. Not thread-safe.
 */
public final class JsonReader implements Closeable {
  /** The deepest nesting of arrays and objects. */
  public static final int DEEPEST = 512;

  /** The longest text, name or number, in bytes, whose content the reader keeps. */
  public static final int LONGEST_TEXT = 1 << 16;

  /** What the reader has found. */
  public enum Token {
    OBJECT,
    END_OBJECT,
    ARRAY,
    END_ARRAY,
    NAME,
    TEXT,
    NUMBER,
    TRUE,
    FALSE,
    NULL,
    /** The end of the input, behind one whole value. */
    END
  }

  private static final int BUFFER = 1 << 16;
  private static final int END_OF_INPUT = -1;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER];
  private int position;
  private int limit;
  private long before; // bytes of the input before the buffer

  private final boolean[] isObject = new boolean[DEEPEST];
  private int depth;
  private boolean hasValue; // the array or object, or the document, has a value already
  private boolean afterName;

  private byte[] kept = new byte[64];
  private int keptLength;
  private boolean tooLong;
  private Token found;
  private long start;

  /** A reader of a stream, which {@link #close()} closes. */
  public JsonReader(InputStream in) {
    this.in = in;
  }

  /**
   * The value of a text.
   *
   * @throws JsonException if the text is not one JSON value, or an object has a name twice
   */
  public static JsonValue parse(String text) throws JsonException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try (JsonReader reader = new JsonReader(new ByteArrayInputStream(bytes))) {
      reader.next();
      JsonValue value = reader.value();
      reader.next();
      return value;
    } catch (JsonException e) {
      throw e;
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory can always be read", e);
    }
  }

  /**
   * Reads the next token.
   *
   * @throws JsonException if the input is not JSON; the reader is useless then
   */
  public Token next() throws IOException {
    int c = afterSpace();
    if (depth > 0 && !afterName) {
      boolean object = isObject[depth - 1];
      if (c == (object ? '}' : ']')) {
        position++;
        start = offset() - 1;
        depth--;
        hasValue = true;
        found = object ? Token.END_OBJECT : Token.END_ARRAY;
        return found;
      }
      if (hasValue) {
        expect(c, ',', object ? "',' or '}'" : "',' or ']'");
        c = afterSpace();
      }
      if (object) {
        if (c != '"') {
          throw unexpected(c, "a name in quotation marks");
        }
        start = offset();
        string();
        expect(afterSpace(), ':', "':'");
        afterName = true;
        found = Token.NAME;
        return found;
      }
    } else if (depth == 0 && hasValue) {
      if (c != END_OF_INPUT) {
        throw unexpected(c, "the end of the input");
      }
      start = offset();
      found = Token.END;
      return found;
    }
    afterName = false;
    found = begin(c);
    return found;
  }

  private Token begin(int c) throws IOException {
    start = offset();
    return switch (c) {
      case '{', '[' -> open(c);
      case '"' -> {
        string();
        hasValue = true;
        yield Token.TEXT;
      }
      case 't' -> word("true", Token.TRUE);
      case 'f' -> word("false", Token.FALSE);
      case 'n' -> word("null", Token.NULL);
      default -> {
        if (c != '-' && !isDigit(c)) {
          throw unexpected(c, "a value");
        }
        number();
        hasValue = true;
        yield Token.NUMBER;
      }
    };
  }

  private Token open(int c) throws JsonException {
    if (depth == DEEPEST) {
      throw new JsonException("nested deeper than " + DEEPEST, offset());
    }
    position++;
    isObject[depth++] = c == '{';
    hasValue = false;
    return c == '{' ? Token.OBJECT : Token.ARRAY;
  }

  /** The token that was read last. */
  public Token token() {
    return found;
  }

  /** The number of arrays and objects that are open. */
  public int depth() {
    return depth;
  }

  /** The position where the last token begins, in bytes from 0. */
  public long start() {
    return start;
  }

  /** The position behind the last token, in bytes from 0; behind the colon for a name. */
  public long offset() {
    return before + position;
  }

  /**
   * The content of the last name or text, or a number as it is written.
   *
   * @throws JsonException if it is longer than {@link #LONGEST_TEXT}
   */
  public String text() throws JsonException {
    if (found != Token.NAME && found != Token.TEXT && found != Token.NUMBER) {
      throw new IllegalStateException(found + " has no text");
    }
    if (tooLong) {
      throw new JsonException("a text of more than " + LONGEST_TEXT + " bytes", start);
    }
    return new String(kept, 0, keptLength, StandardCharsets.UTF_8);
  }

  /** Reads the rest of the value that the last token begins, or, after a name, its value. */
  public void skip() throws IOException {
    if (found == Token.NAME) {
      next();
    }
    if (found == Token.OBJECT || found == Token.ARRAY) {
      int outside = depth - 1;
      while (depth > outside) {
        next();
      }
    }
  }

  /**
   * Reads the value that the last token begins, or, after a name, its value.
   *
   * @throws JsonException if an object has a name twice, or the last token begins no value
   */
  public JsonValue value() throws IOException {
    if (found == Token.NAME) {
      next();
    }
    return switch (found) {
      case OBJECT -> object();
      case ARRAY -> {
        List<JsonValue> items = new ArrayList<>();
        while (next() != Token.END_ARRAY) {
          items.add(value());
        }
        yield new JsonValue.Array(items);
      }
      case TEXT -> new JsonValue.Text(text());
      case NUMBER -> new JsonValue.Numeral(text());
      case TRUE -> new JsonValue.Flag(true);
      case FALSE -> new JsonValue.Flag(false);
      case NULL -> new JsonValue.Null();
      default -> throw new JsonException("no value", start);
    };
  }

  private JsonValue object() throws IOException {
    Map<String, JsonValue> fields = new LinkedHashMap<>();
    while (next() != Token.END_OBJECT) {
      String name = text();
      long at = start;
      if (fields.put(name, value()) != null) {
        throw new JsonException("the name '" + name + "' twice", at);
      }
    }
    return new JsonValue.Fields(fields);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private Token word(String word, Token meaning) throws IOException {
    for (int i = 0; i < word.length(); i++) {
      expect(peek(), word.charAt(i), "'" + word + "'");
    }
    hasValue = true;
    return meaning;
  }

  private void number() throws IOException {
    clear();
    if (peek() == '-') {
      keep(take());
    }
    if (peek() == '0') {
      keep(take());
    } else {
      digits();
    }
    if (peek() == '.') {
      keep(take());
      digits();
    }
    if (peek() == 'e' || peek() == 'E') {
      keep(take());
      if (peek() == '+' || peek() == '-') {
        keep(take());
      }
      digits();
    }
  }

  private void digits() throws IOException {
    if (!isDigit(peek())) {
      throw unexpected(peek(), "a digit");
    }
    while (isDigit(peek())) {
      keep(take());
    }
  }

  private void string() throws IOException {
    clear();
    position++;
    while (true) {
      int from = position;
      while (position < limit && isPlain(buffer[position])) {
        position++;
      }
      keep(from, position);
      int c = peek();
      if (c == '"') {
        position++;
        return;
      }
      if (c == '\\') {
        position++;
        escape();
      } else if (c >= 0x80) {
        character();
      } else if (c == END_OF_INPUT) {
        throw unexpected(c, "'\"'");
      } else if (c < ' ') {
        throw new JsonException("a control character in a text", offset());
      }
    }
  }

  private static boolean isPlain(byte b) {
    return b >= ' ' && b != '"' && b != '\\';
  }

  private void escape() throws IOException {
    int c = take();
    switch (c) {
      case '"', '\\', '/' -> keep(c);
      case 'b' -> keep('\b');
      case 'f' -> keep('\f');
      case 'n' -> keep('\n');
      case 'r' -> keep('\r');
      case 't' -> keep('\t');
      case 'u' -> {
        int unit = unit();
        if (Character.isHighSurrogate((char) unit) && peek() == '\\') {
          position++;
          expect(peek(), 'u', "the second half of a character");
          int low = unit();
          if (!Character.isLowSurrogate((char) low)) {
            throw new JsonException("half a character", offset());
          }
          keepCodePoint(Character.toCodePoint((char) unit, (char) low));
        } else if (Character.isSurrogate((char) unit)) {
          throw new JsonException("half a character", offset());
        } else {
          keepCodePoint(unit);
        }
      }
      default -> throw new JsonException("an escape that JSON does not have", offset());
    }
  }

  private int unit() throws IOException {
    int unit = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(take(), 16);
      if (digit < 0) {
        throw new JsonException("no hexadecimal digit", offset() - 1);
      }
      unit = unit * 16 + digit;
    }
    return unit;
  }

  private void keepCodePoint(int codePoint) {
    for (byte b : Character.toString(codePoint).getBytes(StandardCharsets.UTF_8)) {
      keep(b);
    }
  }

  /** One character of several bytes, in its shortest form. */
  private void character() throws IOException {
    int first = take();
    int more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1;
    int codePoint = first & (0x3F >> more);
    keep(first);
    for (int i = 0; i < more; i++) {
      int next = peek();
      if (next == END_OF_INPUT || (next & 0xC0) != 0x80) {
        throw new JsonException("no UTF-8", offset());
      }
      codePoint = (codePoint << 6) | (next & 0x3F);
      keep(take());
    }
    int least = more == 1 ? 0x80 : more == 2 ? 0x800 : 0x10000;
    boolean half = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    if (first < 0xC2 || first > 0xF4 || codePoint < least || codePoint > 0x10FFFF || half) {
      throw new JsonException("no UTF-8", offset());
    }
  }

  private void clear() {
    keptLength = 0;
    tooLong = false;
  }

  private void keep(int b) {
    if (keptLength == LONGEST_TEXT) {
      tooLong = true;
      return;
    }
    room(1);
    kept[keptLength++] = (byte) b;
  }

  private void keep(int from, int to) {
    int length = to - from;
    if (keptLength + length > LONGEST_TEXT) {
      tooLong = true;
      return;
    }
    room(length);
    System.arraycopy(buffer, from, kept, keptLength, length);
    keptLength += length;
  }

  private void room(int length) {
    if (keptLength + length > kept.length) {
      kept = java.util.Arrays.copyOf(kept, Math.max(2 * kept.length, keptLength + length));
    }
  }

  private int afterSpace() throws IOException {
    int c = peek();
    while (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
      position++;
      c = peek();
    }
    return c;
  }

  private void expect(int c, char wanted, String what) throws JsonException {
    if (c != wanted) {
      throw unexpected(c, what);
    }
    position++;
  }

  private JsonException unexpected(int c, String wanted) {
    String what =
        c == END_OF_INPUT
            ? "the end of the input"
            : c > ' ' && c < 0x7F ? "'" + (char) c + "'" : "byte " + c;
    return new JsonException(what + " in the place of " + wanted, offset());
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private int peek() throws IOException {
    if (position == limit) {
      before += limit;
      position = 0;
      limit = Math.max(0, in.read(buffer, 0, BUFFER));
      if (limit == 0) {
        return END_OF_INPUT;
      }
    }
    return buffer[position] & 0xFF;
  }

  private int take() throws IOException {
    int c = peek();
    if (c == END_OF_INPUT) {
      throw unexpected(c, "the rest of a value");
    }
    position++;
    return c;
  }
}
