package dev.chartwright.jkube;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An image that images of a project are built from. Those that JKube takes by default write to
 * their own folders when they start, and would stop on a read-only root file system. Which folders
 * these are is in the sources of the images (github.com/jkubeio/jkube-images): {@code jolokia-opts}
 * makes a configuration file, and the start script of Tomcat links the web applications.
 *
 * @param name with registry and tag
 * @param variables what the image of the project sets
 */
record BaseImage(String name, Map<String, String> variables) {
  /** Switches the agent off, so that its configuration file is not made. */
  private static final String WITHOUT_JOLOKIA = "AB_JOLOKIA_OFF";

  private static final String JOLOKIA = "/opt/jboss/container/jolokia/etc";
  private static final String TOMCAT = "/usr/local/tomcat/";

  private static final Map<String, Map<String, String>> FOLDERS =
      Map.of(
          "jkube-java",
          Map.of(JOLOKIA, "1Mi"),
          "jkube-tomcat",
          Map.of(
              TOMCAT + "logs", "16Mi",
              TOMCAT + "temp", "16Mi",
              TOMCAT + "webapps", "128Mi",
              TOMCAT + "webapps-javaee", "32Mi",
              TOMCAT + "work", "32Mi"));

  /** Other default images of JKube, whose folders are not known here. */
  private static final String UNKNOWN = "(jkube-jetty|wildfly).*";

  /** The folders that need a volume, each with the size that it may have. */
  Map<String, String> folders() {
    Map<String, String> folders = new TreeMap<>();
    FOLDERS.forEach(
        (image, written) -> {
          if (simpleName().startsWith(image)) {
            folders.putAll(written);
          }
        });
    if (variables.containsKey(WITHOUT_JOLOKIA)) {
      folders.remove(JOLOKIA);
    }
    return folders;
  }

  /** What the user must do if the folders are not known. */
  Optional<String> advice() {
    return simpleName().matches(UNKNOWN)
        ? Optional.of(
            "The root file system of the pods is read-only, and containers from "
                + name
                + " write to it: mount an emptyDir for each folder that they need, in a fragment.")
        : Optional.empty();
  }

  private String simpleName() {
    return name.substring(name.lastIndexOf('/') + 1);
  }
}
