package dev.chartwright.generator.prove;

import dev.chartwright.problem.Finding;
import dev.chartwright.problem.TriedCase;
import dev.chartwright.problem.Waiver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a proof found.
 *
 * @param cases everything that was rendered, in order
 * @param findings what was found, each once however many cases show it
 * @param space what the value space showed; nothing when it was not asked for, or when the defaults
 *     do not render
 * @param unfinished how far the proof came, if the time was over before it came to its end
 * @param duration how long it took
 */
public record ProofReport(
    List<Case> cases,
    List<Finding> findings,
    Optional<SpaceReport> space,
    Optional<Unfinished> unfinished,
    Duration duration) {
  public ProofReport {
    Objects.requireNonNull(unfinished, "unfinished");
    Objects.requireNonNull(space, "space");
    cases = List.copyOf(cases);
    findings = List.copyOf(findings);
  }

  /**
   * One rendering.
   *
   * @param tried the values and the cluster
   * @param release the name of the release
   * @param objects how many objects came out; none when it could not be rendered
   */
  public record Case(TriedCase tried, String release, int objects) {
    /** {@code defaults}, the path of a values file of the chart, or the name of a case. */
    public String name() {
      return tried.name();
    }
  }

  /**
   * How far a proof came that was stopped.
   *
   * @param end why
   * @param limit the time that it had; nothing without a limit
   * @param done cases that were judged, the named ones and those of the value space
   * @param planned cases that were to be judged, as far as was known
   */
  public record Unfinished(TimeBudget.End end, Optional<Duration> limit, int done, int planned) {
    public Unfinished {
      Objects.requireNonNull(end, "end");
      Objects.requireNonNull(limit, "limit");
    }
  }

  /**
   * The waivers that accept something, and what each of them accepts, in the order of the findings.
   */
  public Map<Waiver, List<Finding>> accepted() {
    Map<Waiver, List<Finding>> accepted = new LinkedHashMap<>();
    for (Finding finding : findings) {
      finding
          .waiver()
          .ifPresent(by -> accepted.computeIfAbsent(by, none -> new ArrayList<>()).add(finding));
    }
    return accepted;
  }

  /** Whether nothing was left out: every value was varied and every template gave an object. */
  public boolean isExhaustive() {
    return unfinished.isEmpty() && space.map(SpaceReport::isExhaustive).orElse(true);
  }

  /** Whether something is wrong; warnings do not count. */
  public boolean hasErrors() {
    return findings.stream().anyMatch(Finding::isError);
  }

  /** Whether the proof came to its end and nothing is wrong; warnings do not count. */
  public boolean isProven() {
    return unfinished.isEmpty() && !hasErrors();
  }
}
