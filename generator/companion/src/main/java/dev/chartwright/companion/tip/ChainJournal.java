package dev.chartwright.companion.tip;

import dev.chartwright.companion.chain.Hash;
import dev.chartwright.companion.json.JsonException;
import dev.chartwright.companion.json.JsonReader;
import dev.chartwright.companion.json.JsonValue;
import dev.chartwright.companion.rpc.Header;
import dev.chartwright.companion.run.Durable;
import dev.chartwright.companion.tip.Batch.Stage;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/**
 * What the companion knows of the chain that it follows, and what became of the blocks that it
 * chose. Immutable; its text is JSON that a person can read.
 *
 * @param from the setting of the block to begin with that the present chain obeys
 * @param window the newest known blocks
 * @param finalBlock the newest final block, which is in the window
 * @param next the first block that may be chosen next
 * @param checkpoint the block that the present chain of proofs begins after
 * @param proven the newest block with a proof
 * @param batches the chosen blocks, the oldest first; those that are done as long as the window
 *     reaches back to them
 * @param stopped why nothing is done until a person has decided
 */
public record ChainJournal(
    long chainId,
    OptionalLong from,
    Window window,
    long finalBlock,
    long next,
    long checkpoint,
    Optional<BlockId> proven,
    List<Batch> batches,
    Optional<StopReason> stopped) {
  /** How many blocks before the newest final one are remembered. */
  static final int KEPT = 256;

  public ChainJournal {
    batches = List.copyOf(batches);
  }

  /** Where it is on the volume of the leader. */
  public static Path file(Path home) {
    return home.resolve("tip").resolve("journal.json");
  }

  /** The journal before the first look at a chain. */
  public static ChainJournal of(long chainId, OptionalLong from) {
    return new ChainJournal(
        chainId, from, Window.EMPTY, 0, -1, -1, Optional.empty(), List.of(), Optional.empty());
  }

  ChainJournal with(Window other) {
    return new ChainJournal(
        chainId, from, other, finalBlock, next, checkpoint, proven, batches, stopped);
  }

  /** The same with another final block. What is far behind it is forgotten. */
  ChainJournal withFinal(long number) {
    Window shorter = window.from(number - KEPT);
    List<Batch> kept =
        batches.stream()
            .filter(batch -> isUnsettled(batch) || batch.last().number() >= shorter.first())
            .toList();
    return new ChainJournal(
        chainId, from, shorter, number, next, checkpoint, proven, kept, stopped);
  }

  private static boolean isUnsettled(Batch batch) {
    return batch.isOpen() || batch.stage() == Stage.ORPHANED;
  }

  /** The same where the next block to be chosen continues the present chain of proofs. */
  ChainJournal withNext(long number) {
    return new ChainJournal(
        chainId, from, window, finalBlock, number, checkpoint, proven, batches, stopped);
  }

  /** The same where the next block to be chosen begins a new chain of proofs. */
  ChainJournal withChain(long first, OptionalLong obeyed) {
    return new ChainJournal(
        chainId, obeyed, window, finalBlock, first, first - 1, proven, batches, stopped);
  }

  ChainJournal withProven(Optional<BlockId> block) {
    return new ChainJournal(
        chainId, from, window, finalBlock, next, checkpoint, block, batches, stopped);
  }

  ChainJournal withBatches(List<Batch> all) {
    return new ChainJournal(
        chainId, from, window, finalBlock, next, checkpoint, proven, all, stopped);
  }

  ChainJournal withStopped(Optional<StopReason> reason) {
    return new ChainJournal(
        chainId, from, window, finalBlock, next, checkpoint, proven, batches, reason);
  }

  /** The same with a batch at its end. */
  ChainJournal chosen(Batch batch) {
    List<Batch> all = new ArrayList<>(batches);
    all.add(batch);
    return withBatches(all).withNext(batch.last().number() + 1);
  }

  /** The same where a batch is in another stage. */
  ChainJournal moved(Batch batch, Stage stage) {
    return withBatches(batches.stream().map(it -> it.equals(batch) ? it.in(stage) : it).toList());
  }

  /** The same without a batch. */
  ChainJournal without(Batch batch) {
    return withBatches(batches.stream().filter(it -> !it.equals(batch)).toList());
  }

  /**
   * The journal after a reorg. What was chosen of the blocks that are gone is orphaned.
   *
   * @param branch the new blocks behind the ancestor
   */
  ChainJournal reorganised(long ancestor, List<Header> branch) {
    List<Batch> all =
        batches.stream()
            .map(batch -> batch.last().number() > ancestor ? batch.in(Stage.ORPHANED) : batch)
            .toList();
    Optional<BlockId> left =
        proven.filter(block -> block.number() <= ancestor).or(() -> newestDone(all, ancestor));
    return new ChainJournal(
        chainId,
        from,
        window.with(ancestor, branch),
        Math.min(finalBlock, ancestor),
        Math.min(next, Math.max(ancestor, checkpoint) + 1),
        checkpoint,
        left,
        all,
        stopped);
  }

  private static Optional<BlockId> newestDone(List<Batch> all, long ancestor) {
    return all.stream()
        .filter(batch -> batch.stage() == Stage.DONE && batch.last().number() <= ancestor)
        .map(Batch::last)
        .reduce((first, second) -> second);
  }

  /**
   * How many final blocks are behind what is proven, from the next one on that is to be proven; 0
   * if none is to be.
   */
  public long lag(FollowSettings settings) {
    if (next < 0) {
      return 0;
    }
    long last = Math.min(finalBlock, settings.until().orElse(Long.MAX_VALUE));
    long done = Math.max(proven.map(BlockId::number).orElse(checkpoint), from.orElse(1) - 1);
    return Math.max(0, last - settings.selection().from(done + 1) + 1);
  }

  /** Whether the operator wants the chain of proofs to begin elsewhere. */
  boolean isSuperseded(FollowSettings settings) {
    return settings.from().isPresent() && !settings.from().equals(from);
  }

  /** The batches in a stage. */
  List<Batch> in(Stage stage) {
    return batches.stream().filter(batch -> batch.stage() == stage).toList();
  }

  /** The batches for which something is still to be done. */
  List<Batch> open() {
    return batches.stream().filter(Batch::isOpen).toList();
  }

  /**
   * Reads a journal.
   *
   * @param chainId the chain that it has to be of
   * @return empty if the file does not exist
   * @throws TipException if the file is something else
   */
  public static Optional<ChainJournal> read(Path file, long chainId)
      throws IOException, TipException {
    ChainJournal journal;
    try {
      journal = parse(JsonReader.parse(Files.readString(file)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (JsonException
        | CharacterCodingException
        | NoSuchElementException
        | IllegalArgumentException e) {
      throw new TipException(
          file
              + " is damaged, so it is unknown which blocks were proven, and a wrong start would"
              + " leave a gap or prove twice. Restore the file, or move it away: the companion then"
              + " begins at follow.from, or at the newest final block, and keeps the proofs that"
              + " are there.");
    }
    if (journal.chainId() != chainId) {
      throw new TipException(
          "%s is of the chain %d, and the companion is to follow the chain %d: blocks of two chains would be mixed. Set the chain id to %d, or use another volume."
              .formatted(file, journal.chainId(), chainId, journal.chainId()));
    }
    return Optional.of(journal);
  }

  /** Writes it, so that after a crash the file is this one or the one before. */
  public void write(Path file) throws IOException {
    Durable.write(file, toString());
  }

  /** JSON, with a line for each batch and each block. */
  @Override
  public String toString() {
    JsonValue.Fields fields = new JsonValue.Fields().with("chainId", chainId);
    fields = from.isPresent() ? fields.with("from", from.getAsLong()) : fields;
    fields = fields.with("final", finalBlock).with("next", next).with("checkpoint", checkpoint);
    fields = proven.isPresent() ? fields.with("proven", json(proven.get())) : fields;
    fields = stopped.isPresent() ? fields.with("stopped", stopped.get().label()) : fields;
    String text = fields.with("firstBlock", window.first()).toString();
    return text.substring(0, text.length() - 1)
        + ",\n\"batches\":["
        + batches.stream().map(ChainJournal::json).collect(lines())
        + "],\n\"blocks\":["
        + window.hashes().stream().map(hash -> "\"" + hash + "\"").collect(lines())
        + "]}\n";
  }

  private static Collector<CharSequence, ?, String> lines() {
    return Collectors.joining(",\n ", "\n ", "");
  }

  private static JsonValue json(BlockId block) {
    return new JsonValue.Fields()
        .with("number", block.number())
        .with("hash", block.hash().toString());
  }

  private static String json(Batch batch) {
    List<JsonValue> hashes =
        batch.blocks().stream()
            .map(block -> (JsonValue) new JsonValue.Text(block.hash().toString()))
            .toList();
    return new JsonValue.Fields()
        .with("stage", batch.stage().label())
        .with("checkpoint", batch.checkpoint())
        .with("parent", json(batch.parent()))
        .with("blocks", new JsonValue.Array(hashes))
        .toString();
  }

  private static ChainJournal parse(JsonValue json) {
    return new ChainJournal(
        number(json, "chainId"),
        json.number("from"),
        new Window(number(json, "firstBlock"), hashes(json)),
        number(json, "final"),
        number(json, "next"),
        number(json, "checkpoint"),
        json.at("proven").map(ChainJournal::block),
        items(json, "batches").stream().map(ChainJournal::batch).toList(),
        json.text("stopped").map(ChainJournal::reason));
  }

  private static StopReason reason(String label) {
    return StopReason.valueOf(label.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  private static Batch batch(JsonValue json) {
    BlockId parent = block(json.at("parent").orElseThrow());
    List<BlockId> blocks = new ArrayList<>();
    for (Hash hash : hashes(json)) {
      blocks.add(new BlockId(parent.number() + 1 + blocks.size(), hash));
    }
    Stage stage = Stage.valueOf(json.text("stage").orElseThrow().toUpperCase(Locale.ROOT));
    return new Batch(parent, blocks, number(json, "checkpoint"), stage);
  }

  private static BlockId block(JsonValue json) {
    return new BlockId(number(json, "number"), hash(json.at("hash").orElseThrow()));
  }

  private static List<Hash> hashes(JsonValue json) {
    return items(json, "blocks").stream().map(ChainJournal::hash).toList();
  }

  private static List<JsonValue> items(JsonValue json, String name) {
    return json.at(name).orElseThrow().items();
  }

  private static Hash hash(JsonValue json) {
    return json.text().flatMap(Hash::of).orElseThrow();
  }

  private static long number(JsonValue json, String name) {
    return json.number(name).orElseThrow();
  }
}
