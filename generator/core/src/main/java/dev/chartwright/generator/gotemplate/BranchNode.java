package dev.chartwright.generator.gotemplate;

import dev.chartwright.generator.space.ValuePath;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A branch of a template, or a named template as a whole.
 *
 * @param number its own among all of a chart
 * @param around the branch or named template around it; nothing at the top of a file
 * @param name the named template that it is in, or is; empty in none
 * @param opening the action that opens it
 * @param reads the values in its condition, or in those that it is the alternative of
 */
record BranchNode(
    int number,
    TemplateBranch branch,
    Optional<BranchNode> around,
    String name,
    boolean isNamed,
    TemplateScanner.Span opening,
    Set<ValuePath> reads) {

  /** This node and those around it, from the inside out. */
  Stream<BranchNode> outwards() {
    return Stream.iterate(Optional.of(this), Optional::isPresent, each -> each.get().around())
        .flatMap(Optional::stream);
  }

  /** The values that decide whether it is entered, those of its own condition last. */
  List<ValuePath> deciding() {
    List<ValuePath> outwards =
        outwards().flatMap(each -> reversed(each.reads())).distinct().toList();
    return reversed(outwards).toList();
  }

  private static Stream<ValuePath> reversed(Iterable<ValuePath> paths) {
    ArrayDeque<ValuePath> reversed = new ArrayDeque<>();
    paths.forEach(reversed::addFirst);
    return reversed.stream();
  }
}
