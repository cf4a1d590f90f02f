/** Follows a chain: which blocks are proven, from which witnesses, and what a reorg undoes. */
package dev.chartwright.companion.tip;
