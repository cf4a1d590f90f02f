package dev.chartwright.generator.companion;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The sources of the companion, as the pod gets them: in a folder without subfolders, from one or
 * several ConfigMaps.
 */
public final class CompanionSources {
  /**
   * The largest content of one ConfigMap in bytes. Client-side apply and Argo CD write a whole
   * object into an annotation, which holds 262,144 bytes.
   */
  public static final int LARGEST = 180 << 10;

  private static final String ROOT = "/dev/chartwright/companion/";

  private CompanionSources() {}

  /** What the name of a ConfigMap is behind that of the release; parts count from 1. */
  public static String name(int part) {
    return "companion-" + part;
  }

  /** The sources by their file names, in one map for each ConfigMap. */
  public static List<Map<String, String>> parts() {
    List<Map<String, String>> parts = new ArrayList<>();
    int size = LARGEST;
    for (Map.Entry<String, String> source : sources().entrySet()) {
      int length = source.getValue().getBytes(StandardCharsets.UTF_8).length;
      if (size + length > LARGEST) {
        parts.add(new TreeMap<>());
        size = 0;
      }
      parts.get(parts.size() - 1).put(source.getKey(), source.getValue());
      size += length;
    }
    return parts;
  }

  private static Map<String, String> sources() {
    Map<String, String> sources = new TreeMap<>();
    for (String path : read("sources.txt").lines().toList()) {
      sources.put(path.substring(path.lastIndexOf('/') + 1), read("sources/" + path));
    }
    return sources;
  }

  private static String read(String resource) {
    try (InputStream in = CompanionSources.class.getResourceAsStream(ROOT + resource)) {
      if (in == null) {
        throw new IllegalStateException(ROOT + resource + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(ROOT + resource + " cannot be read", e);
    }
  }
}
