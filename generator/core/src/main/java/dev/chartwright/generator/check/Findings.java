package dev.chartwright.generator.check;

import dev.chartwright.problem.Problem;
import dev.chartwright.prover.ProverFleet;
import dev.chartwright.prover.Workers;
import java.util.ArrayList;
import java.util.List;

/** Collects the problems of one fleet and names the places in it. */
public final class Findings {
  private final boolean severalGroups;
  private final List<Problem> problems = new ArrayList<>();

  Findings(ProverFleet fleet) {
    severalGroups = fleet.workers().size() > 1;
  }

  void error(String rule, String path, String what, String why, String fix) {
    problems.add(Problem.error(rule, path, what, why, fix));
  }

  void warning(String rule, String path, String what, String why, String fix) {
    problems.add(Problem.warning(rule, path, what, why, fix));
  }

  void information(String rule, String path, String what, String why, String fix) {
    problems.add(Problem.information(rule, path, what, why, fix));
  }

  /** The path of a group: {@code workers}, or {@code workers[heavy]} if there are several. */
  String path(Workers group) {
    return severalGroups ? "workers[" + group.name() + "]" : "workers";
  }

  List<Problem> problems() {
    return problems;
  }
}
