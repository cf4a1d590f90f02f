package dev.chartwright.generator.prove;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chartwright.chart.Chart;
import dev.chartwright.chart.Value;
import dev.chartwright.generator.Generated;
import dev.chartwright.generator.Generator;
import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.engine.ChartFolder;
import dev.chartwright.generator.engine.HelmEngine;
import dev.chartwright.generator.engine.HelmFailure;
import dev.chartwright.generator.engine.Rendering;
import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.prove.RandomValues.Settings;
import dev.chartwright.generator.yaml.InvalidYamlException;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.generator.yaml.YamlReader;
import dev.chartwright.problem.InvalidModelException;
import dev.chartwright.prover.ProverFleet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random models and random values: each either gives what is right or is refused with a path, and
 * none takes long. {@code -Dfuzz.iterations=100000 -Dfuzz.seed=7} asks for more, and for other
 * ones; a failure tells the seed with which one iteration repeats it.
 */
@Tag("thorough")
class FuzzTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ITERATIONS = Integer.getInteger("fuzz.iterations", 400);
  private static final long SEED = Long.getLong("fuzz.seed", 1);
  private static final int CASES = 8;
  private static final long LONG = 1_000_000_000;

  private final Map<String, Integer> counts = new LinkedHashMap<>();
  private final List<String> failures = new ArrayList<>();
  private final Set<Long> slow = new LinkedHashSet<>();
  private boolean again;

  @Test
  void randomModelsAndValuesGiveWhatIsRightOrARefusalWithAPath() {
    for (String count :
        List.of(
            "models",
            "models refused",
            "fleets",
            "fleets refused",
            "renderings",
            "rejected by the schema",
            "refused by the chart",
            "crashes",
            "hangs",
            "invalid YAML")) {
      counts.put(count, 0);
    }
    warmUp();
    int iterations = 0;
    for (long seed = SEED; iterations < ITERATIONS; seed++) {
      iterations += run(seed);
    }
    again = true;
    slow.forEach(this::run);
    System.out.println(
        "fuzz: %d iterations from seed %d: %s; slow once: %s"
            .formatted(iterations, SEED, counts, slow));
    assertThat(failures).as("%s", counts).isEmpty();
  }

  /** What is slow once in the life of a JVM. */
  private static void warmUp() {
    Generator.generate(ProverFleet.named("fleet").build());
    Chart chart = new RandomChart(new SplittableRandom(0)).chart(15, 5);
    try (ChartFolder folder =
        ChartFolder.of(
            ParsedChart.of(Generator.generate(chart).chartFiles()), HelmEngine.embedded())) {
      rendering(folder, "{}");
    }
  }

  /** Tries what one seed stands for, and tells how many iterations that were. */
  private int run(long seed) {
    RandomGenerator random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L);
    return switch (random.nextInt(12)) {
      case 0, 1 -> mistaken(seed, random);
      case 2 -> fleet(seed, random);
      default -> chart(seed, random);
    };
  }

  private int mistaken(long seed, RandomGenerator random) {
    List<Mistake> mistakes = Mistake.all();
    Mistake mistake = mistakes.get(random.nextInt(mistakes.size()));
    long start = System.nanoTime();
    try {
      RandomChart model = new RandomChart(random);
      Chart.Builder chart = model.builder(15, 5);
      mistake.make().in(chart, model.values());
      Generator.generate(chart.build()).chartFiles();
      fail("crashes", seed, mistake + " is not found");
    } catch (NullPointerException | InvalidModelException refusal) {
      if (refusal instanceof NullPointerException != mistake.isOfNull()) {
        fail("crashes", seed, mistake + ": " + trace(refusal));
      }
      count("models refused");
      if (!String.valueOf(refusal.getMessage()).contains(mistake.mention())) {
        fail("crashes", seed, mistake + " is refused without its path: " + refusal.getMessage());
      }
    } catch (RuntimeException | StackOverflowError crash) {
      fail("crashes", seed, mistake + ": " + trace(crash));
    }
    hang(seed, start, mistake.name());
    return 1;
  }

  private int fleet(long seed, RandomGenerator random) {
    long start = System.nanoTime();
    Generated generated;
    try {
      generated = Generator.generate(new RandomFleet(random).fleet());
      count("fleets");
    } catch (InvalidModelException refusal) {
      count("fleets refused");
      if (refusal.findings().stream().anyMatch(problem -> problem.place().toString().isBlank())) {
        fail("crashes", seed, "a fleet is refused without a path: " + refusal.getMessage());
      }
      return 1;
    } catch (IllegalArgumentException refusal) {
      count("fleets refused");
      if (String.valueOf(refusal.getMessage()).length() < 10) {
        fail("crashes", seed, "a fleet is refused without a word: " + trace(refusal));
      }
      return 1;
    } catch (RuntimeException | StackOverflowError crash) {
      fail("crashes", seed, "a fleet: " + trace(crash));
      return 1;
    }
    hang(seed, start, "generating a fleet");
    start = System.nanoTime();
    Rendering rendering = Generator.render(generated, "demo", "fuzz", List.of());
    count("renderings");
    judge(rendering, generated.chart(), new Settings(Map.of(), Optional.of(true), ""))
        .ifPresent(what -> fail(what.startsWith("YAML") ? "invalid YAML" : "crashes", seed, what));
    hang(seed, start, "rendering a fleet");
    return 2;
  }

  private int chart(long seed, RandomGenerator random) {
    long start = System.nanoTime();
    Chart chart;
    FileTree files;
    try {
      chart = new RandomChart(random).chart(15, 5);
      files = Generator.generate(chart).chartFiles();
      count("models");
    } catch (RuntimeException | StackOverflowError crash) {
      fail("crashes", seed, "a legal model: " + trace(crash));
      return 1;
    }
    hang(seed, start, "generating");
    RandomValues values = new RandomValues(random);
    List<Value<?>> declared = declared(chart, files);
    try (ChartFolder folder = ChartFolder.of(ParsedChart.of(files), HelmEngine.embedded())) {
      render(seed, folder, chart, new Settings(Map.of(), Optional.of(true), ""));
      for (int i = 1; i < CASES; i++) {
        render(seed, folder, chart, i < CASES / 2 ? values.legal(declared) : values.any(declared));
      }
    }
    return 1 + CASES;
  }

  /** The values that can be set: of the standard ones, those that something uses. */
  private static List<Value<?>> declared(Chart chart, FileTree files) {
    Map<String, Object> defaults = Tree.map(YamlReader.read(files.text("values.yaml")));
    return chart.values().all().stream()
        .filter(value -> !value.isStandard() || defaults.containsKey(value.path()))
        .toList();
  }

  private void render(long seed, ChartFolder folder, Chart chart, Settings settings) {
    long start = System.nanoTime();
    String json = json(settings.tree());
    Rendering rendering = rendering(folder, json);
    count("renderings");
    judge(rendering, chart, settings)
        .ifPresent(
            what ->
                fail(
                    what.startsWith("YAML") ? "invalid YAML" : "crashes",
                    seed,
                    what + "\n  with " + smallest(folder, chart, settings, what)));
    hang(seed, start, "rendering with " + json);
  }

  /** What is wrong with a rendering. */
  private Optional<String> judge(Rendering rendering, Chart chart, Settings settings) {
    if (rendering instanceof Rendering.Rendered rendered) {
      if (settings.legal().isPresent() && !settings.legal().get()) {
        return Optional.of("what a value does not admit is taken");
      }
      try {
        YamlReader.readAll(rendered.manifest());
        return Optional.empty();
      } catch (InvalidYamlException invalid) {
        return Optional.of("YAML that is not valid: " + invalid.getMessage());
      }
    }
    if (rendering instanceof HelmFailure.SchemaRejection rejection) {
      count("rejected by the schema");
      if (settings.legal().isPresent() && settings.legal().get()) {
        return Optional.of("what the values admit is rejected: " + rejection.message());
      }
      return rejection.violations().isEmpty()
              || rejection.violations().stream().anyMatch(each -> each.path().isEmpty())
          ? Optional.of("a rejection without a path: " + rejection.message())
          : Optional.empty();
    }
    if (rendering instanceof HelmFailure.Refusal refusal) {
      count("refused by the chart");
      return refusal.message().contains("values.")
              || chart.values().all().stream()
                  .map(Value::path)
                  .anyMatch(path -> refusal.message().contains(path))
          ? Optional.empty()
          : Optional.of("a refusal that names no value: " + refusal.message());
    }
    return Optional.of("Helm fails: " + rendering);
  }

  /** The one place that asks the engine. */
  private static Rendering rendering(ChartFolder folder, String json) {
    return folder.render("demo", "fuzz", List.of(json), Optional.of("1.33.0"));
  }

  /** Settings that fail in the same way, without those that do not matter. */
  private String smallest(ChartFolder folder, Chart chart, Settings failing, String what) {
    String kind = kind(what);
    Map<String, Object> kept = new LinkedHashMap<>(failing.tree());
    for (String key : failing.tree().keySet()) {
      if (key.equals(failing.changed())) {
        continue;
      }
      Map<String, Object> fewer = new LinkedHashMap<>(kept);
      fewer.remove(key);
      Optional<String> fails =
          judge(
              rendering(folder, json(fewer)),
              chart,
              new Settings(fewer, failing.legal(), failing.changed()));
      if (fails.map(FuzzTest::kind).filter(kind::equals).isPresent()) {
        kept = fewer;
      }
    }
    String json = json(kept);
    return json.length() > 2_000 ? json.substring(0, 2_000) + " …" : json;
  }

  private static String kind(String what) {
    return what.substring(0, Math.min(16, what.length()));
  }

  /** What takes long a second time, too: the first time, others may have had the processor. */
  private void hang(long seed, long start, String what) {
    if (System.nanoTime() - start <= LONG) {
      return;
    }
    if (!again) {
      slow.add(seed);
    } else {
      fail("hangs", seed, (System.nanoTime() - start) / 1_000_000 + " ms for " + what);
    }
  }

  private void fail(String count, long seed, String what) {
    if (again && !count.equals("hangs")) {
      return;
    }
    count(count);
    if (failures.size() < 20) {
      failures.add("-Dfuzz.iterations=1 -Dfuzz.seed=" + seed + ": " + what);
    }
  }

  private void count(String what) {
    if (!again || what.equals("hangs")) {
      counts.merge(what, 1, Integer::sum);
    }
  }

  private static String trace(Throwable crash) {
    StringBuilder trace = new StringBuilder(crash.toString());
    for (int i = 0; i < Math.min(8, crash.getStackTrace().length); i++) {
      trace.append("\n    at ").append(crash.getStackTrace()[i]);
    }
    return trace.toString();
  }

  private static String json(Map<String, Object> tree) {
    try {
      StringBuilder out = new StringBuilder();
      // What YAML does not allow as it is stands there escaped.
      JSON.writeValueAsString(tree)
          .codePoints()
          .forEach(
              c -> {
                boolean ascii = c >= 0x20 && c < 0x7f;
                if (ascii || (c >= 0xa0 && "\u2028\u2029\ufeff\ufffe\uffff".indexOf(c) < 0)) {
                  out.appendCodePoint(c);
                } else {
                  out.append(String.format("\\u%04x", c));
                }
              });
      return out.toString();
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
