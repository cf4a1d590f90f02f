package dev.chartwright.companion.bucket;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chartwright.companion.bucket.BucketException.Kind;
import dev.chartwright.companion.chain.ChainException;
import dev.chartwright.companion.chain.Hash;
import dev.chartwright.companion.chain.ProofFile;
import dev.chartwright.companion.chain.ProofFile.PublicValues;
import dev.chartwright.companion.http.Backoff;
import dev.chartwright.companion.json.JsonException;
import dev.chartwright.companion.json.JsonReader;
import dev.chartwright.companion.json.JsonValue;
import dev.chartwright.companion.json.JsonValue.Fields;
import dev.chartwright.companion.metrics.Metric;
import dev.chartwright.companion.metrics.Metrics;
import dev.chartwright.companion.run.ProofStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/**
 * Sends the proofs of final blocks to a bucket, by number: the proof first, then what is known of
 * it. What is to be sent follows from the folder of proofs, the journal and the bucket, so that it
 * may be killed at any moment. Used by one thread.
 */
public final class Uploader {
  /** The longest pause after failures, in pauses without one. */
  private static final int LONGEST_PAUSE = 256;

  private final long chain;
  private final ProofStore proofs;
  private final GoogleBucket bucket;
  private final UploadJournal journal;
  private final Finality finality;
  private final Metrics metrics;
  private final Consumer<String> say;
  private final Clock clock;
  private final Map<Long, Object> settled = new HashMap<>(); // which file of a block
  private final Set<String> told = new HashSet<>();
  private boolean refused;
  private String waiting = "";

  /**
   * An uploader.
   *
   * @param chain the id of the chain, with which the names of objects begin
   * @param say takes sentences for the log of the companion
   */
  public Uploader(
      long chain,
      ProofStore proofs,
      GoogleBucket bucket,
      UploadJournal journal,
      Finality finality,
      Metrics metrics,
      Consumer<String> say,
      Clock clock) {
    this.chain = chain;
    this.proofs = proofs;
    this.bucket = bucket;
    this.journal = journal;
    this.finality = finality;
    this.metrics = metrics;
    this.say = say;
    this.clock = clock;
  }

  /**
   * Tries the bucket, then sends what is to be sent until the thread is interrupted.
   *
   * @param tick how often it looks for new proofs; the shortest pause after a failure
   */
  public void work(Duration tick) throws InterruptedException {
    boolean writable = false;
    int failures = 0;
    while (true) {
      try {
        if (!writable) {
          bucket.check();
          say.accept("uploads: " + bucket + " is writable");
          writable = true;
        }
        if (round()) {
          failures = 0;
          waiting = "";
        } else {
          failures++;
        }
      } catch (BucketException e) {
        failures++;
        writable &= e.kind() != Kind.DENIED;
        metrics.count(Metric.UPLOADS_TOTAL, "failed");
        if (e.kind() == Kind.DENIED) {
          metrics.set(Metric.UPLOAD_REFUSED, 1);
        }
        waitFor(e.getMessage());
      } catch (IOException | RuntimeException e) {
        failures++;
        waitFor("The upload of proofs waits: " + e);
      }
      Thread.sleep(pause(tick, failures).toMillis());
    }
  }

  /** Longer after each failure, and never the same for two companions. */
  private static Duration pause(Duration tick, int failures) {
    Backoff backoff = new Backoff(tick.multipliedBy(2), tick.multipliedBy(LONGEST_PAUSE));
    return failures == 0
        ? tick
        : backoff.after(failures, Optional.empty(), ThreadLocalRandom.current());
  }

  /**
   * Sends all proofs that can be sent now.
   *
   * @return false if the node of the chain gave no answer
   */
  boolean round() throws IOException, BucketException {
    refused = false;
    boolean answered = true;
    for (long block : proofs.blocks()) {
      Finality.Answer answer;
      try {
        answer = block(block);
      } catch (NoSuchFileException e) {
        continue; // it has moved meanwhile
      }
      if (answer == Finality.Answer.NOT_YET) {
        break; // nor are those after it
      }
      if (answer == Finality.Answer.UNKNOWN) {
        waitFor("The upload of block " + block + " waits: no node says whether it is final.");
        answered = false;
        break;
      }
    }
    metrics.set(Metric.UPLOAD_REFUSED, refused ? 1 : 0);
    return answered;
  }

  /** Uploads a proof. Returns FINAL where that is no reason to wait with the next one. */
  private Finality.Answer block(long block) throws IOException, BucketException {
    Path file = proofs.proof(block);
    Object stamp = stamp(file);
    if (stamp.equals(settled.get(block))) {
      return Finality.Answer.FINAL;
    }
    if (Files.size(file) > ProofStore.LARGEST_PROOF) {
      return refuse(
          "The proof of block "
              + block
              + " is not uploaded: "
              + file
              + " has more than "
              + ProofStore.LARGEST_PROOF
              + " bytes, as no proof has. Move it away.");
    }
    byte[] content = Files.readAllBytes(file);
    if (journal.has(block, content)) {
      settled.put(block, stamp);
      return Finality.Answer.FINAL;
    }
    Fields facts = facts(block);
    Optional<PublicValues> found = values(file, block, facts);
    if (found.isEmpty()) {
      return refuse(
          "The proof of block "
              + block
              + " is not uploaded: the public inputs of "
              + file
              + " are not those of this block. Move it away.");
    }
    PublicValues values = found.get();
    Hash hash = values.hash();
    String md5 = Checksum.md5(content);
    if (journal.of(block, hash).filter(upload -> isRefused(upload, md5)).isPresent()) {
      refused = true;
      return Finality.Answer.FINAL;
    }
    Finality.Answer answer = finality.of(block, hash);
    if (answer == Finality.Answer.OTHER) {
      return refuse(
          "The proof of block "
              + block
              + " is not uploaded: it is of a block with the hash "
              + hash
              + ", and the chain has another one. Move "
              + file
              + " away.");
    }
    if (answer == Finality.Answer.FINAL) {
      send(block, values, content, facts);
    }
    return answer;
  }

  private static boolean isRefused(Upload upload, String md5) {
    return upload.kind() == Upload.Kind.REFUSED && upload.md5().equals(md5);
  }

  /** Only a person can help. The proofs of other blocks do not wait for that. */
  private Finality.Answer refuse(String why) {
    refused = true;
    if (told.add(why)) {
      say.accept(why);
      metrics.count(Metric.UPLOADS_TOTAL, "refused");
    }
    return Finality.Answer.FINAL;
  }

  private void send(long block, PublicValues values, byte[] content, Fields facts)
      throws IOException, BucketException {
    String name = chain + "/" + block + "-" + values.hash();
    String object = name + ".zkproof";
    Upload upload =
        new Upload(
            Upload.Kind.SENDING,
            block,
            values.hash(),
            object,
            Checksum.md5(content),
            clock.instant());
    if (journal.of(block, values.hash()).filter(upload::isLike).isEmpty()) {
      journal.add(upload);
    }
    boolean sent =
        create(upload, object, content)
            && create(upload, name + ".json", document(values, content, facts));
    if (sent) {
      journal.add(upload.with(Upload.Kind.UPLOADED, clock.instant()));
      metrics.count(Metric.BLOCKS_UPLOADED_TOTAL);
      say.accept("block " + block + " is uploaded: " + bucket + "/" + object);
    }
  }

  private boolean create(Upload upload, String object, byte[] content)
      throws IOException, BucketException {
    Sent sent = bucket.create(object, content);
    if (sent != Sent.OTHER) {
      metrics.count(Metric.UPLOADS_TOTAL, sent.name().toLowerCase(Locale.ROOT));
      return true;
    }
    journal.add(upload.with(Upload.Kind.REFUSED, clock.instant()));
    refuse(
        "The bucket has another "
            + bucket
            + "/"
            + object
            + " already, and it stays as it is. Find out which one is right. To upload the one of"
            + " this volume, delete the object and run `upload "
            + upload.number()
            + "`; otherwise move "
            + proofs.proof(upload.number())
            + " away.");
    return false;
  }

  /** What is known of a proof, the same bytes each time. */
  private byte[] document(PublicValues values, byte[] content, Fields facts) {
    Fields document =
        new Fields()
            .with("chain", chain)
            .with("block", values.number())
            .with("hash", values.hash().toString())
            .with("parent", values.parent().toString())
            .with("root", values.rootAfter().toString())
            .with("bytes", content.length)
            .with("md5", Checksum.md5(content))
            .with("checkpoint", new Fields().with("root", values.checkpoint().toString()));
    for (Map.Entry<String, JsonValue> fact : facts.fields().entrySet()) {
      document = document.with(fact.getKey(), fact.getValue());
    }
    return (document + "\n").getBytes(UTF_8);
  }

  /** The facts beside a proof; none if they are not there. */
  private Fields facts(long block) throws IOException {
    try {
      return JsonReader.parse(Files.readString(proofs.facts(block))) instanceof Fields facts
          ? facts
          : new Fields();
    } catch (NoSuchFileException | JsonException e) {
      return new Fields();
    }
  }

  /** What the proof says, if that is about this block and agrees with what is known of it. */
  private static Optional<PublicValues> values(Path file, long block, Fields facts)
      throws NoSuchFileException {
    try {
      ProofFile.BlockProof proof = ProofFile.read(file).last();
      return proof.height() == block && proof.confirmed()
          ? proof
              .values()
              .filter(said -> facts.text("hash").orElse(said.hash() + "").equals(said.hash() + ""))
          : Optional.empty();
    } catch (ChainException e) {
      if (!Files.exists(file)) {
        throw new NoSuchFileException(file.toString());
      }
      return Optional.empty();
    }
  }

  /** What changes if the file is replaced. */
  private static Object stamp(Path file) throws IOException {
    BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
    return now.fileKey() + " " + now.size() + " " + now.lastModifiedTime();
  }

  /** Says why nothing is sent at present, once. */
  private void waitFor(String why) {
    if (!why.equals(waiting)) {
      waiting = why;
      say.accept(why);
    }
  }
}
