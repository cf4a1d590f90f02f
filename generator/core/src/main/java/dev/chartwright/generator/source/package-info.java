/**
 * From a compiled class of a user to what it declares: where the class is found, what loads it, and
 * whose mistake it is when it fails. Internal.
 */
package dev.chartwright.generator.source;
