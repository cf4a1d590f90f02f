package dev.chartwright.generator.rule.hook;

import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.gotemplate.ValueUse;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.space.ValuePath;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the text of a chart's templates tells of the objects in them: from what their names are
 * made, and which values the pods of a Job hold. For use by several threads.
 */
public final class ObjectNames {
  private static final Pattern SEPARATOR = Pattern.compile("(?m)^---");
  private static final Pattern NAME = Pattern.compile("(?m)^\\s+[\"']?name[\"']?:(.*)$");
  private static final Pattern FLOW_NAME =
      Pattern.compile("metadata:\\s*\\{.*?name:(.*)$", Pattern.MULTILINE);
  private static final Pattern METADATA = Pattern.compile("(?m)^metadata:");
  private static final Pattern ACTION = Pattern.compile("\\{\\{.*?\\}\\}");
  private static final Pattern DEFINE =
      Pattern.compile("\\{\\{-?\\s*define\\s+[\"`]([^\"`]+)[\"`]\\s*-?\\}\\}");
  private static final Pattern INCLUDE =
      Pattern.compile("\\b(?:include|template)\\s+[\"`]([^\"`]+)[\"`]");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\w+");

  /** What is new in each revision of a release. */
  private static final Pattern REVISION =
      Pattern.compile(
          "\\.Release\\.Revision|\\bnow\\b|\\brand[A-Z]\\w*|\\bshuffle\\b|\\buuidv4\\b|\\bgenerateName\\b");

  /** What is new when the content is. */
  private static final Pattern DIGEST =
      Pattern.compile("\\b(?:sha\\d+sum|adler32sum|md5sum|derivePassword)\\b");

  private static final Pattern ALL_VALUES = Pattern.compile("\\.Values\\s*[|)}]");

  private static final Pattern RELATIVE =
      Pattern.compile(
          "(?<![\\w$).])\\.(?!Values\\b|Release\\b|Capabilities\\b|Template\\b|Chart\\b|Files\\b)[A-Za-z]\\w*");
  private static final Pattern VERSION = Pattern.compile("\\.Chart\\.(?:Version|AppVersion)\\b");
  private static final Pattern POD_TEMPLATE = Pattern.compile("(?m)^( +)template:\\s*$");
  private static final Pattern SPEC = Pattern.compile("(?m)^spec:");

  private final FileTree chart;
  private final Map<String, String> defines = new TreeMap<>();
  private final Map<String, Optional<Template>> templates = new ConcurrentHashMap<>();

  /**
   * The part of a file that makes an object.
   *
   * @param name the expressions that its name is made of
   */
  private record Template(String file, String text, String document, String name) {}

  public ObjectNames(FileTree chart) {
    this.chart = chart;
    for (String path : chart.paths()) {
      if (path.contains("templates/")) {
        String text = chart.text(path);
        Matcher define = DEFINE.matcher(text);
        String name = "";
        int start = 0;
        while (define.find()) {
          if (!name.isEmpty()) {
            defines.put(name, text.substring(start, define.start()));
          }
          name = define.group(1);
          start = define.end();
        }
        if (!name.isEmpty()) {
          defines.put(name, text.substring(start));
        }
      }
    }
  }

  /** Nothing is known. */
  static ObjectNames unknown() {
    return new ObjectNames(FileTree.empty());
  }

  /** Whether each revision of a release gives an object another name. */
  public boolean changeWithRevision(RenderedObject object) {
    return template(object).filter(each -> REVISION.matcher(whole(each.name())).find()).isPresent();
  }

  /**
   * Whether an object gets another name when its content, or the revision, changes. A digest in a
   * named template only counts when it is one of all values: most are there to cut long names.
   */
  public boolean changeWithContent(RenderedObject object) {
    return template(object)
        .map(Template::name)
        .filter(
            name ->
                DIGEST.matcher(name).find()
                    || REVISION.matcher(whole(name)).find()
                    || (DIGEST.matcher(whole(name)).find()
                        && ALL_VALUES.matcher(whole(name)).find()))
        .isPresent();
  }

  /**
   * What the pods of an object hold that differs between two upgrades, and its name does not:
   * values by their paths, and the versions of the chart.
   */
  public List<String> heldByPods(RenderedObject object) {
    Optional<Template> template = template(object);
    if (template.isEmpty()) {
      return List.of();
    }
    String pods = pods(template.get(), object.kind());
    Set<String> held = new LinkedHashSet<>();
    Set<ValuePath> named = values(template.get().name());
    for (ValuePath path : values(pods)) {
      if (named.stream().noneMatch(each -> each.overlaps(path))) {
        held.add(".Values." + path);
      }
    }
    String name = whole(template.get().name());
    VERSION
        .matcher(pods)
        .results()
        .map(match -> match.group())
        .filter(version -> !name.contains(version))
        .forEach(held::add);
    if (held.isEmpty()) {
      // Inside of with and range the dot is something of the values.
      ACTION
          .matcher(pods)
          .results()
          .flatMap(action -> RELATIVE.matcher(quoteless(action.group())).results())
          .map(match -> match.group())
          .forEach(held::add);
    }
    return List.copyOf(held);
  }

  private static String quoteless(String action) {
    return action.replaceAll("\"(?:\\\\.|[^\"\\\\])*\"|`[^`]*`", "");
  }

  /** The values that some text of a template reads, itself and through what it includes. */
  private Set<ValuePath> values(String text) {
    FileTree.Builder files = FileTree.builder();
    String probe = "templates/probe.yaml";
    files.add(probe, text);
    Set<String> reached = reached(text);
    StringBuilder named = new StringBuilder();
    reached.forEach(
        name ->
            named
                .append("{{ define \"" + name + "\" }}")
                .append(defines.get(name).replaceAll("(?s)\\{\\{-?\\s*end\\s*-?\\}\\}\\s*$", ""))
                .append("{{ end }}\n"));
    files.add("templates/_named.tpl", named.toString());
    return ValueUse.of(files.build()).paths(probe);
  }

  /** A text with the named templates that it includes. */
  private String whole(String text) {
    StringBuilder whole = new StringBuilder(text);
    reached(text).forEach(name -> whole.append('\n').append(defines.get(name)));
    return whole.toString();
  }

  private Set<String> reached(String text) {
    Set<String> reached = new LinkedHashSet<>();
    List<String> open = new ArrayList<>(List.of(text));
    while (!open.isEmpty()) {
      INCLUDE
          .matcher(open.remove(open.size() - 1))
          .results()
          .map(match -> match.group(1))
          .filter(defines::containsKey)
          .filter(reached::add)
          .forEach(name -> open.add(defines.get(name)));
    }
    return reached;
  }

  private Optional<Template> template(RenderedObject object) {
    return templates.computeIfAbsent(
        String.join(" ", object.source(), object.kind(), object.name()), none -> find(object));
  }

  private Optional<Template> find(RenderedObject object) {
    if (!chart.contains(object.source())) {
      return Optional.empty();
    }
    String text = chart.text(object.source());
    Pattern kind =
        Pattern.compile("(?m)^[\"']?kind[\"']?:\\s*[\"']?" + Pattern.quote(object.kind()) + "\\b");
    List<Template> found = new ArrayList<>();
    for (String document : SEPARATOR.split(text)) {
      if (kind.matcher(document).find()) {
        found.add(new Template(object.source(), text, document, name(document, text)));
      }
    }
    return found.stream()
        .filter(each -> isMadeBy(object.name(), each.name()))
        .findFirst()
        .or(() -> found.stream().findFirst());
  }

  private static String name(String document, String text) {
    Matcher metadata = METADATA.matcher(document);
    if (!metadata.find()) {
      return "";
    }
    Matcher flow = FLOW_NAME.matcher(document);
    Matcher name = NAME.matcher(document);
    String line =
        flow.find(metadata.start()) && flow.start() == metadata.start()
            ? flow.group(1)
            : name.find(metadata.end()) ? name.group(1) : "";
    return line + "\n" + assignments(line, text);
  }

  /** The actions that give the variables of some text what they hold. */
  private static String assignments(String part, String text) {
    StringBuilder found = new StringBuilder();
    Set<String> open = new HashSet<>();
    VARIABLE.matcher(part).results().forEach(match -> open.add(match.group()));
    for (String variable : open) {
      Matcher assignment =
          Pattern.compile(
                  "\\{\\{-?\\s*" + Pattern.quote(variable) + "\\s*:?=.*?\\}\\}", Pattern.DOTALL)
              .matcher(text);
      while (assignment.find()) {
        found.append(assignment.group()).append('\n');
      }
    }
    return found.toString();
  }

  private static boolean isMadeBy(String name, String expression) {
    StringBuilder pattern = new StringBuilder();
    String line =
        expression.lines().findFirst().orElse("").strip().replaceAll("^[\"']|[\"'}]+$", "");
    for (String literal : ACTION.split(line, -1)) {
      pattern.append(pattern.isEmpty() ? "" : ".*").append(Pattern.quote(literal));
    }
    return name.matches(pattern.toString());
  }

  /** The part of a document that makes the pods. */
  private static String pods(Template template, String kind) {
    String document = template.document();
    Matcher spec = SPEC.matcher(document);
    String part = spec.find() ? document.substring(spec.start()) : "";
    Matcher block = POD_TEMPLATE.matcher(part);
    if (!kind.equals("Pod") && block.find()) {
      int indentation = block.group(1).length();
      StringBuilder pods = new StringBuilder();
      for (String line : part.substring(block.end()).lines().skip(1).toList()) {
        String text = line.stripLeading();
        if (!text.isEmpty()
            && !text.startsWith("{{")
            && !text.startsWith("#")
            && line.length() - text.length() <= indentation) {
          break;
        }
        pods.append(line).append('\n');
      }
      part = pods.toString();
    }
    if (kind.equals("Pod")) {
      // The image of a pod may change.
      part = part.replaceAll("(?m)^[\\s-]*image:.*$", "");
    }
    return part + "\n" + assignments(part, template.text());
  }
}
