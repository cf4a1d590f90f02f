package dev.chartwright.docs;

import static dev.chartwright.workload.Settings.cpu;
import static dev.chartwright.workload.Settings.events;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.Component;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import dev.chartwright.generator.Generator;
import dev.chartwright.problem.InvalidModelException;
import dev.chartwright.resource.Trigger;
import dev.chartwright.workload.Access;
import dev.chartwright.workload.BackgroundWorker;
import dev.chartwright.workload.ConfigFiles;
import dev.chartwright.workload.HealthCheck;
import dev.chartwright.workload.Monitor;
import dev.chartwright.workload.NodeAgent;
import dev.chartwright.workload.PodContainer;
import dev.chartwright.workload.Scaling;
import dev.chartwright.workload.ScheduledTask;
import dev.chartwright.workload.Settings;
import dev.chartwright.workload.SideContainer;
import dev.chartwright.workload.StatefulService;
import dev.chartwright.workload.Task;
import dev.chartwright.workload.WebService;
import dev.chartwright.workload.Workload;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tables on the pages about components say what the components do. */
class ComponentPagesTest {
  private static final Path DOCS = Path.of("../../docs");

  /** Methods that are no settings. */
  private static final Set<String> OTHER_METHODS =
      Set.of("named", "name", "valuesPath", "declaredAt", "into", "toString", "equals", "hashCode");

  /** The least that a component of each kind has, with its name. */
  private static final Map<String, Function<String, Component>> LEAST = least();

  @TempDir static Path folder;
  private static List<Page> pages;
  private static List<Chart> charts;

  /**
   * A page about components.
   *
   * @param types whose settings the page lists
   * @param others whose settings the page may list too
   * @param least what the defaults are those of
   */
  private record Page(String name, List<Class<?>> types, List<Class<?>> others, String least) {
    List<TableRow> rows() throws IOException {
      return TableRow.of(DOCS.resolve(name));
    }
  }

  @BeforeAll
  static void readThePages() throws IOException {
    List<Page> all = new ArrayList<>();
    all.add(
        page(
            "components.md", "WebService", List.of(PodContainer.class, Workload.class), List.of()));
    all.add(workload("web-service.md", WebService.class));
    all.add(workload("background-worker.md", BackgroundWorker.class));
    all.add(workload("stateful-service.md", StatefulService.class));
    all.add(workload("node-agent.md", NodeAgent.class));
    all.add(workload("task.md", Task.class));
    all.add(workload("scheduled-task.md", ScheduledTask.class));
    all.add(
        page(
            "components/parts.md",
            "WebService",
            List.of(
                SideContainer.class,
                ConfigFiles.class,
                HealthCheck.class,
                Settings.Requests.class,
                Settings.Limits.class,
                Scaling.ByEvents.class,
                Access.class,
                Monitor.class,
                Settings.class),
            List.of()));
    List<Fence> fences =
        all.stream()
            .flatMap(page -> Fence.of(DOCS.resolve(page.name())).stream())
            .filter(Fence::isJava)
            .toList();
    Snippets snippets = Snippets.of(fences, folder);
    charts = fences.stream().flatMap(fence -> snippets.chart(fence).stream()).toList();
    pages = List.copyOf(all);
  }

  private static Page workload(String name, Class<?> type) {
    return page(
        "components/" + name,
        type.getSimpleName(),
        List.of(type),
        List.of(PodContainer.class, Workload.class));
  }

  private static Page page(String name, String least, List<Class<?>> types, List<Class<?>> others) {
    return new Page(name, types, others, least);
  }

  @Test
  void everySettingHasARowAndEveryRowIsASetting() throws IOException {
    List<String> problems = new ArrayList<>();
    for (Page page : pages) {
      Set<String> rows =
          page.rows().stream()
              .flatMap(row -> row.methods("setting").stream())
              .collect(Collectors.toCollection(TreeSet::new));
      Set<String> settings = settings(page.types());
      settings.stream()
          .filter(setting -> !rows.contains(setting))
          .forEach(setting -> problems.add(page.name() + " has no row for " + setting));
      rows.stream()
          .filter(row -> !settings.contains(row) && !settings(page.others()).contains(row))
          .forEach(row -> problems.add(page.name() + ": there is no setting " + row));
    }
    assertThat(problems).isEmpty();
  }

  private static Set<String> settings(List<Class<?>> types) {
    Set<String> names = new TreeSet<>();
    for (Class<?> type : types) {
      for (Method method : type.getDeclaredMethods()) {
        if (Modifier.isPublic(method.getModifiers())
            && !method.isSynthetic()
            && !isAccessor(type, method)
            && !OTHER_METHODS.contains(method.getName())) {
          names.add(method.getName());
        }
      }
    }
    return names;
  }

  private static boolean isAccessor(Class<?> type, Method method) {
    return type.isRecord()
        && method.getParameterCount() == 0
        && Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getName)
            .anyMatch(method.getName()::equals);
  }

  @Test
  void everyValueOfATableIsOneOfAChart() throws IOException {
    Set<String> paths =
        charts.stream()
            .flatMap(chart -> chart.values().all().stream())
            .map(Value::path)
            .collect(Collectors.toSet());
    List<String> problems = new ArrayList<>();
    for (Page page : pages) {
      page.rows().stream()
          .flatMap(row -> row.code("value").stream())
          .filter(path -> !paths.contains(path))
          .forEach(path -> problems.add(page.name() + ": no chart has the value " + path));
    }
    assertThat(problems).isEmpty();
  }

  @Test
  void theDefaultsOfATableAreThoseOfTheComponent() throws IOException {
    List<String> problems = new ArrayList<>();
    for (Page page : pages) {
      Values values = chart(page.least(), "demo", true).values();
      for (TableRow row : page.rows()) {
        List<String> paths = row.code("value");
        List<String> shown = row.code("default");
        for (String path : paths) {
          Optional<Value<?>> value = values.find(path);
          if (row.text("default").equals("none") && value.isPresent()) {
            problems.add(page.name() + ": " + path + " is there without its setting");
          }
          if (paths.size() == 1
              && shown.size() == 1
              && !value.map(ComponentPagesTest::shown).equals(Optional.of(shown.get(0)))) {
            problems.add(page.name() + ": the default of " + path + " is not " + shown.get(0));
          }
        }
      }
    }
    assertThat(problems).isEmpty();
  }

  private static String shown(Value<?> value) {
    return value.defaultValue().equals("") ? "\"\"" : value.defaultValue().toString();
  }

  @Test
  void theNamesOfAddedComponentsAreBoundedAsTheTableSays() throws IOException {
    List<TableRow> rows =
        TableRow.of(DOCS.resolve("components.md")).stream()
            .filter(row -> row.cells().containsKey("longest name"))
            .toList();
    assertThat(rows).hasSameSizeAs(LEAST.keySet());
    List<String> problems = new ArrayList<>();
    for (TableRow row : rows) {
      String component = String.join(" ", row.code("added component"));
      int longest = Integer.parseInt(row.text("longest name"));
      if (isRefused(component, longest)) {
        problems.add(component + ": a name of " + longest + " characters is refused");
      }
      if (!isRefused(component, longest + 1)) {
        problems.add(component + ": a name of " + (longest + 1) + " characters is accepted");
      }
    }
    assertThat(problems).isEmpty();
  }

  @Test
  void aShorterFullNameLeavesMoreForTheNamesOfComponents() {
    Component report = LEAST.get("ScheduledTask").apply("a".repeat(21));
    Chart.Builder chart = Chart.named("demo").appVersion("1.2.3").describe("A chart.");
    chart.values(Values.create()).longestFullName(30).add(report);

    assertThat(Generator.generate(chart.build()).chart().manifests()).isNotEmpty();
  }

  private static boolean isRefused(String component, int characters) {
    try {
      Generator.generate(chart(component, "a".repeat(characters), false));
      return false;
    } catch (InvalidModelException refused) {
      assertThat(refused).hasMessageContaining("NAM-01");
      return true;
    }
  }

  private static Chart chart(String component, String name, boolean isMain) {
    Chart.Builder chart =
        Chart.named("demo").appVersion("1.2.3").describe("A chart.").values(Values.create());
    Component least = LEAST.get(component).apply(name);
    return (isMain ? chart.main(least) : chart.add(least)).build();
  }

  private static Map<String, Function<String, Component>> least() {
    Map<String, Function<String, Component>> all = new LinkedHashMap<>();
    String image = "ghcr.io/acme/shop";
    Trigger office =
        Trigger.of("cron")
            .parameter("timezone", "Europe/Zurich")
            .parameter("start", "0 7 * * *")
            .parameter("end", "0 19 * * *")
            .parameter("desiredReplicas", "5");
    Function<String, WebService> web = name -> WebService.named(name).image(image).port(8080);
    Function<String, BackgroundWorker> worker = name -> BackgroundWorker.named(name).image(image);
    all.put("WebService", web::apply);
    all.put("WebService test", name -> web.apply(name).test(address -> List.of("get", address)));
    all.put("WebService config", name -> web.apply(name).config(Map.of("MODE", "fast")));
    all.put("WebService autoscaling", name -> web.apply(name).autoscaling(1, 2, cpu(75)));
    all.put("BackgroundWorker", worker::apply);
    all.put(
        "BackgroundWorker events", name -> worker.apply(name).autoscaling(events(0, 5).on(office)));
    all.put("StatefulService", name -> StatefulService.named(name).image(image).port("tcp", 7000));
    all.put("NodeAgent", name -> NodeAgent.named(name).image(image));
    all.put("Task", name -> Task.named(name).image(image));
    all.put("ScheduledTask", name -> ScheduledTask.named(name).image(image).schedule("0 3 * * *"));
    return all;
  }
}
