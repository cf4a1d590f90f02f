package dev.chartwright.generator.push;

import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.write.ChartArchive;
import java.time.Duration;
import java.util.Optional;

/** Charts to push, and how they are pushed. */
final class Charts {
  static final OptionNames NAMES =
      new OptionNames(
          "REPOSITORY", "TYPE", "PLAIN_HTTP", "TIMEOUT", "SIGN", "KEY", "set USER and PASSWORD");

  private Charts() {}

  static ChartPackage site(String version) {
    return site(version, "first");
  }

  static ChartPackage site(String version, String content) {
    FileTree files =
        FileTree.builder()
            .add("Chart.yaml", "apiVersion: v2\nname: site\nversion: " + version + "\n")
            .add("values.yaml", "text: " + content + "\n")
            .build();
    return ChartPackage.of(files, ChartArchive.reproducible().pack("site", files));
  }

  /** With a provenance file that only looks like one. */
  static ChartPackage signed(String version) {
    ChartPackage chart = site(version);
    return chart.signed(Provenance.message(chart));
  }

  static Push push(String address, String type) {
    return new Push(
        ChartRepository.of(address, Optional.ofNullable(type), address.startsWith("oci:"), NAMES),
        Optional.empty(),
        Duration.ofSeconds(10),
        false,
        NAMES);
  }

  static Push as(Credentials credentials, Push push) {
    return new Push(
        push.repository(), Optional.of(credentials), push.timeout(), push.isDryRun(), NAMES);
  }

  static Push dry(Push push) {
    return new Push(push.repository(), push.credentials(), push.timeout(), true, NAMES);
  }

  static Push within(Duration timeout, Push push) {
    return new Push(push.repository(), push.credentials(), timeout, push.isDryRun(), NAMES);
  }
}
