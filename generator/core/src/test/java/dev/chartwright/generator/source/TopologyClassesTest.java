package dev.chartwright.generator.source;

import static dev.chartwright.generator.source.CompiledClasses.PAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chartwright.chart.Chart;
import dev.chartwright.generator.Generated;
import dev.chartwright.problem.InvalidModelException;
import dev.chartwright.project.JkubeSource;
import dev.chartwright.workload.BackgroundWorker;
import dev.chartwright.workload.WebService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("thorough")
class TopologyClassesTest {
  private static final String CHART =
      "public Chart chart() { return Chart.named(\"web\").describe(\"A page.\").build(); }";

  /** A statement of a user's code that finds a problem of the model. */
  private static final String REFUSAL =
      "throw new dev.chartwright.problem.InvalidModelException(\"web\","
          + " dev.chartwright.problem.Finding.error("
          + "dev.chartwright.problem.Rule.of(\"XXX-01\", \"a\", \"b\", \"c\"),"
          + " dev.chartwright.problem.Place.ofModel(\"web\"), \"d\"));";

  @TempDir private Path folder;

  @Test
  void findsChartsAndFleetsByNameWhereverTheyInheritItFrom() throws IOException {
    classes()
        .with("Base", "public abstract class Base implements ChartSource { " + CHART + " }")
        .with("Web", "public class Web extends Base {}")
        .with("Outer", "public class Outer { public static class Inner extends Base {} }")
        .with(
            "Fleet",
            "public class Fleet implements FleetSource { public ProverFleet fleet() { return null; } }");

    try (TopologyClasses classes = TopologyClasses.of(List.of(folder))) {
      assertThat(classes.in(folder, SourceKind.TOPOLOGY))
          .containsExactly("acme.Fleet", "acme.Outer$Inner", "acme.Web");
    }
  }

  @Test
  void passesOverWhatCannotBeATopology() throws IOException {
    classes()
        .with("Hidden", "class Hidden implements ChartSource { " + CHART + " }")
        .with(
            "Outer",
            "class Outer { public static class Inner implements ChartSource { " + CHART + " } }")
        .with(
            "Asking",
            "public class Asking implements ChartSource { public Asking(int port) {} "
                + CHART
                + " }")
        .with(
            "Closed",
            "public class Closed implements ChartSource { private Closed() {} " + CHART + " }")
        .with("Kind", "public interface Kind extends ChartSource {}")
        .with("Other", "public class Other {}");

    try (TopologyClasses classes = TopologyClasses.of(List.of(folder))) {
      assertThat(classes.in(folder, SourceKind.TOPOLOGY)).isEmpty();
      assertThat(classes.in(folder.resolve("absent"), SourceKind.TOPOLOGY)).isEmpty();
    }
  }

  @Test
  void findsAnObjectOfKotlin() throws IOException {
    classes()
        .with(
            // What the Kotlin compiler makes of an object.
            "Only",
            "public final class Only implements ChartSource {"
                + " public static final Only INSTANCE = new Only(); private Only() {}"
                + " public Chart chart() { return Chart.named(\"web\")"
                + PAGE
                + "; } }")
        .with(
            "Internal",
            "final class Internal implements ChartSource {"
                + " public static final Internal INSTANCE = new Internal(); private Internal() {} "
                + CHART
                + " }")
        .with(
            "Mistaken",
            "public final class Mistaken implements ChartSource {"
                + " public static final Mistaken INSTANCE = new Mistaken();"
                + " private Mistaken() { if (true) "
                + REFUSAL
                + " } "
                + CHART
                + " }");

    try (TopologyClasses classes = TopologyClasses.of(List.of(folder))) {
      assertThat(classes.in(folder, SourceKind.TOPOLOGY))
          .containsExactly("acme.Mistaken", "acme.Only");
      assertThat(classes.nearly(folder, SourceKind.TOPOLOGY))
          .singleElement()
          .asString()
          .contains("acme.Internal", "declare it public");
      assertThat(classes.load("acme.Only").generate().name()).isEqualTo("web");
      assertThatThrownBy(() -> classes.load("acme.Mistaken"))
          .isInstanceOf(InvalidModelException.class);
    }
  }

  @Test
  void passesOverAClassWhoseOptionalLibraryIsAbsent() throws IOException {
    classes()
        .with("Library", "public class Library {}")
        .with("User", "public class User extends Library {}")
        .with("Web", "public class Web implements ChartSource { " + CHART + " }");
    Files.delete(folder.resolve("acme/Library.class"));

    try (TopologyClasses classes = TopologyClasses.of(List.of(folder))) {
      assertThat(classes.in(folder, SourceKind.TOPOLOGY)).containsExactly("acme.Web");
    }
  }

  @Test
  void runsNoCodeOfTheProjectWhileItLooks() throws IOException {
    classes()
        .with(
            "Web",
            "public class Web implements ChartSource { static { System.setProperty(\"acme.ran\", \"yes\"); } "
                + CHART
                + " }");

    try (TopologyClasses classes = TopologyClasses.of(List.of(folder))) {
      assertThat(classes.in(folder, SourceKind.TOPOLOGY)).hasSize(1);
      assertThat(System.getProperty("acme.ran")).isNull();
    }
  }

  @Test
  void generatesWithTheDslOfTheGeneratorAndTheLibrariesOfTheProject(@TempDir Path library)
      throws IOException {
    new CompiledClasses(library)
        .with("Names", "public class Names { public static final Object NAME = \"web\"; }");
    new CompiledClasses(folder, library)
        .with(
            "Web",
            "public class Web implements ChartSource { public Chart chart() {"
                + " return Chart.named(Names.NAME.toString())"
                + PAGE
                + "; } }");

    try (TopologyClasses classes = TopologyClasses.of(List.of(folder, library))) {
      Topology topology = classes.load("acme.Web");
      Generated generated = topology.generate();

      assertThat(topology.className()).isEqualTo("acme.Web");
      assertThat(generated.name()).isEqualTo("web");
      assertThat(generated.output().contains("helm/web/Chart.yaml")).isTrue();
    }
  }

  @Test
  void showsTheProjectNothingElseOfTheGenerator() throws IOException {
    classes()
        .with(
            "Curious",
            "public class Curious implements ChartSource { public Chart chart() {"
                + " try { Class.forName(\"dev.chartwright.generator.Generator\"); return null; }"
                + " catch (ClassNotFoundException e) { return Chart.named(\"web\")"
                + PAGE
                + "; } } }");

    assertThat(load("Curious").name()).isEqualTo("web");
  }

  @Test
  void setsTheContextClassLoaderForTheCodeOfTheProjectAlone() throws IOException {
    classes()
        .with(
            "Web",
            "public class Web implements ChartSource { public Chart chart() {"
                + " return Chart.named(Thread.currentThread().getContextClassLoader() == Web.class.getClassLoader()"
                + " ? \"mine\" : \"other\")"
                + PAGE
                + "; } }");
    ClassLoader before = Thread.currentThread().getContextClassLoader();

    assertThat(load("Web").name()).isEqualTo("mine");
    assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
  }

  @Test
  void saysWhyAClassCannotBeUsed() throws IOException {
    classes()
        .with("Other", "public class Other {}")
        .with("Hidden", "class Hidden implements ChartSource { " + CHART + " }")
        .with("Kind", "public abstract class Kind implements ChartSource {}")
        .with(
            "Asking",
            "public class Asking implements ChartSource { public Asking(int port) {} "
                + CHART
                + " }");

    assertThatThrownBy(() -> load("Absent"))
        .isInstanceOf(TopologyException.class)
        .hasMessage("There is no class acme.Absent on the class path of the project.");
    assertThatThrownBy(() -> load("Other"))
        .hasMessageStartingWith("The class acme.Other implements neither ChartSource");
    assertThatThrownBy(() -> load("Hidden"))
        .hasMessage("The class acme.Hidden is not public: declare it public.");
    assertThatThrownBy(() -> load("Kind"))
        .hasMessageStartingWith("The class acme.Kind is abstract");
    assertThatThrownBy(() -> load("Asking"))
        .hasMessage(
            "The class acme.Asking has no public constructor without parameters:"
                + " add 'public Asking()'.");
  }

  @Test
  void namesClassesThatNearlyFitWithTheChange() throws IOException {
    classes()
        .with("Base", "public abstract class Base implements ChartSource { " + CHART + " }")
        .with("Hidden", "class Hidden extends Base {}")
        .with("Closed", "public class Closed extends Base { private Closed() {} }")
        .with("Asking", "public class Asking extends Base { public Asking(int port) {} }")
        .with("Outer", "public class Outer { public class Inner extends Base {} }")
        .with("Shell", "class Shell { public static class Nut extends Base {} }")
        .with("Kind", "public interface Kind extends ChartSource {}")
        .with("Web", "public class Web extends Base {}")
        .with("Other", "public class Other {}");

    try (TopologyClasses classes = TopologyClasses.of(List.of(folder))) {
      assertThat(classes.nearly(folder, SourceKind.TOPOLOGY))
          .satisfiesExactly(
              line -> assertThat(line).contains("acme.Asking", "add 'public Asking()'"),
              line -> assertThat(line).contains("acme.Base", "abstract"),
              line -> assertThat(line).contains("acme.Closed", "declare the constructor public"),
              line -> assertThat(line).contains("acme.Hidden", "declare it public"),
              line -> assertThat(line).contains("acme.Outer$Inner", "declare it static"),
              line -> assertThat(line).contains("acme.Shell$Nut", "declare Shell public"));
      assertThat(classes.in(folder, SourceKind.TOPOLOGY)).containsExactly("acme.Web");
    }
  }

  @Test
  void findsTheClassThatAddsToJkube() throws IOException {
    classes()
        .with("Web", "public class Web implements ChartSource { " + CHART + " }")
        .with("Shop", "public class Shop implements dev.chartwright.project.JkubeSource {}")
        .with("Hidden", "class Hidden implements dev.chartwright.project.JkubeSource {}");

    try (TopologyClasses classes = TopologyClasses.of(List.of(folder))) {
      assertThat(classes.in(folder, SourceKind.REFINEMENT)).containsExactly("acme.Shop");
      assertThat(classes.in(folder, SourceKind.TOPOLOGY)).containsExactly("acme.Web");
      assertThat(classes.nearly(folder, SourceKind.REFINEMENT))
          .singleElement()
          .asString()
          .contains("acme.Hidden", "declare it public");
      assertThat(classes.refinement("acme.Shop").chart(Chart.named("shop"))).isNotNull();
      assertThatThrownBy(() -> classes.refinement("acme.Web"))
          .isInstanceOf(TopologyException.class)
          .hasMessage("The class acme.Web does not implement JkubeSource: implement JkubeSource.");
    }
  }

  @Test
  void blamesTheClassThatAddsToJkube() throws IOException {
    classes()
        .with(
            "Shop",
            """
            public class Shop implements dev.chartwright.project.JkubeSource {
              public Chart.Builder chart(Chart.Builder described) {
                throw new IllegalStateException("closed");
              }
              public dev.chartwright.workload.WebService web(
                  dev.chartwright.workload.WebService described) {
                return null;
              }
            }
            """);

    try (TopologyClasses classes = TopologyClasses.of(List.of(folder))) {
      JkubeSource shop = classes.refinement("acme.Shop");
      assertThatThrownBy(() -> shop.chart(Chart.named("shop")))
          .isInstanceOf(TopologyException.class)
          .hasMessageContainingAll("acme.Shop.chart() failed", "closed", "Shop.java:6");
      assertThatThrownBy(() -> shop.web(WebService.named("shop")))
          .isInstanceOf(TopologyException.class)
          .hasMessage("acme.Shop.web() returned null.");
      assertThatThrownBy(() -> shop.worker(BackgroundWorker.named("shop")))
          .isInstanceOf(TopologyException.class)
          .hasMessage(
              "acme.Shop.web() is never called, because JKube describes no Service for this"
                  + " project: override worker() instead.");
    }
  }

  @Test
  void blamesTheLineOfTheProjectThatFailed() throws IOException {
    classes()
        .with(
            "Web",
            """
            public class Web implements ChartSource {
              public Chart chart() {
                try {
                  return Chart.named("web" + Integer.parseInt("one")).build();
                } catch (NumberFormatException e) {
                  throw new IllegalStateException("no chart today", e);
                }
              }
            }
            """);

    assertThatThrownBy(() -> load("Web"))
        .isInstanceOf(TopologyException.class)
        .hasMessage(
            """
            acme.Web.chart() failed: java.lang.IllegalStateException: no chart today
                at acme.Web.chart(Web.java:9)
              caused by java.lang.NumberFormatException: For input string: "one"
                at acme.Web.chart(Web.java:7)""");
  }

  @Test
  void blamesAConstructorAndAnInitialiserToo() throws IOException {
    classes()
        .with(
            "Built",
            "public class Built implements ChartSource { public Built() { throw new IllegalStateException(\"no\"); } "
                + CHART
                + " }")
        .with(
            "Started",
            "public class Started implements ChartSource { static final int ONE = Integer.parseInt(\"one\"); "
                + CHART
                + " }")
        .with(
            "Empty",
            "public class Empty implements ChartSource { public Chart chart() { return null; } }");

    assertThatThrownBy(() -> load("Built"))
        .hasMessage(
            "The constructor of acme.Built failed: java.lang.IllegalStateException: no\n"
                + "    at acme.Built.<init>(Built.java:4)");
    assertThatThrownBy(() -> load("Started"))
        .isInstanceOf(TopologyException.class)
        .hasMessageContaining(
            "caused by java.lang.NumberFormatException: For input string: \"one\"")
        .hasMessageContaining("at acme.Started.<clinit>(Started.java:4)");
    assertThatThrownBy(() -> load("Empty")).hasMessage("acme.Empty.chart() returned null.");
  }

  @Test
  void passesTheReportOfAnInvalidModelOn() throws IOException {
    classes()
        .with(
            "Web",
            "public class Web implements ChartSource { public Chart chart() {" + REFUSAL + " } }");

    assertThatThrownBy(() -> load("Web")).isInstanceOf(InvalidModelException.class);
  }

  private CompiledClasses classes() {
    return new CompiledClasses(folder);
  }

  private Generated load(String simpleName) {
    try (TopologyClasses classes = TopologyClasses.of(List.of(folder))) {
      return classes.load("acme." + simpleName).generate();
    }
  }
}
