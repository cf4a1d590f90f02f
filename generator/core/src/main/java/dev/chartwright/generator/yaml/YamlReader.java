package dev.chartwright.generator.yaml;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Reads YAML into plain trees, as a cluster would read it, but strictly: a key given twice, a key
 * that YAML turns into something else than the text that stands there, a tag, and a text that grows
 * out of all proportion are refused.
 *
 * <p>A tree is made of unmodifiable {@code Map<String, Object>} (in the order of the text) and
 * {@code List<Object>}, and of String, Boolean, Long, BigInteger, Double and null. No object is
 * ever built from a class name in the text.
 */
public final class YamlReader {
  private static final int MOST_CODE_POINTS = 16 * 1024 * 1024;
  private static final int MOST_ALIASES = 100;
  private static final int MOST_VALUES = 1_000_000;
  private static final int DEEPEST = 100;

  /** Marks a scalar without quotes and without a tag, whose meaning depends on its text. */
  static final Tag PLAIN = new Tag("tag:chartwright.dev,2026:plain");

  private int values;

  private YamlReader() {}

  /**
   * The only document of a text; null when the text is empty.
   *
   * @throws InvalidYamlException when the text is not acceptable
   */
  public static Object read(String text) {
    List<Object> documents = readAll(text);
    if (documents.size() > 1) {
      throw new InvalidYamlException(
          1, 1, "there are " + documents.size() + " documents where one is expected");
    }
    return documents.isEmpty() ? null : documents.get(0);
  }

  /**
   * Every document of a text, in order; an empty document is null.
   *
   * @throws InvalidYamlException when the text is not acceptable
   */
  public static List<Object> readAll(String text) {
    LoaderOptions limits = limits();
    try {
      ParserImpl parser = new ParserImpl(new StreamReader(new StringReader(text)), limits);
      Composer composer = new Composer(parser, new PlainResolver(), limits);
      YamlReader reader = new YamlReader();
      List<Object> documents = new ArrayList<>();
      while (composer.checkNode()) {
        documents.add(reader.value(composer.getNode(), Place.ROOT, 0));
      }
      return Collections.unmodifiableList(documents);
    } catch (MarkedYAMLException failure) {
      throw refusal(failure.getProblemMark(), failure.getProblem());
    } catch (YAMLException failure) {
      throw new InvalidYamlException(1, 1, failure.getMessage());
    }
  }

  static LoaderOptions limits() {
    LoaderOptions limits = new LoaderOptions();
    limits.setCodePointLimit(MOST_CODE_POINTS);
    limits.setMaxAliasesForCollections(MOST_ALIASES);
    limits.setNestingDepthLimit(DEEPEST);
    return limits;
  }

  /**
   * Where a value stands; written out only when something is wrong there.
   *
   * @param step the key in a map
   * @param index in a list; below 0 in a map
   */
  private record Place(Place above, String step, int index) {
    static final Place ROOT = new Place(null, "", -1);

    Place key(String key) {
      return new Place(this, key, -1);
    }

    Place item(int index) {
      return new Place(this, "", index);
    }

    @Override
    public String toString() {
      if (above == null) {
        return "";
      }
      if (index >= 0) {
        return above + "[" + index + "]";
      }
      return above.above() == null ? step : above + "." + step;
    }
  }

  private Object value(Node node, Place place, int depth) {
    // Aliases are shared nodes: what they unfold to is counted, not what is written.
    values++;
    if (values > MOST_VALUES) {
      throw refusal(
          node.getStartMark(), "the aliases unfold to more than " + MOST_VALUES + " values");
    }
    if (depth > DEEPEST) {
      throw refusal(
          node.getStartMark(),
          "more than " + DEEPEST + " levels, or an alias that contains itself");
    }
    if (node instanceof MappingNode mapping) {
      requireTag(node, Tag.MAP);
      return map(mapping, place, depth);
    }
    if (node instanceof SequenceNode sequence) {
      requireTag(node, Tag.SEQ);
      return list(sequence, place, depth);
    }
    ScalarNode scalar = (ScalarNode) node;
    if (scalar.getTag().equals(PLAIN)) {
      return PlainScalar.read(scalar.getValue());
    }
    requireTag(node, Tag.STR);
    return scalar.getValue();
  }

  private static void requireTag(Node node, Tag expected) {
    if (!node.getTag().equals(expected)) {
      throw refusal(node.getStartMark(), "the tag " + node.getTag() + " is not allowed");
    }
  }

  private List<Object> list(SequenceNode node, Place place, int depth) {
    List<Object> list = new ArrayList<>(node.getValue().size());
    for (Node item : node.getValue()) {
      list.add(value(item, place.item(list.size()), depth + 1));
    }
    return Collections.unmodifiableList(list);
  }

  private Map<String, Object> map(MappingNode node, Place place, int depth) {
    Map<String, Object> map = new LinkedHashMap<>();
    Map<String, Mark> first = new HashMap<>();
    List<Map<?, ?>> merged = new ArrayList<>();
    for (NodeTuple entry : node.getValue()) {
      String key = key(entry.getKeyNode());
      Mark mark = entry.getKeyNode().getStartMark();
      Place below = place.key(key);
      Object value = value(entry.getValueNode(), below, depth + 1);
      if (key.equals("<<") && entry.getKeyNode().getTag().equals(PLAIN)) {
        merged.addAll(mergeable(value, mark));
        continue;
      }
      Mark before = first.putIfAbsent(key, mark);
      if (before != null) {
        throw refusal(
            mark,
            "the key '" + below + "' is given twice, first in line " + (before.getLine() + 1));
      }
      map.put(key, value);
    }
    for (Map<?, ?> defaults : merged) {
      defaults.forEach((key, value) -> map.putIfAbsent((String) key, value));
    }
    return Collections.unmodifiableMap(map);
  }

  private static List<Map<?, ?>> mergeable(Object value, Mark place) {
    List<?> sources = value instanceof List<?> list ? list : Arrays.asList(value);
    List<Map<?, ?>> maps = new ArrayList<>();
    for (Object source : sources) {
      if (!(source instanceof Map<?, ?> map)) {
        throw refusal(place, "'<<' merges maps only");
      }
      maps.add(map);
    }
    return maps;
  }

  private static String key(Node node) {
    if (!(node instanceof ScalarNode scalar)) {
      throw refusal(node.getStartMark(), "a key must be text, not a list or a map");
    }
    String text = scalar.getValue();
    if (scalar.getTag().equals(PLAIN)) {
      Object meaning = PlainScalar.read(text);
      if (meaning == null || !String.valueOf(meaning).equals(text)) {
        throw refusal(
            node.getStartMark(), "the key '" + text + "' means " + meaning + " in YAML; quote it");
      }
    } else {
      requireTag(node, Tag.STR);
    }
    return text;
  }

  private static InvalidYamlException refusal(Mark place, String message) {
    return place == null
        ? new InvalidYamlException(1, 1, message)
        : new InvalidYamlException(place.getLine() + 1, place.getColumn() + 1, message);
  }

  /** Leaves the meaning of plain scalars to {@link PlainScalar}. */
  static final class PlainResolver extends Resolver {
    @Override
    public Tag resolve(NodeId kind, String value, boolean implicit) {
      if (kind == NodeId.scalar) {
        return implicit ? PLAIN : Tag.STR;
      }
      return kind == NodeId.sequence ? Tag.SEQ : Tag.MAP;
    }
  }
}
