package dev.chartwright.generator.prove;

import static dev.chartwright.generator.rule.ObjectRules.NAM_10;
import static dev.chartwright.generator.rule.ObjectRules.NAM_11;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.engine.ChartFolder;
import dev.chartwright.generator.engine.Rendering;
import dev.chartwright.generator.gotemplate.ValueUse;
import dev.chartwright.generator.object.BuiltInKinds;
import dev.chartwright.generator.object.Field;
import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.object.RenderedManifest;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.rule.hook.ObjectNames;
import dev.chartwright.generator.rule.hook.PlainJobCheck;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.problem.Cause;
import dev.chartwright.problem.Finding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The chart under other versions, as Flux and {@code helm package} make them: what holds the
 * version is still accepted. Used by one thread.
 */
final class NewVersions {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST = 63;

  /** Flux adds twelve digits of the digest of what it has fetched. */
  private static final String BUILD = "+0a1b2c3d4e5f";

  /** Another one, so that a text tells from which of the two versions it is. */
  private static final String APP_BUILD = "+f5e4d3c2b1a0";

  /** No one has a version that is longer without the build. */
  private static final int LONGEST = 30;

  private static final Pattern LABEL =
      Pattern.compile("([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?");
  private static final Pattern NAME =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
  private static final Pattern READING =
      Pattern.compile("\\.Chart\\b(?!\\.(?!Version|AppVersion))");
  private static final Set<String> LABELS = Set.of("labels", "matchLabels", "nodeSelector");

  private final ProofRequest request;
  private final PlainJobCheck jobs;

  /**
   * Whether named templates alone read the versions, so that equal labels come from one of them.
   */
  private final boolean isOfHelpers;

  private final List<Version> versions;
  private final Set<String> known = new HashSet<>();
  private final Set<String> texts = new HashSet<>();

  /**
   * A version.
   *
   * @param chart the version of the chart
   * @param app that of what it installs; empty when the chart tells none
   * @param metadata the {@code Chart.yaml} with both
   */
  private record Version(String chart, String app, String metadata) {}

  NewVersions(ParsedChart chart, ProofRequest request, ObjectNames names) {
    this.request = request;
    this.jobs = new PlainJobCheck(names);
    this.versions = new ArrayList<>();
    Map<String, Object> metadata = chart.metadata();
    String version = plain(metadata.get("version"));
    String appVersion = plain(metadata.get("appVersion"));
    this.isOfHelpers =
        chart.files().paths().stream()
            .filter(path -> path.startsWith("templates/") && !ValueUse.isPartial(path))
            .noneMatch(path -> READING.matcher(chart.text(path)).find());
    String app = appVersion.isEmpty() ? "" : appVersion + APP_BUILD;
    for (String text : List.of(version, appVersion)) {
      if (!text.isEmpty()) {
        texts.add(text);
      }
    }
    if (!version.isEmpty()) {
      for (String other : versions(chart.name(), version)) {
        add(metadata, other, app);
      }
    }
  }

  /** A version without its build. */
  private static String plain(Object version) {
    return version == null ? "" : String.valueOf(version).split("\\+", 2)[0];
  }

  /** One with a build, and ones whose signs come to stand where a long label is cut. */
  private static List<String> versions(String name, String version) {
    List<String> versions = new ArrayList<>(List.of(version + BUILD));
    int last = MOST - 1 - (name + "-").length();
    if (name.length() + 1 + version.length() + BUILD.length() <= MOST || last < 1) {
      return versions;
    }
    if (last >= version.length() && last <= LONGEST) {
      String longer = version + "-rc.1";
      String digits = "0".repeat(Math.max(0, last - longer.length()));
      versions.add(last >= longer.length() ? longer + digits + BUILD : patch(last) + BUILD);
    }
    // The number of the major or minor version ends where the label does.
    if (last <= LONGEST) {
      versions.add("1" + "0".repeat(last - 1) + ".0.0" + BUILD);
    }
    return versions;
  }

  /** A version of so many characters. */
  private static String patch(int length) {
    return "1.0." + "1".repeat(Math.max(1, length - 4));
  }

  private void add(Map<String, Object> metadata, String version, String app) {
    Map<String, Object> changed = new LinkedHashMap<>(metadata);
    changed.put("version", version);
    if (!app.isEmpty()) {
      changed.put("appVersion", app);
    }
    try {
      // JSON is YAML.
      versions.add(new Version(version, app, JSON.writeValueAsString(changed)));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("metadata is a plain tree", impossible);
    }
  }

  /** Whether a version shows in objects where it has not shown in those before. */
  boolean isNew(List<RenderedObject> objects) {
    boolean isNew = false;
    for (RenderedObject object : objects) {
      isNew |= isNew(object.tree(), object.source() + " " + object.kind(), false);
    }
    return isNew;
  }

  private boolean isNew(Object node, String path, boolean isLabel) {
    if (node instanceof Map) {
      boolean found = false;
      for (Map.Entry<String, Object> each : Tree.map(node).entrySet()) {
        boolean below = isLabel || LABELS.contains(each.getKey()) || each.getKey().equals("name");
        found |= isNew(each.getValue(), path + "." + each.getKey(), below);
      }
      return found;
    }
    if (node instanceof List<?> list) {
      boolean found = false;
      for (Object item : list) {
        found |= isNew(item, path, isLabel);
      }
      return found;
    }
    return isLabel
        && node instanceof String text
        && texts.stream().anyMatch(text::contains)
        && known.add(isOfHelpers ? path.substring(path.lastIndexOf('.')) + ": " + text : path);
  }

  /**
   * What is wrong with a case when the chart has another version, and right as it is.
   *
   * @param plain the case as it is
   * @param values YAML texts laid over the chart's own values
   * @param folder the chart, without its schema
   */
  List<Finding> findings(Render plain, List<String> values, ChartFolder folder) {
    List<Finding> findings = new ArrayList<>();
    for (Version version : versions) {
      if (folder.renderAs(
              version.metadata(), plain.release(), plain.namespace(), values, request.kubeVersion())
          instanceof Rendering.Rendered rendered) {
        List<RenderedObject> objects = new ArrayList<>();
        RenderedManifest.files(rendered.manifest())
            .forEach(
                (source, text) -> objects.addAll(RenderedManifest.ofFile(source, text).objects()));
        Render changed = new Render(plain.release(), plain.namespace(), objects, List.of());
        Walk walk = new Walk(version, plain);
        objects.forEach(object -> walk.walk(Field.root(object)));
        findings.addAll(walk.findings);
        findings.addAll(jobs.compare(plain, changed));
      }
    }
    Set<Cause> causes = new HashSet<>();
    return findings.stream()
        .filter(each -> causes.add(each.cause()))
        .collect(Collectors.toCollection(ArrayList::new));
  }

  /** Through the objects of a case under another version. */
  private static final class Walk {
    private final Version version;
    private final Render plain;
    private final List<Finding> findings = new ArrayList<>();

    Walk(Version version, Render plain) {
      this.version = version;
      this.plain = plain;
    }

    void walk(Field field) {
      if (field.value() instanceof List) {
        field.items().forEach(this::walk);
        return;
      }
      boolean isService =
          field.key().equals("spec")
              && field.object().is("", "Service")
              && field.path().equals("spec");
      for (String key : field.map().keySet()) {
        Field below = field.at(key);
        if (LABELS.contains(key) || (isService && key.equals("selector"))) {
          below.fields().forEach(this::label);
        } else if (key.equals("name") && below.path().equals("metadata.name")) {
          name(below);
        } else if (!isFree(below)) {
          walk(below);
        }
      }
    }

    private void label(Field label) {
      if (label.value() instanceof String text && !isLabel(text)) {
        // What is wrong with the version as it is, another rule reports.
        boolean isOfVersion =
            before(label, plain)
                .map(old -> old instanceof String before && isLabel(before))
                .orElseGet(() -> text.contains(BUILD) || text.contains(APP_BUILD));
        if (isOfVersion) {
          findings.add(refused(label, text, version));
        }
      }
    }

    private void name(Field name) {
      name.text()
          .filter(text -> text.contains(BUILD) && !NAME.matcher(text).matches())
          .ifPresent(text -> findings.add(refused(name, text, version)));
    }
  }

  /** Whether what is called labels there may be anything. */
  private static boolean isFree(Field field) {
    RenderedObject object = field.object();
    boolean isFree =
        switch (field.key()) {
          case "data", "stringData" -> field.path().equals(field.key());
          case "annotations" -> !field.path().equals("annotations");
          case "spec" ->
              object.is("apiextensions.k8s.io", "CustomResourceDefinition")
                  && field.path().equals("spec");
          default -> false;
        };
    return isFree || (BuiltInKinds.model(object).isEmpty() && !field.path().startsWith("metadata"));
  }

  private static boolean isLabel(String text) {
    return text.length() <= MOST && LABEL.matcher(text).matches();
  }

  private static Optional<Object> before(Field label, Render plain) {
    RenderedObject object = label.object();
    return plain
        .find(object.group(), object.kind(), object.name())
        .map(each -> Tree.find(each.tree(), label.path()));
  }

  private static Finding refused(Field field, String text, Version version) {
    boolean isVersion = !text.contains(APP_BUILD);
    String what =
        (isVersion ? "with the version " : "with the appVersion ")
            + (isVersion ? version.chart() : version.app())
            + " it is \""
            + text
            + "\"";
    return isVersion ? field.error(NAM_10, what) : field.warning(NAM_11, what);
  }
}
