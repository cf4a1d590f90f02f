package dev.chartwright.companion.broker;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Connection;
import dev.chartwright.companion.broker.Paladin.Mode;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What takes long: the times of a real fleet, the runs by the hundred, a restart of the broker. */
@Tag("thorough")
class BrokerFiguresTest extends BrokerTest {
  private static final Duration POLL = Duration.ofSeconds(5);

  @ParameterizedTest
  @CsvSource({"3, 30", "50, 60"})
  void aResetIsOverInTime(int workers, int seconds) throws Exception {
    String otherHost = broker.virtualHost();
    List<Connection> decoys =
        List.of(decoy(virtualHost, "task-ipc-routing-key-2"), decoy(otherHost, TASKS));
    workers(workers, Mode.HANGS, POLL);
    for (int i = 0; i < 2 * workers; i++) {
      publish("old " + i);
    }
    abort();
    await(20, () -> results.taken.size() == workers);
    long start = System.nanoTime();
    AtomicReference<Duration> opened = new AtomicReference<>();
    Reset reset =
        new Reset(
            management,
            QUEUES,
            fence,
            ResetTimes.DEFAULT,
            sentence -> {
              progress.add(
                  Duration.ofNanos(System.nanoTime() - start).toMillis() + " ms: " + sentence);
              if (sentence.endsWith("the fence is open")) {
                opened.set(Duration.ofNanos(System.nanoTime() - start));
              }
            });

    reset.run("the run failed");
    boolean listens = reset.awaitWorker();
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    await(30, () -> consumers(TASKS) == workers);
    Duration all = Duration.ofNanos(System.nanoTime() - start);

    System.out.printf(
        "reset with %d workers: open after %d ms, first worker known after %d ms, all listen after"
            + " %d ms%n",
        workers, opened.get().toMillis(), took.toMillis(), all.toMillis());
    progress.forEach(System.out::println);
    assertThat(listens).isTrue();
    assertThat(took).isLessThan(Duration.ofSeconds(seconds));
    assertThat(ready(TASKS)).isZero();
    assertThat(ready(QUEUES.abort())).isZero();
    assertThat(results.taken).hasSize(workers);
    assertThat(decoys).allMatch(Connection::isOpen);
    assertThat(new Management(broker.access(otherHost)).deleteIfUnused(TASKS)).isFalse();
    assertThat(management.deleteIfUnused("task-ipc-routing-key-2")).isFalse();
  }

  @Test
  void tasksOutliveTheExpiryOfTheirQueueWhileItIsLeased() throws Exception {
    Duration expiry = Duration.ofSeconds(3);
    broker.put(
        "policies/" + RabbitBroker.encoded(virtualHost) + "/short",
        "{\"pattern\":\".*\",\"definition\":{\"expires\":3000},\"apply-to\":\"queues\"}");
    Lease lease = new Lease(management, QUEUES);
    assertThat(lease.renew()).containsExactly(TASKS);
    publish("one");
    publish("two");
    disconnect();
    long start = System.nanoTime();

    while (System.nanoTime() - start < 6 * expiry.toNanos()) {
      Thread.sleep(expiry.toMillis() / 6); // as 5 min are to 30 min
      assertThat(lease.renew()).isEmpty();
    }

    assertThat(ready(TASKS)).isEqualTo(2);
    await(15, () -> management.queue(TASKS).isEmpty()); // nobody renews any more
    assertThat(lease.renew()).containsExactly(TASKS);
    System.out.printf(
        "lease: 2 of 2 tasks after %d s, expiry %d s, nobody listened%n",
        6 * expiry.toSeconds(), expiry.toSeconds());
  }

  @Test
  void aPoisonedWorkerNeverTakesATaskOfTheNextRun() throws Exception {
    Random random = new Random(11);
    int runs = Integer.getInteger("poison.runs", 20);
    int poisoned = 0;
    List<Paladin> workers = workers(3, Mode.WORKS, FAST);
    long longest = 0;
    for (int run = 1; run <= runs; run++) {
      abort();
      await(20, () -> workers.stream().anyMatch(Paladin::isPoisoned));
      poisoned += (int) workers.stream().filter(Paladin::isPoisoned).count();
      for (int i = random.nextInt(4); i > 0; i--) {
        abort();
      }
      long start = System.nanoTime();

      reset(FAST_TIMES).run("run " + run + " failed");

      longest = Math.max(longest, System.nanoTime() - start);
      results.taken.clear();
      results.done.clear();
      results.thrownAway.clear();
      for (int i = 0; i < 6; i++) {
        publish("run " + run + " task " + i);
      }
      await(20, () -> results.taken.size() == 6);
      assertThat(results.thrownAway).as("run " + run).isEmpty();
      await(20, () -> results.done.size() == 6);
    }
    System.out.printf(
        "poison: %d of %d runs lost no task, %d workers had been poisoned; longest reset %d ms%n",
        runs, runs, poisoned, longest / 1_000_000);
  }

  @Test
  void aBrokerThatRestartsInTheMiddleOfAResetIsWaitedFor() throws Exception {
    workers(3, Mode.HANGS, FAST);
    Paladin deaf = worker(Mode.HANGS, Paladin.Pod.DEAF, FAST);
    await(20, deaf::listens);
    publish("old");
    Thread restart =
        new Thread(
            () -> {
              try {
                await(20, () -> fence.state().closed());
                broker.stop();
                Thread.sleep(2000);
                broker.start();
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    restart.start();
    long start = System.nanoTime();

    reset(
            new ResetTimes(
                Duration.ofSeconds(1),
                Duration.ofSeconds(100),
                Duration.ofSeconds(200),
                Duration.ofSeconds(60),
                Duration.ofMillis(100)))
        .run("the run failed");

    Duration took = Duration.ofNanos(System.nanoTime() - start);
    restart.join();
    assertThat(fence.state().closed()).isFalse();
    assertThat(ready(TASKS)).isZero();
    await(20, () -> consumers(TASKS) == 3);
    await(30, () -> management.nodes().uptime().isPresent());
    assertThat(management.nodes().uptime().orElseThrow().toNanos())
        .isLessThan(System.nanoTime() - start);
    System.out.printf("restart in the middle of a reset: over after %d ms%n", took.toMillis());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aClosedFenceSurvivesTheBrokerAndTheLeaseBringsTheQueuesBack(boolean crash) throws Exception {
    Lease lease = new Lease(management, QUEUES);
    lease.renew();
    publish("lost with the broker");
    fence.close("the broker is restarted");

    Set<String> answers = ConcurrentHashMap.newKeySet();
    AtomicBoolean over = new AtomicBoolean();
    Thread reader =
        new Thread(
            () -> {
              while (!over.get()) {
                try {
                  answers.add(fence.state().toString());
                  management.consumers(QUEUES.all());
                } catch (BrokerException e) {
                  answers.add(e.kind().name());
                }
              }
            });
    reader.start();
    if (crash) {
      broker.crash();
    } else {
      broker.stop();
    }
    assertRefused(BrokerException.Kind.UNREACHABLE, "does not answer", lease::renew);
    broker.start();
    over.set(true);
    reader.join();

    // A broker that starts or stops answers 404 for a moment.
    assertThat(answers)
        .containsExactlyInAnyOrder(
            new Fence.State(true, "volume-1", "the broker is restarted").toString(),
            BrokerException.Kind.UNREACHABLE.name());
    assertThat(management.queue(TASKS)).isEmpty();
    assertThat(lease.renew()).containsExactly(TASKS);
    assertThat(ready(TASKS)).isZero();
    fence.open();
  }
}
