package dev.chartwright.generator.check;

import dev.chartwright.problem.Finding;
import dev.chartwright.prover.ProverFleet;
import dev.chartwright.prover.Workers;
import java.util.ArrayList;
import java.util.List;

/** Collects the problems of one fleet and names the places in it. */
public final class Findings {
  private final boolean severalGroups;
  private final List<Finding> problems = new ArrayList<>();

  Findings(ProverFleet fleet) {
    severalGroups = fleet.workers().size() > 1;
  }

  void add(Finding finding) {
    problems.add(finding);
  }

  /** The path of a group: {@code workers}, or {@code workers[heavy]} if there are several. */
  String path(Workers group) {
    return severalGroups ? "workers[" + group.name() + "]" : "workers";
  }

  List<Finding> findings() {
    return problems;
  }
}
