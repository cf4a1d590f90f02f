package dev.chartwright.companion.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chartwright.companion.json.JsonReader.Token;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "[1,-0,0.5,-1.25e+10,1E-3,123456789012345678901234567890]",
        "{\"a\":{\"b\":[true,false,null]},\"c\":\"\"}",
        "\"alone\"",
        "[[[[]]],{}]"
      })
  void aValueIsPrintedAsItWasRead(String json) throws Exception {
    assertThat(JsonReader.parse(json)).hasToString(json);
  }

  @Test
  void spacesAreIgnored() throws Exception {
    assertThat(JsonReader.parse(" \t\r\n{ \"a\" :\n[ 1 , 2 ] } \n")).hasToString("{\"a\":[1,2]}");
  }

  @Test
  void escapesAreDecoded() throws Exception {
    assertThat(JsonReader.parse("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\uDE00\"").text())
        .contains("\"\\/\b\f\n\r\té😀");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[",
        "[1",
        "[1,",
        "[1,]",
        "[,1]",
        "[1 2]",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{a:1}",
        "{\"a\" 1}",
        "{\"a\":1 \"b\":2}",
        "]",
        "}",
        "[}",
        "{]",
        "01",
        "-",
        "1.",
        ".5",
        "1e",
        "+1",
        "0x1",
        "NaN",
        "tru",
        "nulls",
        "True",
        "\"",
        "\"\\",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\u12g4\"",
        "\"\\ud800\"",
        "\"\\udc00\"",
        "\"\\ud800\\u0041\"",
        "\"a\nb\"",
        "1 2",
        "[] []",
        "// comment\n1",
        "'a'",
        "{\"a\":1,\"a\":2}"
      })
  void whatIsNotJsonIsRefusedWithItsPosition(String text) {
    assertThatThrownBy(() -> JsonReader.parse(text))
        .isInstanceOf(JsonException.class)
        .hasMessageMatching("(?s).* at byte \\d+");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0080",
        "\u00c0\u0080",
        "\u00c3",
        "\u00e2\u0082",
        "\u00ed\u00a0\u0080",
        "\u00f4\u0090\u0080\u0080",
        "\u00f8\u0088\u0080\u0080\u0080",
        "\u00ff",
        "\u00e0\u0080\u0080"
      })
  void bytesThatAreNoUtf8AreRefused(String bytes) {
    byte[] text = ("\"" + bytes + "\"").getBytes(ISO_8859_1);

    assertThatThrownBy(() -> tokens(new ByteArrayInputStream(text)))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining("UTF-8");
  }

  @Test
  void deepNestingIsRefusedBeforeItEndsTheProgram() {
    assertThatThrownBy(() -> JsonReader.parse("[".repeat(100_000)))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining("nested deeper than 512");
  }

  @Test
  void aLongTextIsReadButNotKept() throws Exception {
    String json = "[\"" + "f".repeat(3 * JsonReader.LONGEST_TEXT) + "\",1]";
    JsonReader reader = new JsonReader(stream(json));

    assertThat(reader.next()).isEqualTo(Token.ARRAY);
    assertThat(reader.next()).isEqualTo(Token.TEXT);
    assertThatThrownBy(reader::text).isInstanceOf(JsonException.class);
    assertThat(reader.next()).isEqualTo(Token.NUMBER);
    assertThat(reader.text()).isEqualTo("1");
  }

  @Test
  void aSkippedValueEndsWhereItsBytesEnd() throws Exception {
    String json = "[ {\"a\": [1, {}]} , \"x\", {\"b\":2}]";
    JsonReader reader = new JsonReader(stream(json));
    List<String> items = new ArrayList<>();
    reader.next();
    while (reader.next() != Token.END_ARRAY) {
      int start = (int) reader.start();
      reader.skip();
      items.add(json.substring(start, (int) reader.offset()));
    }

    assertThat(items).containsExactly("{\"a\": [1, {}]}", "\"x\"", "{\"b\":2}");
  }

  @Test
  void randomValuesAreReadAsTheyWerePrintedHoweverTheStreamIsCut() throws Exception {
    Random random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      JsonValue value = random(random, 0);
      JsonReader reader = new JsonReader(cut(value.toString().getBytes(UTF_8), random));
      reader.next();

      assertThat(reader.value()).isEqualTo(value);
      assertThat(reader.next()).isEqualTo(Token.END);
    }
  }

  @Test
  void changedBytesGiveAValueOrAnExceptionOfTheReader() throws Exception {
    Random random = new Random(8);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = random(random, 0).toString().getBytes(UTF_8);
      for (int changes = random.nextInt(3); changes >= 0; changes--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      try {
        tokens(new ByteArrayInputStream(Arrays.copyOf(bytes, random.nextInt(bytes.length + 1))));
      } catch (JsonException e) {
        assertThat(e.offset()).isBetween(0L, (long) bytes.length);
      }
    }
  }

  private static List<Token> tokens(InputStream in) throws IOException {
    List<Token> all = new ArrayList<>();
    JsonReader reader = new JsonReader(in);
    do {
      all.add(reader.next());
    } while (reader.token() != Token.END);
    return all;
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }

  private static InputStream cut(byte[] bytes, Random random) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public synchronized int read(byte[] into, int offset, int length) {
        return super.read(into, offset, Math.min(length, 1 + random.nextInt(3)));
      }
    };
  }

  private static JsonValue random(Random random, int depth) {
    return switch (random.nextInt(depth > 3 ? 5 : 7)) {
      case 0 -> new JsonValue.Null();
      case 1 -> new JsonValue.Flag(random.nextBoolean());
      case 2 -> new JsonValue.Numeral(Long.toString(random.nextLong()));
      case 3 -> new JsonValue.Numeral(Double.toString(random.nextGaussian() * 1e9));
      case 4 -> new JsonValue.Text(text(random));
      case 5 -> {
        List<JsonValue> items = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          items.add(random(random, depth + 1));
        }
        yield new JsonValue.Array(items);
      }
      default -> {
        TreeMap<String, JsonValue> fields = new TreeMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          fields.put(text(random), random(random, depth + 1));
        }
        yield new JsonValue.Fields(fields);
      }
    };
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(8); i > 0; i--) {
      int codePoint =
          random.nextBoolean()
              ? random.nextInt(0x80)
              : random.nextInt(Character.MAX_CODE_POINT + 1);
      boolean half = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
      text.appendCodePoint(half ? 'x' : codePoint);
    }
    return text.toString();
  }
}
