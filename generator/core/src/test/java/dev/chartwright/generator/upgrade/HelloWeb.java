package dev.chartwright.generator.upgrade;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.generator.yaml.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A web chart of the test resources with what it renders to, and copies of it with changes.
 *
 * @param texts the chart's files, and {@code rendered.yaml} with its objects
 */
public record HelloWeb(Map<String, String> texts) {
  private static final String RENDERED = "rendered.yaml";
  private static final String SOURCE = "# Source: hello-web/";

  public static HelloWeb chart() {
    Map<String, String> texts = new TreeMap<>();
    for (String file : List.of("Chart.yaml", "values.yaml", "values.schema.json", RENDERED)) {
      texts.put(file, text("/upgrade/hello-web/" + file));
    }
    return new HelloWeb(texts);
  }

  static String text(String resource) {
    try (InputStream stream = HelloWeb.class.getResourceAsStream(resource)) {
      return new String(stream.readAllBytes(), UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Replaces a text that must be there, everywhere in a file. */
  HelloWeb change(String file, String from, String to) {
    String text = texts.get(file);
    if (!text.contains(from)) {
      throw new IllegalArgumentException("no '" + from + "' in " + file);
    }
    return put(file, text.replace(from, to));
  }

  HelloWeb put(String file, String text) {
    Map<String, String> changed = new TreeMap<>(texts);
    changed.put(file, text);
    return new HelloWeb(changed);
  }

  /** Replaces a text that must be there in all objects. */
  HelloWeb changeRendered(String from, String to) {
    return change(RENDERED, from, to);
  }

  FileTree files() {
    FileTree.Builder files = FileTree.builder();
    texts.forEach(
        (path, text) -> {
          if (!path.equals(RENDERED)) {
            files.add(path, text);
          }
        });
    return files.build();
  }

  public List<RenderedObject> objects() {
    List<RenderedObject> objects = new ArrayList<>();
    for (String document : texts.get(RENDERED).split("(?m)^---\n")) {
      if (document.startsWith(SOURCE)) {
        String source = document.substring(SOURCE.length(), document.indexOf('\n'));
        objects.add(RenderedObject.of(source, Tree.map(YamlReader.read(document))));
      }
    }
    return objects;
  }
}
