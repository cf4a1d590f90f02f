package dev.chartwright.problem;

import java.util.List;

/**
 * The rules of what a declaration of a chart may say. Each example is a few Java statements, to
 * which {@code values} and {@code chart} are the chart's {@code Values} and {@code Chart.Builder},
 * and {@code page} is a ConfigMap. It begins with a line that says so.
 */
public final class DeclarationRules {
  public static final Rule VALUE_KEY =
      Rule.of(
              "DEC-01",
              "A value's path is made of keys in camelCase",
              "the key would need quotes in every template, or YAML would read it as a boolean or"
                  + " null",
              "use letters and digits, begin with a lower-case letter, and use no YAML keyword"
                  + " such as yes, no or null")
          .example(
              """
              // chart
              values.flag("replica_count", true).describe("A flag.");
              """);

  public static final Rule GLOBAL =
      Rule.of(
              "DEC-02",
              "The key 'global' holds values, and is not a value itself",
              "Helm keeps in it what charts share with their subcharts, so that other charts add"
                  + " keys of their own",
              "declare the key below it, such as global.imageRegistry")
          .example(
              """
              // chart
              values.flag("global", true).describe("A flag.");
              """);

  public static final Rule DESCRIPTION =
      Rule.of(
              "DEC-03",
              "Everything that is declared has a description",
              "people who install the chart cannot tell what it is for",
              "describe it in one sentence")
          .example(
              """
              // chart
              values.flag("debug", true).describe("");
              """);

  public static final Rule DEFAULT =
      Rule.of(
              "DEC-04",
              "A default fits the type and the constraint of its value",
              "the schema of the chart would reject the chart's own values",
              "change the default or the constraint")
          .example(
              """
              // chart
              values.integer("port", 70000).max(65535).describe("A port.");
              """);

  public static final Rule VALUE_TWICE =
      Rule.of(
              "DEC-05",
              "A value is declared once",
              "one of the two declarations would have no effect",
              "rename one of them, or use the first one in both places")
          .example(
              """
              // chart
              values.flag("debug", true).describe("A flag.");
              values.flag("debug", false).describe("A flag.");
              """);

  public static final Rule VALUE_INSIDE =
      Rule.of(
              "DEC-06",
              "A value is not inside another value",
              "one path cannot hold a value and a map of values",
              "rename one of them")
          .example(
              """
              // chart
              values.flag("debug", true).describe("A flag.");
              values.flag("debug.enabled", true).describe("A flag.");
              """);

  public static final Rule CONSTRAINT =
      Rule.of(
              "DEC-07",
              "A constraint can be satisfied",
              "no setting would be valid",
              "correct the bounds or the choices")
          .example(
              """
              // chart
              values.integer("port", 80).min(100).max(50).describe("A port.");
              """);

  public static final Rule PATTERN =
      Rule.of(
              "DEC-08",
              "A pattern is anchored, and Helm accepts it",
              "Helm would reject the chart's schema, or accept text that only contains a match",
              "begin with ^, end with $, and use only what both RE2 and Java know")
          .example(
              """
              // chart
              values.string("zone", "").pattern("[a-z]*").describe("A zone.");
              """);

  public static final Rule FIELD =
      Rule.of(
              "DEC-09",
              "A field of an object has a name in letters and digits",
              "templates could not read the field",
              "use letters and digits, and begin with a letter")
          .example(
              """
              // chart
              FieldType host = new FieldType("host-name", new FlagType(), true, "A host.");
              values.objects("hosts", List.of(), new ObjectType(List.of(host))).describe("Hosts.");
              """);

  public static final Rule REFERENCE_KIND =
      Rule.of(
              "DEC-10",
              "A reference fits the field that it is written into",
              "the manifest would hold a value of the wrong type",
              "use the reference for the field's type, or bind the value to the field with"
                  + " Manifest.bind(path, value)")
          .example(
              """
              // chart
              values.strings("hosts", List.of()).describe("Hosts.").asString();
              """);

  public static final Rule FUNCTION =
      Rule.of(
              "DEC-11",
              "A template function gets arguments of the types that it accepts",
              "the installation would fail, or the function would return something else",
              "use a value of a type that the function accepts")
          .example(
              """
              // chart
              values.integer("port", 80).describe("A port.").lower();
              """);

  public static final Rule FORMAT =
      Rule.of(
              "DEC-12",
              "A format has one %s for each argument",
              "the text would show a Go formatting error",
              "write one %s for each argument, and %% for a percent sign")
          .example(
              """
              // chart
              chart.notes(Expression.format("%s:%s", Templating.releaseName()).asString());
              """);

  public static final Rule FIXED_TEXT =
      Rule.of(
              "DEC-13",
              "Fixed text holds no reference to a value",
              "the reference would be compared or printed as unreadable text",
              "pass the value itself where an Expression is accepted, or write the text out")
          .example(
              """
              // chart
              Value<String> zone = values.string("zone", "").describe("A zone.");
              chart.notes(Templating.when(zone.is(Templating.releaseName().asString())), "The zone is the release.");
              """);

  public static final Rule CONDITION =
      Rule.of(
              "DEC-14",
              "A condition is not a number",
              "Helm reads 0 as false, so a 0 that a user sets would count as unset",
              "compare the number: value.greaterThan(0) or value.is(0)")
          .example(
              """
              // chart
              Templating.when(values.integer("port", 80).describe("A port."));
              """);

  public static final Rule COMPARISON =
      Rule.of(
              "DEC-15",
              "Only values of one type are compared",
              "the installation would fail with a comparison error",
              "compare with a literal or value of the same type")
          .example(
              """
              // chart
              values.flag("debug", true).describe("A flag.").is("on");
              """);

  public static final Rule LOOP =
      Rule.of(
              "DEC-16",
              "A loop goes over a list or map, with a variable of one word",
              "the template could not be rendered",
              "loop over a list or map, and name the variable with letters and digits")
          .example(
              """
              // chart
              Templating.each(values.integer("port", 80).describe("A port."), "port", port -> port.integer());
              """);

  public static final Rule TREE =
      Rule.of(
              "DEC-17",
              "A tree contains only maps with text keys, lists, texts, numbers and booleans",
              "YAML cannot express it",
              "convert it into text, a number, a map or a list")
          .example(
              """
              // chart
              chart.manifest(Manifest.of("web", page).bind("data", Node.of(Map.of("locale", Locale.ROOT))));
              """);

  public static final Rule DEPTH =
      Rule.of(
              "DEC-18",
              "Nothing is nested deeper than 100 levels",
              "Helm and readers could not follow it",
              "look for an object that contains itself, or split the object")
          .example(
              """
              // chart
              Expr text = values.string("zone", "").describe("A zone.").expr();
              for (int i = 0; i < 200; i++) {
                text = text.lower();
              }
              chart.notes(text.asString());
              """);

  public static final Rule FILE_NAME =
      Rule.of(
              "DEC-19",
              "The name of a manifest is a valid file name",
              "the file could not be written on every system",
              "use lower-case letters, digits and hyphens, and / for a sub-folder")
          .example(
              """
              // chart
              chart.manifest(Manifest.of("Web Page", page));
              """);

  public static final Rule FIELD_PATH =
      Rule.of(
              "DEC-20",
              "The path of a field is well formed",
              "the edit would change nothing",
              "write a path such as spec.containers[web].env[0] or data['a.b']")
          .example(
              """
              // chart
              chart.manifest(Manifest.of("web", page).bind("data..x", Node.of("y")));
              """);

  public static final Rule GUARD =
      Rule.of(
              "DEC-21",
              "A message for a failed installation is one fixed line",
              "Helm would show it in pieces, or with unreadable text in it",
              "write one line without references")
          .example(
              """
              // chart
              chart.manifest(Manifest.of("web", page).failsWhen(Condition.always(), ""));
              """);

  public static final Rule TEMPLATE_NAME =
      Rule.of(
              "DEC-22",
              "A named template has a name in letters, digits and dots",
              "other templates could not include it",
              "use letters, digits and dots, and begin with a letter")
          .example(
              """
              // chart
              chart.template(new NamedTemplate("my-labels", "The labels.", Node.of("text")));
              """);

  public static final Rule TEMPLATE_BODY =
      Rule.of(
              "DEC-23",
              "A named template holds text, a map or a list",
              "an include could not place it",
              "write a text, a choice of texts, a map or a list")
          .example(
              """
              // chart
              chart.template(new NamedTemplate("port", "The port.", Node.of(80)));
              """);

  public static final Rule DEPENDENCY =
      Rule.of(
              "DEC-24",
              "A dependency has the name of a chart, a version and a repository",
              "Helm could not download it",
              "write Dependency.on(name, version, repository) with all three")
          .example(
              """
              // chart
              chart.dependency(Dependency.on("redis", "", "https://charts.example.com"));
              """);

  public static final Rule CASE_NAME =
      Rule.of(
              "DEC-25",
              "The name of a ci case is valid in a file name",
              "its values file could not be written",
              "use lower-case letters, digits and hyphens")
          .example(
              """
              // chart
              chart.ci(CiCase.named("All On"));
              """);

  public static final Rule HOOK =
      Rule.of(
              "DEC-26",
              "A hook has an event",
              "Helm would never run it",
              "name an event, such as Hook.Event.PRE_INSTALL")
          .example(
              """
              // chart
              chart.manifest(Manifest.of("web", page).hook(new Hook(List.of(), 0, List.of())));
              """);

  public static final Rule MAINTAINER =
      Rule.of("DEC-27", "A maintainer has a name", "helm lint fails", "write a name")
          .example(
              """
              // chart
              chart.maintainer("", "me@example.com", "");
              """);

  public static final Rule UNKNOWN_KIND =
      Rule.of(
              "DEC-28",
              "A kind is named with its API version",
              "the proof could not tell which kind is meant",
              "write apiVersion/Kind, such as example.com/v1/Widget")
          .example(
              """
              // chart
              chart.allowUnknownKind("Widget");
              """);

  public static final Rule TOO_MANY =
      Rule.of(
              "DEC-29",
              "A chart has at most about 100,000 values",
              "more references to numbers could not be distinguished",
              "put settings that belong together into one object value")
          .example(
              """
              // chart
              for (int i = 0; i < 110_000; i++) {
                values.integer("n" + i, 1).describe("A number.");
              }\
              """);

  public static final Rule OWN_FIELD =
      Rule.of(
              "DEC-30",
              "A custom resource gets its API version, kind and metadata where it is declared",
              "the object would have the field twice",
              "pass them to CustomResource.of(apiVersion, kind, name) and metadata(…)")
          .example(
              """
              // chart
              chart.manifest(
                  Manifest.of(
                      "widget",
                      dev.chartwright.resource.CustomResource.of("example.com/v1", "Widget", "w")
                          .field("kind", "Gadget")
                          .build()));\
              """);

  public static final Rule FORMER_NAME =
      Rule.of(
              "DEC-31",
              "An earlier name of a value is the name of nothing else",
              "Helm could not tell what a user who sets it means",
              "remove the earlier name, or correct it")
          .example(
              """
              // chart
              values.flag("debug", true).describe("A flag.");
              values.integer("level", 1).formerly("debug").describe("A number.");
              """);

  public static final Rule YAML_TEXT =
      Rule.of(
              "DEC-32",
              "The text of a manifest is one object in strict YAML",
              "the chart would hold another object than the one that was meant, or none",
              "write one object, with spaces for indentation and text in quotes")
          .example(
              """
              // chart
              chart.manifest(Manifest.yaml("web", "kind: ConfigMap, metadata: {}"));
              """);

  public static final Rule YAML_REFERENCE =
      Rule.of(
              "DEC-33",
              "A reference in YAML text names a declared value or a built-in",
              "the field would hold the reference as text",
              "write the path of a declared value, such as ${image.tag}; for the text itself write"
                  + " $${")
          .example(
              """
              // chart
              chart.manifest(
                  Manifest.yaml(
                      "web",
                      "{apiVersion: v1, kind: ConfigMap, metadata: {name: ${fulname}}}"));
              """);

  public static final Rule YAML_FORM =
      Rule.of(
              "DEC-34",
              "A reference in YAML text stands where the field takes such a value",
              "the API server would reject the object",
              "use a value of the field's type, or bind the field to the value as text:"
                  + " value.toYaml() or value.toJson()")
          .example(
              """
              // chart
              values.strings("hosts", List.of()).describe("The hosts.");
              chart.manifest(
                  Manifest.yaml(
                      "web",
                      "{apiVersion: v1, kind: ConfigMap, metadata: {name: web}, data: {a: ${hosts}}}"));
              """);

  public static final Rule UNIQUE =
      Rule.of(
              "DEC-35",
              "A list is unique by a field that every item has",
              "two items could not be told apart",
              "name a required field of the items that is text or a whole number")
          .example(
              """
              // chart
              values.strings("names", List.of()).uniqueBy("name").describe("Names.");
              """);

  public static final Rule UNKNOWN_FIELD =
      Rule.of(
              "DEC-36",
              "A field that is read is one that the type of the item has",
              "the field would never be there",
              "correct the name, or declare the field in the type of the value")
          .example(
              """
              // chart
              Value<List<Object>> hosts =
                  values
                      .list("hosts", List.of(), Types.object(Types.field("host", Types.text(), "A host.")))
                      .describe("Hosts.");
              Templating.each(hosts, "entry", entry -> entry.text("hosts"));
              """);

  public static final Rule EXAMPLE =
      Rule.of(
              "DEC-37",
              "An example fits the type and the constraint of its value",
              "users who copy the example get an error",
              "change the example or the constraint")
          .example(
              """
              // chart
              values.integer("port", 80).max(65535).example(70000).describe("A port.");
              """);

  public static final Rule IMAGE_TAG =
      Rule.of(
              "DEC-38",
              "An image that takes its tag from the chart's appVersion gets a fixed version",
              "the nodes would pull nothing, or another image tomorrow",
              "set the chart's appVersion to the version of the image, or give the image a tag")
          .example(
              """
              // chart
              values.image("image", "docker.io/acme/web").describe("The server.");
              """);

  public static final Rule IMAGE_REGISTRY =
      Rule.of(
              "DEC-39",
              "The registry of an image is named once",
              "a user who mirrors the images in another registry would still pull this one from"
                  + " outside",
              "give the image its registry with registry(host), and its repository without")
          .example(
              """
              // chart
              values.image("image", "docker.io/acme/web", "1.0").registry("docker.io").describe("The server.");
              """);

  public static final Rule SECRET_KEY =
      Rule.of(
              "DEC-40",
              "A Secret is declared with the keys that are read from it",
              "users would not learn which keys their Secret needs, or the pods would not start",
              "declare each key with key(name), and random text of 12 to 1024 characters")
          .example(
              """
              // chart
              values.secret("auth").key("password").describe("The login.").key("user");
              """);

  public static final Rule SUBCHART_SETTING =
      Rule.of(
              "DEC-44",
              "What a chart sets for a subchart has an effect",
              "Helm would ignore the setting, and the subchart would keep its own default",
              "set a value of the subchart once, or declare it as a value of this chart below the"
                  + " name of the subchart")
          .example(
              """
              // chart
              chart.dependency(
                  Dependency.on("redis", "18.0.0", "https://charts.example.com")
                      .set("replicas", 2)
                      .set("replicas", 3));\
              """);

  public static final Rule REQUIRED_EXAMPLE =
      Rule.of(
              "DEC-45",
              "A value without a default has an example",
              "the proof has no setting under which the chart renders",
              "add .example(…) with a setting that a user could write, or give it a default")
          .example(
              """
              // chart
              values.string("host").describe("The host name.");
              """);

  private static final List<Rule> ALL =
      List.of(
          VALUE_KEY,
          GLOBAL,
          DESCRIPTION,
          DEFAULT,
          VALUE_TWICE,
          VALUE_INSIDE,
          CONSTRAINT,
          PATTERN,
          FIELD,
          REFERENCE_KIND,
          FUNCTION,
          FORMAT,
          FIXED_TEXT,
          CONDITION,
          COMPARISON,
          LOOP,
          TREE,
          DEPTH,
          FILE_NAME,
          FIELD_PATH,
          GUARD,
          TEMPLATE_NAME,
          TEMPLATE_BODY,
          DEPENDENCY,
          CASE_NAME,
          HOOK,
          MAINTAINER,
          UNKNOWN_KIND,
          TOO_MANY,
          OWN_FIELD,
          FORMER_NAME,
          YAML_TEXT,
          YAML_REFERENCE,
          YAML_FORM,
          UNIQUE,
          UNKNOWN_FIELD,
          EXAMPLE,
          IMAGE_TAG,
          IMAGE_REGISTRY,
          SECRET_KEY,
          SUBCHART_SETTING,
          REQUIRED_EXAMPLE);

  private DeclarationRules() {}

  /** Every rule, in the order of the ids. */
  public static List<Rule> all() {
    return ALL;
  }
}
