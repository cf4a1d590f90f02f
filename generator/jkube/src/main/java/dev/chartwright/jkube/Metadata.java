package dev.chartwright.jkube;

import java.util.Set;

/** The metadata of JKube's objects that the chart sets itself. */
final class Metadata {
  private static final Set<String> LABELS = Set.of("app", "provider", "version", "group");
  private static final String STANDARD = "app.kubernetes.io/";
  private static final String ORIGIN = "jkube.eclipse.org/";

  private Metadata() {}

  /**
   * Takes what the chart sets itself: the name, the namespace, which is that of the release, and
   * the labels that JKube adds everywhere. Other labels and annotations stay.
   */
  static void take(Fields metadata) {
    metadata.take("name");
    metadata.take("namespace");
    Fields labels = metadata.in("labels");
    labels.names().stream()
        .filter(label -> LABELS.contains(label) || label.startsWith(STANDARD))
        .forEach(labels::take);
    Fields annotations = metadata.in("annotations");
    annotations.names().stream()
        .filter(annotation -> annotation.startsWith(ORIGIN))
        .forEach(annotations::take);
    if (labels.names().isEmpty()) {
      metadata.take("labels");
    }
    if (annotations.names().isEmpty()) {
      metadata.take("annotations");
    }
  }
}
