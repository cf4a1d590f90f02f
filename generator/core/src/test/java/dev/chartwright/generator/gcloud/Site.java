package dev.chartwright.generator.gcloud;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.infrastructure.Infrastructure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The scripts of a fleet on a disk, with the stand-in of Google Cloud before them and recorders in
 * the place of kubectl, helm and the plug-in. Not for threads to share.
 */
final class Site implements AutoCloseable {
  private final GoogleCloud cloud = GoogleCloud.start();
  private final Path scripts;
  private final Path record;
  private final Path gcloudRecord;
  private final Path programs;
  private final Gcloud gcloud;

  Site(Path root, Infrastructure infrastructure) throws IOException, InterruptedException {
    gcloud = new Gcloud(root, cloud.environment());
    scripts = Files.createDirectories(root.resolve("scripts"));
    record = root.resolve("calls.txt");
    gcloudRecord = root.resolve("gcloud-calls.txt");
    programs = Files.createDirectories(root.resolve("programs"));
    FileTree files = GcloudScripts.of(infrastructure);
    for (Map.Entry<String, byte[]> file : files.files().entrySet()) {
      executable(scripts.resolve(file.getKey()), file.getValue());
    }
    for (String program : List.of("kubectl", "helm", "gke-gcloud-auth-plugin")) {
      executable(programs.resolve(program), text("recorder.sh"));
    }
    executable(programs.resolve("gcloud"), text("gcloud-recorder.sh"));
    gcloud.set("GCLOUD", Gcloud.installed().orElseThrow().toString());
    GcloudServer.port(gcloud).ifPresent(port -> gcloud.set("GCLOUD_PORT", port));
    gcloud.set("GCLOUD_RECORD", gcloudRecord.toString());
    gcloud.set("RECORD", record.toString());
    gcloud.set("PATH", programs + ":" + System.getenv("PATH"));
    gcloud.set("KUBECONFIG", root.resolve("kubeconfig").toString());
    gcloud.set("TMPDIR", Files.createDirectories(root.resolve("tmp")).toString());
  }

  GoogleCloud cloud() {
    return cloud;
  }

  Gcloud gcloud() {
    return gcloud;
  }

  /** Runs a script to its end. */
  Gcloud.Outcome run(String script, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(scripts.resolve(script).toString()));
    command.addAll(List.of(arguments));
    return gcloud.run(command);
  }

  /** How kubectl, helm and the plug-in were called, one call a line. */
  List<String> calls() throws IOException {
    return Files.exists(record) ? Files.readAllLines(record, UTF_8) : List.of();
  }

  /** How gcloud ended and was called, one call a line. */
  List<String> gcloudCalls() throws IOException {
    return Files.exists(gcloudRecord) ? Files.readAllLines(gcloudRecord, UTF_8) : List.of();
  }

  void forgetCalls() throws IOException {
    Files.deleteIfExists(record);
    Files.deleteIfExists(gcloudRecord);
  }

  /** Puts another program in the place of one. */
  void replace(String program, String text) throws IOException {
    executable(programs.resolve(program), text.getBytes(UTF_8));
  }

  @Override
  public void close() {
    cloud.close();
  }

  private static byte[] text(String name) throws IOException {
    try (InputStream text = Site.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(text, name).readAllBytes();
    }
  }

  private static void executable(Path file, byte[] text) throws IOException {
    Files.write(file, text);
    if (!file.toFile().setExecutable(true)) {
      throw new IOException(file + " cannot be made executable");
    }
  }
}
