package dev.chartwright.generator.gotemplate;

import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.file.FileTree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The branches of a chart's templates, and a copy of the templates that says which of them it
 * enters; see {@link BranchMarks}. The marks do not change what is rendered.
 *
 * <p>The context is at hand where {@code $} is the root. In a named template it is if everything
 * that includes it passes the root on; the branches of other named templates are not watched.
 * Immutable.
 */
final class TemplateBranches {
  private static final Pattern VALUES = Pattern.compile("(charts/[^/]+/)*values\\.yaml");

  private final List<BranchNode> nodes;
  private final NamedTemplateUse named;
  private final Map<String, TemplateBlocks> files;
  private final boolean executesText;

  /**
   * Which named templates are used, and how.
   *
   * @param included those that a file includes, directly or not
   * @param unwatched those whose {@code $} may be something else than the root
   */
  private record NamedTemplateUse(Set<String> included, Set<String> unwatched) {
    /** Follows the inclusions from the files on. */
    static NamedTemplateUse of(Set<String> names, List<TemplateBlocks.Inclusion> inclusions) {
      Set<String> included = new HashSet<>();
      Set<String> unwatched = new HashSet<>();
      boolean isGrowing = true;
      while (isGrowing) {
        isGrowing = false;
        for (TemplateBlocks.Inclusion each : inclusions) {
          if (!each.from().isEmpty() && !included.contains(each.from())) {
            continue;
          }
          Set<String> targets = each.name().isEmpty() ? names : Set.of(each.name());
          isGrowing |= included.addAll(targets);
          if (!each.passesRoot() || unwatched.contains(each.from())) {
            isGrowing |= unwatched.addAll(targets);
          }
        }
      }
      return new NamedTemplateUse(included, unwatched);
    }
  }

  private TemplateBranches(
      List<BranchNode> nodes,
      NamedTemplateUse named,
      Map<String, TemplateBlocks> files,
      boolean executesText) {
    this.nodes = List.copyOf(nodes);
    this.named = named;
    this.files = Map.copyOf(files);
    this.executesText = executesText;
  }

  static TemplateBranches of(FileTree chart) {
    Map<String, TemplateBlocks> files = new LinkedHashMap<>();
    List<BranchNode> nodes = new ArrayList<>();
    List<TemplateBlocks.Inclusion> inclusions = new ArrayList<>();
    boolean executesText = false;
    for (String path : chart.paths()) {
      if (ParsedChart.isTemplate(path)) {
        TemplateBlocks blocks = TemplateBlocks.of(path, chart.text(path), nodes.size());
        nodes.addAll(blocks.nodes());
        inclusions.addAll(blocks.inclusions());
        executesText |= blocks.executesText();
        files.put(path, blocks);
      } else if (VALUES.matcher(path).matches()) {
        inclusions.addAll(TemplateBlocks.ofText(chart.text(path)));
      }
    }
    Set<String> names =
        nodes.stream()
            .filter(BranchNode::isNamed)
            .map(BranchNode::name)
            .collect(Collectors.toSet());
    return new TemplateBranches(nodes, NamedTemplateUse.of(names, inclusions), files, executesText);
  }

  /**
   * The files of a chart, or some of them, with templates that say what they enter.
   *
   * @param entered the numbers of branches that need not say so, because it is known
   */
  FileTree marked(FileTree chart, Set<Integer> entered) {
    FileTree.Builder copy = FileTree.builder();
    chart
        .files()
        .forEach(
            (path, content) -> {
              TemplateBlocks blocks = files.get(path);
              if (blocks == null || !blocks.isBalanced()) {
                copy.add(path, content);
              } else {
                copy.add(
                    path,
                    BranchMarks.in(
                        path,
                        chart.text(path),
                        blocks,
                        node -> isWatched(node) && !entered.contains(node.number()),
                        executesText));
              }
            });
    return copy.build();
  }

  /**
   * Branches that were not entered although what is around them was.
   *
   * @param entered the numbers of what was entered
   */
  List<TemplateBranch> unreached(Set<Integer> entered) {
    return outermost(entered).map(BranchNode::branch).toList();
  }

  /** For each of these branches the values that decide about it, its own condition last. */
  List<BranchUse.Decision> deciding(Set<Integer> entered) {
    return outermost(entered)
        .map(node -> new BranchUse.Decision(node.branch().file(), node.deciding()))
        .toList();
  }

  private Stream<BranchNode> outermost(Set<Integer> entered) {
    return nodes.stream()
        .filter(node -> !node.isNamed() && isWatched(node) && !entered.contains(node.number()))
        .filter(node -> node.around().map(each -> entered.contains(each.number())).orElse(true))
        .filter(node -> !BranchMarks.isNote(node.branch().file()));
  }

  /** Branches of which nobody knows whether they were entered. */
  List<TemplateBranch> unwatched() {
    return nodes.stream()
        .filter(
            node -> !node.isNamed() && !isWatched(node) && named.included().contains(node.name()))
        .map(BranchNode::branch)
        .toList();
  }

  private boolean isWatched(BranchNode node) {
    return !named.unwatched().contains(node.name());
  }
}
