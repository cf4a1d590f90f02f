package dev.chartwright.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.chart.Values;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table of the page about values has every declaration, and each of them works. */
class ValuesPageTest {
  private static final Path PAGE = Path.of("../../docs/values.md");

  @TempDir static Path folder;

  @Test
  void everyWayToDeclareAValueHasARow() throws IOException {
    Set<String> shown = new TreeSet<>();
    for (TableRow row : TableRow.of(PAGE)) {
      shown.addAll(row.methods("declaration"));
    }
    Set<String> declarations =
        Arrays.stream(Values.class.getDeclaredMethods())
            .filter(method -> Modifier.isPublic(method.getModifiers()))
            .filter(ValuesPageTest::declares)
            .map(Method::getName)
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(shown).containsAll(declarations);
  }

  private static boolean declares(Method method) {
    return method.getReturnType().getSimpleName().endsWith("Declaration")
        || method.getName().equals("namespaceOverride");
  }

  @Test
  void everyDeclarationOfTheTableDeclaresAValue() throws IOException {
    List<Fence> fences = new ArrayList<>();
    for (TableRow row : TableRow.of(PAGE)) {
      if (row.cells().containsKey("accepts")) {
        for (String declaration : row.code("declaration")) {
          fences.add(statement(declaration, fences.size()));
        }
      }
    }
    Snippets snippets = Snippets.of(fences, folder);
    List<String> problems = new ArrayList<>();
    for (Fence fence : fences) {
      snippets
          .run(fence)
          .build()
          .findings()
          .forEach(each -> problems.add(fence.text() + ": " + each));
    }

    assertThat(fences).hasSizeGreaterThan(20);
    assertThat(problems).isEmpty();
  }

  private static Fence statement(String declaration, int number) {
    String end =
        declaration.startsWith("namespaceOverride") ? ";\n" : ".describe(\"What it is.\");\n";
    return new Fence("java", "values." + declaration + end, PAGE + ":" + number);
  }
}
