package dev.chartwright.companion.run;

import dev.chartwright.companion.chain.ChainException;
import dev.chartwright.companion.chain.Hash;
import dev.chartwright.companion.chain.ProofFacts;
import dev.chartwright.companion.chain.ProofFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder of proofs. A file in it with a final name is a proof that was verified, whole, and is
 * never replaced.
 */
public record ProofStore(Path folder) {
  /** The size of a proof at most, in bytes. */
  public static final long LARGEST_PROOF = 2L << 20;

  private static final Pattern NAME = Pattern.compile("b(\\d{1,18})\\.zkproof");

  /** The proof of a block, which need not exist. */
  public Path proof(long block) {
    return folder.resolve("b" + block + ".zkproof");
  }

  /** The blocks that have a proof, by number. */
  public List<Long> blocks() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> NAME.matcher(file.getFileName().toString()))
          .filter(Matcher::matches)
          .map(name -> Long.valueOf(name.group(1)))
          .sorted()
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  public boolean has(long block) {
    return Files.exists(proof(block));
  }

  /** Whether there is a proof of this block, and not of another one with its number. */
  public boolean has(long block, Hash hash) {
    try {
      return has(block) && hash(block).filter(hash::equals).isPresent();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The hash of the block that a proof proves; empty if it does not say so for certain. */
  public Optional<Hash> hash(long block) throws IOException {
    Optional<Hash> known = ProofFacts.read(facts(block)).flatMap(ProofFacts::hash);
    if (known.isPresent()) {
      return known;
    }
    try {
      return ProofFile.read(proof(block)).last().hash();
    } catch (ChainException e) {
      return Optional.empty();
    }
  }

  /** Why blocks cannot be proven: one of them has a proof. Empty if none has. */
  public Optional<String> whyNotAgain(long first, long last) {
    for (long block = first; block <= last; block++) {
      if (has(block)) {
        return Optional.of(
            "A proof of block "
                + block
                + " exists already: "
                + proof(block)
                + ". Move it away to prove the block again.");
      }
    }
    return Optional.empty();
  }

  /** The file with what is known of the proof of a block: a line of JSON. It need not exist. */
  public Path facts(long block) {
    return factsOf(proof(block));
  }

  /** The file beside a proof with what is known of it. */
  public static Path factsOf(Path proof) {
    return proof.resolveSibling(proof.getFileName() + ".json");
  }

  /**
   * Puts a verified proof into the folder. Where another proof of the block is there, the new one
   * lies beside it, with the name of the run in its own.
   *
   * @param facts what is known of it, a line of JSON
   * @return where it lies
   */
  public Path publish(Path file, long block, String run, String facts) throws IOException {
    Files.createDirectories(folder);
    Path place = proof(block);
    Path beside = folder.resolve("b" + block + "." + run + ".zkproof");
    for (Path candidate : new Path[] {place, beside}) {
      try {
        // First, so that a proof with its final name is never without them.
        if (!Files.exists(candidate)) {
          Durable.write(factsOf(candidate), facts + "\n");
        }
        Durable.link(file, candidate);
        return candidate;
      } catch (FileAlreadyExistsException e) {
        if (Files.mismatch(file, candidate) < 0) {
          return candidate;
        }
      }
    }
    throw new IOException("two other proofs of block " + block + " are in " + folder);
  }
}
