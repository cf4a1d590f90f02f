package dev.chartwright.generator.manifest;

import static dev.chartwright.chart.Templating.choose;
import static dev.chartwright.chart.Templating.each;
import static dev.chartwright.chart.Templating.eachEntry;
import static dev.chartwright.chart.Templating.fullName;
import static dev.chartwright.chart.Templating.not;
import static dev.chartwright.chart.Templating.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.CiCase;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.Templating.LoopItem;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.ValueType;
import dev.chartwright.chart.ValueType.FieldType;
import dev.chartwright.chart.ValueType.FlagType;
import dev.chartwright.chart.ValueType.IntegerType;
import dev.chartwright.chart.ValueType.ListType;
import dev.chartwright.chart.ValueType.ObjectType;
import dev.chartwright.chart.ValueType.TextType;
import dev.chartwright.chart.Values;
import dev.chartwright.chart.tree.Condition;
import dev.chartwright.chart.tree.Node;
import dev.chartwright.chart.tree.Node.Entry;
import dev.chartwright.chart.tree.Node.Insert;
import dev.chartwright.chart.tree.Node.Item;
import dev.chartwright.chart.tree.Node.Mapping;
import dev.chartwright.chart.tree.Node.Sequence;
import dev.chartwright.generator.Generated;
import dev.chartwright.generator.Generator;
import dev.chartwright.generator.prove.ChartProof;
import dev.chartwright.generator.prove.ProofReport;
import dev.chartwright.generator.prove.ProofRequest;
import dev.chartwright.problem.InvalidModelException;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** A field that an item of a list may lack is never read as if it were there. */
class LoopFieldsTest {
  private static final TextType TEXT = new TextType("", 0, 100, List.of(), false);

  private final Values values = Values.create();
  private final Value<List<Map<String, Object>>> things =
      values
          .objects(
              "things",
              List.of(Map.of("name", "a")),
              new ObjectType(
                  List.of(
                      field("name", TEXT, true),
                      field("text", TEXT, false),
                      field("number", new IntegerType(0, 9), false),
                      field("flag", new FlagType(), false),
                      field("words", new ListType(TEXT), false),
                      field("parts", new ListType(part()), false))))
          .describe("Things.");
  private final Value<List<Map<String, Object>>> shapeless =
      values.objects("shapeless", List.of()).describe("Things of any shape.");
  private final Value<Map<String, String>> texts =
      values.stringMap("texts", Map.of("a", "b")).describe("Texts.");
  private final Value<Boolean> requireCrds =
      values.flag("requireCRDs", true).describe("Whether a cluster without the kind is refused.");

  @Test
  void aFieldThatMayBeAbsentIsRefusedWhereItIsReadWithoutAsking() {
    assertThat(
            problems(
                thing ->
                    Node.mapping()
                        .with("name", Node.of(thing.string("name")))
                        .with("text", Node.of(thing.string("text")))
                        .with("sentence", "is " + thing.string("text").asString())
                        .with("number", Node.of(thing.integer("number")))
                        .with("flag", Node.of(thing.flag("flag")))
                        .with("words", Node.of(thing.list("words")))
                        .with("lower", Node.of(thing.string("text").lower()))))
        .containsExactly(
            "TPL-05 manifests[one].spec.list[0].flag: $thing.flag is read, and an item of .Values.things may lack it",
            "TPL-05 manifests[one].spec.list[0].lower: $thing.text is read, and an item of .Values.things may lack it",
            "TPL-05 manifests[one].spec.list[0].number: $thing.number is read, and an item of .Values.things may lack it",
            "TPL-05 manifests[one].spec.list[0].sentence: $thing.text is read, and an item of .Values.things may lack it",
            "TPL-05 manifests[one].spec.list[0].text: $thing.text is read, and an item of .Values.things may lack it",
            "TPL-05 manifests[one].spec.list[0].words: $thing.words is read, and an item of .Values.things may lack it");
  }

  @Test
  void itIsRefusedInKeysAndConditionsAndLoopsToo() {
    assertThat(
            problems(
                thing ->
                    Node.mapping()
                        .with("key-" + thing.string("text").asString(), "x")
                        .plus(
                            new Entry("matched", new Node.Scalar("x"))
                                .onlyWhen(thing.string("text").matches("^a")))
                        .with(
                            "parts",
                            each(
                                thing.list("parts"),
                                "part",
                                part ->
                                    Map.of(
                                        "size", part.integer("size"),
                                        "colour", part.string("colour"))))
                        .plus(
                            new Entry("no", Node.of(thing.string("text")))
                                .onlyWhen(not(thing.string("text"))))
                        .with(
                            "either",
                            choose(thing.string("text"))
                                .then(thing.string("text"))
                                .otherwise(thing.string("text")))))
        .containsExactly(
            "TPL-05 manifests[one].spec.list[0].either: $thing.text is read, and an item of .Values.things may lack it",
            "TPL-05 manifests[one].spec.list[0].matched: $thing.text is read, and an item of .Values.things may lack it",
            "TPL-05 manifests[one].spec.list[0].no: $thing.text is read, and an item of .Values.things may lack it",
            "TPL-05 manifests[one].spec.list[0].parts[0].colour: $part.colour is read, and an item of $thing.parts may lack it",
            "TPL-05 manifests[one].spec.list[0]: $thing.text is read, and an item of .Values.things may lack it");
  }

  @Test
  void aFieldThatNoItemHasIsRefused() {
    assertThat(
            problems(
                thing ->
                    Node.mapping()
                        .with("a", Node.of(thing.string("nmae")))
                        .plus(
                            new Entry("b", new Node.Scalar("x"))
                                .onlyWhen(when(thing.flag("flga"))))))
        .containsExactly(
            "DEC-36 values.things: an item has no field 'flga'",
            "TPL-05 manifests[one].spec.list[0].a: $thing.nmae is read, and an item of .Values.things never has it");
  }

  @Test
  void aFieldOfAnObjectOfAnyShapeMayBeAbsent() {
    Mapping spec =
        Node.mapping()
            .with("list", each(shapeless, "thing", thing -> Map.of("a", thing.string("name"))));
    assertThat(problems(spec))
        .containsExactly(
            "TPL-05 manifests[one].spec.list[0].a: $thing.name is read, and an item of .Values.shapeless may lack it");
  }

  @Test
  void aFieldThatIsAskedForIsThereOrLeftOut() {
    Condition isText = when(things).and(not(texts)).or(when(texts));
    Generated generated =
        Generator.generate(
            chart(
                    list(
                        thing ->
                            Node.mapping()
                                .with("name", Node.of(thing.string("name")))
                                .plus(
                                    new Entry("text", Node.of(thing.string("text")))
                                        .onlyWhen(isText.and(thing.string("text"))))
                                .plus(
                                    new Entry("port", Node.of(thing.integer("number")))
                                        .onlyWhen(thing.integer("number").greaterThan(0)))
                                .plus(
                                    new Entry("three", Node.of(thing.integer("number")))
                                        .onlyWhen(thing.integer("number").is(3)))
                                .plus(
                                    new Entry("flag", Node.of(thing.flag("flag")))
                                        .onlyWhen(when(thing.flag("flag"))))
                                .plus(
                                    new Entry("x", Node.of(Map.of("y", thing.string("text"))))
                                        .onlyWhen(thing.string("text").is("x")))
                                .plus(
                                    new Entry("words", new Insert(thing.list("words")))
                                        .onlyWhen(thing.list("words").isSet()))
                                .with(
                                    "parts",
                                    each(
                                        thing.list("parts"),
                                        "part",
                                        part -> Map.of("size", part.integer("size"))))
                                .with(
                                    "lines",
                                    new Sequence(
                                        List.of(
                                            new Item(Node.of(thing.string("text")))
                                                .onlyWhen(when(thing.string("text"))),
                                            new Item(new Node.Scalar("last")))))
                                .with(
                                    "either",
                                    choose(thing.string("text"))
                                        .then(thing.string("text"))
                                        .otherwise("none"))
                                .with(
                                    "needed",
                                    Node.of(thing.string("name").required("Give it a name.")))
                                .with(
                                    "map",
                                    eachEntry(
                                        texts,
                                        (key, text) -> Map.of(key.asString(), text.string())))))
                .ci(
                    CiCase.named("full")
                        .set(
                            things,
                            List.of(
                                Map.of("name", "a"),
                                Map.of(
                                    "name",
                                    "b",
                                    "text",
                                    "x",
                                    "number",
                                    3,
                                    "flag",
                                    true,
                                    "words",
                                    List.of("w"),
                                    "parts",
                                    List.of(Map.of("size", 1))),
                                Map.of("name", "c", "text", "", "number", 0, "flag", false))))
                .build());
    assertThat(namedCases(generated).findings()).isEmpty();
  }

  private static ObjectType part() {
    return new ObjectType(
        List.of(field("size", new IntegerType(0, 9), true), field("colour", TEXT, false)));
  }

  private static FieldType field(String name, ValueType type, boolean required) {
    return new FieldType(name, type, required, "It is " + name + ".");
  }

  private Mapping list(Function<LoopItem, Object> body) {
    return Node.mapping().with("list", each(things, "thing", body));
  }

  private List<String> problems(Function<LoopItem, Object> body) {
    return problems(list(body));
  }

  private List<String> problems(Mapping spec) {
    Chart chart = chart(spec).build();
    InvalidModelException invalid =
        catchThrowableOfType(InvalidModelException.class, () -> Generator.generate(chart));
    return invalid.findings().stream()
        .map(each -> each.rule() + " " + each.place().toString() + ": " + each.what())
        .sorted()
        .toList();
  }

  private Chart.Builder chart(Mapping spec) {
    GenericKubernetesResource thing = new GenericKubernetesResource();
    thing.setApiVersion("example.com/v1");
    thing.setKind("Thing");
    ObjectMeta metadata = new ObjectMeta();
    metadata.setName(fullName().asString());
    thing.setMetadata(metadata);
    return Chart.named("loops")
        .describe("A chart.")
        .values(values)
        .allowUnknownKind("example.com/v1/Thing")
        .manifest(
            Manifest.of("one", thing)
                .bind("spec", spec)
                .requiresApi("example.com/v1/Thing", requireCrds, "Install its operator."))
        .offline(requireCrds, false)
        .notes(when(things).and(shapeless).and(texts), "Every value is used by something.");
  }

  /** Proves without the value space, which tests of its own look at. */
  private static ProofReport namedCases(Generated generated) {
    return ChartProof.prove(
        generated.chartFiles(),
        generated.chart(),
        ProofRequest.of(generated.chart()).withoutSpace());
  }
}
