package dev.chartwright.generator.gcloud;

import dev.chartwright.generator.infrastructure.Infrastructure;
import java.util.LinkedHashMap;
import java.util.Map;

/** The image of the recorder of workers, and the commands that build it. */
final class AtopImage {
  /** The version of atop in Debian 12, on which the image is based. */
  private static final String VERSION = "2.8.1";

  private static final String[] SERVICES = {
    "artifactregistry.googleapis.com", "cloudbuild.googleapis.com"
  };
  private static final String READER = "roles/artifactregistry.reader";

  private final Infrastructure infrastructure;
  private final String region;

  AtopImage(Infrastructure infrastructure) {
    this.infrastructure = infrastructure;
    this.region = infrastructure.gke().region();
  }

  Map<String, Object> model() {
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("lookForServices", Command.of("look_for").and(SERVICES).model());
    model.put(
        "enableServices",
        Command.of("gcloud", "services", "enable").and(SERVICES).inProject().model());
    model.put(
        "repository",
        Resource.named(
                "repository",
                "repository " + infrastructure.fleet(),
                repositories("describe", infrastructure.fleet()))
            .compare("format", "DOCKER")
            .createdBy(
                repositories("create", infrastructure.fleet()).and("--repository-format=docker"))
            .model());
    model.put("image", image().model());
    model.put("version", VERSION);
    model.put(
        "built",
        Command.of("gcloud", "artifacts", "docker", "images", "list")
            .and(image())
            .and("--include-tags", "--filter=tags:" + VERSION, "--format=value(version)")
            .inProject()
            .model());
    model.put(
        "build",
        Command.of("gcloud", "builds", "submit")
            .and(Word.of(Setting.SOURCE))
            .and(Word.of("--tag=").and(image()).and(":" + VERSION))
            .and("--region=" + region)
            .inProject()
            .model());
    infrastructure.nodeAccount().ifPresent(account -> model.put("access", access()));
    return model;
  }

  private Map<String, Object> access() {
    Word member = Word.of("serviceAccount:").and(Setting.NODES);
    return Map.of(
        "list",
        repositories("get-iam-policy", infrastructure.fleet())
            .and("--flatten=bindings[].members")
            .and("--format=csv[no-heading](bindings.members,bindings.role)")
            .model(),
        "binding",
        member.and("," + READER).model(),
        "grant",
        repositories("add-iam-policy-binding", infrastructure.fleet())
            .and(Word.of("--member=").and(member))
            .and("--role=" + READER, "--format=none")
            .model());
  }

  private Word image() {
    return Word.of(region + "-docker.pkg.dev/")
        .and(Setting.PROJECT)
        .and("/" + infrastructure.fleet() + "/atop");
  }

  private Command repositories(String... words) {
    return Command.of("gcloud", "artifacts", "repositories")
        .and(words)
        .and("--location=" + region)
        .inProject();
  }
}
