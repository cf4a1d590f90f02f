package dev.chartwright.generator.write;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The files of a folder as git's {@code HEAD} has them, read by the git of the user. Immutable.
 *
 * @param commit the abbreviated commit; empty without files
 * @param files the files by their paths below the folder; empty if {@code HEAD} has none of it
 * @param reason why there are no files; empty with files
 */
record GitHead(String commit, Optional<Map<String, byte[]>> files, String reason) {
  private static final long SECONDS = 20;

  /** More than Helm would take of a chart. */
  private static final int MOST_BYTES = 100 * 1024 * 1024;

  private static final String REGULAR = "100";

  /** A command of git that did not succeed; the message says why, for a reader. */
  private static final class Unavailable extends Exception {
    private static final long serialVersionUID = 1L;

    Unavailable(String reason) {
      super(reason);
    }
  }

  /**
   * Reads a folder.
   *
   * @param folder need not exist
   * @param git the program
   */
  static GitHead of(Path folder, String git) {
    try {
      return read(folder.toAbsolutePath().normalize(), git);
    } catch (Unavailable unavailable) {
      return new GitHead("", Optional.empty(), unavailable.getMessage());
    }
  }

  private static GitHead read(Path folder, String git) throws Unavailable {
    Path here = folder;
    while (here != null && !Files.isDirectory(here)) {
      here = here.getParent();
    }
    if (here == null) {
      throw new Unavailable("there is no such folder");
    }
    String[] place = {"rev-parse", "--is-inside-work-tree", "--show-prefix"};
    List<String> answer = text(run(here, git, "", place)).lines().toList();
    if (answer.isEmpty() || !answer.get(0).equals("true")) {
      throw new Unavailable("it is not in a git work tree");
    }
    String prefix = answer.size() > 1 ? answer.get(1) : "";
    String rest = here.relativize(folder).toString().replace('\\', '/');
    String path = rest.isEmpty() ? prefix : prefix + rest + "/";
    String commit;
    try {
      commit =
          text(run(here, git, "", "rev-parse", "--short", "--verify", "--quiet", "HEAD")).strip();
    } catch (Unavailable unborn) {
      throw new Unavailable("git has no commit yet");
    }
    // Raw objects: neither line ends nor attributes of an export change them.
    String[] all = {"ls-tree", "-r", "-z", "--full-tree", "HEAD"};
    String[] below = {"ls-tree", "-r", "-z", "--full-tree", "HEAD", "--", path};
    byte[] listing = run(here, git, "", path.isEmpty() ? all : below);
    Map<String, String> objects = new LinkedHashMap<>();
    for (String entry : text(listing).split("\0", -1)) {
      int tab = entry.indexOf('\t');
      // Links and submodules are no files of a chart.
      if (tab > 0 && entry.startsWith(REGULAR)) {
        objects.put(
            entry.substring(tab + 1 + path.length()), entry.substring(0, tab).split(" ")[2]);
      }
    }
    if (objects.isEmpty()) {
      throw new Unavailable("HEAD does not have it");
    }
    String names = String.join("\n", objects.values()) + "\n";
    byte[] contents = run(here, git, names, "cat-file", "--batch");
    return new GitHead(commit, Optional.of(files(List.copyOf(objects.keySet()), contents)), "");
  }

  /**
   * The answer of {@code cat-file --batch}: a line that ends with the size, the bytes, a line end.
   */
  private static Map<String, byte[]> files(List<String> paths, byte[] contents) throws Unavailable {
    Map<String, byte[]> files = new LinkedHashMap<>();
    int at = 0;
    for (String path : paths) {
      int end = at;
      while (end < contents.length && contents[end] != '\n') {
        end++;
      }
      String line = new String(contents, at, end - at, UTF_8);
      String size = line.substring(line.lastIndexOf(' ') + 1);
      if (!size.matches("[0-9]{1,9}") || end + 1 + Integer.parseInt(size) > contents.length) {
        throw new Unavailable("git cannot read " + path + " of HEAD");
      }
      byte[] content = new byte[Integer.parseInt(size)];
      System.arraycopy(contents, end + 1, content, 0, content.length);
      files.put(path, content);
      at = end + 1 + content.length + 1;
    }
    return files;
  }

  /** Runs git and gives what it prints. */
  private static byte[] run(Path folder, String git, String input, String... arguments)
      throws Unavailable {
    List<String> command = new ArrayList<>(List.of(git, "-C", folder.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    // A hook sets these for the repository that it runs in, with paths from another folder.
    List.of("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")
        .forEach(builder.environment()::remove);
    builder.environment().put("GIT_OPTIONAL_LOCKS", "0");
    // A clone that has only some objects must not ask the network.
    builder.environment().put("GIT_NO_LAZY_FETCH", "1");
    Process process;
    try {
      process = builder.start();
    } catch (IOException absent) {
      throw new Unavailable("git is not installed");
    }
    CompletableFuture<byte[]> output =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return process.getInputStream().readNBytes(MOST_BYTES);
              } catch (IOException closed) {
                return new byte[0];
              }
            });
    try {
      try (OutputStream asked = process.getOutputStream()) {
        asked.write(input.getBytes(UTF_8));
      } catch (IOException refused) {
        // Git has ended; its exit code says so.
      }
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        throw new Unavailable("git did not answer within " + SECONDS + " seconds");
      }
      if (process.exitValue() != 0) {
        throw new Unavailable(
            arguments[0].equals("rev-parse")
                ? "it is not in a git work tree"
                : "git " + arguments[0] + " failed");
      }
      return output.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new Unavailable("reading HEAD was interrupted");
    } finally {
      process.destroyForcibly();
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }
}
