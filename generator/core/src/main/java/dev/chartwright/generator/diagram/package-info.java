/** The picture of a fleet: what there is and who talks to whom, as Mermaid and as SVG. */
package dev.chartwright.generator.diagram;
