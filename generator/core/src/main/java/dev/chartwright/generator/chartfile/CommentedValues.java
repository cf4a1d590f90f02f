package dev.chartwright.generator.chartfile;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values that {@code values.yaml} shows in comments, for people to uncomment. */
public final class CommentedValues {
  private static final Pattern KEY = Pattern.compile("( *)(#[# ]*)?([A-Za-z_][-\\w]*):.*");

  private CommentedValues() {}

  private record Section(int indent, String key) {}

  /** Their paths, by the section in which the comment stands. */
  public static Set<List<String>> in(String values) {
    Set<List<String>> found = new HashSet<>();
    List<Section> open = new ArrayList<>();
    for (String line : values.split("\\R")) {
      Matcher matcher = KEY.matcher(line);
      if (!matcher.matches()) {
        continue;
      }
      int indent = matcher.group(1).length();
      List<Section> above = open.stream().filter(each -> each.indent() < indent).toList();
      if (matcher.group(2) == null) {
        open.clear();
        open.addAll(above);
        open.add(new Section(indent, matcher.group(3)));
      } else {
        List<String> path = new ArrayList<>(above.stream().map(Section::key).toList());
        path.add(matcher.group(3));
        found.add(List.copyOf(path));
      }
    }
    return found;
  }
}
