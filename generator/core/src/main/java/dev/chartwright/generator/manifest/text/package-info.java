/** Manifests that are YAML text: their references, and the trees that they become. Internal. */
package dev.chartwright.generator.manifest.text;
