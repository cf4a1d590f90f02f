package dev.chartwright.generator.compose;

import dev.chartwright.chart.Manifest;
import java.util.List;

/** A part of the fleet: it has declared its values when it is made, and gives its objects. */
interface Component {
  List<Manifest> manifests();
}
