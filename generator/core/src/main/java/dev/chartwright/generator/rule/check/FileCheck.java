package dev.chartwright.generator.rule.check;

import dev.chartwright.generator.file.FileTree;
import dev.chartwright.problem.Finding;
import java.util.List;

/** One family of rules over the files of a chart, before anything is rendered. Has no state. */
public interface FileCheck {
  List<Finding> check(FileTree chart);
}
