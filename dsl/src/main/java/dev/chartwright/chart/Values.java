package dev.chartwright.chart;

import dev.chartwright.chart.ValueType.AnyObjectType;
import dev.chartwright.chart.ValueType.DecimalType;
import dev.chartwright.chart.ValueType.EnumType;
import dev.chartwright.chart.ValueType.FlagType;
import dev.chartwright.chart.ValueType.IntegerType;
import dev.chartwright.chart.ValueType.ListType;
import dev.chartwright.chart.ValueType.MapType;
import dev.chartwright.chart.ValueType.ObjectType;
import dev.chartwright.chart.ValueType.OptionalType;
import dev.chartwright.chart.ValueType.RequiredType;
import dev.chartwright.chart.ValueType.TextType;
import dev.chartwright.chart.tree.Trees;
import dev.chartwright.problem.DeclarationRules;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import dev.chartwright.problem.SourceLine;
import io.fabric8.kubernetes.api.model.Toleration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The values of a chart, in the order of their declaration, which is the order of {@code
 * values.yaml}. A declaration ends with {@code describe(…)}: a value without documentation cannot
 * exist. Belongs to the thread that declares the chart.
 */
public final class Values {
  /** A Kubernetes quantity: a number with an optional decimal or binary unit. */
  public static final String QUANTITY =
      "^(0|[1-9][0-9]*|[0-9]+\\.[0-9]+)(m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)?$";

  /** A Kubernetes quantity above 0. */
  public static final String POSITIVE_QUANTITY =
      "^([1-9][0-9]*(\\.[0-9]+)?|0\\.[0-9]*[1-9][0-9]*)(m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)?$";

  /** A duration of Go: numbers with units, such as {@code 1h30m}. */
  public static final String DURATION = "^([0-9]+(\\.[0-9]+)?(ms|s|m|h))+$";

  private static final int LAST_PORT = 65_535;

  private static final Pattern KEY = Pattern.compile("[a-z][a-zA-Z0-9]*");
  private static final Set<String> YAML_WORDS =
      Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null");
  private static final String DNS_LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
  static final String DNS_NAME = "^(" + DNS_LABEL + "(\\." + DNS_LABEL + ")*)?$";
  private static final String LABEL_NAME = "[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?";
  static final String LABEL_KEY = "^([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?/)?" + LABEL_NAME + "$";
  private static final TextType NAME =
      new TextType("^(" + DNS_LABEL + ")?$", 0, 63, List.of(), true);
  private static final TextType DNS = new TextType(DNS_NAME, 0, 253, List.of(), true);
  static final String LABEL_VALUE = "^(" + LABEL_NAME + ")?$";

  // A key stands on one line, where YAML takes 1024 characters of it, quotes and escapes included.
  private static final String TEXT_KEY = "^([ -~]{0,253}|[\\s\\S]{0,60})$";

  // What the renderer writes itself: a second entry of the same key would break the manifest.
  static final String OWN_LABELS = "^(app\\.kubernetes\\.io|helm\\.sh)/";
  static final String OWN_ANNOTATIONS = "^(helm\\.sh|checksum|kube-score)/";

  /**
   * All objects in use, for messages about values of others; nothing of it reaches the output of a
   * chart.
   */
  private static final Map<Values, Boolean> INSTANCES =
      Collections.synchronizedMap(new WeakHashMap<>());

  private static final AtomicInteger MARKS = new AtomicInteger();

  // Tokens for int fields lie in a range where no real number of a manifest lies, and far enough
  // apart that arithmetic on one
  // does not give another.
  private static final int FIRST_TOKEN = Integer.MIN_VALUE + 7919;
  private static final int TOKEN_STEP = 10007;
  private static final int LAST_TOKEN = Integer.MIN_VALUE / 2;

  /** Tells the tokens of these values from those of others; copies have the same. */
  private final int mark;

  private final Map<String, Value<?>> declared;
  private final List<Value<?>> numbered;
  private final List<Value<?>> renamed;
  private final List<Value<?>> required;
  private final Map<String, String> sections;
  private final List<ImageValue> images;
  private final List<SecretValue> secrets;
  private final Set<String> groups;
  private final Map<String, Optional<SourceLine>> sectionLines;
  private final Set<Finding> findings;

  /** Which standard values the author added. */
  private final Set<String> added;

  /** Of whom this is a copy; its findings are ours. */
  private final Optional<Values> origin;

  /** What the paths of declarations begin with: empty, or keys that end with a dot. */
  private final String prefix;

  /** The line of all declarations; nothing for the line of each. */
  private final Optional<SourceLine> line;

  private Values() {
    mark = MARKS.getAndIncrement();
    declared = new LinkedHashMap<>();
    numbered = new ArrayList<>();
    renamed = new ArrayList<>();
    required = new ArrayList<>();
    sections = new LinkedHashMap<>();
    images = new ArrayList<>();
    secrets = new ArrayList<>();
    groups = new HashSet<>();
    sectionLines = new HashMap<>();
    findings = new LinkedHashSet<>();
    added = new HashSet<>();
    origin = Optional.empty();
    prefix = "";
    line = Optional.empty();
    INSTANCES.put(this, true);
  }

  private Values(Values original) {
    mark = original.mark;
    declared = new LinkedHashMap<>(original.declared);
    numbered = new ArrayList<>(original.numbered);
    renamed = new ArrayList<>(original.renamed);
    required = new ArrayList<>(original.required);
    sections = new LinkedHashMap<>(original.sections);
    images = new ArrayList<>(original.images);
    secrets = new ArrayList<>(original.secrets);
    groups = new HashSet<>(original.groups);
    sectionLines = new HashMap<>(original.sectionLines);
    findings = new LinkedHashSet<>();
    added = new HashSet<>(original.added);
    origin = Optional.of(original);
    prefix = "";
    line = Optional.empty();
  }

  private Values(Values shared, String prefix, Optional<SourceLine> line) {
    mark = shared.mark;
    declared = shared.declared;
    numbered = shared.numbered;
    renamed = shared.renamed;
    required = shared.required;
    sections = shared.sections;
    images = shared.images;
    secrets = shared.secrets;
    groups = shared.groups;
    sectionLines = shared.sectionLines;
    findings = shared.findings;
    added = shared.added;
    origin = shared.origin;
    this.prefix = prefix;
    this.line = line;
  }

  /** A copy, to which components add their values while their chart is built. */
  Values copy() {
    return new Values(this);
  }

  /** These values, for the declarations of a component. */
  Values below(String keys, Optional<SourceLine> component) {
    return new Values(this, keys, component);
  }

  /** Values with the four that every chart has: name overrides, common labels and annotations. */
  public static Values create() {
    Values values = new Values();
    StandardValues.declare(values);
    return values;
  }

  /**
   * Text that users have to set: without it, a template that reads it fails with a message that has
   * the path and the description. Give it an {@code example}, which the proof takes. Every type of
   * a scalar can be declared without a default.
   */
  public TextDeclaration string(String path) {
    return requiredText(path, TextType.ANY);
  }

  private TextDeclaration requiredText(String path, TextType type) {
    return new TextDeclaration(declaration(path, new RequiredType(type.notEmpty()), null));
  }

  /** Any text. Constrain it with {@code pattern} if you can. */
  public TextDeclaration string(String path, String defaultValue) {
    return new TextDeclaration(declaration(path, TextType.ANY, defaultValue));
  }

  /** A name that users have to set, as {@link #string(String)}. */
  public TextDeclaration name(String path) {
    return requiredText(path, NAME);
  }

  /** A name after RFC 1123 of at most 63 characters; empty unless {@code notEmpty()} follows. */
  public TextDeclaration name(String path, String defaultValue) {
    return new TextDeclaration(declaration(path, NAME, defaultValue));
  }

  /** A DNS name that users have to set, as {@link #string(String)}. */
  public TextDeclaration dnsName(String path) {
    return requiredText(path, DNS);
  }

  /** A DNS name with dots; empty unless {@code notEmpty()} follows. */
  public TextDeclaration dnsName(String path, String defaultValue) {
    return new TextDeclaration(declaration(path, DNS, defaultValue));
  }

  /** A whole number that users have to set, as {@link #string(String)}. */
  public IntegerDeclaration integer(String path) {
    return new IntegerDeclaration(
        declaration(path, new RequiredType(new IntegerType(0, Integer.MAX_VALUE)), null));
  }

  /** A whole number from 0 to 2^31−1, unless {@code min} or {@code max} follows. */
  public IntegerDeclaration integer(String path, int defaultValue) {
    return new IntegerDeclaration(
        declaration(path, new IntegerType(0, Integer.MAX_VALUE), defaultValue));
  }

  /** The number of a port, from 1 to 65535. */
  public IntegerDeclaration port(String path, int defaultValue) {
    return integer(path, defaultValue).min(1).max(LAST_PORT);
  }

  /** The number of a port that may be left out, as {@link #optionalInteger} says. */
  public IntegerDeclaration optionalPort(String path) {
    return optionalInteger(path).min(1).max(LAST_PORT);
  }

  /** The same as {@link #wholeNumber}: a default beyond 2^31−1 selects it. */
  public WholeNumberDeclaration integer(String path, long defaultValue) {
    return wholeNumber(path, defaultValue);
  }

  /** A whole number that users have to set, as {@link #string(String)}. */
  public WholeNumberDeclaration wholeNumber(String path) {
    return new WholeNumberDeclaration(
        declaration(path, new RequiredType(new IntegerType(0, IntegerType.LARGEST)), null));
  }

  /**
   * A whole number from 0 to 2^53, such as a number of bytes, unless {@code min} or {@code max}
   * follows. It is rendered without an exponent.
   */
  public WholeNumberDeclaration wholeNumber(String path, long defaultValue) {
    return new WholeNumberDeclaration(
        declaration(path, new IntegerType(0, IntegerType.LARGEST), defaultValue));
  }

  /**
   * A whole number, by default from 0 to 2^31−1, that may be left out: the default is {@code null},
   * which is not 0. It is read under {@code when(value)} only, which holds when a number is set. A
   * field that it is bound to is left out without it.
   */
  public IntegerDeclaration optionalInteger(String path) {
    return new IntegerDeclaration(
        declaration(path, new OptionalType(new IntegerType(0, Integer.MAX_VALUE)), null));
  }

  /** A number that users have to set, as {@link #string(String)}. */
  public DecimalDeclaration decimal(String path) {
    return new DecimalDeclaration(
        declaration(path, new RequiredType(new DecimalType(0, IntegerType.LARGEST)), null));
  }

  /**
   * A whole number that users may take away: {@code null} stands for none, as {@link
   * #optionalInteger(String)} says.
   */
  public IntegerDeclaration optionalInteger(String path, int defaultValue) {
    return new IntegerDeclaration(
        declaration(path, new OptionalType(new IntegerType(0, Integer.MAX_VALUE)), defaultValue));
  }

  public DecimalDeclaration decimal(String path, double defaultValue) {
    return new DecimalDeclaration(
        declaration(path, new DecimalType(0, IntegerType.LARGEST), defaultValue));
  }

  /** A number that may be left out, as {@link #optionalInteger} says. */
  public DecimalDeclaration optionalDecimal(String path) {
    return new DecimalDeclaration(
        declaration(path, new OptionalType(new DecimalType(0, IntegerType.LARGEST)), null));
  }

  /** True or false: users have to set it, as {@link #string(String)}. */
  public Declaration<Boolean> flag(String path) {
    return new Declaration<>(path, new RequiredType(new FlagType()), null);
  }

  public Declaration<Boolean> flag(String path, boolean defaultValue) {
    return new Declaration<>(path, new FlagType(), defaultValue);
  }

  /** A quantity that users have to set, as {@link #string(String)}. */
  public Declaration<String> quantity(String path) {
    return requiredText(path, TextType.matching(QUANTITY));
  }

  /** A Kubernetes quantity such as {@code 300Gi} or {@code 500m}. */
  public Declaration<String> quantity(String path, String defaultValue) {
    return new Declaration<>(path, TextType.matching(QUANTITY), defaultValue);
  }

  /** The size of a volume: users have to set it, as {@link #string(String)}. */
  public Declaration<String> size(String path) {
    return requiredText(path, TextType.matching(POSITIVE_QUANTITY));
  }

  /** The size of a volume, such as {@code 100Gi}: a quantity above 0. */
  public Declaration<String> size(String path, String defaultValue) {
    return new Declaration<>(path, TextType.matching(POSITIVE_QUANTITY), defaultValue);
  }

  /** A duration that users have to set, as {@link #string(String)}. */
  public Declaration<String> duration(String path) {
    return requiredText(path, TextType.matching(DURATION));
  }

  /** A duration such as {@code 1h30m}. */
  public Declaration<String> duration(String path, String defaultValue) {
    return new Declaration<>(path, TextType.matching(DURATION), defaultValue);
  }

  /**
   * When Helm deletes the object of a {@link Hook}: before the hook runs again, which is always so,
   * and if it has succeeded, which is the default, or failed.
   */
  public Declaration<String> hookDeletePolicy(String path) {
    String again = Hook.DeletePolicy.BEFORE_HOOK_CREATION.toString();
    String succeeded = again + "," + Hook.DeletePolicy.HOOK_SUCCEEDED;
    String failed = "," + Hook.DeletePolicy.HOOK_FAILED;
    return oneOf(path, succeeded, again, again + failed, succeeded + failed);
  }

  /** One of some words, of which users have to set one, as {@link #string(String)}. */
  public Declaration<String> oneOf(String path, List<String> choices) {
    return new Declaration<>(path, new RequiredType(new EnumType(choices)), null);
  }

  /** One of some words. */
  public Declaration<String> oneOf(String path, String defaultValue, String... others) {
    List<String> choices = new ArrayList<>(Arrays.asList(others));
    choices.add(0, defaultValue);
    if (choices.removeIf(Objects::isNull)) {
      report(
          Finding.error(
              DeclarationRules.CONSTRAINT,
              Place.ofCaller("values." + prefix + path),
              "null is not a choice"));
    }
    return new Declaration<>(path, new EnumType(choices), defaultValue);
  }

  /** One of the constants of a Java enum, spelt as their {@code toString()}. */
  public <E extends Enum<E>> Declaration<String> oneOf(String path, E defaultValue) {
    Objects.requireNonNull(defaultValue, "values." + path + ": the default is null");
    List<String> choices = new ArrayList<>();
    for (E constant : defaultValue.getDeclaringClass().getEnumConstants()) {
      choices.add(constant.toString());
    }
    return new Declaration<>(path, new EnumType(choices), defaultValue.toString());
  }

  public ListDeclaration<String> strings(String path, List<String> defaultValue) {
    return new ListDeclaration<>(declaration(path, new ListType(TextType.ANY), defaultValue));
  }

  /** A list of items of one type: see {@link Types}. */
  public ListDeclaration<Object> list(String path, List<?> defaultValue, ValueType item) {
    return new ListDeclaration<>(declaration(path, new ListType(item), unmodifiable(defaultValue)));
  }

  /** A map of entries of one type: see {@link Types#map}. */
  public Declaration<Map<String, Object>> map(
      String path, Map<String, ?> defaultValue, MapType type) {
    return new Declaration<>(path, type, unmodifiable(defaultValue));
  }

  @SuppressWarnings("unchecked") // Nothing is ever added to a default.
  private static <T> List<T> unmodifiable(List<?> list) {
    return (List<T>) list;
  }

  @SuppressWarnings("unchecked") // Nothing is ever added to a default.
  private static Map<String, Object> unmodifiable(Map<String, ?> map) {
    return (Map<String, Object>) map;
  }

  /** A map from text to text, with keys of at most 253 characters, or 60 that are not all ASCII. */
  public Declaration<Map<String, String>> stringMap(String path, Map<String, String> defaultValue) {
    return new Declaration<>(path, new MapType(TextType.ANY, TEXT_KEY, ""), defaultValue);
  }

  /** Labels: keys and values in the form that Kubernetes allows, except the labels of the chart. */
  public Declaration<Map<String, String>> labels(String path, Map<String, String> defaultValue) {
    return new Declaration<>(path, Types.labels(), defaultValue);
  }

  /**
   * Annotations: keys as Kubernetes allows them, any text as value.
   *
   * @param reserved keys that the chart writes itself beside these
   */
  public Declaration<Map<String, String>> annotations(
      String path, Map<String, String> defaultValue, String... reserved) {
    StringBuilder pattern = new StringBuilder(OWN_ANNOTATIONS);
    for (String key : reserved) {
      pattern.append("|^").append(key.replace(".", "\\.")).append('$');
    }
    return new Declaration<>(
        path, new MapType(TextType.ANY, LABEL_KEY, pattern.toString()), defaultValue);
  }

  /** The labels of nodes that pods may run on. */
  public Declaration<Map<String, String>> nodeSelector(
      String path, Map<String, String> defaultValue) {
    return new Declaration<>(path, PodTypes.NODE_SELECTOR, defaultValue);
  }

  /** Taints that pods tolerate. */
  public ListDeclaration<Map<String, Object>> tolerations(
      String path, List<Map<String, Object>> defaultValue) {
    return objects(path, defaultValue, PodTypes.TOLERATION);
  }

  /** Tolerations, of which the typed ones are the default. */
  public ListDeclaration<Map<String, Object>> tolerations(String path, Toleration... taints) {
    return tolerations(path, Stream.of(taints).map(PodTypes::entries).toList());
  }

  /** Rules that spread pods over nodes and zones; none by default. */
  public ListDeclaration<Map<String, Object>> topologySpreadConstraints(String path) {
    return objects(path, List.of(), PodTypes.TOPOLOGY_SPREAD);
  }

  /** The affinity of pods. */
  public Declaration<Map<String, Object>> affinity(String path, Map<String, Object> defaultValue) {
    return new Declaration<>(path, PodTypes.AFFINITY, defaultValue);
  }

  /**
   * The requests and limits of a container.
   *
   * @param limits what must have a limit, such as {@code memory}
   */
  public Declaration<Map<String, Object>> resources(
      String path, Map<String, Object> defaultValue, String... limits) {
    return new Declaration<>(path, PodTypes.resources(List.of(limits)), defaultValue);
  }

  /** Secrets with credentials for a private registry, each as {@code name: …}; by default none. */
  public ListDeclaration<Map<String, Object>> imagePullSecrets(String path) {
    return objects(path, List.of(), PodTypes.SECRET);
  }

  /** An object of any shape, such as a security context. */
  public Declaration<Map<String, Object>> object(String path, Map<String, Object> defaultValue) {
    return new Declaration<>(path, new AnyObjectType(), defaultValue);
  }

  /** An object with known fields. */
  public Declaration<Map<String, Object>> object(
      String path, Map<String, Object> defaultValue, ObjectType type) {
    return new Declaration<>(path, type, defaultValue);
  }

  /** A list of objects of any shape, such as rules of a network policy. */
  public ListDeclaration<Map<String, Object>> objects(
      String path, List<Map<String, Object>> defaultValue) {
    return new ListDeclaration<>(
        declaration(path, new ListType(new AnyObjectType()), defaultValue));
  }

  /**
   * Objects of any kind that users add to the release; by default none. The chart renders them with
   * {@code Chart.Builder.extraObjects}.
   */
  public Declaration<List<Map<String, Object>>> extraObjects(String path) {
    return objects(path, List.of(), PodTypes.ANY_KIND);
  }

  /**
   * The value {@code namespaceOverride}: the namespace of all objects of the chart. By default it
   * is empty, and they are in the namespace of the release. Every object of a namespaced kind then
   * says its namespace, and {@code Templating.namespace()} is the one to use in addresses and in
   * the subjects of bindings.
   */
  public Value<String> namespaceOverride() {
    if (prefix.isEmpty()) {
      added.add(StandardValues.NAMESPACE_OVERRIDE);
    }
    return string(StandardValues.NAMESPACE_OVERRIDE, "")
        .plainPattern("^([a-z0-9]([-a-z0-9]*[a-z0-9])?)?$")
        .length(0, 63)
        .describe("Replaces the namespace of the release as the namespace of all objects.");
  }

  /** Whether all objects are in the namespace that a value names. */
  public boolean overridesNamespace() {
    return added.contains(StandardValues.NAMESPACE_OVERRIDE);
  }

  /** A list of objects with known fields. */
  public ListDeclaration<Map<String, Object>> objects(
      String path, List<Map<String, Object>> defaultValue, ObjectType item) {
    return new ListDeclaration<>(declaration(path, new ListType(item), defaultValue));
  }

  /**
   * An image: {@code repository}, {@code tag}, {@code digest} and {@code pullPolicy} below {@code
   * path}.
   */
  public ImageDeclaration image(String path, String repository, String tag) {
    return new ImageDeclaration(path, repository, tag, false);
  }

  /**
   * An image whose tag is the {@code appVersion} of the chart unless the user sets one, as in the
   * chart that {@code helm create} makes.
   */
  public ImageDeclaration image(String path, String repository) {
    return new ImageDeclaration(path, repository, "", true);
  }

  /**
   * A Secret that the chart refers to, by the value {@code existingSecret} below {@code path}. The
   * user has to name one, unless it is declared who else makes it.
   */
  public SecretDeclaration secret(String path) {
    return new SecretDeclaration(path, List.of(), new SecretValue.Maker.Nobody());
  }

  /**
   * Describes a map of values, such as {@code autoscaling}, above its key in {@code values.yaml}.
   */
  public void section(String path, String description) {
    if (description.isBlank()) {
      report(
          Finding.error(
              DeclarationRules.DESCRIPTION,
              Place.ofCaller("values." + prefix + path),
              "the section has no description"));
    }
    sections.put(prefix + path, description);
    sectionLines.put(prefix + path, line.isPresent() ? line : SourceLine.ofCaller());
  }

  Optional<SourceLine> sectionDeclaredAt(String path) {
    return sectionLines.getOrDefault(path, Optional.empty());
  }

  /** Records a finding of a declaration; equal findings count once. */
  void report(Finding finding) {
    findings.add(finding);
  }

  /**
   * The findings of these declarations, in their order. {@link Chart#findings()} contains them too.
   */
  public List<Finding> findings() {
    Set<Finding> all = new LinkedHashSet<>();
    origin.ifPresent(original -> all.addAll(original.findings));
    all.addAll(findings);
    return List.copyOf(all);
  }

  /** All values in the order of their declaration. */
  public List<Value<?>> all() {
    return List.copyOf(declared.values());
  }

  /** Whether a value was declared only while the chart was built, so that the chart lacks it. */
  public boolean isLate(String path) {
    return !declared.containsKey(path)
        && origin.filter(original -> original.declared.containsKey(path)).isPresent();
  }

  /** The values that had other names in earlier versions of the chart. */
  public List<Value<?>> renamed() {
    return List.copyOf(renamed);
  }

  /** The values that users have to set, because they have no default. */
  public List<Value<?>> required() {
    return List.copyOf(required);
  }

  public Optional<Value<?>> find(String path) {
    return Optional.ofNullable(declared.get(path));
  }

  /**
   * Descriptions of maps of values, by path; a view, because it is asked about each of many values.
   */
  public Map<String, String> sections() {
    return Collections.unmodifiableMap(sections);
  }

  /** The named templates that belong to values, such as an image's reference. */
  public List<NamedTemplate> templates() {
    return images.stream()
        .flatMap(image -> image.templates(globalRegistry(image)).stream())
        .toList();
  }

  /** The images, in the order of their declaration. */
  List<ImageValue> images() {
    return List.copyOf(images);
  }

  /** The Secrets that the chart refers to, in the order of their declaration. */
  List<SecretValue> secrets() {
    return List.copyOf(secrets);
  }

  /** A path as a part of names. */
  static String kebab(String path) {
    return path.replaceAll("([a-z0-9])([A-Z])", "$1-$2").replace('.', '-').toLowerCase(Locale.ROOT);
  }

  /** The value that takes the place of an image's registry, if it is set. */
  private Optional<? extends Value<?>> globalRegistry(ImageValue image) {
    return image.globalRegistry().isPresent() || image.registry().isEmpty()
        ? image.globalRegistry()
        : find(ImageValue.GLOBAL_REGISTRY);
  }

  /** Whether a number of a manifest is in the range of tokens. */
  public static boolean isToken(long number) {
    return number >= Integer.MIN_VALUE && number < LAST_TOKEN;
  }

  /** The value behind a token of {@link Value#asInt()}; empty when the number was changed. */
  public Optional<Value<?>> ofToken(long token) {
    long distance = token - FIRST_TOKEN;
    long number = distance / TOKEN_STEP;
    if (distance < 0 || number >= numbered.size()) {
      return Optional.empty();
    }
    Value<?> value = numbered.get((int) number);
    return token(value.path(), (int) number) == token ? Optional.of(value) : Optional.empty();
  }

  /**
   * The value of any values that are in use behind a token, for a message about a value of others.
   * Two objects with the same mark are ten thousand objects apart.
   */
  public static Optional<Value<?>> anywhere(long token) {
    List<Values> all;
    synchronized (INSTANCES) {
      all = new ArrayList<>(INSTANCES.keySet());
    }
    return all.stream()
        .sorted(Comparator.comparingInt((Values values) -> values.mark).reversed())
        .flatMap(values -> values.ofToken(token).stream())
        .findFirst();
  }

  /** Depends on the path and on the object, so that no other values accept the token of this. */
  int token(String path, int number) {
    return token(number) + Math.floorMod(path.hashCode() + mark, TOKEN_STEP);
  }

  private static int token(int number) {
    return FIRST_TOKEN + number * TOKEN_STEP;
  }

  private void requireVersion(String path, String version) {
    if (!FormerName.isVersion(version)) {
      report(
          Finding.error(
                  DeclarationRules.FORMER_NAME,
                  Place.ofCaller("values." + path),
                  "'" + version + "' is not a version of the chart")
              .because("it is not known when the earlier name stops working")
              .fixedBy("write three numbers, such as 2.0.0"));
    }
  }

  private <T> Value<T> add(
      Declared<T> declaration, String description, List<FormerName> formerNames) {
    String path = declaration.path();
    ValueType type = declaration.type();
    T defaultValue = declaration.defaultValue();
    Optional<SourceLine> declaredAt = declaration.declaredAt();
    Place place = Place.ofModel("values." + path).declaredAt(declaredAt);
    for (String key : path.split("\\.", -1)) {
      if (!KEY.matcher(key).matches() || YAML_WORDS.contains(key.toLowerCase(Locale.ROOT))) {
        report(
            Finding.error(
                DeclarationRules.VALUE_KEY,
                place,
                "'" + key + "' is not a valid key: use camelCase, and no YAML keyword"));
      }
    }
    if (path.equals("global")) {
      report(Finding.error(DeclarationRules.GLOBAL, place, "'global' is declared as a value"));
    }
    if (description == null || description.isBlank()) {
      report(Finding.error(DeclarationRules.DESCRIPTION, place, "the value has no description"));
    }
    List<Finding> impossible = TypeCheck.findings(type, place);
    impossible.forEach(this::report);
    ValueType usable = impossible.isEmpty() ? type : TypeCheck.any(type);
    String complaint = usable.complaint(defaultValue);
    if (!complaint.isEmpty()) {
      report(Finding.error(DeclarationRules.DEFAULT, place, "the default " + complaint));
    }
    List<T> examples = new ArrayList<>();
    for (T example : declaration.examples()) {
      String unfit = example == null ? "is null" : usable.complaint(example);
      if (unfit.isEmpty()) {
        examples.add(ordered(example, place));
      } else {
        report(Finding.error(DeclarationRules.EXAMPLE, place, "the example " + unfit));
      }
    }
    if (type instanceof RequiredType && examples.isEmpty()) {
      report(
          Finding.error(
              DeclarationRules.REQUIRED_EXAMPLE,
              place,
              "'" + path + "' has no default, and no example"));
    }
    // A path without characters cannot be referred to.
    String taken = path.isEmpty() ? "(no path)" : path;
    boolean isNew = !declared.containsKey(taken);
    if (!isNew) {
      report(
          Finding.error(DeclarationRules.VALUE_TWICE, place, "'" + path + "' is declared twice"));
    } else if (groups.contains(path)) {
      report(
          Finding.error(
              DeclarationRules.VALUE_INSIDE,
              place,
              "'" + path + "' is a value and holds other values"));
    }
    for (int dot = path.lastIndexOf('.'); dot > 0; dot = path.lastIndexOf('.', dot - 1)) {
      String group = path.substring(0, dot);
      if (declared.containsKey(group)) {
        report(
            Finding.error(
                DeclarationRules.VALUE_INSIDE, place, "'" + group + "' is a value itself"));
      }
      groups.add(group);
    }
    int number = numbered.size();
    if (token(number + 1) >= LAST_TOKEN) {
      number = 0;
      report(
          Finding.error(
              DeclarationRules.TOO_MANY,
              Place.ofModel("values").declaredAt(declaredAt),
              "there are more than " + numbered.size() + " values"));
    }
    Value<T> value =
        new Value<>(
            this,
            taken,
            usable,
            complaint.isEmpty() ? ordered(defaultValue, place) : defaultValue,
            examples,
            description == null ? "" : description,
            formerNames,
            number,
            declaredAt);
    if (isNew && value.isRequired()) {
      required.add(value);
    }
    if (isNew && !formerNames.isEmpty()) {
      renamed.add(value);
    }
    if (isNew) {
      declared.put(taken, value);
    }
    if (number == numbered.size()) {
      numbered.add(value);
    }
    return value;
  }

  private <T> T ordered(T defaultValue, Place place) {
    try {
      return Trees.ordered(defaultValue);
    } catch (IllegalArgumentException noTree) {
      report(
          Finding.error(
              DeclarationRules.DEFAULT,
              place,
              "the default is not a tree: " + noTree.getMessage()));
      return defaultValue;
    }
  }

  /**
   * What is known of a value before it has a description.
   *
   * @param examples in the order in which they were given
   */
  private record Declared<T>(
      String path,
      ValueType type,
      T defaultValue,
      List<T> examples,
      Optional<SourceLine> declaredAt) {
    Declared<T> withType(ValueType other) {
      return new Declared<>(path, other, defaultValue, examples, declaredAt);
    }

    Declared<T> withExample(T example) {
      List<T> more = new ArrayList<>(examples);
      more.add(example);
      return new Declared<>(
          path, type, defaultValue, Collections.unmodifiableList(more), declaredAt);
    }
  }

  private <T> Declared<T> declaration(String path, ValueType type, T defaultValue) {
    return new Declared<>(
        prefix + Objects.requireNonNull(path, "the path of a value is null"),
        type,
        defaultValue,
        List.of(),
        line.isPresent() ? line : SourceLine.ofCaller());
  }

  /** A value that still lacks its description. */
  public class Declaration<T> {
    private final Declared<T> declared;

    Declaration(String path, ValueType type, T defaultValue) {
      this(declaration(path, type, defaultValue));
    }

    private Declaration(Declared<T> declared) {
      this.declared = declared;
    }

    /**
     * A setting that shows what the value is for; by default there is none. The proof tries it, and
     * users read it in {@code values.yaml}, in the schema and in the README. May be called again.
     */
    public Declaration<T> example(T setting) {
      return new Declaration<>(declared.withExample(setting));
    }

    /**
     * Declares the value. The findings of the chart contain the mistakes of the declaration.
     *
     * @param sentence the description, for users who install the chart
     */
    public Value<T> describe(String sentence) {
      return describe(sentence, List.of());
    }

    Value<T> describe(String sentence, List<FormerName> formerNames) {
      return add(declared, sentence, formerNames);
    }

    /**
     * Names under which earlier versions of the chart had this value. Old values files keep
     * working: a setting under an earlier name counts as one of this value, and the notes of the
     * release ask the user to rename it. The installation fails if two of the names have different
     * settings; a setting that is the default cannot be told from none. Constraints and the default
     * come before this call.
     *
     * @param paths dotted, such as {@code scaling.replicas}; their sections need not exist any more
     */
    public Renamed<T> formerly(String... paths) {
      return new Renamed<>(this, List.of()).formerly(paths);
    }

    final Declared<T> declared() {
      return declared;
    }
  }

  /** A value with earlier names that still lacks its description. */
  public final class Renamed<T> {
    private final Declaration<T> declared;
    private final List<FormerName> formerNames;

    private Renamed(Declaration<T> declared, List<FormerName> formerNames) {
      this.declared = declared;
      this.formerNames = List.copyOf(formerNames);
    }

    /** Further earlier names, as in {@link Declaration#formerly}. */
    public Renamed<T> formerly(String... paths) {
      List<FormerName> more = new ArrayList<>(formerNames);
      Optional<SourceLine> line = SourceLine.ofCaller();
      for (String path : paths) {
        more.add(new FormerName(path, "", line));
      }
      return new Renamed<>(declared, more);
    }

    /**
     * The version of the chart from which on the earlier names no longer work: setting one of them
     * then fails with a message that has the new name. Applies to all names before this call that
     * have no such version yet.
     *
     * @param version three numbers, such as {@code 2.0.0}; its pre-releases count as this version
     */
    public Renamed<T> removedIn(String version) {
      requireVersion(declared.declared().path(), version);
      return new Renamed<>(
          declared, formerNames.stream().map(name -> name.untilVersion(version)).toList());
    }

    /** As {@link Declaration#describe}. */
    public Value<T> describe(String sentence) {
      return declared.describe(sentence, formerNames);
    }
  }

  /** Text that may still be constrained. */
  public final class TextDeclaration extends Declaration<String> {
    private TextDeclaration(Declared<String> declared) {
      super(declared);
    }

    /** A regular expression that must match all of it. */
    public TextDeclaration pattern(String regex) {
      return with(type().pattern(regex));
    }

    /**
     * A regular expression that must match all of it and that admits no quote, backslash, control
     * character or line break, so that the text may stand inside a larger string as it is.
     */
    public TextDeclaration plainPattern(String regex) {
      return with(type().plainPattern(regex));
    }

    /** The number of characters. */
    public TextDeclaration length(int min, int max) {
      return with(type().length(min, max));
    }

    /** The text must not be empty. */
    public TextDeclaration notEmpty() {
      return length(1, type().maxLength());
    }

    /** Texts that are not allowed. */
    public TextDeclaration except(String... excluded) {
      return with(type().except(excluded));
    }

    @Override
    public TextDeclaration example(String setting) {
      return new TextDeclaration(declared().withExample(setting));
    }

    private TextType type() {
      return (TextType) declared().type().whenSet();
    }

    private TextDeclaration with(TextType changed) {
      boolean isRequired = declared().type() instanceof RequiredType;
      return new TextDeclaration(
          declared().withType(isRequired ? new RequiredType(changed) : changed));
    }
  }

  /** A whole number, by default from 0 to 2^31−1. */
  public final class IntegerDeclaration extends Declaration<Integer> {
    private IntegerDeclaration(Declared<Integer> declared) {
      super(declared);
    }

    public IntegerDeclaration min(long min) {
      return with(type -> new IntegerType(min, type.max()));
    }

    public IntegerDeclaration max(long max) {
      return with(type -> new IntegerType(type.min(), max));
    }

    @Override
    public IntegerDeclaration example(Integer setting) {
      return new IntegerDeclaration(declared().withExample(setting));
    }

    private IntegerDeclaration with(UnaryOperator<IntegerType> change) {
      return new IntegerDeclaration(declared().withType(wholeNumber(declared().type(), change)));
    }
  }

  /** A whole number, by default from 0 to 2^53. */
  public final class WholeNumberDeclaration extends Declaration<Long> {
    private WholeNumberDeclaration(Declared<Long> declared) {
      super(declared);
    }

    public WholeNumberDeclaration min(long min) {
      return with(type -> new IntegerType(min, type.max()));
    }

    public WholeNumberDeclaration max(long max) {
      return with(type -> new IntegerType(type.min(), max));
    }

    @Override
    public WholeNumberDeclaration example(Long setting) {
      return new WholeNumberDeclaration(declared().withExample(setting));
    }

    private WholeNumberDeclaration with(UnaryOperator<IntegerType> change) {
      return new WholeNumberDeclaration(
          declared().withType(wholeNumber(declared().type(), change)));
    }
  }

  /** A number, by default not negative. */
  public final class DecimalDeclaration extends Declaration<Double> {
    private DecimalDeclaration(Declared<Double> declared) {
      super(declared);
    }

    public DecimalDeclaration min(double min) {
      return with(type -> new DecimalType(min, type.max()));
    }

    public DecimalDeclaration max(double max) {
      return with(type -> new DecimalType(type.min(), max));
    }

    @Override
    public DecimalDeclaration example(Double setting) {
      return new DecimalDeclaration(declared().withExample(setting));
    }

    private DecimalDeclaration with(UnaryOperator<DecimalType> change) {
      return new DecimalDeclaration(declared().withType(number(declared().type(), change)));
    }
  }

  private static ValueType wholeNumber(ValueType type, UnaryOperator<IntegerType> change) {
    return type instanceof OptionalType optional
        ? new OptionalType(wholeNumber(optional.number(), change))
        : type instanceof RequiredType required
            ? new RequiredType(wholeNumber(required.scalar(), change))
            : change.apply((IntegerType) type);
  }

  private static ValueType number(ValueType type, UnaryOperator<DecimalType> change) {
    return type instanceof OptionalType optional
        ? new OptionalType(number(optional.number(), change))
        : type instanceof RequiredType required
            ? new RequiredType(number(required.scalar(), change))
            : change.apply((DecimalType) type);
  }

  /** A list, by default of any size. */
  public final class ListDeclaration<E> extends Declaration<List<E>> {
    private ListDeclaration(Declared<List<E>> declared) {
      super(declared);
    }

    /** No two items have the same value of a field, as {@link ListType#uniqueBy} says. */
    public ListDeclaration<E> uniqueBy(String field) {
      return new ListDeclaration<>(declared().withType(type().uniqueBy(field)));
    }

    /** The number of items, both inclusive. */
    public ListDeclaration<E> size(int min, int max) {
      return new ListDeclaration<>(declared().withType(type().size(min, max)));
    }

    @Override
    public ListDeclaration<E> example(List<E> setting) {
      return new ListDeclaration<>(declared().withExample(setting));
    }

    private ListType type() {
      return (ListType) declared().type();
    }
  }

  /** A reference to a Secret that still lacks its description. */
  public final class SecretDeclaration {
    private static final int SHORTEST = 12;
    private static final int LONGEST = 1024;

    private final String path;
    private final List<String> keys;
    private final SecretValue.Maker maker;

    private SecretDeclaration(String path, List<String> keys, SecretValue.Maker maker) {
      this.path = Objects.requireNonNull(path, "the path of a secret is null");
      this.keys = List.copyOf(keys);
      this.maker = maker;
    }

    /** A key that the chart reads; none for a Secret that is used as a whole. */
    public SecretDeclaration key(String key) {
      if (!key.matches("[-._a-zA-Z0-9]{1,253}")) {
        mistake("'" + key + "' is not a valid key of a Secret");
      }
      List<String> more = new ArrayList<>(keys);
      more.add(key);
      return new SecretDeclaration(path, more, maker);
    }

    /**
     * The user may name none. What reads the Secret has to be left out then: {@code
     * when(secret.existingSecret())}.
     */
    public SecretDeclaration optional() {
      return new SecretDeclaration(path, keys, new SecretValue.Maker.Absent());
    }

    /**
     * If the user names none, the chart uses the Secret that an operator makes for one of its
     * objects, such as a Certificate, an ExternalSecret or a RabbitmqCluster. Render that object
     * under the condition {@link SecretValue#isMade()}.
     *
     * @param name of the Secret that is made, which may hold references
     */
    public SecretDeclaration madeAs(String name) {
      return new SecretDeclaration(path, keys, new SecretValue.Maker.Operator(name));
    }

    /**
     * If the user names none, the chart makes a Secret with random letters and digits under each of
     * its keys: the first installation makes them up, and later ones read them from the cluster.
     *
     * <p>This has a price. Helm stores the Secret in the Secret of the release too. Programs that
     * render without a cluster, such as {@code helm template} and Argo CD, make another password
     * each time, which the workload does not know of. And if the Secret is deleted, the next
     * upgrade makes another password. Prefer {@link #madeAs} where an operator can make the Secret.
     *
     * @param length of the random text, 12 to 1024
     * @param reason why the chart may make a secret, one sentence; the README and the report of the
     *     proof give it
     */
    public SecretDeclaration generated(int length, String reason) {
      if (length < SHORTEST || length > LONGEST) {
        mistake(
            "a random text of " + length + " characters is not of " + SHORTEST + " to " + LONGEST);
      }
      return new SecretDeclaration(
          path,
          keys,
          new SecretValue.Maker.Random(Templating.fullName(kebab(prefix + path)), length, reason));
    }

    /**
     * Declares the value.
     *
     * @param sentence what the Secret is for
     */
    public SecretValue describe(String sentence) {
      section(path, sentence);
      if (keys.isEmpty() && maker instanceof SecretValue.Maker.Random) {
        mistake("a Secret with random text has no key");
      }
      Value<String> existing =
          dnsName(path + ".existingSecret", "").describe(SecretValue.described(keys, maker));
      SecretValue secret = new SecretValue(prefix + path, keys, existing, maker, Values.this);
      secrets.add(secret);
      return secret;
    }

    private void mistake(String what) {
      report(
          Finding.error(
              DeclarationRules.SECRET_KEY, Place.ofCaller("values." + prefix + path), what));
    }
  }

  /** An image that still lacks its description. */
  public final class ImageDeclaration {
    private static final String NAME = "[a-z0-9]+([._:/-]+[a-z0-9]+)*";
    private static final String TAG = "^([A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?$";
    private static final String DIGEST = "^(sha256:[a-f0-9]{64})?$";

    private final String path;
    private final String repository;
    private final String tag;
    private final boolean taggedByChart;
    private String digest = "";
    private Optional<String> registry = Optional.empty();
    private Optional<Value<String>> globalRegistry = Optional.empty();
    private List<FormerName> formerNames = List.of();

    ImageDeclaration(String path, String repository, String tag, boolean taggedByChart) {
      this.path = path;
      this.repository = repository;
      this.tag = tag;
      this.taggedByChart = taggedByChart;
    }

    /** The default digest, {@code sha256:} and 64 hexadecimal digits. */
    public ImageDeclaration digest(String sha256) {
      this.digest = sha256;
      return this;
    }

    /**
     * The host of the registry as a value of its own, {@code registry} below the path; the
     * repository is then without it. If it is empty, the reference begins with the repository. A
     * declared value {@code global.imageRegistry} takes its place when it is set.
     *
     * @param host such as {@code docker.io} or {@code localhost:5000}
     */
    public ImageDeclaration registry(String host) {
      this.registry = Optional.of(host);
      return this;
    }

    /** A value that takes the place of the registry when it is set; default as above. */
    public ImageDeclaration globalRegistry(Value<String> value) {
      this.globalRegistry = Optional.of(value);
      return this;
    }

    /**
     * Paths under which earlier versions of the chart had the image: {@code repository}, {@code
     * tag} and the other keys are read there too, as {@link Declaration#formerly} says.
     */
    public ImageDeclaration formerly(String... paths) {
      Optional<SourceLine> line = SourceLine.ofCaller();
      List<FormerName> more = new ArrayList<>(formerNames);
      for (String each : paths) {
        more.add(new FormerName(each, "", line));
      }
      formerNames = List.copyOf(more);
      return this;
    }

    /** The version that ends the earlier names, as in {@link Renamed#removedIn}. */
    public ImageDeclaration removedIn(String version) {
      requireVersion(prefix + path, version);
      formerNames = formerNames.stream().map(name -> name.untilVersion(version)).toList();
      return this;
    }

    public ImageValue describe(String sentence) {
      section(path, sentence);
      Optional<Value<String>> registryValue =
          registry.map(
              host ->
                  key(
                      "registry",
                      key -> string(key, host).plainPattern("^(" + NAME + ")?$"),
                      "Host of the registry; if empty, the reference begins with the repository."));
      Value<String> repositoryValue =
          key(
              "repository",
              key -> string(key, repository).plainPattern("^" + NAME + "$"),
              registry.isPresent()
                  ? "Repository, without the host of the registry."
                  : "Repository, including the host of the registry.");
      Value<String> tagValue =
          key(
              "tag",
              key -> string(key, tag).plainPattern(TAG).except("latest"),
              (taggedByChart
                      ? "Tag, by default the version of the application; ignored"
                      : "Tag; ignored")
                  + " when there is a digest. `latest` is refused: it names another image"
                  + " tomorrow.");
      Value<String> digestValue =
          key(
              "digest",
              key -> string(key, digest).plainPattern(DIGEST),
              "Digest, `sha256:…`; if set, it is used instead of the tag.");
      Value<String> pullPolicy =
          key(
              "pullPolicy",
              key -> oneOf(key, "IfNotPresent", "Always", "Never"),
              "When nodes pull the image.");
      ImageValue image =
          ImageValue.of(
              prefix + path,
              registryValue,
              globalRegistry,
              repositoryValue,
              tagValue,
              digestValue,
              pullPolicy,
              taggedByChart);
      images.add(image);
      return image;
    }

    private Value<String> key(
        String key, Function<String, Declaration<String>> declaration, String sentence) {
      List<FormerName> names =
          formerNames.stream()
              .map(
                  name ->
                      new FormerName(name.path() + "." + key, name.removedIn(), name.declaredAt()))
              .toList();
      return declaration.apply(path + "." + key).describe(sentence, names);
    }
  }
}
