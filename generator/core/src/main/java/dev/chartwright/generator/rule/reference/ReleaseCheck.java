package dev.chartwright.generator.rule.reference;

import static dev.chartwright.generator.rule.ChartRules.TPL_07;
import static dev.chartwright.generator.rule.ChartRules.TPL_08;
import static dev.chartwright.generator.rule.ObjectRules.NAM_06;
import static dev.chartwright.generator.rule.ObjectRules.NAM_07;

import dev.chartwright.generator.object.BuiltInKinds;
import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Two releases of a chart with its defaults side by side: no object of one has the name of an
 * object of the other.
 */
public final class ReleaseCheck {
  /** Helm takes it, and YAML takes it for a number unless it has quotes. */
  public static final String NUMBER = "1234";

  private static final int LONG = 40;

  private ReleaseCheck() {}

  /** Differs from a long name at its end only, which is what gets cut off. */
  public static Optional<String> sibling(String release) {
    if (release.length() < LONG) {
      return Optional.empty();
    }
    String start = release.substring(0, release.length() - 2);
    return Optional.of(start + (release.endsWith("aa") ? "bb" : "aa"));
  }

  /** Of each file the first place where the name has become a number. */
  public static List<Finding> retyped(List<Finding> findings, Render render) {
    Set<String> sources = new HashSet<>();
    return findings.stream()
        .filter(each -> each.rule().equals(TPL_07) || each.rule().equals(TPL_08))
        .filter(each -> isNumber(each.place(), render))
        .filter(each -> sources.add(each.place().file()))
        .toList();
  }

  private static boolean isNumber(Place place, Render render) {
    return render
        .valueAt(place)
        .filter(value -> value instanceof Number && NUMBER.equals(value.toString()))
        .isPresent();
  }

  /** Compares two releases in one namespace. */
  public static List<Finding> compare(Render one, Render other) {
    List<Finding> findings = new ArrayList<>();
    Map<String, RenderedObject> names = byName(one);
    for (RenderedObject object : other.objects()) {
      RenderedObject same = names.get(other.identity(object));
      if (same != null && !object.name().isEmpty() && !isNamedByApi(object)) {
        findings.add(
            Finding.error(
                    BuiltInKinds.isClusterScoped(same) ? NAM_06 : NAM_07,
                    same.place("metadata.name"),
                    "the releases " + one.release() + " and " + other.release() + " both have it")
                .fixedBy("put the release name into the name, also where it is truncated"));
      }
    }
    return findings;
  }

  /** Compares one release with the release of the same name in another namespace. */
  public static List<Finding> compareNamespaces(Render one, Render other) {
    List<Finding> findings = new ArrayList<>();
    Map<String, RenderedObject> names = byName(one);
    for (RenderedObject object : other.objects()) {
      RenderedObject same = names.get(other.identity(object));
      if (same != null && BuiltInKinds.isClusterScoped(same) && !isNamedByApi(object)) {
        findings.add(
            Finding.error(
                NAM_06,
                same.place("metadata.name"),
                "a release of the same name in another namespace has it too"));
      }
    }
    return findings;
  }

  /** Whether the API that it brings decides on its name. */
  private static boolean isNamedByApi(RenderedObject object) {
    return object.is("apiextensions.k8s.io", "CustomResourceDefinition")
        || object.is("apiregistration.k8s.io", "APIService");
  }

  private static Map<String, RenderedObject> byName(Render render) {
    Map<String, RenderedObject> names = new HashMap<>();
    render.objects().forEach(object -> names.put(render.identity(object), object));
    return names;
  }
}
