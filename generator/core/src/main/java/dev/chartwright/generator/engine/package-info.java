/** Helm: the engine, its chart folders, what it answers, and its failures. Internal. */
package dev.chartwright.generator.engine;
