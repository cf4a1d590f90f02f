/**
 * From a declared manifest to the tree that is written: order of keys, references, loops. Internal.
 */
package dev.chartwright.generator.manifest;
