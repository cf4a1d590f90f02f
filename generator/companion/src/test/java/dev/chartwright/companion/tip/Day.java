package dev.chartwright.companion.tip;

import dev.chartwright.companion.chain.Hash;
import dev.chartwright.companion.rpc.ChainSimulator;
import dev.chartwright.companion.run.ProofStore;
import dev.chartwright.companion.run.RunQueue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A companion as a process of its own, beside a chain, and what it leaves on its volume. */
final class Day implements AutoCloseable {
  /** Stands in for the prover's tool. */
  static final String RPC =
      """
      #!/bin/bash
      [[ "$1 $2 $4 $6" == "fetch -s -e -c" ]] || { echo "usage" >&2; exit 2; }
      node=${ZERO_BIN_RPC_URL#http://}
      node=${node%%/*}
      exec 3<>"/dev/tcp/${node%:*}/${node#*:}" || exit 1
      printf 'GET /witness/%s/%s/%s HTTP/1.0\\r\\n\\r\\n' "$3" "$5" "$7" >&3
      while IFS= read -r line <&3 && [[ ${line} != $'\\r' ]]; do :; done
      exec cat <&3
      """;

  final ChainSimulator chain;
  final Path home;
  final ProofStore proofs;
  final Map<String, String> environment = new HashMap<>();
  private static final long NEAR = 24; // blocks

  int kills;
  Duration cpu = Duration.ZERO;

  private Process companion;

  Day(Path folder, ChainSimulator chain, int blockMillis) throws IOException {
    this.chain = chain;
    // A day has some hundred thousand writes that wait for the disk, which tells nothing of kill
    // -9.
    Path memory = Path.of("/dev/shm");
    home =
        Files.isWritable(memory)
            ? Files.createTempDirectory(memory, "chartwright-day-")
            : Files.createDirectories(folder.resolve("data"));
    proofs = new ProofStore(home.resolve("proofs"));
    Path tools = Files.createDirectories(folder.resolve("tools"));
    script(tools.resolve("rpc"), RPC);
    environment.putAll(
        Map.ofEntries(
            Map.entry("HOME", home.toString()),
            Map.entry("PATH", tools + ":" + System.getenv("PATH")),
            Map.entry("FOLLOW_CHAIN_ID", "7"),
            Map.entry("FOLLOW_RPC_URL", chain.address()),
            Map.entry("FOLLOW_BLOCK_MILLIS", blockMillis + ""),
            Map.entry("FOLLOW_PATIENCE_MILLIS", "1000"),
            Map.entry("FOLLOW_CEILING_MILLIS", 8 * blockMillis + "")));
  }

  /** Makes a program of a text. */
  static void script(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Starts the companion if it does not run. */
  void keepRunning() throws IOException {
    if (companion == null || !companion.isAlive()) {
      ProcessBuilder builder =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx128m",
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "-XX:+HeapDumpOnOutOfMemoryError",
                  "-cp",
                  System.getProperty("java.class.path"),
                  DayCompanion.class.getName())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
      builder.environment().putAll(environment);
      companion = builder.start();
    }
  }

  Path log() {
    return home.resolve("companion.log");
  }

  void kill() throws InterruptedException {
    cpu = cpu.plus(companion.info().totalCpuDuration().orElse(Duration.ZERO));
    companion.descendants().forEach(ProcessHandle::destroyForcibly);
    companion.destroyForcibly().waitFor();
    kills++;
  }

  ChainJournal journal() throws Exception {
    return ChainJournal.read(ChainJournal.file(home), 7)
        .orElse(ChainJournal.of(7, java.util.OptionalLong.empty()));
  }

  /** The hash of each block with a proof. */
  Map<Long, Hash> proven() throws IOException {
    Map<Long, Hash> all = new TreeMap<>();
    for (String name : names("proofs")) {
      if (name.matches("b\\d+\\.zkproof")) {
        long number = Long.parseLong(name.substring(1, name.indexOf('.')));
        Optional<Hash> hash = proofs.hash(number);
        // The companion may have moved the proof to orphaned/ since the names were listed.
        if (hash.isEmpty() && Files.exists(home.resolve("proofs").resolve(name))) {
          hash = Optional.of(proofs.hash(number).orElseThrow());
        }
        hash.ifPresent(known -> all.put(number, known));
      }
    }
    return all;
  }

  /** The names in a folder of the volume. */
  List<String> names(String folder) throws IOException {
    Path path = home.resolve(folder);
    if (!Files.exists(path)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(path)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** The blocks for which the prover worked. */
  List<BlockId> used() throws IOException {
    List<BlockId> all = new ArrayList<>();
    Path file = home.resolve("used");
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        String[] words = line.split(" ");
        all.add(new BlockId(Long.parseLong(words[0]), Hash.of(words[1]).orElseThrow()));
      }
    }
    return all;
  }

  /** Whether the companion is near the tip, and its prover near the newest final block. */
  boolean isNear() throws IOException {
    Path file = home.resolve("lag");
    String[] words = Files.exists(file) ? Files.readString(file).split(" ") : new String[0];
    return words.length == 2
        && Long.parseLong(words[0]) < NEAR
        && chain.tip() - Long.parseLong(words[1]) < NEAR;
  }

  /** The requests that the companions have counted, and the largest heap of one, in MiB. */
  long[] figures() throws IOException {
    long requests = 0;
    long heap = 0;
    for (String name : names(".")) {
      if (name.startsWith("figures-")) {
        String[] words = Files.readString(home.resolve(name)).split(" ");
        requests += words.length == 2 ? Long.parseLong(words[0]) : 0;
        heap = Math.max(heap, words.length == 2 ? Long.parseLong(words[1]) : 0);
      }
    }
    return new long[] {requests, heap};
  }

  @Override
  public void close() throws Exception {
    if (companion != null) {
      kill();
    }
    chain.close();
    RunQueue.delete(home);
  }
}
