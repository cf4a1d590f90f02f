package dev.chartwright.maven;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chartwright.generator.file.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.apache.maven.artifact.Artifact;

/**
 * Tells whether something is as it was: a digest of all that matters. Collects; not for use by
 * several threads.
 */
final class Fingerprint {
  private final MessageDigest digest;

  Fingerprint() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  Fingerprint with(Object part) {
    digest.update(String.valueOf(part).getBytes(UTF_8));
    digest.update((byte) 0);
    return this;
  }

  Fingerprint withFiles(FileTree files) {
    files
        .files()
        .forEach((path, content) -> with(path).with(content.length).digest.update(content));
    return this;
  }

  /** Artifacts by their names; snapshots, whose names do not tell them apart, by their content. */
  Fingerprint withArtifacts(List<Artifact> artifacts) throws IOException {
    for (Artifact artifact : artifacts) {
      with(artifact.getId());
      if (artifact.isSnapshot()) {
        withContent(artifact.getFile().toPath());
      }
    }
    return this;
  }

  /**
   * Folders by the content of their files; jars, which are many and big, by their time and size.
   */
  Fingerprint withClassPath(List<Path> entries) throws IOException {
    for (Path entry : entries) {
      with(entry);
      if (Files.isDirectory(entry)) {
        withContent(entry);
      } else if (Files.exists(entry)) {
        with(Files.getLastModifiedTime(entry)).with(Files.size(entry));
      }
    }
    return this;
  }

  private void withContent(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        byte[] content = Files.readAllBytes(file);
        with(root.relativize(file)).with(content.length).digest.update(content);
      }
    }
  }

  /** The digest of everything so far; ends the collection. */
  String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
