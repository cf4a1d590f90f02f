package dev.chartwright.maven;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chartwright.generator.Generated;
import dev.chartwright.generator.file.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.artifact.Artifact;

/**
 * Remembers the last proof of a chart that succeeded, so that the same chart is not proven twice. A
 * file in the build folder: the digest of the rendered files, of what is asked about them and of
 * the generator, then the result.
 */
final class ProofStamp {
  private final Path file;
  private final String digest;

  private ProofStamp(Path file, String digest) {
    this.file = file;
    this.digest = digest;
  }

  /**
   * The stamp of a chart.
   *
   * @param folder where stamps are kept
   * @param generator the artifacts that render and prove
   */
  static ProofStamp of(Generated generated, Path folder, List<Artifact> generator)
      throws IOException {
    MessageDigest digest = sha256();
    for (Artifact artifact : generator) {
      add(digest, artifact.getId());
      if (artifact.isSnapshot()) {
        add(digest, artifact.getFile().toPath());
      }
    }
    add(digest, new TreeMap<>(generated.chart().offlineSettings()).toString());
    add(
        digest,
        generated.chart().unknownKinds().stream().sorted().collect(Collectors.joining(" ")));
    add(digest, generated.chartFiles());
    return new ProofStamp(
        folder.resolve(generated.name() + ".proof"), HexFormat.of().formatHex(digest.digest()));
  }

  /** What the proof found, if it is still good. */
  Optional<Proof> read() throws IOException {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    String[] parts = Files.readString(file).split("\n", 3);
    return parts.length == 3 && parts[0].equals(digest)
        ? Optional.of(new Proof(parts[1], parts[2]))
        : Optional.empty();
  }

  void write(Proof proof) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, digest + "\n" + proof.summary() + "\n" + proof.warnings());
  }

  private static void add(MessageDigest digest, FileTree files) {
    for (Map.Entry<String, byte[]> file : files.files().entrySet()) {
      add(digest, file.getKey());
      add(digest, Integer.toString(file.getValue().length));
      digest.update(file.getValue());
    }
  }

  private static void add(MessageDigest digest, String text) {
    digest.update(text.getBytes(UTF_8));
    digest.update((byte) 0);
  }

  /** A snapshot is a jar, or, in a build that has not packed it yet, a folder of classes. */
  private static void add(MessageDigest digest, Path code) throws IOException {
    try (Stream<Path> files = Files.walk(code)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        digest.update(Files.readAllBytes(file));
      }
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
