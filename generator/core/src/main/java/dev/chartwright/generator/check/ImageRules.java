package dev.chartwright.generator.check;

import static dev.chartwright.generator.rule.ObjectRules.IMG_01;
import static dev.chartwright.generator.rule.ObjectRules.IMG_03;
import static dev.chartwright.generator.rule.ObjectRules.IMG_04;
import static dev.chartwright.generator.rule.ObjectRules.IMG_05;

import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import dev.chartwright.problem.Rule;
import dev.chartwright.prover.ProverFleet;
import dev.chartwright.prover.ProverImage;
import dev.chartwright.prover.ProverImage.PullPolicy;
import dev.chartwright.prover.Workers;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rules about the images of prover and broker. */
final class ImageRules implements RuleFamily {
  private static final Pattern REPOSITORY =
      Pattern.compile(
          "([a-zA-Z0-9.-]+(:\\d+)?/)?[a-z0-9]+([._-]+[a-z0-9]+)*(/[a-z0-9]+([._-]+[a-z0-9]+)*)*");
  private static final Pattern TAG = Pattern.compile("\\w[\\w.-]{0,127}");
  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
  private static final Pattern REFERENCE =
      Pattern.compile("(?:" + REPOSITORY + ")(?::(?<tag>" + TAG + "))?(?<digest>@" + DIGEST + ")?");
  private static final Set<String> MOVING =
      Set.of("latest", "main", "master", "develop", "dev", "edge", "nightly", "stable");

  @Override
  public Set<Rule> rules() {
    return Set.of(IMG_01, IMG_03, IMG_04, IMG_05);
  }

  @Override
  public void check(ProverFleet fleet, Findings findings) {
    prover(fleet, findings);
    reference("broker.image", fleet.broker().image(), "4.2-management", findings);
    for (Workers group : fleet.workers()) {
      String path = fleet.workers().size() > 1 ? "workers[" + group.name() + "]" : "workers";
      group.atop().ifPresent(atop -> reference(path + ".atop", atop.toString(), "2.8.1", findings));
    }
  }

  private static void reference(String path, String reference, String example, Findings findings) {
    Matcher image = REFERENCE.matcher(reference);
    if (!image.matches()) {
      findings.add(
          Finding.error(
                  IMG_04, Place.ofModel(path), "'" + reference + "' is not the name of an image")
              .fixedBy(
                  "write registry, path and tag, such as docker.io/library/rabbitmq:4.2-management"));
    } else if (image.group("digest") == null
        && (image.group("tag") == null || MOVING.contains(image.group("tag")))) {
      findings.add(
          Finding.error(
                  IMG_01,
                  Place.ofModel(path),
                  image.group("tag") == null
                      ? "the image has no tag"
                      : "the tag '" + image.group("tag") + "' moves")
              .fixedBy("use a version such as " + example + ", or better a digest"));
    }
  }

  private static void prover(ProverFleet fleet, Findings findings) {
    ProverImage image = fleet.image();
    String tag = image.tag().orElse("");
    String advised = fleet.release().imageTag();
    if (!REPOSITORY.matcher(image.repository()).matches()) {
      findings.add(
          Finding.error(
                  IMG_04,
                  Place.ofModel("image.repository"),
                  "'" + image.repository() + "' is not the name of an image repository")
              .fixedBy("write registry and path without tag, such as " + ProverImage.PUBLISHED));
    }
    if (image.digest().isPresent() && !DIGEST.matcher(image.digest().get()).matches()) {
      findings.add(
          Finding.error(
                  IMG_04,
                  Place.ofModel("image.digest"),
                  "'" + image.digest().get() + "' is not a digest")
              .fixedBy("write sha256: and 64 hexadecimal digits"));
    }
    if (image.digest().isEmpty() && (tag.isEmpty() || MOVING.contains(tag))) {
      findings.add(
          Finding.error(
                  IMG_01,
                  Place.ofModel("image.tag"),
                  tag.isEmpty() ? "the image has no tag" : "the tag '" + tag + "' moves")
              .because(
                  "two pods of one fleet may run different provers, whose proofs do not verify")
              .fixedBy("use a version such as " + advised + ", or better a digest"));
    } else if (!tag.isEmpty() && !TAG.matcher(tag).matches()) {
      findings.add(
          Finding.error(IMG_04, Place.ofModel("image.tag"), "'" + tag + "' is not a tag")
              .fixedBy("use letters, digits, dots, hyphens and underscores, such as " + advised));
    } else if (tag.matches("v?\\d+\\.\\d+.*")
        && !tag.matches("v?" + Pattern.quote(fleet.release().number()) + "(\\D.*)?")) {
      findings.add(
          Finding.warning(
                  IMG_03,
                  Place.ofModel("image.tag"),
                  "the tag '" + tag + "' is not of release " + fleet.release())
              .fixedBy("use the tag " + advised + ", or the release of the tag"));
    }
    if (image.digest().isPresent() && image.pullPolicy() == PullPolicy.ALWAYS) {
      findings.add(
          Finding.warning(
              IMG_05,
              Place.ofModel("image.pullPolicy"),
              "an image with a digest is pulled at every start"));
    }
  }
}
