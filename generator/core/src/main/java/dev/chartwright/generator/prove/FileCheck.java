package dev.chartwright.generator.prove;

import dev.chartwright.generator.file.FileTree;
import dev.chartwright.problem.Problem;
import java.util.List;

/** One family of rules over the files of a chart, before anything is rendered. Has no state. */
interface FileCheck {
  List<Problem> check(FileTree chart);
}
