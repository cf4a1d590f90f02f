/** What witness and proof files say, and whether they can be proven as one chain. */
package dev.chartwright.companion.chain;
