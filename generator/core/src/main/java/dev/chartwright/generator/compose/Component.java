package dev.chartwright.generator.compose;

import dev.chartwright.chart.Manifest;
import java.util.List;

/** A part of the fleet. Its constructor declares its values; then it returns its objects. */
interface Component {
  List<Manifest> manifests();
}
