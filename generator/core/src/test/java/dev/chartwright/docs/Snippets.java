package dev.chartwright.docs;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.ChartSource;
import dev.chartwright.chart.Values;
import dev.chartwright.fixture.CompiledSources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Java of the documentation, compiled as its readers would. */
public final class Snippets {
  private static final Path HELLO_WEB =
      Path.of("../../examples/hello-web/src/main/java/dev/chartwright/examples/web/HelloWeb.java");
  private static final Pattern CLASS = Pattern.compile("(?m)^public final class (\\w+)");
  private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");

  /** What statements about a chart are put into. */
  public interface Declaration {
    void in(Chart.Builder chart, Values values) throws Exception;
  }

  private final Map<Fence, String> names;
  private final CompiledSources compiled;

  private Snippets(Map<Fence, String> names, CompiledSources compiled) {
    this.names = names;
    this.compiled = compiled;
  }

  /** Compiles all at once, with the chart of the example that they may refer to. */
  static Snippets of(List<Fence> fences, Path folder) throws IOException {
    Map<Fence, String> names = new LinkedHashMap<>();
    List<String> sources = new ArrayList<>();
    sources.add(Files.readString(HELLO_WEB));
    for (Fence fence : fences) {
      if (fence.isWhole()) {
        sources.add(fence.text());
        wholeName(fence).ifPresent(name -> names.put(fence, name));
      } else {
        sources.add(wrapped(fence));
        names.put(fence, "dev.chartwright.docs.snippets." + fence.className());
      }
    }
    return new Snippets(
        names, CompiledSources.of(folder, sources.stream().distinct().toArray(String[]::new)));
  }

  private static Optional<String> wholeName(Fence fence) {
    Matcher type = CLASS.matcher(fence.text());
    Matcher named = PACKAGE.matcher(fence.text());
    return type.find()
        ? Optional.of((named.find() ? named.group(1) + "." : "") + type.group(1))
        : Optional.empty();
  }

  /** The chart that a snippet declares; empty for code of another kind. */
  Optional<Chart> chart(Fence fence) {
    if (!fence.isWhole()) {
      return fence.text().contains("chart.") && !fence.text().contains(" chart = ")
          ? Optional.of(declared(fence))
          : Optional.empty();
    }
    return fence.text().contains("implements ChartSource")
        ? Optional.of(compiled.instance(names.get(fence), ChartSource.class).chart())
        : Optional.empty();
  }

  private Chart declared(Fence fence) {
    return run(fence).build();
  }

  /** Runs statements, and gives the builder that they were about. */
  Chart.Builder run(Fence fence) {
    Values values = Values.create();
    Chart.Builder chart =
        Chart.named("demo").appVersion("1.2.3").describe("A chart.").values(values);
    try {
      compiled.instance(names.get(fence), Declaration.class).in(chart, values);
    } catch (Exception failure) {
      throw new AssertionError(fence.place() + " fails", failure);
    }
    return chart;
  }

  private static String wrapped(Fence fence) {
    return """
        package dev.chartwright.docs.snippets;

        import static dev.chartwright.chart.Templating.*;
        import static dev.chartwright.chart.Types.*;
        import static dev.chartwright.workload.Settings.*;
        import static org.assertj.core.api.Assertions.assertThat;

        import dev.chartwright.chart.*;
        import dev.chartwright.chart.tree.Condition;
        import dev.chartwright.chart.tree.Expr;
        import dev.chartwright.examples.web.HelloWeb;
        import dev.chartwright.generator.*;
        import dev.chartwright.generator.prove.ProofReport;
        import dev.chartwright.generator.write.WriteReport;
        import dev.chartwright.problem.*;
        import dev.chartwright.resource.RabbitmqTrigger;
        import dev.chartwright.resource.Restricted;
        import dev.chartwright.resource.Trigger;
        import dev.chartwright.test.ChartTest;
        import dev.chartwright.workload.*;
        import io.fabric8.kubernetes.api.model.*;
        import io.fabric8.kubernetes.api.model.apps.*;
        import io.fabric8.kubernetes.api.model.batch.v1.*;
        import io.fabric8.kubernetes.api.model.networking.v1.*;
        import java.nio.file.Path;
        import java.time.Duration;
        import java.util.List;
        import java.util.Map;

        public final class %s implements dev.chartwright.docs.Snippets.Declaration {
          @Override
          public void in(Chart.Builder %s, Values values) throws Exception {
        %s  }
        }
        """
        .formatted(
            fence.className(),
            fence.text().contains(" chart = ") ? "builder" : "chart",
            fence.text());
  }
}
