package dev.chartwright.generator.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Collections;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Files in memory, by relative path with {@code /} as separator, sorted. Immutable; the byte arrays
 * must not be changed by anybody.
 */
public final class FileTree {
  private static final FileTree EMPTY = new FileTree(new TreeMap<>());

  private final SortedMap<String, byte[]> files;

  /** A test may watch who reads the files. */
  FileTree(SortedMap<String, byte[]> files) {
    this.files = Collections.unmodifiableSortedMap(files);
  }

  public static FileTree empty() {
    return EMPTY;
  }

  /** A copy with one more file, text in UTF-8. Fails when the path is taken or leaves the tree. */
  public FileTree with(String path, String text) {
    return with(path, text.getBytes(UTF_8));
  }

  public FileTree with(String path, byte[] content) {
    return builder().addAll(this).add(path, content).build();
  }

  /** Those files whose paths fit. */
  public FileTree only(Predicate<String> paths) {
    Builder rest = builder();
    files.forEach(
        (path, content) -> {
          if (paths.test(path)) {
            rest.add(path, content);
          }
        });
    return rest.build();
  }

  /** Everything of this tree, below a folder: {@code a.txt} becomes {@code folder/a.txt}. */
  public FileTree below(String folder) {
    Builder moved = builder();
    files.forEach((path, content) -> moved.add(folder + "/" + path, content));
    return moved.build();
  }

  public SortedMap<String, byte[]> files() {
    return files;
  }

  /** The paths of the files, sorted. */
  public Set<String> paths() {
    return files.keySet();
  }

  public boolean contains(String path) {
    return files.containsKey(path);
  }

  /** The content of a file as UTF-8 text; fails when there is none. */
  public String text(String path) {
    byte[] content = files.get(path);
    if (content == null) {
      throw new NoSuchElementException("no file " + path + " among " + files.keySet());
    }
    return new String(content, UTF_8);
  }

  @Override
  public String toString() {
    return "FileTree" + files.keySet();
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Collects files; every path may be given once. */
  public static final class Builder {
    private final SortedMap<String, byte[]> files = new TreeMap<>();

    private Builder() {}

    public Builder add(String path, String text) {
      return add(path, text.getBytes(UTF_8));
    }

    public Builder add(String path, byte[] content) {
      if (path.isEmpty() || path.startsWith("/") || path.contains("\\") || path.endsWith("/")) {
        throw new IllegalArgumentException("not a relative file path: '" + path + "'");
      }
      for (String step : path.split("/")) {
        if (step.isEmpty() || step.equals(".") || step.equals("..")) {
          throw new IllegalArgumentException("not a path inside the output: '" + path + "'");
        }
      }
      if (files.putIfAbsent(path, content) != null) {
        throw new IllegalArgumentException("two files are called '" + path + "'");
      }
      return this;
    }

    public Builder addAll(FileTree tree) {
      for (Map.Entry<String, byte[]> file : tree.files.entrySet()) {
        add(file.getKey(), file.getValue());
      }
      return this;
    }

    public FileTree build() {
      return new FileTree(new TreeMap<>(files));
    }
  }
}
