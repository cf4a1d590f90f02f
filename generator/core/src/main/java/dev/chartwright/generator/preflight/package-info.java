/** What must hold in a project before a fleet can be built in it. Internal. */
package dev.chartwright.generator.preflight;
