package dev.chartwright.generator.push;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The message of a server, short enough for a sentence. */
final class ServerMessage {
  private static final int LONGEST = 200;
  private static final Pattern TITLE =
      Pattern.compile("<title[^>]*>(.*?)</title>", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private ServerMessage() {}

  /**
   * The words of a reply, from which secrets are taken before anything else, so that no part of one
   * remains: {@code error} or {@code errors[].message} of JSON, the title of a page, the first line
   * of any other text; nothing if it has none.
   */
  static Optional<String> of(Reply reply, UnaryOperator<String> hide) {
    JsonNode json = reply.json();
    String words;
    if (json.isContainerNode()) {
      words = of(json);
    } else if (reply.isPage()) {
      Matcher title = TITLE.matcher(reply.text());
      words = title.find() ? title.group(1) : "";
    } else {
      words = reply.text().strip().lines().findFirst().orElse("");
    }
    String line =
        hide.apply(words).replaceAll("[\\p{Cntrl}\\s]+", " ").replaceAll("<[^>]*>", "").strip();
    String shown = line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    return Optional.of(shown.replaceAll("[.]$", "")).filter(text -> !text.isEmpty());
  }

  private static String of(JsonNode json) {
    JsonNode errors = json.path("errors");
    if (errors.isArray()) {
      return StreamSupport.stream(errors.spliterator(), false)
          .map(each -> each.path("message").asText(each.path("code").asText()))
          .distinct()
          .collect(Collectors.joining("; "));
    }
    JsonNode error = json.path("error");
    return error.isObject()
        ? error.path("message").asText()
        : error.asText(json.path("message").asText());
  }
}
