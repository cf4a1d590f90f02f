package dev.chartwright.generator.rule.pod;

import static dev.chartwright.generator.rule.PodRules.POD_01;

import dev.chartwright.generator.object.PodTemplate;
import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.rule.check.RenderCheck;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.PodSecurity;
import dev.chartwright.problem.PodSecurityLevel;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Pods keep to the level restricted of the Pod Security Standards. What the level of the chart
 * allows beyond it is accepted.
 */
public final class RestrictedCheck implements RenderCheck {
  private final Optional<PodSecurity> declared;

  /**
   * Checks pods.
   *
   * @param declared the level that they may need; nothing for restricted
   */
  public RestrictedCheck(Optional<PodSecurity> declared) {
    this.declared = declared;
  }

  @Override
  public List<Finding> check(Render render) {
    return render.pods().stream().flatMap(this::ofPods).toList();
  }

  private Stream<Finding> ofPods(PodTemplate pods) {
    // What the level baseline forbids, too, needs more than that level.
    Set<String> privileged =
        declared.isEmpty()
            ? Set.of()
            : PodStandard.baseline().violations(pods).stream()
                .map(each -> each.field().path())
                .collect(Collectors.toSet());
    return PodStandard.restricted().violations(pods).stream()
        .map(
            each ->
                finding(
                    each,
                    privileged.contains(each.field().path())
                        ? PodSecurityLevel.PRIVILEGED
                        : PodSecurityLevel.BASELINE));
  }

  private Finding finding(PodStandard.Violation violation, PodSecurityLevel needed) {
    Finding finding = violation.field().error(POD_01, violation.what()).fixedBy(violation.fix());
    return declared
        .filter(level -> level.allows(needed))
        .map(level -> finding.accepted(level.waiver(needed)))
        .orElse(finding);
  }
}
