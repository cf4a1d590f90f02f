/** Sends proofs of final blocks to a bucket of Cloud Storage. */
package dev.chartwright.companion.bucket;
