package dev.chartwright.generator.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import dev.chartwright.chart.Chart;
import dev.chartwright.chart.Values;
import dev.chartwright.problem.DeclarationRules;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.InvalidModelException;
import dev.chartwright.problem.Rule;
import io.fabric8.kubernetes.api.builder.Visitable;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.File;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeclarationExamplesTest {
  @Tag("thorough")
  @Test
  void theExampleOfEveryRuleBreaksItAndItsReportNamesTheLine(@TempDir Path folder)
      throws Exception {
    StringBuilder source = new StringBuilder(HEAD);
    for (Rule rule : DeclarationRules.all()) {
      source
          .append("  public static void ")
          .append(method(rule))
          .append("(Values values, Chart.Builder chart, ConfigMap page) {\n")
          .append(rule.example())
          .append("\n  }\n\n");
    }
    Path file = Files.writeString(folder.resolve("Examples.java"), source.append("}\n"));
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-g",
                "-d",
                folder.toString(),
                "-cp",
                classPath(),
                file.toString());
    assertThat(failed).isZero();
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {folder.toUri().toURL()}, Chart.class.getClassLoader())) {
      Class<?> examples = loader.loadClass("Examples");
      for (Rule rule : DeclarationRules.all()) {
        assertThat(findings(examples, rule))
            .as(rule.id())
            .anySatisfy(
                finding -> {
                  assertThat(finding.rule()).isEqualTo(rule);
                  assertThat(finding.place().declaredAt())
                      .hasValueSatisfying(
                          line -> assertThat(line.file()).isEqualTo("Examples.java"));
                });
      }
    }
  }

  @Test
  void everyRuleHasAnIdOfItsFamilyInOrder() {
    List<String> ids = DeclarationRules.all().stream().map(Rule::id).toList();
    assertThat(ids).isSorted().doesNotHaveDuplicates().allMatch(id -> id.matches("DEC-\\d\\d"));
  }

  private static List<Finding> findings(Class<?> examples, Rule rule) throws Exception {
    Values values = Values.create();
    Chart.Builder chart = Chart.named("example").describe("An example.").values(values);
    examples
        .getMethod(method(rule), Values.class, Chart.Builder.class, ConfigMap.class)
        .invoke(null, values, chart, page());
    try {
      HelmChart.of(chart.build()).files();
      return List.of();
    } catch (InvalidModelException invalid) {
      return invalid.findings();
    }
  }

  /** Where the classes are that examples name, however the test is started. */
  private static String classPath() {
    return Stream.of(
            Chart.class,
            Finding.class,
            ConfigMapBuilder.class,
            HasMetadata.class,
            Visitable.class,
            JsonInclude.class,
            JsonSerialize.class)
        .map(type -> Path.of(URI.create(location(type))).toString())
        .distinct()
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String location(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation().toString();
  }

  private static ConfigMap page() {
    return new ConfigMapBuilder().withNewMetadata().withName("page").endMetadata().build();
  }

  private static String method(Rule rule) {
    return rule.id().replace("-", "");
  }

  private static final String HEAD =
      """
      import dev.chartwright.chart.*;
      import dev.chartwright.chart.tree.*;
      import dev.chartwright.chart.ValueType.*;
      import io.fabric8.kubernetes.api.model.ConfigMap;
      import java.util.*;

      public final class Examples {
      """;
}
