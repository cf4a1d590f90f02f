package dev.chartwright.generator.gcloud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.generator.infrastructure.Infrastructure;
import dev.chartwright.generator.preflight.Preflight;
import dev.chartwright.generator.preflight.Requirement;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The check before everything else, run by the real gcloud. */
@Tag("gcloud")
class PreflightScriptTest {
  private final Infrastructure infrastructure = BuiltFleets.withEverything();
  private final List<Requirement> requirements = Preflight.of(infrastructure).requirements();

  @TempDir Path root;
  private Site site;

  @BeforeAll
  static void findGcloud() {
    Gcloud.assumeInstalled();
  }

  @BeforeEach
  void write() throws Exception {
    site = new Site(root, infrastructure);
    site.cloud().enable(infrastructure.apis());
  }

  @AfterEach
  void stop() {
    site.close();
  }

  @Test
  void whereEverythingHoldsEachRequirementIsTold() throws Exception {
    Gcloud.Outcome outcome = site.run("preflight.sh");
    assertThat(outcome.code()).as("%s", outcome).isZero();
    assertThat(linesOf(outcome, "ok")).isEqualTo(requirements.size());
    assertThat(outcome.out()).contains(sentences(requirements));
    assertThat(site.cloud().changes()).isEmpty();
  }

  @Test
  void allProblemsAreToldAtOnce() throws Exception {
    for (Requirement requirement : requirements) {
      violate(requirement);
    }
    Gcloud.Outcome outcome = site.run("preflight.sh");
    System.out.println(outcome.out());
    assertThat(outcome.code()).as("%s", outcome).isEqualTo(1);
    long services =
        requirements.stream().filter(requirement -> requirement instanceof Requirement.Api).count();
    // One service is off: without the others nobody could answer the rest.
    assertThat(linesOf(outcome, "PROBLEM")).isEqualTo(requirements.size() - services + 1);
    assertThat(linesOf(outcome, "ok")).isEqualTo(services - 1);
    assertThat(outcome.out()).contains(sentences(requirements));
    assertThat(site.cloud().changes()).isEmpty();
  }

  @Test
  void inANewProjectEachServiceIsToldAndEnabledOnRequest() throws Exception {
    site.cloud().reset();
    Gcloud.Outcome told = site.run("preflight.sh");
    assertThat(told.code()).as("%s", told).isEqualTo(1);
    for (String api : infrastructure.apis()) {
      assertThat(told.out()).contains("PROBLEM  the API " + api + " is enabled");
    }
    assertThat(site.cloud().changes()).isEmpty();
    Gcloud.Outcome enabled = site.run("preflight.sh", "--enable-services");
    assertThat(enabled.code()).as("%s", enabled).isZero();
    assertThat(site.cloud().enabledApis()).containsAll(infrastructure.apis());
  }

  private void violate(Requirement requirement) throws Exception {
    GoogleCloud cloud = site.cloud();
    if (requirement instanceof Requirement.Tool tool) {
      site.replace(tool.name(), old(tool.name()));
    } else if (requirement instanceof Requirement.Api api) {
      if (api.name().equals("file.googleapis.com")) {
        cloud.disable(api.name());
      }
    } else if (requirement instanceof Requirement.Role role) {
      cloud.deny(role.permission());
    } else if (requirement instanceof Requirement.Machine machine) {
      cloud.remove(
          "projects/"
              + GoogleCloud.PROJECT
              + "/zones/"
              + machine.zone()
              + "/machineTypes/"
              + machine.machineType());
    } else if (requirement instanceof Requirement.Quota quota) {
      cloud.compute().quota(quota.metric(), quota.needed() + 9, 10);
    } else if (requirement instanceof Requirement.KubernetesVersion) {
      cloud.container().version("1.30.9-gke.100");
    }
  }

  /** A program of another age, which does everything else as it should. */
  private static String old(String program) {
    return switch (program) {
      case "gcloud" ->
          """
          #!/bin/bash
          case "$*" in
            version* | --version*) echo 'Google Cloud SDK 410.0.0' ;;
            *) exec "${GCLOUD}" "$@" ;;
          esac
          """;
      case "kubectl" -> "#!/bin/bash\necho 'Client Version: v1.20.4'\n";
      case "helm" -> "#!/bin/bash\necho v3.9.0+g7ceeda6\n";
      default -> "#!/bin/bash\necho 'not a version at all'\n";
    };
  }

  private static String[] sentences(List<Requirement> requirements) {
    return requirements.stream().map(Requirement::sentence).toArray(String[]::new);
  }

  private static long linesOf(Gcloud.Outcome outcome, String mark) {
    return outcome.out().lines().filter(line -> line.startsWith(mark + " ")).count();
  }
}
