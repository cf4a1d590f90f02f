package dev.chartwright.generator.rule.check;

import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.problem.Finding;
import java.util.List;

/** One family of rules over the files of a chart, before anything is rendered. Has no state. */
public interface FileCheck {
  List<Finding> check(ParsedChart chart);
}
