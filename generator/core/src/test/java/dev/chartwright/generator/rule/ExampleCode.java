package dev.chartwright.generator.rule;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.chartwright.chart.Chart;
import dev.chartwright.chart.Values;
import dev.chartwright.prover.ProverFleet;
import io.fabric8.kubernetes.api.builder.Editable;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The Java of all examples, compiled once as it stands in the documentation. */
public final class ExampleCode {
  /** What a fleet is declared with. */
  public interface OfFleet {
    ProverFleet.Builder in(ProverFleet.Builder fleet);
  }

  /** What a chart is declared with. */
  public interface OfChart {
    void in(Chart.Builder chart, Values values, ConfigMap page);
  }

  private final ClassLoader classes;

  private ExampleCode(ClassLoader classes) {
    this.classes = classes;
  }

  static ExampleCode of(List<RuleExample> examples, Path folder) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      for (RuleExample example : examples) {
        Files.writeString(folder.resolve(name(example) + ".java"), source(example));
      }
      List<Path> sources =
          examples.stream().map(each -> folder.resolve(name(each) + ".java")).toList();
      boolean compiled =
          compiler
              .getTask(
                  messages,
                  files,
                  null,
                  List.of("-proc:none", "-d", folder.toString(), "-cp", classPath()),
                  null,
                  files.getJavaFileObjectsFromPaths(sources))
              .call();
      if (!compiled) {
        throw new AssertionError("an example does not compile: " + messages);
      }
      return new ExampleCode(
          new URLClassLoader(
              new URL[] {folder.toUri().toURL()}, ExampleCode.class.getClassLoader()));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  OfFleet ofFleet(RuleExample example) {
    return (OfFleet) made(example);
  }

  OfChart ofChart(RuleExample example) {
    return (OfChart) made(example);
  }

  private Object made(RuleExample example) {
    try {
      return classes
          .loadClass("dev.chartwright.generator.rule.examples." + name(example))
          .getConstructor()
          .newInstance();
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /**
   * Where the classes are that examples use; the console's launcher has a class path of its own.
   */
  private static String classPath() {
    return Stream.of(
            ExampleCode.class,
            Chart.class,
            ConfigMap.class,
            HasMetadata.class,
            DaemonSetBuilder.class,
            Editable.class,
            JsonInclude.class,
            JsonDeserialize.class)
        .map(
            each ->
                Path.of(
                    URI.create(
                        each.getProtectionDomain().getCodeSource().getLocation().toString())))
        .map(Path::toString)
        .distinct()
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String name(RuleExample example) {
    return example.rule().id().replace('-', '_');
  }

  private static String source(RuleExample example) {
    String method =
        example.isFleet()
            ? "implements OfFleet {\n  public ProverFleet.Builder in(ProverFleet.Builder fleet) {\n"
                + "    return "
            : "implements OfChart {\n"
                + "  public void in(Chart.Builder chart, Values values, ConfigMap page) {\n    ";
    return """
        package dev.chartwright.generator.rule.examples;

        import dev.chartwright.chart.*;
        import dev.chartwright.chart.tree.*;
        import dev.chartwright.chart.ValueType.*;
        import dev.chartwright.cloud.*;
        import dev.chartwright.generator.rule.ExampleCode.*;
        import dev.chartwright.prover.*;
        import dev.chartwright.units.*;
        import io.fabric8.kubernetes.api.model.ConfigMap;
        import java.time.Duration;
        import java.util.List;
        import java.util.Locale;
        import java.util.Map;

        public final class %s %s%s;
          }
        }
        """
        .formatted(name(example), method, example.code());
  }
}
