package dev.chartwright.generator.write;

import dev.chartwright.generator.file.FileTree;
import java.util.Random;

/** Trees over few names and few contents, so that two of them overlap and clash in every way. */
public final class RandomTrees {
  private static final String[] NAMES = {"a", "b", "c.yaml", "top"};

  private RandomTrees() {}

  public static FileTree next(Random random) {
    FileTree tree = FileTree.empty();
    int wanted = random.nextInt(9);
    for (int i = 0; i < wanted; i++) {
      FileTree larger = withOneMore(tree, random);
      if (PathClashes.in(larger).isEmpty()) {
        tree = larger;
      }
    }
    return tree;
  }

  private static FileTree withOneMore(FileTree tree, Random random) {
    StringBuilder path = new StringBuilder(NAMES[random.nextInt(NAMES.length - 1)]);
    for (int depth = random.nextInt(3); depth > 0; depth--) {
      path.append('/').append(NAMES[random.nextInt(NAMES.length)]);
    }
    return tree.contains(path.toString())
        ? tree
        : tree.with(path.toString(), "content " + random.nextInt(3) + "\n");
  }
}
