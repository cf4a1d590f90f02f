/** The queue of runs on the leader's volume: their folders, requests, journals and proofs. */
package dev.chartwright.companion.run;
