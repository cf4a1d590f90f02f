package dev.chartwright.generator.file;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Files that record which of them are read, and by which methods. Threads may share them. */
public final class ReadFiles {
  private final List<Reading> readings = Collections.synchronizedList(new ArrayList<>());
  private final FileTree tree;

  /**
   * One time that a file was asked for.
   *
   * @param callers every method that was under way: class, dot, name
   */
  private record Reading(String path, Set<String> callers) {}

  /** Records who asks for a file; what goes through all files is not recorded. */
  private final class Watched extends TreeMap<String, byte[]> {
    private static final long serialVersionUID = 1L;

    @Override
    public byte[] get(Object path) {
      Set<String> callers =
          StackWalker.getInstance()
              .walk(
                  frames ->
                      frames
                          .map(frame -> frame.getClassName() + "." + frame.getMethodName())
                          .collect(Collectors.toSet()));
      readings.add(new Reading(path.toString(), callers));
      return super.get(path);
    }
  }

  private ReadFiles(FileTree files) {
    Watched watched = new Watched();
    watched.putAll(files.files());
    tree = new FileTree(watched);
  }

  /** The same files, not read yet. */
  public static ReadFiles of(FileTree files) {
    return new ReadFiles(files);
  }

  public FileTree tree() {
    return tree;
  }

  /** How often a file was read in a method, or in what the method called. */
  public long readings(String path, Class<?> type, String method) {
    String caller = type.getName() + "." + method;
    return List.copyOf(readings).stream()
        .filter(each -> each.path().equals(path) && each.callers().contains(caller))
        .count();
  }
}
