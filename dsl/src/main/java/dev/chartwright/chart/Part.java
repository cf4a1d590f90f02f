package dev.chartwright.chart;

import static dev.chartwright.chart.Templating.fullName;
import static dev.chartwright.chart.Templating.selectorLabels;

import dev.chartwright.chart.tree.Condition;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import java.util.Map;

/**
 * The place of one {@link Component} in one chart, made when the chart is built. The values of the
 * main component stand at the root, and its objects have the full name of the release. The values
 * of any other component stand below its name, and its objects have the name as a suffix. So a
 * component that is added changes nothing of what was there. Used by one thread.
 */
public final class Part {
  private final Component component;
  private final boolean main;
  private final Values values;
  private final Chart.Builder chart;

  Part(Component component, boolean main, Values root, Chart.Builder chart) {
    this.component = component;
    this.main = main;
    this.values = root.below(main ? "" : component.valuesPath() + ".", component.declaredAt());
    this.chart = chart;
  }

  /** The name of the component. */
  public String name() {
    return component.name();
  }

  /** Whether it is the main component of the chart. */
  public boolean isMain() {
    return main;
  }

  /** Declares values below the component's own path, or at the root for the main component. */
  public Values values() {
    return values;
  }

  /** The name of the component's first object, as a token for text fields. */
  public String objectName() {
    return main ? fullName().asString() : fullName(name());
  }

  /** The name of another object of the component. */
  public String objectName(String suffix) {
    return objectName() + "-" + suffix;
  }

  /** The labels by which selectors find the pods of the component. */
  public Map<String, String> selector() {
    return selectorLabels(name());
  }

  /**
   * The name of a template file: {@code deployment} for the main component, {@code
   * worker/deployment} for the component {@code worker}.
   */
  public String file(String kind) {
    return main ? kind : name() + "/" + kind;
  }

  /** The name of a named template of the component. */
  public String template(String name) {
    return main ? name : component.valuesPath() + "." + name;
  }

  /** Adds an object, with the component's label unless it has one. */
  public void add(Manifest manifest) {
    Manifest labelled = manifest.component().isEmpty() ? manifest.component(name()) : manifest;
    chart.manifest(component.declaredAt().map(labelled::declaredAt).orElse(labelled));
  }

  /** Adds a named template. */
  public void add(NamedTemplate template) {
    chart.template(template);
  }

  /** Adds a paragraph to the notes of the release. */
  public void note(String paragraph) {
    chart.notes(paragraph);
  }

  /** Adds a paragraph to the notes of the release, shown under a condition. */
  public void note(Condition when, String paragraph) {
    chart.notes(when, paragraph);
  }

  /** A setting under which the component renders without a cluster. */
  public <T> void offline(Value<T> value, T setting) {
    chart.offline(value, setting);
  }

  /** Reports a mistake in the declaration of the component. */
  public void report(Finding finding) {
    Place place = finding.place();
    chart.report(
        place.declaredAt().isPresent()
            ? finding
            : finding.at(place.declaredAt(component.declaredAt())));
  }

  /** A name as a key of values: {@code db-worker} is {@code dbWorker}. */
  public static String key(String name) {
    StringBuilder key = new StringBuilder();
    boolean upper = false;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '-') {
        upper = key.length() > 0;
      } else {
        key.append(upper ? Character.toUpperCase(c) : c);
        upper = false;
      }
    }
    return key.toString();
  }
}
