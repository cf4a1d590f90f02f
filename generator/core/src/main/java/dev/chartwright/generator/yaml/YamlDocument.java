package dev.chartwright.generator.yaml;

import dev.chartwright.generator.yaml.YamlNode.Entries;
import dev.chartwright.generator.yaml.YamlNode.Entry;
import dev.chartwright.generator.yaml.YamlNode.Item;
import dev.chartwright.generator.yaml.YamlNode.Items;
import dev.chartwright.generator.yaml.YamlNode.Leaf;
import dev.chartwright.generator.yaml.YamlNode.Mark;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.comments.CommentLine;
import org.yaml.snakeyaml.comments.CommentType;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * One YAML document that somebody wrote by hand, with places and comments: strict, so anchors,
 * tags, merge keys, repeated keys, keys that are not text and further documents are problems.
 * Immutable.
 *
 * @param root empty when the text has no document, or cannot be read at all
 * @param problems in the order of the text
 */
public record YamlDocument(Optional<YamlNode> root, List<Problem> problems) {
  public YamlDocument {
    problems = List.copyOf(problems);
  }

  /**
   * What is wrong with a text.
   *
   * @param fix what to write instead
   */
  public record Problem(Mark at, String what, String fix) {}

  /** Reads a text. What is wrong is in the result. */
  public static YamlDocument read(String text) {
    LoaderOptions options = YamlReader.limits();
    options.setProcessComments(true);
    Reading reading = new Reading();
    try {
      ParserImpl parser = new ParserImpl(new StreamReader(new StringReader(text)), options);
      Composer composer = new Composer(parser, new YamlReader.PlainResolver(), options);
      List<Node> documents = new ArrayList<>();
      while (composer.checkNode()) {
        Node document = composer.getNode();
        if (!document.getTag().equals(Tag.COMMENT)) {
          documents.add(document);
        }
      }
      if (documents.isEmpty()) {
        reading.problem(new Mark(0, 1, 1), "the text has no document", "write one object");
        return reading.result(Optional.empty());
      }
      if (documents.size() > 1) {
        reading.problem(
            mark(documents.get(1)),
            "there are " + documents.size() + " documents",
            "write one manifest for each object");
      }
      YamlNode root = reading.node(documents.get(0));
      return reading.result(Optional.of(root));
    } catch (MarkedYAMLException failure) {
      reading.problem(
          failure.getProblemMark() == null ? new Mark(0, 1, 1) : mark(failure.getProblemMark()),
          "it is not YAML: " + failure.getProblem(),
          "correct the indentation, the quotes or the brackets there");
    } catch (YAMLException failure) {
      reading.problem(
          new Mark(0, 1, 1), "it is not YAML: " + failure.getMessage(), "correct the text");
    }
    return reading.result(Optional.empty());
  }

  private static Mark mark(org.yaml.snakeyaml.error.Mark mark) {
    return new Mark(mark.getIndex(), mark.getLine() + 1, mark.getColumn() + 1);
  }

  private static Mark mark(Node node) {
    return mark(node.getStartMark());
  }

  /** Turns the nodes of a document into its parts. Used once, by one thread. */
  private static final class Reading {
    private final Set<Problem> problems = new LinkedHashSet<>();

    /** What stands behind an alias is read once; it stands for nothing within itself. */
    private final IdentityHashMap<Node, YamlNode> anchored = new IdentityHashMap<>();

    /** An anchor is met again at each of its aliases, and counts once. */
    YamlDocument result(Optional<YamlNode> root) {
      return new YamlDocument(
          root, problems.stream().sorted(Comparator.comparing(each -> each.at().index())).toList());
    }

    private void problem(Mark at, String what, String fix) {
      problems.add(new Problem(at, what, fix));
    }

    YamlNode node(Node node) {
      if (node.getAnchor() != null) {
        problem(mark(node), "there is an anchor, &" + node.getAnchor(), "write the text out");
        if (!anchored.containsKey(node)) {
          anchored.put(node, new Leaf(mark(node), "", true));
          anchored.put(node, part(node));
        }
        return anchored.get(node);
      }
      return part(node);
    }

    private YamlNode part(Node node) {
      if (node instanceof MappingNode mapping) {
        require(node, Tag.MAP);
        return new Entries(mark(node), entries(mapping));
      }
      if (node instanceof SequenceNode sequence) {
        require(node, Tag.SEQ);
        return new Items(mark(node), items(sequence));
      }
      ScalarNode scalar = (ScalarNode) node;
      boolean isPlain = node.getTag().equals(YamlReader.PLAIN);
      if (!isPlain) {
        require(node, Tag.STR);
      }
      return new Leaf(mark(node), scalar.getValue(), isPlain);
    }

    private void require(Node node, Tag expected) {
      if (!node.getTag().equals(expected)) {
        problem(mark(node), "there is a tag, " + node.getTag(), "write the value without a tag");
      }
    }

    private List<Entry> entries(MappingNode mapping) {
      Map<String, Entry> entries = new LinkedHashMap<>();
      List<CommentLine> first = mapping.getBlockComments();
      for (NodeTuple tuple : mapping.getValue()) {
        Node key = tuple.getKeyNode();
        Node value = tuple.getValueNode();
        String comment =
            text(first, key.getBlockComments(), key.getInLineComments(), inLine(value));
        first = List.of();
        YamlNode read = node(value);
        Optional<String> name = key(key);
        if (name.isPresent()) {
          Entry entry = new Entry(mark(key), name.get(), read, comment);
          Entry before = entries.putIfAbsent(name.get(), entry);
          if (before != null) {
            problem(
                mark(key),
                "the key '" + name.get() + "' is given twice, first in line " + before.at().line(),
                "keep one of them");
          }
        }
      }
      return List.copyOf(entries.values());
    }

    private Optional<String> key(Node key) {
      if (!(key instanceof ScalarNode scalar)) {
        problem(mark(key), "a key is a list or a map", "write text, or put braces into quotes");
        return Optional.empty();
      }
      String text = scalar.getValue();
      if (!key.getTag().equals(YamlReader.PLAIN)) {
        require(key, Tag.STR);
        return Optional.of(text);
      }
      if (text.equals("<<")) {
        problem(mark(key), "there is a merge key, <<", "write the entries out");
        return Optional.empty();
      }
      Object meaning = PlainScalar.read(text);
      if (meaning == null || !String.valueOf(meaning).equals(text)) {
        problem(
            mark(key),
            "the key '" + text + "' means " + meaning + " in YAML",
            "put it into quotes");
      }
      return Optional.of(text);
    }

    private List<Item> items(SequenceNode sequence) {
      List<Item> items = new ArrayList<>();
      List<CommentLine> first = sequence.getBlockComments();
      for (Node item : sequence.getValue()) {
        boolean isLeaf = item instanceof ScalarNode;
        String comment =
            text(first, isLeaf ? item.getBlockComments() : List.of(), List.of(), inLine(item));
        first = List.of();
        items.add(new Item(node(item), comment));
      }
      return items;
    }

    /** Behind the value on its line; of a list or map it stands behind the end. */
    private static List<CommentLine> inLine(Node node) {
      return node.getInLineComments();
    }

    @SafeVarargs
    private static String text(List<CommentLine>... comments) {
      List<String> lines = new ArrayList<>();
      for (List<CommentLine> part : comments) {
        for (CommentLine line : part == null ? List.<CommentLine>of() : part) {
          if (line.getCommentType() != CommentType.BLANK_LINE) {
            String words = line.getValue();
            lines.add(words.startsWith(" ") ? words.substring(1) : words);
          }
        }
      }
      return lines.stream().map(String::stripTrailing).collect(Collectors.joining("\n"));
    }
  }
}
