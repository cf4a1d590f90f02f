package dev.chartwright.generator.prove;

import static dev.chartwright.chart.Templating.capabilities;
import static dev.chartwright.chart.Templating.choose;
import static dev.chartwright.chart.Templating.each;
import static dev.chartwright.chart.Templating.eachEntry;
import static dev.chartwright.chart.Templating.fullName;
import static dev.chartwright.chart.Templating.not;
import static dev.chartwright.chart.Templating.releaseName;
import static dev.chartwright.chart.Templating.selectorLabels;
import static dev.chartwright.chart.Templating.when;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.CiCase;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.NamedTemplate;
import dev.chartwright.chart.Templating.LoopItem;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.ValueType;
import dev.chartwright.chart.ValueType.DecimalType;
import dev.chartwright.chart.ValueType.EnumType;
import dev.chartwright.chart.ValueType.FieldType;
import dev.chartwright.chart.ValueType.FlagType;
import dev.chartwright.chart.ValueType.IntegerType;
import dev.chartwright.chart.ValueType.ListType;
import dev.chartwright.chart.ValueType.MapType;
import dev.chartwright.chart.ValueType.ObjectType;
import dev.chartwright.chart.ValueType.TextType;
import dev.chartwright.chart.Values;
import dev.chartwright.chart.tree.Condition;
import dev.chartwright.chart.tree.Expr;
import dev.chartwright.chart.tree.Expression;
import dev.chartwright.chart.tree.Kind;
import dev.chartwright.chart.tree.Node;
import dev.chartwright.generator.helm.ArbitraryText;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * A chart of random declarations, all of them legal: values of every type with awkward texts, and
 * manifests, templates, notes and cases that use each of them somewhere. The same random numbers
 * give the same chart.
 */
final class RandomChart {
  private static final List<String> WORDS =
      List.of(
          "a",
          "web",
          "image",
          "end",
          "range",
          "len",
          "nil",
          "toString",
          "length",
          "default",
          "x1",
          "define",
          "port",
          "constructor",
          "Values",
          "items",
          "key",
          "hasOwnProperty");

  private static final List<String> PATTERNS =
      List.of("^[a-z]*$", "^[a-z0-9.-]{0,20}$", "^(a|b-2|web)?$", "^[0-9]*$", "^.*$", "^[^\"]*$");

  private static final List<String> KINDS =
      List.of(
          "ConfigMap",
          "Secret",
          "Service",
          "ServiceAccount",
          "Deployment",
          "StatefulSet",
          "Job",
          "PodDisruptionBudget");

  private final RandomGenerator random;
  private final ArbitraryText texts;
  private final RandomValues settings;
  private final Values values = Values.create();
  private final List<Value<?>> declared = new ArrayList<>();
  private final List<NamedTemplate> templates = new ArrayList<>();

  /** A manifest in the making: texts that its resource will hold, and edits. */
  private static final class Draft {
    private final String kind;
    private final Map<String, String> texts = new LinkedHashMap<>();
    private final List<UnaryOperator<Manifest>> edits = new ArrayList<>();
    private boolean mapsAppended;

    Draft(String kind) {
      this.kind = kind;
    }

    boolean hasPods() {
      return List.of("Deployment", "StatefulSet", "Job").contains(kind);
    }

    /** Where the texts stand. */
    String place() {
      return switch (kind) {
        case "ConfigMap" -> "data";
        case "Secret" -> "stringData";
        default -> "metadata.annotations";
      };
    }
  }

  RandomChart(RandomGenerator random) {
    this.random = random;
    this.texts = new ArbitraryText(random.nextLong());
    this.settings = new RandomValues(random);
  }

  /**
   * The chart.
   *
   * @param mostValues how many values it has at most
   * @param mostManifests how many manifests it has at most; without any there are no values
   */
  Chart chart(int mostValues, int mostManifests) {
    return builder(mostValues, mostManifests).build();
  }

  /** The chart before it is checked, so that something can be added. */
  Chart.Builder builder(int mostValues, int mostManifests) {
    List<Draft> drafts = new ArrayList<>();
    for (int count = random.nextInt(mostManifests + 1); count > 0; count--) {
      drafts.add(new Draft(one(KINDS)));
    }
    if (!drafts.isEmpty()) {
      for (int count = random.nextInt(1, mostValues + 1); count > 0; count--) {
        declare(declared.size());
      }
    }
    for (int count = random.nextInt(3); count > 0; count--) {
      templates.add(template(templates.size()));
    }
    for (Value<?> value : declared) {
      use(value, one(drafts));
    }
    for (NamedTemplate template : templates) {
      if (!drafts.isEmpty()) {
        Draft draft = one(drafts);
        if (template.body() instanceof Node.Mapping) {
          String root = root(draft);
          draft.edits.add(manifest -> manifest.bind(root, template.map()));
        } else {
          draft.texts.put(key(draft), awkward() + template.text(false).asString());
        }
      }
    }
    return assembled(drafts);
  }

  Values values() {
    return values;
  }

  private Chart.Builder assembled(List<Draft> drafts) {
    Chart.Builder chart =
        Chart.named(one(List.of("web", "a", "chart-with-a-name-of-some-length")))
            .version(one(List.of("1.0.0", "0.1.0-rc.1+build.5")))
            .appVersion(one(List.of("", "1.2.3", "2024-06")))
            .describe("About " + awkward())
            .values(values);
    templates.forEach(chart::template);
    for (int i = 0; i < drafts.size(); i++) {
      chart.manifest(manifest(i, drafts.get(i)));
    }
    for (int count = random.nextInt(3); count > 0; count--) {
      chart.notes(condition(2), "Note " + awkward() + text());
    }
    for (int count = random.nextInt(3); count > 0; count--) {
      chart.ci(ciCase("case-" + count));
    }
    if (random.nextInt(4) == 0) {
      chart.readme(awkward());
    }
    return chart;
  }

  // Values

  private void declare(int number) {
    String path = one(WORDS) + number;
    if (random.nextInt(3) == 0) {
      path = "group" + random.nextInt(2) + "." + path;
      if (random.nextInt(3) == 0) {
        path = "deep." + path;
      }
    }
    if (path.contains("Values")) {
      path = path.replace("Values", "values");
    }
    String sentence = "Is " + awkward();
    declared.add(
        switch (random.nextInt(19)) {
          case 0 -> values.string(path, awkward()).describe(sentence);
          case 1 -> constrained(path).describe(sentence);
          case 2 -> values.name(path, one(List.of("", "web"))).describe(sentence);
          case 3 -> values.dnsName(path, one(List.of("", "a.example"))).describe(sentence);
          case 4, 5 -> integer(path).describe(sentence);
          case 6 ->
              values
                  .decimal(path, random.nextInt(3) * 0.25)
                  .max(1 + random.nextInt(9))
                  .describe(sentence);
          case 7, 8 -> values.flag(path, random.nextBoolean()).describe(sentence);
          case 9 ->
              random.nextBoolean()
                  ? values.quantity(path, "0").describe(sentence)
                  : values.size(path, "1.5Gi").describe(sentence);
          case 10 -> values.duration(path, "1h30m").describe(sentence);
          case 11 -> values.oneOf(path, "yes", "1e3", "a b: c # d", "null").describe(sentence);
          case 12 -> values.strings(path, awkwards()).describe(sentence);
          case 13 -> values.stringMap(path, Map.of("k", awkward())).describe(sentence);
          case 14 ->
              values.annotations(path, Map.of("example.com/a", awkward())).describe(sentence);
          case 15 ->
              random.nextBoolean()
                  ? values.labels(path, Map.of()).describe(sentence)
                  : values.nodeSelector(path, Map.of("a", "b")).describe(sentence);
          case 16 ->
              switch (random.nextInt(4)) {
                case 0 -> values.tolerations(path, List.of()).describe(sentence);
                case 1 -> values.affinity(path, Map.of()).describe(sentence);
                case 2 ->
                    values
                        .resources(path, Map.of("limits", Map.of("memory", "1Gi")), "memory")
                        .describe(sentence);
                default -> values.imagePullSecrets(path).describe(sentence);
              };
          case 17 ->
              random.nextBoolean()
                  ? values
                      .object(path, Map.of("a", Map.of("b", visible(awkward()))))
                      .describe(sentence)
                  : values.objects(path, List.of(Map.of("a", 1))).describe(sentence);
          default -> values.objects(path, List.of(), item()).describe(sentence);
        });
  }

  private Values.TextDeclaration constrained(String path) {
    return switch (random.nextInt(4)) {
      case 0 -> values.string(path, "").pattern(one(PATTERNS));
      case 1 -> values.string(path, "").plainPattern(one(PATTERNS.subList(0, 4)));
      case 2 -> values.string(path, "word").length(random.nextInt(5), 5 + random.nextInt(300));
      default -> values.string(path, "a").except("b", awkward() + "never").notEmpty();
    };
  }

  private Values.IntegerDeclaration integer(String path) {
    return switch (random.nextInt(3)) {
      case 0 -> values.integer(path, 0);
      case 1 -> values.integer(path, 7).min(1).max(1L << 53);
      default -> values.integer(path, -5).min(-(1L << 53)).max(5);
    };
  }

  private ObjectType item() {
    List<FieldType> fields = new ArrayList<>();
    fields.add(new FieldType("name", type(), true, "Name."));
    for (int count = random.nextInt(3); count > 0; count--) {
      fields.add(new FieldType("field" + count, type(), random.nextBoolean(), "Is " + awkward()));
    }
    return new ObjectType(fields, random.nextInt(4) == 0);
  }

  private ValueType type() {
    return switch (random.nextInt(6)) {
      case 0 -> new IntegerType(0, 9);
      case 1 -> new FlagType();
      case 2 -> new EnumType(List.of("a", "no", "0x1F"));
      case 3 -> new DecimalType(0, 1);
      case 4 -> new ListType(new TextType("", 0, 40, List.of(), false));
      default -> new TextType("", 0, 1 << 20, List.of(), false);
    };
  }

  // Uses

  private void use(Value<?> value, Draft draft) {
    Kind kind = value.expr().kind();
    if (kind == Kind.LIST) {
      list(value, draft);
    } else if (kind == Kind.MAP) {
      map(value, draft);
    } else {
      scalar(value, draft);
    }
    if (random.nextInt(12) == 0) {
      Condition broken = asked(value).and(asked(value));
      draft.edits.add(
          manifest -> manifest.failsWhen(broken, "values." + value.path() + " is refused."));
    }
  }

  private void scalar(Value<?> value, Draft draft) {
    Kind kind = value.expr().kind();
    String root = root(draft);
    switch (random.nextInt(kind == Kind.STRING ? 10 : 7)) {
      case 0 -> draft.texts.put(key(draft), awkward() + value.asString() + awkward());
      case 1 -> draft.texts.put(key(draft), value.asString());
      case 2 -> draft.edits.add(manifest -> manifest.bind(root, value));
      case 3 -> {
        Node chosen = choose(asked(value)).then(awkward()).otherwise(scalarTree(value));
        draft.edits.add(manifest -> manifest.bind(root, chosen));
      }
      case 4 -> {
        String key = key(draft);
        draft.texts.put(key, awkward());
        Condition asked = asked(value);
        draft.edits.add(manifest -> manifest.when(draft.place() + "['" + key + "']", asked));
      }
      case 5 -> {
        Condition asked = asked(value).or(condition(2));
        draft.edits.add(manifest -> manifest.onlyWhen(asked));
      }
      case 6 -> {
        Expression made =
            kind == Kind.INTEGER
                ? one(List.of(value.plus(3), value.atLeast(2), value.modulo(7), value.text()))
                : Expression.format("%s is 100%% %s", value, releaseName());
        draft.edits.add(manifest -> manifest.bind(root, made));
      }
      case 7 -> {
        Expression made =
            one(
                List.of(
                    value.lower(),
                    value.trunc(random.nextInt(40)),
                    value.trimSuffix("-"),
                    value.trimAll("-_."),
                    value.replace("a", awkward()),
                    value.sha256sum(),
                    value.toJson(),
                    value.length()));
        draft.edits.add(manifest -> manifest.bind(root, made));
      }
      case 8 ->
          draft.edits.add(
              manifest ->
                  manifest.bind(root, value.required("Set values." + value.path() + ", please.")));
      default -> {
        Condition asked = value.contains(releaseName()).or(value.matches("^[a-z]+$"));
        draft.edits.add(
            manifest -> manifest.bind(root, choose(asked).then(true).otherwise(awkward())));
      }
    }
  }

  /** Numbers may stand in fields of their own kind. */
  private Object scalarTree(Value<?> value) {
    return random.nextBoolean() ? value : Map.of("it", value, "text", text());
  }

  private void list(Value<?> value, Draft draft) {
    String root = root(draft);
    ValueType item = ((ListType) value.type()).item();
    switch (random.nextInt(4)) {
      case 0 -> draft.edits.add(manifest -> manifest.bind(root, value));
      case 1 -> draft.texts.put(key(draft), awkward() + value.toJson().asString());
      case 2 -> {
        Node loop = each(value, "item", each -> body(item, each));
        draft.edits.add(manifest -> manifest.bind(root, loop));
      }
      default -> {
        if (draft.hasPods() && item instanceof TextType) {
          draft.edits.add(
              manifest -> manifest.append("spec.template.spec.containers[0].args", value));
        } else {
          draft.edits.add(
              manifest ->
                  manifest.bind(root, Node.of(Map.of("count", value.length(), "all", value))));
        }
      }
    }
  }

  private Object body(ValueType item, LoopItem each) {
    if (item instanceof TextType) {
      return random.nextBoolean() ? each.string() : awkward() + each.string().asString();
    }
    if (!(item instanceof ObjectType object)) {
      return each.map();
    }
    Node.Mapping fields = Node.mapping();
    for (FieldType field : object.fields()) {
      Node read =
          switch (field.type().kind()) {
            case INTEGER -> Node.of(each.integer(field.name()));
            case BOOLEAN -> Node.of(each.flag(field.name()));
            case LIST -> Node.of(each.list(field.name()));
            case MAP -> Node.of(each.map(field.name()));
            default -> Node.of(each.string(field.name()));
          };
      Node.Entry entry = new Node.Entry("a " + field.name(), read);
      if (!field.isRequired()) {
        boolean number = field.type().kind() == Kind.INTEGER || field.type().kind() == Kind.DECIMAL;
        if (number) {
          continue;
        }
        entry =
            entry.onlyWhen(
                field.type().kind() == Kind.BOOLEAN
                    ? when(each.flag(field.name()))
                    : field.type().kind() == Kind.LIST
                        ? when(each.list(field.name()))
                        : when(each.string(field.name())));
      }
      fields = fields.plus(entry);
    }
    return fields;
  }

  private void map(Value<?> value, Draft draft) {
    String root = root(draft);
    boolean text = value.type() instanceof MapType map && map.value() instanceof TextType;
    switch (random.nextInt(text ? 5 : 3)) {
      case 0 -> draft.edits.add(manifest -> manifest.bind(root, value));
      case 1 -> draft.texts.put(key(draft), value.toJson().asString());
      case 2 -> {
        Condition asked = when(value).and(condition(1));
        draft.edits.add(
            manifest ->
                manifest.bind(root, choose(asked).then(Map.of("it", value)).otherwise(Map.of())));
      }
      case 3 ->
          draft.edits.add(
              manifest ->
                  manifest.bind(
                      root,
                      eachEntry(
                          value, (key, item) -> Map.of("a " + key.asString(), item.string()))));
      default -> {
        if (draft.mapsAppended) {
          draft.edits.add(manifest -> manifest.bind(root, value));
        } else {
          draft.mapsAppended = true;
          draft.texts.put(key(draft), awkward());
          draft.edits.add(manifest -> manifest.append(draft.place(), value));
        }
      }
    }
  }

  // Conditions

  private Condition condition(int depth) {
    if (depth == 0 || random.nextInt(3) == 0) {
      return declared.isEmpty() ? capabilities("example.com/v1/Nothing") : asked(one(declared));
    }
    return switch (random.nextInt(4)) {
      case 0 -> not(condition(depth - 1));
      case 1 -> condition(depth - 1).and(condition(depth - 1));
      case 2 -> condition(depth - 1).or(condition(depth - 1));
      default -> releaseName().is("demo").or(condition(depth - 1));
    };
  }

  private Condition asked(Value<?> value) {
    return switch (value.expr().kind()) {
      case INTEGER ->
          switch (random.nextInt(4)) {
            case 0 -> value.greaterThan(random.nextInt(5));
            case 1 -> value.is(random.nextInt(5));
            case 2 -> value.isAtMost(random.nextInt(5));
            default -> value.plus(1).isNot(value);
          };
      case DECIMAL -> random.nextBoolean() ? value.greaterThan(0) : value.lessThan(0.3);
      case STRING ->
          switch (random.nextInt(4)) {
            case 0 -> value.is(awkward());
            case 3 -> value.isOneOf("a", "web", awkward());
            case 1 -> value.matches("^[a-z\"\\\\]+$");
            default -> when(value);
          };
      default -> random.nextBoolean() ? when(value) : not(value);
    };
  }

  // Texts

  private NamedTemplate template(int number) {
    String name = "own" + number;
    return switch (random.nextInt(3)) {
      case 0 -> new NamedTemplate(name, "Is " + awkward(), new Node.Scalar(text() + awkward()));
      case 1 ->
          new NamedTemplate(
              name, "Is " + awkward(), choose(condition(2)).then(text()).otherwise(awkward()));
      default ->
          new NamedTemplate(
              name, "Is " + awkward(), Node.of(Map.of("first", text(), "second", awkwards())));
    };
  }

  /** Text with references in it. */
  private String text() {
    String text = awkward() + releaseName().asString();
    for (Value<?> value : declared) {
      if (random.nextInt(4) == 0 && value.expr().kind().isScalar()) {
        text += value.asString() + awkward();
      } else if (random.nextInt(8) == 0) {
        text += shown(value).asString() + awkward();
      }
    }
    return text;
  }

  private Expr shown(Value<?> value) {
    Expr expr = value.expr();
    if (!expr.kind().isScalar()) {
      return random.nextBoolean() ? expr.toJson() : expr.length().text();
    }
    return switch (random.nextInt(6)) {
      case 0 -> expr.text().upper();
      case 1 -> expr.text().base64();
      case 2 -> expr.text().orElse(awkward());
      case 3 -> expr.text().indent(random.nextInt(5));
      case 4 -> condition(1).choose(awkward(), releaseName().asString() + awkward());
      default -> condition(1).choose(expr, expr).text();
    };
  }

  private String awkward() {
    return random.nextInt(50) == 0 ? texts.next().repeat(100) : texts.next();
  }

  /** Without the characters that a tree must not have. */
  private static String visible(String text) {
    return text.replaceAll("[\u007f-\u009f\u2028\u2029\ufffe\uffff]", "?");
  }

  private List<String> awkwards() {
    List<String> some = new ArrayList<>();
    for (int count = random.nextInt(3); count > 0; count--) {
      some.add(awkward());
    }
    return some;
  }

  private <T> T one(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** A key among the texts of a manifest that is not taken yet. */
  private String key(Draft draft) {
    return one(List.of("a.b", "yes", "1e3", "{{ x }}", "two words", "#", "é")) + draft.texts.size();
  }

  private static String root(Draft draft) {
    return "field" + draft.edits.size();
  }

  // Manifests

  private Manifest manifest(int number, Draft draft) {
    Manifest manifest = Manifest.of("object-" + number, resource(draft)).component("web");
    for (UnaryOperator<Manifest> edit : draft.edits) {
      manifest = edit.apply(manifest);
    }
    if (random.nextInt(3) == 0) {
      manifest = manifest.onlyWhen(condition(3));
    }
    return random.nextInt(3) == 0 ? manifest.comment("Why: " + awkward()) : manifest;
  }

  private HasMetadata resource(Draft draft) {
    boolean data = draft.place().endsWith("ata");
    ObjectMeta metadata =
        new ObjectMetaBuilder()
            .withName(random.nextBoolean() ? fullName().asString() : fullName("part"))
            .withAnnotations(data || draft.texts.isEmpty() ? null : draft.texts)
            .build();
    return switch (draft.kind) {
      case "ConfigMap" ->
          new ConfigMapBuilder().withMetadata(metadata).withData(draft.texts).build();
      case "Secret" ->
          new SecretBuilder().withMetadata(metadata).withStringData(draft.texts).build();
      case "ServiceAccount" -> new ServiceAccountBuilder().withMetadata(metadata).build();
      case "Service" ->
          new ServiceBuilder()
              .withMetadata(metadata)
              .withNewSpec()
              .withSelector(selectorLabels("web"))
              .addNewPort()
              .withPort(80)
              .endPort()
              .endSpec()
              .build();
      case "PodDisruptionBudget" ->
          new PodDisruptionBudgetBuilder()
              .withMetadata(metadata)
              .withNewSpec()
              .withNewMaxUnavailable(1)
              .withNewSelector()
              .withMatchLabels(selectorLabels("web"))
              .endSelector()
              .endSpec()
              .build();
      case "Job" ->
          new JobBuilder()
              .withMetadata(metadata)
              .withNewSpec()
              .withTemplate(pods())
              .endSpec()
              .build();
      case "StatefulSet" ->
          new StatefulSetBuilder()
              .withMetadata(metadata)
              .withNewSpec()
              .withReplicas(replicas())
              .withNewSelector()
              .withMatchLabels(selectorLabels("web"))
              .endSelector()
              .withTemplate(pods())
              .endSpec()
              .build();
      default ->
          new DeploymentBuilder()
              .withMetadata(metadata)
              .withNewSpec()
              .withReplicas(replicas())
              .withNewSelector()
              .withMatchLabels(selectorLabels("web"))
              .endSelector()
              .withTemplate(pods())
              .endSpec()
              .build();
    };
  }

  private int replicas() {
    return declared.stream()
        .filter(value -> value.type() instanceof IntegerType type && isNumberOfPods(type))
        .findFirst()
        .map(Value::asInt)
        .orElse(1);
  }

  private static boolean isNumberOfPods(IntegerType type) {
    return type.min() >= 0 && type.max() <= Integer.MAX_VALUE;
  }

  private PodTemplateSpec pods() {
    return new PodTemplateSpecBuilder()
        .withNewMetadata()
        .withLabels(selectorLabels("web"))
        .endMetadata()
        .withNewSpec()
        .addNewContainer()
        .withName("main")
        .withImage("example.com/web:1.0.0")
        .withArgs(awkward(), text())
        .addNewEnv()
        .withName("TEXT")
        .withValue(text())
        .endEnv()
        .endContainer()
        .endSpec()
        .build();
  }

  private CiCase ciCase(String name) {
    Map<String, Object> set = new LinkedHashMap<>();
    for (Value<?> value : declared) {
      if (random.nextBoolean()) {
        settings.legal(value.type()).ifPresent(setting -> set.put(value.path(), setting));
      }
    }
    return new CiCase(name, set);
  }
}
