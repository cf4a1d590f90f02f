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
        for (RenderedObject object : objects) {
          check(object, object.tree(), "", version, plain, findings);
        }
        findings.addAll(jobs.compare(plain, changed));
      }
    }
    Set<Cause> causes = new HashSet<>();
    return findings.stream()
        .filter(each -> causes.add(each.cause()))
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private static void check(
      RenderedObject object,
      Object node,
      String path,
      Version version,
      Render plain,
      List<Finding> findings) {
    if (node instanceof List<?> list) {
      int index = 0;
      for (Object item : list) {
        check(object, item, Tree.item(path, index), version, plain, findings);
        index++;
      }
    } else if (node instanceof Map) {
      boolean isService = object.is("", "Service") && path.equals("spec");
      Tree.map(node)
          .forEach(
              (field, value) -> {
                String below = Tree.below(path, field);
                if (LABELS.contains(field) || (isService && field.equals("selector"))) {
                  checkLabels(object, Tree.map(value), below, version, plain, findings);
                } else if (below.equals("metadata.name")) {
                  checkName(object, value, version, findings);
                } else if (!isFree(object, below)) {
                  check(object, value, below, version, plain, findings);
                }
              });
    }
  }

  /** Whether what is called labels there may be anything. */
  private static boolean isFree(RenderedObject object, String path) {
    return path.equals("data")
        || path.equals("stringData")
        || path.endsWith(".annotations")
        || (path.equals("spec") && object.is("apiextensions.k8s.io", "CustomResourceDefinition"))
        || (BuiltInKinds.model(object).isEmpty() && !path.startsWith("metadata"));
  }

  private static void checkLabels(
      RenderedObject object,
      Map<String, Object> labels,
      String path,
      Version version,
      Render plain,
      List<Finding> findings) {
    labels.forEach(
        (key, value) -> {
          if (value instanceof String text && !isLabel(text)) {
            Optional<Object> before = before(object, path, key, plain);
            // What is wrong with the version as it is, another rule reports.
            boolean isOfVersion =
                before
                    .map(old -> old instanceof String label && isLabel(label))
                    .orElseGet(() -> text.contains(BUILD) || text.contains(APP_BUILD));
            if (isOfVersion) {
              findings.add(refused(object, Tree.below(path, key), text, version));
            }
          }
        });
  }

  private static boolean isLabel(String text) {
    return text.length() <= MOST && LABEL.matcher(text).matches();
  }

  private static Optional<Object> before(
      RenderedObject object, String path, String key, Render plain) {
    return plain
        .find(object.group(), object.kind(), object.name())
        .map(each -> Tree.find(each.tree(), Tree.below(path, key)));
  }

  private static void checkName(
      RenderedObject object, Object value, Version version, List<Finding> findings) {
    if (value instanceof String text && text.contains(BUILD) && !NAME.matcher(text).matches()) {
      findings.add(refused(object, "metadata.name", text, version));
    }
  }

  private static Finding refused(RenderedObject object, String path, String text, Version version) {
    boolean isVersion = !text.contains(APP_BUILD);
    String what =
        (isVersion ? "with the version " : "with the appVersion ")
            + (isVersion ? version.chart() : version.app())
            + " it is \""
            + text
            + "\"";
    return isVersion
        ? Finding.error(NAM_10, object.place(path), what)
        : Finding.warning(NAM_11, object.place(path), what);
  }
}
