package dev.chartwright.generator.rule.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.chartwright.generator.object.PodTemplate;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.generator.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Agrees with Kubernetes' own test pods for its Pod Security admission, where their folder is given
 * by {@code -DpodSecurityPods=<folder>}: {@code <level>/v1.<minor>/<pass or fail>/<pod>.yaml}.
 */
class PodSecurityAgreementTest {
  @ParameterizedTest
  @ValueSource(strings = {"baseline", "restricted"})
  void saysOfEveryPodInEveryVersionWhatKubernetesSays(String level) throws IOException {
    List<String> wrong = new ArrayList<>();
    int passing = 0;
    int failing = 0;
    List<Path> versions = sorted(pods().resolve(level));
    for (Path version : versions) {
      PodStandard security = security(level, version.getFileName().toString());
      for (Path file : sorted(version.resolve("pass"))) {
        passing++;
        List<PodStandard.Violation> found = violations(security, file);
        if (!found.isEmpty()) {
          wrong.add(file + " passes, but " + found);
        }
      }
      for (Path file : sorted(version.resolve("fail"))) {
        failing++;
        if (violations(security, file).isEmpty()) {
          wrong.add(file + " fails, but nothing is found");
        }
      }
    }
    int all = passing + failing;
    System.out.printf(
        "%s: %d of %d pods agree, %d that pass and %d that fail, in %d versions%n",
        level, all - wrong.size(), all, passing, failing, versions.size());
    assertThat(passing).isPositive();
    assertThat(failing).isPositive();
    assertThat(wrong).isEmpty();
  }

  private static PodStandard security(String level, String version) {
    int minor = Integer.parseInt(version.substring("v1.".length()));
    return level.equals("baseline") ? PodStandard.baseline(minor) : PodStandard.restricted(minor);
  }

  private static List<PodStandard.Violation> violations(PodStandard security, Path file)
      throws IOException {
    Object tree = YamlReader.read(Files.readString(file));
    RenderedObject pod = RenderedObject.of(file.toString(), Tree.map(tree));
    return security.violations(PodTemplate.of(pod).orElseThrow());
  }

  private static Path pods() {
    String named = System.getProperty("podSecurityPods");
    assumeTrue(
        named != null && !named.isBlank(),
        "no test pods of Kubernetes to agree with: -DpodSecurityPods=<folder> names them");
    return Path.of(named);
  }

  private static List<Path> sorted(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
