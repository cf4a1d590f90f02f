package dev.chartwright.companion.broker;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Connection;
import dev.chartwright.companion.broker.BrokerException.Kind;
import dev.chartwright.companion.broker.Paladin.Mode;
import dev.chartwright.companion.broker.Paladin.Pod;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("thorough")
class ResetTest extends BrokerTest {
  @Test
  void aPoisonedWorkerThrowsTheNextTaskAwayWithoutAReset() throws Exception {
    Paladin worker = worker(Mode.WORKS, Pod.POLLS, FAST);
    await(20, worker::listens);
    abort();
    await(20, worker::isPoisoned);

    publish("next");

    await(20, () -> results.thrownAway.contains("next"));
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void nothingOfARunIsLeft(Mode mode) throws Exception {
    workers(3, mode, FAST);
    for (int i = 0; i < 20; i++) {
      publish("old " + i);
    }
    abort();
    abort();

    reset(FAST_TIMES).run("the run failed");

    assertThat(fence.state().closed()).isFalse();
    await(20, () -> consumers(TASKS) == 3);
    assertThat(ready(TASKS)).isZero();
    assertThat(ready(QUEUES.abort())).isZero();
    results.taken.clear();
    publish("new");
    await(20, () -> results.taken.contains("new"));
    assertThat(results.taken).containsOnly("new");
  }

  @Test
  void taskAndAbortOfAWorkerThatDiesDuringTheResetAreGone() throws Exception {
    Random random = new Random(5);
    for (int i = 0; i < 10; i++) {
      Connection dying = broker.connections(virtualHost).newConnection();
      var channel = dying.createChannel();
      management.declare(TASKS);
      channel.exchangeDeclare(QUEUES.abort(), "fanout");
      channel.queueDeclare(QUEUES.abort(), false, false, false, Map.of());
      channel.queueBind(QUEUES.abort(), QUEUES.abort(), "");
      channel.basicQos(1);
      publish("old");
      channel.basicConsume(TASKS, (tag, delivery) -> {}, tag -> {});
      channel.basicConsume(QUEUES.abort(), (tag, delivery) -> {}, tag -> {});
      Thread death =
          new Thread(
              () -> {
                try {
                  Thread.sleep(50 + random.nextInt(200));
                  for (int each = 0; each < 200; each++) {
                    channel.basicPublish(QUEUES.abort(), "", null, new byte[1000]);
                  }
                  dying.abort(1000);
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              });
      death.start();

      reset(FAST_TIMES).run("the run failed");

      death.join();
      assertThat(ready(TASKS)).isZero();
      assertThat(management.queue(QUEUES.abort())).isEmpty();
    }
  }

  @Test
  void whatIsNotOfTheFleetIsLeftAlone() throws Exception {
    String otherHost = broker.virtualHost();
    List<Connection> decoys =
        List.of(decoy(virtualHost, "task-ipc-routing-key-2"), decoy(otherHost, TASKS));
    Paladin deaf = worker(Mode.HANGS, Pod.DEAF, FAST);
    await(20, deaf::listens);

    reset(times(1, 30)).run("the run failed");

    assertThat(decoys).allMatch(Connection::isOpen);
    assertThat(new Management(broker.access(otherHost)).deleteIfUnused(TASKS)).isFalse();
    assertThat(management.deleteIfUnused("task-ipc-routing-key-2")).isFalse();
  }

  @Test
  void aWorkerThatDoesNotStopLosesItsConnection() throws Exception {
    Paladin deaf = worker(Mode.HANGS, Pod.DEAF, FAST);
    await(20, deaf::listens);
    publish("old");

    reset(times(1, 30)).run("the run failed");

    assertThat(progress)
        .anyMatch(
            sentence ->
                sentence.startsWith(
                    "closing the connections of the workers that are left: 127.0.0.1 (connection"));
    assertThat(ready(TASKS)).isZero();
    assertThat(consumers(TASKS)).isZero();
    assertThat(fence.state().closed()).isFalse();
  }

  @Test
  void aWorkerThatAlwaysComesBackIsNamedAndTheFenceStaysClosed() throws Exception {
    Paladin stubborn = worker(Mode.HANGS, Pod.STUBBORN, FAST);
    await(20, stubborn::listens);
    publish("old");

    assertRefused(
        Kind.WORKERS_LEFT,
        "workers still listen to the task queues 12 s after the fence "
            + fence.name()
            + " was closed, and it stays closed: delete the pods with the addresses 127.0.0.1",
        () -> reset(times(1, 12)).run("the run failed"));
    assertThat(fence.isOwn(fence.state())).isTrue();

    stubborn.close();
    reset(FAST_TIMES).run("once more");
    assertThat(fence.state().closed()).isFalse();
    assertThat(ready(TASKS)).isZero();
  }

  @Test
  void theFirstWorkerIsWaitedForAndItsAbsenceIsNoError() throws Exception {
    reset(FAST_TIMES).run("the run failed");
    Reset impatient = new Reset(management, QUEUES, fence, times(1, 2), progress::add);
    assertThat(impatient.awaitWorker()).isFalse();
    assertThat(progress).contains("no worker listens yet, after 1 s; tasks wait for the first");

    workers(1, Mode.WORKS, FAST);
    assertThat(reset(FAST_TIMES).awaitWorker()).isTrue();
  }

  @Test
  void withoutABrokerOrWithoutRightsNothingIsDone() throws Exception {
    BrokerAccess away =
        new BrokerAccess("127.0.0.1", RabbitBroker.freePort(), "u", "p", virtualHost);
    Management management = new Management(away);
    assertRefused(
        Kind.UNREACHABLE,
        "does not answer",
        () ->
            new Reset(
                    management,
                    QUEUES,
                    new Fence(management, fence.name(), "volume-1"),
                    FAST_TIMES,
                    progress::add)
                .run("mine"));

    broker.put("users/watcher", "{\"password\":\"w\",\"tags\":\"monitoring\"}");
    broker.put(
        "permissions/" + RabbitBroker.encoded(virtualHost) + "/watcher",
        "{\"configure\":\".*\",\"write\":\".*\",\"read\":\".*\"}");
    Management watcher =
        new Management(
            new BrokerAccess("127.0.0.1", broker.managementPort, "watcher", "w", virtualHost));
    assertRefused(
        Kind.NOT_ADMINISTRATOR,
        "the user watcher needs the tag administrator",
        () ->
            new Reset(
                    watcher,
                    QUEUES,
                    new Fence(watcher, fence.name(), "volume-1"),
                    FAST_TIMES,
                    progress::add)
                .run("mine"));

    assertThat(progress).isEmpty();
    assertThat(fence.state().closed()).isFalse();
    assertThat(this.management.queue(TASKS)).isEmpty();
  }

  private static ResetTimes times(int closeAfter, int giveUpAfter) {
    return new ResetTimes(
        Duration.ofSeconds(1),
        Duration.ofSeconds(closeAfter),
        Duration.ofSeconds(giveUpAfter),
        Duration.ofSeconds(1),
        Duration.ofMillis(50));
  }
}
