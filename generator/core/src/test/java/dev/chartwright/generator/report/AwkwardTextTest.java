package dev.chartwright.generator.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chartwright.generator.file.FileTree;
import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** What a chart, its values or Helm say can be anything, and is told as what it is. */
class AwkwardTextTest {
  private static final List<String> PIECES =
      List.of(
          "</script>",
          "<script>alert(1)</script>",
          "</style>",
          "</title>",
          "</code></pre>",
          "<!--",
          "-->",
          "]]>",
          "<![CDATA[",
          "&amp;",
          "&#0;",
          "\"",
          "'",
          "\" onload=\"x",
          "[#if",
          "[=x]",
          "${x}",
          "{{ .Values.x }}",
          "\\",
          "\\u0000",
          "\u0000",
          "\u0007",
          "\u001b[31m",
          "\u007f",
          "\u0085",
          "\u2028",
          "\ufeff",
          "\uffff",
          "\ud800",
          "\udc00",
          "😀",
          "👩‍👩‍👧",
          "\u202e",
          "日本",
          "\n",
          "\r\n",
          "\r",
          "\t",
          " ",
          "a");

  private static final Set<String> VOID = Set.of("meta", "link");
  private static final Pattern TAG =
      Pattern.compile("<(/?)([a-z][a-z0-9]*)((?: [a-z-]+(?:=\"[^\"<>]*\")?)*)>");

  static Stream<String> texts() {
    Random random = new Random(1);
    Stream<String> mixed =
        Stream.generate(
                () ->
                    random
                        .ints(1 + random.nextInt(8), 0, PIECES.size())
                        .mapToObj(PIECES::get)
                        .reduce("", String::concat))
            .limit(200);
    // A text of blanks alone would be no text.
    return Stream.concat(PIECES.stream(), mixed).map(text -> "a" + text);
  }

  @Tag("thorough")
  @ParameterizedTest
  @MethodSource("texts")
  void noTextBreaksOutOfAFile(String text) throws Exception {
    FileTree files = ProofFiles.of(Documents.of(text));

    String legal = LegalText.of(text);
    assertThat(tags(files.text(ProofFiles.PAGE)))
        .as("the page has the tags that it has for a plain text")
        .isEqualTo(tags(ProofFiles.of(Documents.of("plain")).text(ProofFiles.PAGE)));
    assertThat(files.text(ProofFiles.PAGE))
        .contains("<p class=\"what\">" + new HtmlText().quoted(text) + "</p>");

    Document xml = xml(files.files().get(ProofFiles.JUNIT));
    Element failure = (Element) xml.getElementsByTagName("failure").item(0);
    assertThat(failure.getAttribute("message")).isEqualTo(legal.replaceAll("[\n\t]", " "));
    assertThat(failure.getTextContent()).contains("what: " + legal.stripTrailing());

    JsonNode json = new ObjectMapper().readTree(files.files().get(ProofFiles.JSON));
    assertThat(json.at("/problems/0/what").textValue()).isEqualTo(withoutHalves(text));
    assertThat(json.at("/upgrade/findings/0/values").textValue()).isEqualTo(withoutHalves(text));
  }

  @Test
  void whatNoFileCanHoldIsReplacedByASign() {
    assertThat(LegalText.of("a\u0000b\r\nc\rd\te\u0085f\uffffg\ud800h😀"))
        .isEqualTo("a\ufffdb\nc\nd\te\ufffdf\ufffdg\ufffdh😀");
  }

  /** The tags in their order; fails where one is not closed as it was opened. */
  private static List<String> tags(String page) {
    String body = page.replaceAll("(?s)<style>.*?</style>", "");
    Matcher tag = TAG.matcher(body);
    Deque<String> open = new ArrayDeque<>();
    StringBuilder between = new StringBuilder();
    List<String> tags = new ArrayList<>();
    while (tag.find()) {
      tag.appendReplacement(between, "");
      tags.add(tag.group(1) + tag.group(2));
      if (!tag.group(1).isEmpty()) {
        assertThat(tag.group(2)).isEqualTo(open.pop());
      } else if (!VOID.contains(tag.group(2))) {
        open.push(tag.group(2));
      }
    }
    tag.appendTail(between);
    assertThat(open).isEmpty();
    assertThat(between.toString().replace("<!DOCTYPE html>", "")).doesNotContain("<", ">");
    return tags;
  }

  private static Document xml(byte[] text) throws Exception {
    assertThat(new String(text, UTF_8)).doesNotContain("<!DOCTYPE", "<![CDATA[");
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(text));
  }

  private static String withoutHalves(String text) {
    return text.codePoints()
        .map(point -> Character.getType(point) == Character.SURROGATE ? 0xFFFD : point)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
