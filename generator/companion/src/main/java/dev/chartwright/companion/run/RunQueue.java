package dev.chartwright.companion.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.chartwright.companion.chain.Hash;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The queue of runs: a folder for each state, and in it a folder for each run. A run changes its
 * state by one rename. Any number of processes may add runs, one takes them.
 */
public final class RunQueue {
  private static final String NEW = ".new-";
  private static final String GONE = ".gone-";
  private static final int RESERVE_BYTES = 1 << 20;

  private final Path root;
  private final Clock clock;
  private final long minFree;

  /** The queue in a folder, whose subfolders are created. */
  public RunQueue(Path root, Clock clock) throws IOException {
    this(root, clock, 0);
  }

  /**
   * The queue in a folder, whose subfolders are created.
   *
   * @param minFree no run begins while the volume has fewer bytes free
   */
  public RunQueue(Path root, Clock clock, long minFree) throws IOException {
    this.root = root;
    this.clock = clock;
    this.minFree = minFree;
    for (RunState state : RunState.values()) {
      Files.createDirectories(folder(state));
    }
  }

  /** The bytes of the volume that stay free. */
  public long minFree() {
    return minFree;
  }

  /** The folder of the queue. */
  public Path root() {
    return root;
  }

  /**
   * Adds a run at the end of the queue.
   *
   * @param witness a file that was checked; the run keeps it
   * @param previous the previous proof, if the request gives a file
   * @param facts the file with what is known of the previous proof, which need not be there
   */
  public Run add(RunRequest request, Path witness, Optional<Path> previous, Optional<Path> facts)
      throws IOException {
    Run made = new Run(RunState.INBOX, root.resolve(NEW + UUID.randomUUID()));
    Files.createDirectory(made.folder());
    try {
      keep(witness, made.witness());
      if (previous.isPresent()) {
        keep(previous.get(), made.previousProof());
        if (facts.filter(Files::exists).isPresent()) {
          keep(facts.get(), ProofStore.factsOf(made.previousProof()));
        }
      }
      Durable.write(made.requestFile(), request + "\n");
      try (FileChannel channel = FileChannel.open(root.resolve(".lock"), WRITE, CREATE);
          FileLock lock = channel.lock()) {
        String blocks = blocks(request.first(), request.last());
        Path place = folder(RunState.INBOX).resolve("%06d".formatted(newest() + 1) + blocks);
        Durable.move(made.folder(), place);
        return new Run(RunState.INBOX, place);
      }
    } catch (IOException e) {
      delete(made.folder());
      throw e;
    }
  }

  /** A copy, so that a later change of the user's file does not change the run. */
  private static void keep(Path file, Path place) throws IOException {
    Files.copy(file, place);
    Durable.sync(place);
  }

  private long newest() throws IOException {
    long newest = 0;
    for (RunState state : RunState.values()) {
      try (DirectoryStream<Path> folders = Files.newDirectoryStream(folder(state))) {
        for (Path folder : folders) {
          newest = Math.max(newest, number(new Run(state, folder)));
        }
      }
    }
    return newest;
  }

  private static long number(Run run) {
    String digits = run.id().split("-", 2)[0];
    return digits.matches("\\d{1,18}") ? Long.parseLong(digits) : 0;
  }

  /** All runs, in the order of the queue. */
  public List<Run> all() throws IOException {
    // From the first state to the last: a run that moves meanwhile is seen twice, not never.
    Map<String, Run> runs = new TreeMap<>();
    for (RunState state : RunState.values()) {
      in(state).forEach(run -> runs.put(run.id(), run));
    }
    return new ArrayList<>(runs.values());
  }

  /** The runs of a state, in the order of the queue. */
  public List<Run> in(RunState state) throws IOException {
    try (Stream<Path> folders = Files.list(folder(state))) {
      return folders
          .filter(Files::isDirectory)
          .map(folder -> new Run(state, folder))
          .sorted(Comparator.comparing(Run::id))
          .toList();
    }
  }

  /** The run with an id, or with the number that its id begins with. */
  public Optional<Run> find(String id) throws IOException {
    return all().stream()
        .filter(run -> run.id().equals(id) || Long.toString(number(run)).equals(id))
        .findFirst();
  }

  /** The run that proves these blocks; empty if none was made, or it was removed. */
  public Optional<Run> find(long first, long last, Hash hash) throws IOException {
    String named = "*" + blocks(first, last);
    for (RunState state : RunState.values()) {
      try (DirectoryStream<Path> folders = Files.newDirectoryStream(folder(state), named)) {
        for (Path folder : folders) {
          Run run = new Run(state, folder);
          if (run.request().hash().filter(hash::equals).isPresent()) {
            return Optional.of(run);
          }
        }
      } catch (NoSuchFileException e) {
        return find(first, last, hash); // it has moved meanwhile
      }
    }
    return Optional.empty();
  }

  private static String blocks(long first, long last) {
    return "-b" + first + "-" + last;
  }

  /**
   * Takes a run that nobody works on out of the queue.
   *
   * @param place the new name of its folder, on the same volume
   * @return false if the run has moved meanwhile
   */
  public boolean remove(Run run, Path place) throws IOException {
    try {
      Durable.move(run.folder(), place);
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /**
   * The run to work on: one that a companion before this one left, or else the first of the inbox
   * that can begin, which is moved to the running ones. Only one process may call it.
   *
   * @param ready whether a run of the inbox can begin
   */
  public Optional<Run> take(Predicate<RunRequest> ready) throws IOException {
    List<Run> left = in(RunState.RUNNING);
    if (!left.isEmpty()) {
      return Optional.of(left.get(0));
    }
    for (Run run : in(RunState.INBOX)) {
      try {
        if (ready.test(run.request())) {
          return Optional.of(moved(run, RunState.RUNNING));
        }
      } catch (NoSuchFileException e) {
        // Somebody has stopped or removed it meanwhile.
      }
    }
    return Optional.empty();
  }

  /**
   * Takes the right to work on a run, or with the queues of the broker, until the result is closed.
   * Waits for another process that has it. A process that ends gives it back.
   *
   * @param what the run, or the command
   */
  public Closeable work(String what) throws IOException {
    FileChannel channel = FileChannel.open(working(), WRITE, CREATE);
    channel.lock();
    return named(channel, what);
  }

  /** The same without waiting; empty if another process has it. */
  public Optional<Closeable> tryWork(String what) throws IOException {
    FileChannel channel = FileChannel.open(working(), WRITE, CREATE);
    try {
      if (channel.tryLock() != null) {
        return Optional.of(named(channel, what));
      }
    } catch (OverlappingFileLockException e) {
      // Another thread of this process has it.
    }
    channel.close();
    return Optional.empty();
  }

  private static Closeable named(FileChannel channel, String what) throws IOException {
    channel.truncate(0).write(ByteBuffer.wrap(what.getBytes(UTF_8)));
    return channel;
  }

  /** On what somebody works: a run or a command. Empty if nobody works. */
  public Optional<String> workedOn() throws IOException {
    try (FileChannel channel = FileChannel.open(working(), WRITE, CREATE);
        FileLock lock = channel.tryLock()) {
      return lock == null ? Optional.of(Files.readString(working())) : Optional.empty();
    } catch (OverlappingFileLockException e) {
      return Optional.of(Files.readString(working()));
    }
  }

  /** Whether somebody works on this run. */
  public boolean isWorkedOn(Run run) throws IOException {
    return workedOn().filter(run.id()::equals).isPresent();
  }

  private Path working() {
    return root.resolve(".working");
  }

  /**
   * Ends a run.
   *
   * @param outcome one sentence for the user
   */
  public Run finish(Run run, RunState state, String outcome, int exitCode) throws IOException {
    withReserve(() -> write(run, outcome, exitCode));
    return moved(run, state);
  }

  /** Writes something short. */
  private interface Writing {
    void write() throws IOException;
  }

  /** On a full disk, the reserve makes room for the sentence that says so. */
  private void withReserve(Writing writing) throws IOException {
    try {
      writing.write();
    } catch (IOException e) {
      if (!Files.deleteIfExists(reserve())) {
        throw e;
      }
      writing.write();
    }
  }

  private static void write(Run run, String outcome, int exitCode) throws IOException {
    Durable.write(run.outcomeFile(), outcome + "\n");
    Durable.write(run.exitCodeFile(), exitCode + "\n");
  }

  /** Keeps room for the outcome of a run that fills the disk, if there is any. */
  public void keepReserve() {
    if (!Files.exists(reserve())) {
      try {
        Durable.write(reserve(), "-".repeat(RESERVE_BYTES));
      } catch (IOException e) {
        Durable.part(reserve()).toFile().delete(); // the disk is full already
      }
    }
  }

  private Path reserve() {
    return root.resolve(".reserve");
  }

  /** Puts a failed run into the queue again, at the place that its number gives. */
  public Run retry(Run run) throws IOException {
    Attempts attempts = run.journal().attempts();
    run.journal()
        .add(new Journal.Event(Journal.Kind.RETRIED, clock.instant(), attempts.number(), 0, ""));
    Files.deleteIfExists(run.stopFile());
    Run again = moved(run, RunState.INBOX);
    Files.deleteIfExists(again.outcomeFile());
    Files.deleteIfExists(again.exitCodeFile());
    return again;
  }

  /** Deletes a run that is over. After a crash, it is there as before, or not in the queue. */
  void remove(Run run) throws IOException {
    Path gone = root.resolve(GONE + run.id());
    Durable.move(run.folder(), gone);
    delete(gone);
  }

  /** Deletes what a crash left of runs that are not in the queue. */
  public void clear() throws IOException {
    try (Stream<Path> folders = Files.list(root)) {
      for (Path folder : folders.toList()) {
        String name = folder.getFileName().toString();
        if (name.startsWith(NEW) || name.startsWith(GONE)) {
          delete(folder);
        }
      }
    }
  }

  /** Notes that a leader may leave tasks in the queues of the broker. */
  public void markUsed() throws IOException {
    Durable.write(used(), "");
  }

  /** Notes that the queues of the broker hold nothing of a run. */
  public void markUnused() throws IOException {
    Files.deleteIfExists(used());
  }

  /** True if the queues of the broker may hold something of a run that did not end well. */
  public boolean isUsed() {
    return Files.exists(used());
  }

  /**
   * Lets no run begin until {@link #resume} with the same command.
   *
   * @param until the command of the user that ends the pause
   * @param why one sentence for the user
   */
  public void pause(Pause until, String why) throws IOException {
    Path file = file(until);
    try {
      withReserve(() -> Durable.write(file, why + "\n"));
    } catch (IOException e) {
      if (!isPaused(until)) {
        // Other processes may have filled the reserve. The pause holds without its sentence.
        Durable.move(Durable.part(file), file);
      }
    }
  }

  /** Ends the pause that ends with a command. Another pause goes on. */
  public void resume(Pause until) throws IOException {
    Files.deleteIfExists(file(until));
  }

  /** Whether there is a pause that ends with a command. */
  public boolean isPaused(Pause until) {
    return Files.exists(file(until));
  }

  /** Whether no run begins. */
  public boolean isPaused() throws IOException {
    return Arrays.stream(Pause.values()).anyMatch(this::isPaused) || Room.of(root) < minFree;
  }

  /** Why no run begins, and what ends that, a sentence for each pause; none if one may begin. */
  public List<String> pauses() throws IOException {
    List<String> all = new ArrayList<>();
    for (Pause until : Pause.values()) {
      try {
        String why = Files.readString(file(until)).strip();
        all.add("No run begins until `" + until.command() + "`: " + why);
      } catch (NoSuchFileException e) {
        // There is none.
      }
    }
    long room = Room.of(root);
    if (room < minFree) {
      all.add(
          "No run begins until the volume of "
              + root
              + " has "
              + (minFree >> 20)
              + " MiB free (runs.minFree), and it has "
              + (room >> 20)
              + ": "
              + Room.MAKE_ROOM);
    }
    return all;
  }

  private Path file(Pause until) {
    return root.resolve("paused-until-" + until.command());
  }

  private Path used() {
    return root.resolve(".broker-in-use");
  }

  private Run moved(Run run, RunState state) throws IOException {
    Path place = folder(state).resolve(run.id());
    Durable.move(run.folder(), place);
    return new Run(state, place);
  }

  private Path folder(RunState state) {
    return root.resolve(state.folder());
  }

  /** Deletes a folder and what it contains. */
  public static void delete(Path folder) throws IOException {
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(folder)) {
      paths = walk.sorted(Comparator.reverseOrder()).toList();
    } catch (NoSuchFileException e) {
      return;
    }
    for (Path path : paths) {
      Files.deleteIfExists(path);
    }
  }
}
