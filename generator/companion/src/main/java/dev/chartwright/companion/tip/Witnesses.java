package dev.chartwright.companion.tip;

import dev.chartwright.companion.chain.ChainException;
import dev.chartwright.companion.chain.WitnessBlock;
import dev.chartwright.companion.chain.WitnessFile;
import dev.chartwright.companion.rpc.NodeAddress;
import dev.chartwright.companion.run.Durable;
import dev.chartwright.companion.run.RunQueue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Fetches witnesses with the prover's own {@code rpc}, one at a time. The address of the node is a
 * variable of that process, because everybody may list arguments. Used by one thread.
 */
final class Witnesses implements AutoCloseable {
  private static final long LONGEST_BLOCK = 1L << 30; // bytes; a block of the main chain has 9 MB
  private static final int LONGEST_REASON = 400;
  private static final int KILLED = 137;

  private final Path folder;
  private final String rpc;
  private final FollowSettings settings;
  private Batch batch;
  private Process process;
  private Instant deadline;

  /**
   * Fetches into a folder, which is emptied.
   *
   * @param rpc the prover's tool
   * @param settings the node, and how long a witness may take
   */
  Witnesses(Path folder, String rpc, FollowSettings settings) throws IOException {
    this.folder = folder;
    this.rpc = rpc;
    this.settings = settings;
    RunQueue.delete(folder);
    Files.createDirectories(folder);
  }

  /** How fetching has ended. */
  sealed interface Result {
    /** The witness is there, and is of the blocks that were chosen. */
    record Fetched(WitnessFile witness) implements Result {}

    /**
     * It is not.
     *
     * @param why a clause for the user
     */
    record Failed(String why) implements Result {}
  }

  /** Whose witness is being fetched. */
  Optional<Batch> batch() {
    return Optional.ofNullable(batch);
  }

  /** Begins to fetch. */
  void start(Batch chosen, Instant now) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                rpc,
                "fetch",
                "-s",
                Long.toString(chosen.first().number()),
                "-e",
                Long.toString(chosen.last().number()),
                "-c",
                Long.toString(chosen.checkpoint()))
            .directory(folder.toFile())
            .redirectOutput(part(chosen).toFile())
            .redirectError(errors().toFile());
    builder.environment().put("ZERO_BIN_RPC_URL", settings.traces());
    builder.environment().put("ZERO_BIN_RPC_TYPE", settings.type());
    builder.environment().put("RUST_LOG", "off"); // it would log into the witness
    // A witness needs thousands of requests, and by default the first one that fails ends it.
    builder.environment().putIfAbsent("ZERO_BIN_MAX_RETRIES", "5");
    builder.environment().putIfAbsent("ZERO_BIN_BACKOFF", "2000"); // ms
    process = builder.start();
    process.getOutputStream().close();
    batch = chosen;
    deadline = now.plus(settings.times().fetch());
  }

  /** The result; empty while it goes on. */
  Optional<Result> poll(Instant now) throws IOException {
    Path part = part(batch);
    long longest = LONGEST_BLOCK * batch.blocks().size();
    if (process.isAlive()) {
      if (Files.size(part) > longest || Files.size(errors()) > LONGEST_BLOCK) {
        return Optional.of(failed("it has more than " + longest + " bytes"));
      }
      return now.isAfter(deadline)
          ? Optional.of(
              failed("it took more than " + settings.times().fetch().toMinutes() + " min"))
          : Optional.empty();
    } else if (process.exitValue() != 0) {
      return Optional.of(
          failed("rpc ended with exit code " + process.exitValue() + reason(process.exitValue())));
    }
    try {
      WitnessFile read = WitnessFile.read(part);
      Optional<String> other = other(read);
      if (other.isPresent()) {
        return Optional.of(failed(other.get()));
      }
      Durable.sync(part);
      Path whole = folder.resolve(batch.name() + ".json");
      Durable.move(part, whole);
      batch = null;
      return Optional.of(new Result.Fetched(new WitnessFile(whole, read.blocks())));
    } catch (ChainException e) {
      return Optional.of(failed(e.getMessage()));
    }
  }

  /** Why a witness is not the one of the chosen blocks, number by number and hash by hash. */
  private Optional<String> other(WitnessFile witness) {
    List<BlockId> blocks = new ArrayList<>();
    BlockId before = batch.parent();
    for (WitnessBlock block : witness.blocks()) {
      if (!block.parent().equals(before.hash())) {
        return Optional.of("the parent of its block " + block.number() + " is another one");
      }
      before = new BlockId(block.number(), block.hash());
      blocks.add(before);
    }
    return blocks.equals(batch.blocks())
        ? Optional.empty()
        : Optional.of("it is of other blocks, which end with " + before);
  }

  private Result failed(String why) throws IOException {
    cancel();
    return new Result.Failed(why);
  }

  /** Ends fetching, and deletes what there is of it. */
  void cancel() throws IOException {
    if (batch != null) {
      end();
      Files.deleteIfExists(part(batch));
      batch = null;
    }
  }

  private void end() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** What the process says at its end, without the address of the node. */
  private String reason(int exitCode) throws IOException {
    if (exitCode == KILLED) {
      return "";
    }
    try (FileChannel channel = FileChannel.open(errors())) {
      ByteBuffer end = ByteBuffer.allocate(LONGEST_REASON);
      channel.read(end, Math.max(0, channel.size() - LONGEST_REASON));
      String text = new String(end.array(), 0, end.position(), StandardCharsets.UTF_8);
      if (channel.size() > LONGEST_REASON) {
        text = text.replaceFirst("^\\S+", ""); // perhaps the rest of an address
      }
      text = text.replaceAll("\\s+", " ").strip();
      return text.isEmpty() ? "" : ": " + withoutAddress(text);
    }
  }

  private String withoutAddress(String text) {
    return NodeAddress.of(settings.traces()).hiddenIn(text.replace(settings.traces(), "(node)"));
  }

  private Path part(Batch of) {
    return folder.resolve(of.name() + ".json.part");
  }

  private Path errors() {
    return folder.resolve("errors");
  }

  @Override
  public void close() {
    if (batch != null) {
      end();
    }
  }
}
