package dev.chartwright.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A block of code in a page or in a comment.
 *
 * @param language the word behind the fence
 * @param place the page and the line where the code begins
 */
record Fence(String language, String text, String place) {
  private static final Pattern WHOLE =
      Pattern.compile("(?m)^(?:public )?(?:final )?(?:class|record) \\w+");

  /** The blocks of a page of Markdown, in their order. */
  static List<Fence> of(Path page) {
    List<Fence> fences = new ArrayList<>();
    List<String> lines = lines(page);
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith("```")) {
        String language = lines.get(i).substring(3).strip();
        int start = i + 1;
        i++;
        while (!lines.get(i).startsWith("```")) {
          i++;
        }
        fences.add(new Fence(language, text(lines.subList(start, i)), page + ":" + (start + 1)));
      }
    }
    return fences;
  }

  /** The blocks of code in the comments of a source file. */
  static List<Fence> inComments(Path source) {
    List<Fence> fences = new ArrayList<>();
    List<String> lines = lines(source);
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).contains("* <pre>{@code")) {
        continue;
      }
      int start = i + 1;
      List<String> code = new ArrayList<>();
      for (i++; !lines.get(i).contains("}</pre>"); i++) {
        code.add(lines.get(i).replaceFirst("^ *\\* ?", ""));
      }
      fences.add(new Fence("java", text(code), source + ":" + (start + 1)));
    }
    return fences;
  }

  private static String text(List<String> lines) {
    return String.join("\n", lines) + "\n";
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  boolean isJava() {
    return language.equals("java");
  }

  /** Whether it shows a part of a file, which its first line names in a comment. */
  boolean namesAFile() {
    return (language.equals("yaml") && text.startsWith("# "))
        || (language.equals("jsonc") && text.startsWith("// "));
  }

  /** The file that the first line names. */
  String fileName() {
    String comment = text.lines().findFirst().orElseThrow();
    return comment.substring(comment.indexOf(' ')).strip();
  }

  /** Whether it is a source file, and not statements alone. */
  boolean isWhole() {
    return WHOLE.matcher(text).find();
  }

  /** A name for a class, different for each place. */
  String className() {
    return "At" + place.replaceAll("[^A-Za-z0-9]", "_");
  }
}
