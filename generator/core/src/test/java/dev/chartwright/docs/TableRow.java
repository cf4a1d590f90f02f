package dev.chartwright.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A row of a table on a page. Immutable.
 *
 * @param cells by the heading of the column
 */
record TableRow(Map<String, String> cells) {
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern CALL = Pattern.compile("(?:[A-Z]\\w*\\.)?([a-z]\\w*)\\(.*");

  /** The rows of all tables of a page. */
  static List<TableRow> of(Path page) throws IOException {
    List<TableRow> rows = new ArrayList<>();
    List<String> columns = List.of();
    for (String line : Files.readAllLines(page)) {
      if (!line.startsWith("|")) {
        columns = List.of();
        continue;
      }
      List<String> cells =
          Stream.of(line.substring(1).split("\\|", -1)).map(String::strip).toList();
      if (columns.isEmpty()) {
        columns = cells;
      } else if (!cells.get(0).startsWith("---")) {
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
          row.put(columns.get(i), cells.get(i));
        }
        rows.add(new TableRow(row));
      }
    }
    return rows;
  }

  /** The text of a cell; empty where the table has no such column. */
  String text(String column) {
    return cells.getOrDefault(column, "");
  }

  /** What is marked as code in a cell. */
  List<String> code(String column) {
    return CODE.matcher(text(column)).results().map(each -> each.group(1)).toList();
  }

  /** The names of the methods that a cell calls. */
  List<String> methods(String column) {
    return code(column).stream()
        .map(CALL::matcher)
        .filter(Matcher::matches)
        .map(each -> each.group(1))
        .toList();
  }
}
