/** A small JSON reader: the pod has no library. */
package dev.chartwright.companion.json;
