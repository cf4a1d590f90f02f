package dev.chartwright.companion.night;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import dev.chartwright.companion.chain.TestChain;
import dev.chartwright.companion.chain.WitnessBlock;
import dev.chartwright.companion.chain.WitnessFile;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;

/**
 * Stands in for a leader: it publishes tasks for all blocks at once, waits for the results without
 * any limit of time, writes a proof for each block under its final name while it is not yet whole,
 * fails when a task has failed, and hangs when its connection is lost. A leader of v0.6 writes all
 * proofs into one file when it has them all.
 */
public final class StandInLeader {
  private static final Map<String, Object> ARGUMENTS = Map.of("x-expires", 1_800_000);
  private static final int TASKS = 3;
  private static final boolean OLD = System.getenv("PROVER_RELEASE").equals("0.6");

  private StandInLeader() {}

  /** The arguments are the witness and, if there is one, the previous proof. */
  public static void main(String[] args) throws Exception {
    Path pids = Path.of(System.getenv("LEADER_PIDS"));
    Files.writeString(pids.resolve(ProcessHandle.current().pid() + ""), "");
    WitnessFile witness = WitnessFile.read(Path.of(args[0]));
    if (args.length == 1 && !beginsAtItsCheckpoint(witness.first())) {
      System.out.println("Error: Inconsistent pre-state for first block");
      System.exit(1);
    }
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(System.getenv("PALADIN_AMQP_URI"));
    factory.setAutomaticRecoveryEnabled(false);
    Connection connection = factory.newConnection("leader");
    Channel channel = connection.createChannel();
    String tasks = System.getenv("TASK_QUEUES");
    channel.queueDeclare(tasks, false, false, false, ARGUMENTS);
    String replies = channel.queueDeclare("", false, false, false, ARGUMENTS).getQueue();
    BlockingQueue<String> results = new LinkedBlockingQueue<>();
    channel.basicConsume(
        replies,
        true,
        (tag, delivery) -> results.add(new String(delivery.getBody(), StandardCharsets.UTF_8)),
        tag -> {});
    BasicProperties properties = new BasicProperties.Builder().replyTo(replies).build();
    for (WitnessBlock block : witness.blocks()) {
      for (int i = 0; i < TASKS; i++) {
        String task = block.number() + ":" + i;
        channel.basicPublish("", tasks, properties, task.getBytes(StandardCharsets.UTF_8));
      }
    }
    Map<Long, Integer> done = new java.util.HashMap<>();
    int proven = 0; // a block is proven after the one before it
    while (proven < witness.blocks().size()) {
      String[] result = results.take().split(" ", 2);
      if (!result[0].equals("ok")) {
        System.out.println("Error: Proving task finished with error: " + result[1]);
        System.exit(1);
      }
      done.merge(Long.parseLong(result[1].split(":")[0]), 1, Integer::sum);
      while (proven < witness.blocks().size()
          && done.getOrDefault(witness.blocks().get(proven).number(), 0) == TASKS) {
        WitnessBlock block = witness.blocks().get(proven++);
        if (!OLD) {
          write("b" + block.number(), List.of(block));
        }
        System.out.println("Successfully proved block " + block.number());
      }
    }
    if (OLD) {
      String name = Path.of(args[0]).getFileName().toString();
      write(name.substring(0, name.lastIndexOf('.')), witness.blocks());
    }
    connection.close();
    System.exit(0);
  }

  private static boolean beginsAtItsCheckpoint(WitnessBlock block) {
    return block.checkpoint().root().equals(TestChain.root(block.number() - 1))
        && (OLD || block.checkpoint().hash().equals(block.hashBefore()));
  }

  private static void write(String name, List<WitnessBlock> blocks) {
    Path file = Path.of(System.getenv("ZERO_BIN_PROOF_OUTPUT_DIR"), name + ".zkproof");
    byte[] proof =
        blocks.stream()
            .map(block -> TestChain.proof(block.number(), block.hash(), block.checkpoint().root()))
            .map(array -> array.substring(1, array.length() - 1))
            .collect(Collectors.joining(",", "[", "]"))
            .getBytes(StandardCharsets.UTF_8);
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(proof, 0, proof.length / 2);
      out.flush();
      Thread.sleep(30);
      out.write(proof, proof.length / 2, proof.length - proof.length / 2);
    } catch (Exception e) {
      System.out.println("failed to output proof for block " + name + ": " + e);
      System.exit(1);
    }
  }
}
