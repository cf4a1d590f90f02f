package dev.chartwright.generator.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Tells whether classes were compiled from the source files as they are. */
public final class SourceFiles {
  private static final Pattern SOURCE = Pattern.compile(".*\\.(java|kt|groovy|scala)");

  private SourceFiles() {}

  /**
   * The first source file, by path, that was changed after its class was compiled. A source file
   * without any class is passed over: a compiler may leave it out.
   *
   * @param roots folders of source files; need not exist
   * @param classes the folder that they are compiled to; need not exist
   */
  public static Optional<Path> newerThanItsClass(List<Path> roots, Path classes) {
    if (!Files.isDirectory(classes)) {
      return Optional.empty();
    }
    return roots.stream()
        .filter(Files::isDirectory)
        .flatMap(root -> sources(root).filter(file -> isNewer(file, root, classes)))
        .findFirst();
  }

  /**
   * The first source file, by path, that names an interface and of which there is no class.
   *
   * @param roots folders of source files; need not exist
   * @param classes the folder that they are compiled to; need not exist
   * @param type the simple name of the interface
   */
  public static Optional<Path> withoutClass(List<Path> roots, Path classes, String type) {
    return roots.stream()
        .filter(Files::isDirectory)
        .flatMap(
            root ->
                sources(root)
                    .filter(file -> !file.endsWith("package-info.java") && says(file, type))
                    .filter(file -> isUncompiled(file, root, classes)))
        .findFirst();
  }

  private static boolean isUncompiled(Path source, Path root, Path classes) {
    try {
      return compiled(source, classes.resolve(root.relativize(source).toString())).isEmpty();
    } catch (IOException failure) {
      throw new UncheckedIOException(source + " cannot be compared with its class", failure);
    }
  }

  /**
   * The first source file, by path, if no source file was compiled.
   *
   * @param roots folders of source files; need not exist
   * @param classes the folder that they are compiled to; need not exist
   */
  public static Optional<Path> withoutAnyClass(List<Path> roots, Path classes) {
    return hasClass(classes)
        ? Optional.empty()
        : roots.stream().filter(Files::isDirectory).flatMap(SourceFiles::sources).findFirst();
  }

  private static boolean hasClass(Path classes) {
    if (!Files.isDirectory(classes)) {
      return false;
    }
    try (Stream<Path> files = Files.walk(classes)) {
      return files.anyMatch(file -> file.getFileName().toString().endsWith(".class"));
    } catch (IOException failure) {
      throw new UncheckedIOException(classes + " cannot be read", failure);
    }
  }

  /**
   * Where the source files of a folder of classes are by the conventions of Maven and Gradle; empty
   * for any other folder.
   */
  public static List<Path> conventional(Path classes) {
    Path folder = classes.toAbsolutePath().normalize();
    Optional<Path> project = Optional.empty();
    if (folder.endsWith(Path.of("target", "classes"))) {
      project = ancestor(folder, 2);
    } else if (folder.getNameCount() > 4
        && folder.endsWith("main")
        && folder.getParent().getParent().endsWith(Path.of("build", "classes"))) {
      project = ancestor(folder, 4);
    }
    return project
        .map(root -> root.resolve("src").resolve("main"))
        .map(main -> List.of(main.resolve("java"), main.resolve("kotlin")))
        .orElse(List.of());
  }

  private static Optional<Path> ancestor(Path folder, int levels) {
    Path found = folder;
    for (int i = 0; i < levels && found != null; i++) {
      found = found.getParent();
    }
    return Optional.ofNullable(found);
  }

  private static Stream<Path> sources(Path root) {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> SOURCE.matcher(file.getFileName().toString()).matches())
          .sorted()
          .toList()
          .stream();
    } catch (IOException failure) {
      throw new UncheckedIOException(root + " cannot be read", failure);
    }
  }

  private static boolean isNewer(Path source, Path root, Path classes) {
    try {
      FileTime changed = Files.getLastModifiedTime(source);
      for (Path compiled : compiled(source, classes.resolve(root.relativize(source).toString()))) {
        if (changed.compareTo(Files.getLastModifiedTime(compiled)) > 0) {
          return true;
        }
      }
      return false;
    } catch (IOException failure) {
      throw new UncheckedIOException(source + " cannot be compared with its class", failure);
    }
  }

  /** The classes of a source file: the one of its name, else those that name the file. */
  private static List<Path> compiled(Path source, Path sibling) throws IOException {
    String file = source.getFileName().toString();
    String name = file.substring(0, file.lastIndexOf('.'));
    Path ofItsName = sibling.resolveSibling(name + ".class");
    if (Files.isRegularFile(ofItsName)) {
      return List.of(ofItsName);
    }
    Path folder = sibling.getParent();
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> classes = Files.list(folder)) {
      return classes
          .filter(each -> each.getFileName().toString().endsWith(".class"))
          .filter(each -> says(each, file))
          .toList();
    }
  }

  /** Whether a file has a text in it, as a class has the name of the file it was compiled from. */
  private static boolean says(Path file, String text) {
    try {
      // One character for a byte, so that the search is one of bytes.
      return new String(Files.readAllBytes(file), ISO_8859_1)
          .contains(new String(text.getBytes(UTF_8), ISO_8859_1));
    } catch (IOException failure) {
      throw new UncheckedIOException(file + " cannot be read", failure);
    }
  }
}
