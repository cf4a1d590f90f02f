package dev.chartwright.companion.chain;

import dev.chartwright.companion.json.JsonReader;
import dev.chartwright.companion.json.JsonReader.Token;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A proof file.
 *
 * @param array whether the file is an array of proofs, and not one proof alone
 * @param proofs at least one, in the order of the file
 */
public record ProofFile(Path path, boolean array, List<BlockProof> proofs) {
  private static final int PUBLIC_INPUTS_V0_6 = 2281;

  public ProofFile {
    proofs = List.copyOf(proofs);
  }

  /**
   * The proof of one block, and of all blocks before it since the checkpoint.
   *
   * @param publicInputs how many there are
   * @param values what they say; empty if they are too few or too great
   * @param start where the proof begins in the file, in bytes from 0
   * @param end the position behind the proof
   */
  public record BlockProof(
      long height, int publicInputs, Optional<PublicValues> values, long start, long end) {
    /** Whether a release before v0.7 made the proof. */
    public boolean isOld() {
      return publicInputs == PUBLIC_INPUTS_V0_6;
    }

    /** Whether the values are where they are expected: what is known twice is the same. */
    public boolean confirmed() {
      return confirmedValues().isPresent();
    }

    /** The hash of the block; empty if the values are not where they are expected. */
    public Optional<Hash> hash() {
      return confirmedValues().map(PublicValues::hash);
    }

    /** The values, if they are where they are expected. */
    Optional<PublicValues> confirmedValues() {
      return values.filter(v -> v.number() == height && v.rootBefore().equals(v.checkpoint()));
    }
  }

  /**
   * What a proof says to everybody. The positions are the same in v0.6 and v0.7.
   *
   * @param rootBefore the state root before the first block of the chain
   * @param rootAfter the state root after this block
   * @param checkpoint the state root at the checkpoint
   */
  public record PublicValues(
      long number, Hash rootBefore, Hash rootAfter, Hash parent, Hash hash, Hash checkpoint) {
    private static final int ROOT_BEFORE = 0;
    private static final int ROOT_AFTER = 24;
    private static final int NUMBER = 54;
    private static final int PARENT = 2185;
    private static final int HASH = 2193;
    private static final int CHECKPOINT = 2201;
    private static final int SIZE = 2209;

    private static Optional<PublicValues> of(long[] inputs, int count) {
      return count < SIZE || Arrays.stream(inputs).anyMatch(limb -> limb >>> 32 != 0)
          ? Optional.empty()
          : Optional.of(
              new PublicValues(
                  inputs[NUMBER],
                  Hash.ofLimbs(inputs, ROOT_BEFORE),
                  Hash.ofLimbs(inputs, ROOT_AFTER),
                  Hash.ofLimbs(inputs, PARENT),
                  Hash.ofLimbs(inputs, HASH),
                  Hash.ofLimbs(inputs, CHECKPOINT)));
    }
  }

  /**
   * Reads a file.
   *
   * @throws ChainException if the file is not there, not whole, or holds no proof
   */
  public static ProofFile read(Path path) throws ChainException {
    return FileReading.read(path, () -> "", reader -> read(path, reader));
  }

  /** The last proof, which covers all before it. */
  public BlockProof last() {
    return proofs.get(proofs.size() - 1);
  }

  /** Writes one of the proofs as an array of one, the form of a file of its own. */
  public void write(BlockProof proof, OutputStream out) throws IOException {
    FileReading.writeArray(path, proof.start(), proof.end(), List.of(), out);
  }

  /** Whether this is the proof of a block of a witness. */
  public ChainReport against(WitnessBlock block) {
    ChainReport.Builder report = new ChainReport.Builder();
    BlockProof proof = last();
    Hash hash = proof.values().map(PublicValues::hash).orElse(block.hash());
    Hash root = proof.values().map(PublicValues::checkpoint).orElse(block.checkpoint().root());
    if (proof.height() != block.number()) {
      report.problem("%s proves block %d and not %d.", path, proof.height(), block.number());
    } else if (!hash.equals(block.hash())) {
      report.mismatch(
          proof.confirmed(),
          "%s proves a block %d with the hash %s, but the witness has %s.",
          path,
          block.number(),
          hash,
          block.hash());
    } else if (!root.equals(block.checkpoint().root())) {
      report.mismatch(
          proof.confirmed(),
          "%s begins at the checkpoint %s, but the witness of block %d has %s.",
          path,
          root,
          block.number(),
          block.checkpoint().root());
    }
    return report.build();
  }

  private static ProofFile read(Path path, JsonReader reader) throws IOException {
    List<BlockProof> proofs = new ArrayList<>();
    boolean array = reader.token() == Token.ARRAY;
    if (array) {
      FileReading.items(reader, () -> proofs.add(new Fields(reader).proof(path)));
    } else {
      proofs.add(new Fields(reader).proof(path));
    }
    if (proofs.isEmpty()) {
      throw new ChainException(path + " contains no proof.");
    }
    return new ProofFile(path, array, proofs);
  }

  /** What was found of one proof. */
  private static final class Fields {
    private long height = -1;
    private boolean hasProof;
    private final long[] inputs = new long[PublicValues.SIZE];
    private int count;
    private final long start;
    private final long end;

    Fields(JsonReader reader) throws IOException {
      start = reader.start();
      Map<String, FileReading.Step> intern =
          Map.of(
              "proof",
                  () -> {
                    hasProof = reader.token() == Token.OBJECT;
                    reader.skip();
                  },
              "public_inputs", () -> FileReading.items(reader, () -> input(reader)));
      FileReading.fields(
          reader,
          Map.of(
              "b_height", () -> height = FileReading.number(reader),
              "intern", () -> FileReading.fields(reader, intern)));
      end = reader.offset();
    }

    private void input(JsonReader reader) throws IOException {
      long number = FileReading.number(reader);
      if (count < inputs.length) {
        inputs[count] = number;
      }
      count++;
    }

    BlockProof proof(Path path) throws ChainException {
      if (height < 0 || !hasProof || count == 0) {
        throw new ChainException(
            path
                + " is not a proof file: a proof has b_height, intern.proof and"
                + " intern.public_inputs.");
      }
      return new BlockProof(height, count, PublicValues.of(inputs, count), start, end);
    }
  }
}
