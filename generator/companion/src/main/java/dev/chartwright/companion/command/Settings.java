package dev.chartwright.companion.command;

import dev.chartwright.companion.broker.BrokerAccess;
import dev.chartwright.companion.broker.Fence;
import dev.chartwright.companion.broker.Lease;
import dev.chartwright.companion.broker.Management;
import dev.chartwright.companion.broker.ResetTimes;
import dev.chartwright.companion.broker.TaskQueues;
import dev.chartwright.companion.bucket.Finality;
import dev.chartwright.companion.bucket.GoogleBucket;
import dev.chartwright.companion.bucket.UploadJournal;
import dev.chartwright.companion.bucket.Uploader;
import dev.chartwright.companion.chain.Dialect;
import dev.chartwright.companion.chain.StateRoots;
import dev.chartwright.companion.leader.FleetBroker;
import dev.chartwright.companion.leader.ProverSettings;
import dev.chartwright.companion.leader.Watch;
import dev.chartwright.companion.metrics.Metrics;
import dev.chartwright.companion.rpc.Node;
import dev.chartwright.companion.rpc.RpcNode;
import dev.chartwright.companion.run.ProofStore;
import dev.chartwright.companion.run.Retention;
import dev.chartwright.companion.run.RunQueue;
import dev.chartwright.companion.tip.ChainJournal;
import dev.chartwright.companion.tip.FinalBlocks;
import dev.chartwright.companion.tip.FollowSettings;
import dev.chartwright.companion.tip.NodeFinality;
import dev.chartwright.companion.tip.Nodes;
import dev.chartwright.companion.tip.TipException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the chart tells the companion, by variables of the environment. */
final class Settings {
  /** A size as Kubernetes writes it. */
  private static final Pattern QUANTITY =
      Pattern.compile("(\\d+(?:\\.\\d+)?)([kMGTPE]?|[KMGTPE]i)");

  private static final String UNITS = "KMGTPE";

  private final Map<String, String> environment;

  Settings(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /** The volume of the leader. */
  Path data() {
    return Path.of(text("HOME"));
  }

  Path runs() {
    return data().resolve("runs");
  }

  Path proofs() {
    return data().resolve("proofs");
  }

  /** The files of v0.5 are those of v0.6. */
  Dialect release() {
    String release = text("PROVER_RELEASE");
    return release.equals("0.5") ? Dialect.V0_6 : Dialect.of(release);
  }

  /** The node of the chain, if one is declared. */
  StateRoots stateRoots() {
    String address = environment.getOrDefault("RPC_URL", "");
    return address.isEmpty() ? StateRoots.NONE : new RpcNode(address);
  }

  /** How the chain is followed, if it is. */
  Optional<FollowSettings> follow() throws TipException {
    return FollowSettings.isDeclared(environment)
        ? Optional.of(FollowSettings.of(environment))
        : Optional.empty();
  }

  /** The digest of what the circuits depend on. */
  String circuits() {
    return text("CIRCUITS_DIGEST");
  }

  boolean stopsOnFailure() {
    return text("RUNS_ON_FAILURE").equals("stop");
  }

  ProverSettings prover() {
    Path scripts = Path.of(text("SCRIPTS"));
    Duration tick = Duration.ofMillis(number("RUNS_TICK_MILLIS", 5_000));
    return new ProverSettings(
        release(),
        stateRoots(),
        scripts.resolve("leader-run"),
        scripts.resolve("verify"),
        Optional.ofNullable(environment.get("CIRCUITS_MARKER")).map(Path::of),
        circuits(),
        environment.getOrDefault("PROVER_IMAGE", ""),
        (int) number("RUNS_ATTEMPTS", 3),
        Duration.ofSeconds(number("RUNS_DEADLINE_SECONDS", 86_400)),
        Duration.ofSeconds(number("RUNS_GRACE_SECONDS", 0)),
        new Watch.Limits(
            Duration.ofSeconds(number("RUNS_IDLE_SECONDS", 90)),
            Duration.ofSeconds(number("RUNS_SILENCE_SECONDS", 60)),
            number("RUNS_REDELIVERIES", 10)),
        tick,
        Duration.ofSeconds(number("RUNS_LEASE_SECONDS", Lease.INTERVAL.toSeconds())),
        number("RUNS_MIN_WORKERS", 0) > 0);
  }

  /** The port where metrics are read; empty for none. */
  OptionalInt metricsPort() {
    int port = (int) number("METRICS_PORT", 0);
    return port == 0 ? OptionalInt.empty() : OptionalInt.of(port);
  }

  /** What a worker costs in an hour; 0 if it is not known. */
  double workerHourDollars() {
    String text = environment.getOrDefault("WORKER_HOUR_DOLLARS", "");
    try {
      return text.isEmpty() ? 0 : Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "The variable WORKER_HOUR_DOLLARS is '" + text + "' and not a number.", e);
    }
  }

  /** The broker; the owner of the fence is the volume, whatever pod it is mounted in. */
  FleetBroker broker() throws IOException {
    Management management =
        new Management(
            new BrokerAccess(
                text("AMQP_HOST"),
                (int) number("MANAGEMENT_PORT", 15_672),
                text("RABBITMQ_USERNAME"),
                text("RABBITMQ_PASSWORD"),
                "/"));
    List<String> tasks = Arrays.asList(text("TASK_QUEUES").split(" "));
    return new FleetBroker(
        management,
        new TaskQueues(tasks, text("ABORT_QUEUE")),
        new Fence(management, text("FENCE"), owner()),
        times());
  }

  /** No run begins while the volume has fewer bytes free. */
  long minFree() {
    String text = environment.getOrDefault("MIN_FREE_BYTES", "0");
    Matcher quantity = QUANTITY.matcher(text);
    if (!quantity.matches()) {
      throw new IllegalArgumentException(
          "runs.minFree is '" + text + "' and not a quantity such as 5Gi.");
    }
    String unit = quantity.group(2);
    int power = unit.isEmpty() ? 0 : UNITS.indexOf(unit.toUpperCase(Locale.ROOT).charAt(0)) + 1;
    BigDecimal factor = BigDecimal.valueOf(unit.endsWith("i") ? 1024 : 1000).pow(power);
    return new BigDecimal(quantity.group(1)).multiply(factor).longValue();
  }

  /** The journal of uploads. */
  UploadJournal uploads() {
    return new UploadJournal(data().resolve("uploads"));
  }

  /** What deletes old things, if anything does. */
  Optional<Retention> retention(RunQueue queue) throws TipException {
    long days = number("KEEP_DAYS", 0);
    return days <= 0
        ? Optional.empty()
        : Optional.of(
            new Retention(
                data(),
                queue,
                new ProofStore(proofs()),
                Duration.ofDays(days),
                uploads()::has,
                continued(),
                Clock.systemUTC()));
  }

  /** The proofs that the next runs of a chain continue; selections of single blocks need none. */
  private Retention.Continued continued() throws TipException {
    return follow()
        .filter(follow -> follow.selection().isChain())
        .<Retention.Continued>map(
            follow -> new NextProofs(ChainJournal.file(data()), follow.chainId()))
        .orElse(() -> Set.of());
  }

  /** Whether there is a bucket for proofs. */
  boolean isUploading() {
    return !environment.getOrDefault("PUBLISH_BUCKET", "").isEmpty();
  }

  /** What sends proofs to a bucket, if one is declared. */
  Optional<Uploader> uploader(Metrics metrics, Consumer<String> say) throws TipException {
    if (!isUploading()) {
      return Optional.empty();
    }
    text("PUBLISH_CHAIN_ID");
    long chain = number("PUBLISH_CHAIN_ID", 0);
    return Optional.of(
        new Uploader(
            chain,
            new ProofStore(proofs()),
            new GoogleBucket(
                text("PUBLISH_BUCKET"),
                environment.getOrDefault("PUBLISH_ENDPOINT", GoogleBucket.ENDPOINT),
                environment.getOrDefault("GCE_METADATA_HOST", GoogleBucket.METADATA_HOST)),
            uploads(),
            finality(chain, metrics),
            metrics,
            say,
            Clock.systemUTC()));
  }

  private Finality finality(long chain, Metrics metrics) throws TipException {
    Optional<FollowSettings> follow = follow();
    if (follow.isPresent()) {
      return Nodes.of(follow.get(), metrics).finality();
    }
    String address = environment.getOrDefault("RPC_URL", "");
    return address.isEmpty()
        ? (number, hash) -> Finality.Answer.UNKNOWN
        : new NodeFinality(
            new Node(Node.Role.RUNS, address, OptionalLong.of(chain), Node.PATIENCE, metrics),
            new FinalBlocks.Tagged("finalized"));
  }

  /** How often what works beside the queue looks again. */
  Duration uploadTick() {
    return Duration.ofMillis(number("UPLOAD_TICK_MILLIS", 15_000));
  }

  private ResetTimes times() {
    ResetTimes usual = ResetTimes.DEFAULT;
    long seconds = number("RUNS_RESET_SECONDS", usual.giveUpAfter().toSeconds());
    Duration giveUp = Duration.ofSeconds(seconds);
    return new ResetTimes(
        usual.settle(), giveUp.dividedBy(2), giveUp, usual.firstConsumer(), usual.poll());
  }

  private String owner() throws IOException {
    Path file = Files.createDirectories(runs()).resolve("owner");
    try {
      return Files.readString(file).strip();
    } catch (NoSuchFileException e) {
      Path made = runs().resolve("owner." + UUID.randomUUID());
      Files.writeString(made, UUID.randomUUID() + "\n", StandardOpenOption.CREATE_NEW);
      try {
        Files.createLink(file, made);
      } catch (java.nio.file.FileAlreadyExistsException other) {
        // Another process was faster.
      } finally {
        Files.delete(made);
      }
      return Files.readString(file).strip();
    }
  }

  private String text(String name) {
    String text = environment.get(name);
    if (text == null || text.isEmpty()) {
      throw new IllegalArgumentException("The variable " + name + " is not set.");
    }
    return text;
  }

  private long number(String name, long otherwise) {
    String text = environment.getOrDefault(name, "");
    try {
      return text.isEmpty() ? otherwise : Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "The variable " + name + " is '" + text + "' and not a whole number.", e);
    }
  }
}
