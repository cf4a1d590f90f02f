package dev.chartwright.generator.check;

import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import dev.chartwright.problem.Rule;
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

  void error(Rule rule, String path, String what, String why, String fix) {
    problems.add(Finding.error(rule, Place.ofModel(path), what, why, fix));
  }

  void warning(Rule rule, String path, String what, String why, String fix) {
    problems.add(Finding.warning(rule, Place.ofModel(path), what, why, fix));
  }

  void information(Rule rule, String path, String what, String why, String fix) {
    problems.add(Finding.note(rule, Place.ofModel(path), what, why, fix));
  }

  /** The path of a group: {@code workers}, or {@code workers[heavy]} if there are several. */
  String path(Workers group) {
    return severalGroups ? "workers[" + group.name() + "]" : "workers";
  }

  List<Finding> findings() {
    return problems;
  }
}
