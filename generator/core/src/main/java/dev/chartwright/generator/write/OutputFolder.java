package dev.chartwright.generator.write;

import static dev.chartwright.generator.rule.ChartRules.GEN_08;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chartwright.generator.file.Digest;
import dev.chartwright.generator.file.FileTree;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import dev.chartwright.problem.Rule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A folder of the user that generated files are written into, beside files of the user's own.
 *
 * <ul>
 *   <li>A file whose bytes are right is not touched. Where nothing differs, nothing is written.
 *   <li>A write happens as a whole or not at all. When it fails, the old output is put back before
 *       the exception leaves; when the process is killed, the next write puts it back first. A
 *       single file is never half written.
 *   <li>Files that were generated are listed with their digests in {@code .chartwright}. One of
 *       them that is generated no longer is removed, and so are the folders that this empties.
 *   <li>A file that is not in the list is never changed. One that is, but was edited by hand, is
 *       changed only {@linkplain #overwritingEdits() on request}.
 *   <li>Nothing is written through a symbolic link below the folder.
 * </ul>
 *
 * Immutable; may be shared between threads. A second writer, in whatever process, is turned away.
 */
public final class OutputFolder {
  static final Rule UNWRITABLE = GEN_08;

  private final Folder folder;
  private final boolean overwriteEdits;
  private final Predicate<String> scope;

  private OutputFolder(Folder folder, boolean overwriteEdits, Predicate<String> scope) {
    this.folder = folder;
    this.overwriteEdits = overwriteEdits;
    this.scope = scope;
  }

  /** The folder at a path; it need not exist. */
  public static OutputFolder at(Path path) {
    return at(path, Steps.PLAIN);
  }

  static OutputFolder at(Path path, Steps steps) {
    return new OutputFolder(
        new Folder(path.toAbsolutePath().normalize(), steps), false, every -> true);
  }

  /**
   * The same folder, where generated files that were edited by hand are replaced as if they had not
   * been. Files that were not generated stay out of reach.
   */
  public OutputFolder overwritingEdits() {
    return new OutputFolder(folder, true, scope);
  }

  /**
   * The same folder, of which only these paths count: what else was generated into it stays as it
   * is, and stays in the list.
   */
  public OutputFolder only(Predicate<String> paths) {
    return new OutputFolder(folder, overwriteEdits, paths);
  }

  /**
   * Makes the folder hold exactly these generated files.
   *
   * @throws OutputException if a file is in the way, was edited by hand, or cannot be written; the
   *     folder is then as it was
   */
  public WriteReport write(FileTree generated) {
    FileTree tree = inScope(generated);
    refuse(PathClashes.in(tree));
    Transaction transaction = new Transaction(folder);
    try {
      if (!transaction.isOpen() && !FolderLock.isIn(folder.root())) {
        Plan plan = plan(tree);
        refuse(plan.findings());
        if (plan.changes().isEmpty()) {
          return report(tree, plan);
        }
      }
      return writeAlone(transaction, tree);
    } catch (IOException | UncheckedIOException failure) {
      throw explain(failure, transaction.isHalfDone(), size(tree));
    }
  }

  /**
   * Compares the folder with the files that would be generated, and writes nothing. Files of the
   * user's own do not count.
   */
  public DriftReport check(FileTree generated) {
    FileTree tree = inScope(generated);
    refuse(PathClashes.in(tree));
    try {
      Ownership owned = owned();
      return DriftReport.of(folder, owned.within(scope), target(tree, owned));
    } catch (IOException | UncheckedIOException failure) {
      throw explain(failure, false, 0);
    }
  }

  /**
   * What tells this output from any other, whatever it was generated from. Empty when it is not
   * whole: a file is missing or other than it was generated, or a write is not finished.
   */
  public Optional<String> fingerprint() {
    try {
      Optional<byte[]> list = folder.read(Ownership.FILE);
      if (list.isEmpty() || new Transaction(folder).isOpen()) {
        return Optional.empty();
      }
      for (Map.Entry<String, Digest> file : owned().digests().entrySet()) {
        Optional<Digest> present = folder.read(file.getKey()).map(Digest::of);
        if (!present.equals(Optional.of(file.getValue()))) {
          return Optional.empty();
        }
      }
      return list.map(Digest::of).map(Digest::hex);
    } catch (IOException | UncheckedIOException | OutputException unreadable) {
      return Optional.empty();
    }
  }

  /**
   * Files that lie in the folder of a generated chart and were not generated: Helm reads them with
   * the chart, though no proof has seen them. Nothing where nothing was generated.
   *
   * @return warnings for what Helm installs, notes for the rest, with paths relative to the folder
   */
  public List<Finding> foreignFiles() {
    try {
      return ForeignFiles.in(folder, owned());
    } catch (IOException | UncheckedIOException failure) {
      throw explain(failure, false, 0);
    }
  }

  private WriteReport writeAlone(Transaction transaction, FileTree tree) throws IOException {
    Path existing = existingAncestor();
    try {
      folder.create();
      try (FolderLock lock = FolderLock.tryAcquire(folder.root()).orElseThrow(this::isBusy)) {
        recover(transaction);
        Plan plan = plan(tree);
        refuse(plan.findings());
        if (!plan.changes().isEmpty()) {
          transaction.run(plan.changes(), target(tree, owned()));
        }
        return report(tree, plan);
      }
    } catch (IOException | RuntimeException failure) {
      try {
        removeEmpty(existing);
      } catch (IOException second) {
        failure.addSuppressed(second);
      }
      throw failure;
    }
  }

  private void recover(Transaction transaction) throws IOException {
    try {
      transaction.recover();
    } catch (IllegalArgumentException unreadable) {
      throw new OutputException(
          folder.root(),
          Finding.error(
                  UNWRITABLE,
                  Place.ofFile(Transaction.FOLDER),
                  "the journal of an interrupted run is damaged: " + unreadable.getMessage())
              .because("the output may be half written, and its former content is not known")
              .fixedBy(
                  "restore the folder from version control and delete '"
                      + Transaction.FOLDER
                      + "' in it"),
          unreadable);
    }
  }

  private Plan plan(FileTree tree) throws IOException {
    Ownership owned = owned();
    return Plan.of(folder, owned.within(scope), target(tree, owned), overwriteEdits);
  }

  private Ownership owned() throws IOException {
    Optional<byte[]> list = folder.read(Ownership.FILE);
    try {
      return list.map(bytes -> Ownership.parse(new String(bytes, UTF_8))).orElse(Ownership.none());
    } catch (IllegalArgumentException unreadable) {
      throw new OutputException(
          folder.root(),
          Finding.error(
                  Plan.EDITED,
                  Place.ofFile(Ownership.FILE),
                  "the list of generated files cannot be read: " + unreadable.getMessage())
              .because("without the list, generated files cannot be told from your own")
              .fixedBy(
                  "restore the list from version control; after a merge conflict take either side. If there"
                      + " is none, delete it: files that are already right are then taken over"),
          unreadable);
    }
  }

  private FileTree inScope(FileTree generated) {
    return generated.only(scope);
  }

  /** The files, and the list of all that is owned then. */
  private FileTree target(FileTree tree, Ownership owned) {
    Ownership all = Ownership.of(tree).and(owned.within(scope.negate()));
    return all.digests().isEmpty() ? tree : tree.with(Ownership.FILE, all.toBytes());
  }

  private static WriteReport report(FileTree tree, Plan plan) {
    TreeSet<String> written = new TreeSet<>();
    TreeSet<String> removed = new TreeSet<>();
    for (Change change : plan.changes()) {
      (change.removes() ? removed : written).add(change.path());
    }
    written.remove(Ownership.FILE);
    removed.remove(Ownership.FILE);
    TreeSet<String> unchanged = new TreeSet<>(tree.paths());
    unchanged.removeAll(written);
    return new WriteReport(List.copyOf(written), List.copyOf(removed), List.copyOf(unchanged));
  }

  private void refuse(List<Finding> problems) {
    if (!problems.isEmpty()) {
      throw new OutputException(folder.root(), problems);
    }
  }

  private OutputException isBusy() {
    return new OutputException(
        folder.root(),
        List.of(
            Finding.error(
                    UNWRITABLE,
                    Place.ofFile(folder.root().toString()),
                    "another run is writing into this folder")
                .fixedBy("wait for the other run to end, then run again")));
  }

  private OutputException explain(Exception failure, boolean halfDone, long bytes) {
    Throwable cause = failure instanceof UncheckedIOException ? failure.getCause() : failure;
    String consequence =
        halfDone
            ? "putting the old output back failed too; the next run tries that again first"
            : "nothing was changed: the folder is as it was";
    return new OutputException(
        folder.root(), Unwritable.problem(folder.root(), cause, bytes, consequence), failure);
  }

  private static long size(FileTree tree) {
    return tree.files().values().stream().mapToLong(content -> content.length).sum();
  }

  private Path existingAncestor() {
    Path existing = folder.root();
    while (existing.getParent() != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    return existing;
  }

  /** A failed first write leaves no empty folders behind. */
  private void removeEmpty(Path existing) throws IOException {
    for (Path path = folder.root(); !path.equals(existing); path = path.getParent()) {
      if (Files.isDirectory(path)) {
        try (Stream<Path> children = Files.list(path)) {
          if (children.findAny().isPresent()) {
            return;
          }
        }
        Files.delete(path);
      }
    }
  }

  @Override
  public String toString() {
    return "OutputFolder[" + folder.root() + "]";
  }
}
