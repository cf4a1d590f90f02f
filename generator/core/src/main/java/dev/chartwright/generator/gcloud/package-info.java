/**
 * The scripts that build a fleet's cluster with gcloud, kubectl and helm, and take it down.
 * Internal.
 */
package dev.chartwright.generator.gcloud;
