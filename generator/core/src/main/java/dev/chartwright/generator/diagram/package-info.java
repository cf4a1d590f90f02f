/** The picture of a fleet: what there is and who talks to whom, as Mermaid and as SVG. Internal. */
package dev.chartwright.generator.diagram;
