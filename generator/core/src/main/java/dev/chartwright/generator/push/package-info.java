/**
 * Internal. Uploads a packed chart to an OCI registry or a chart repository, over the HTTP client
 * of the JDK. No other package talks to them. A released version is never overwritten, and what was
 * uploaded is read back.
 */
package dev.chartwright.generator.push;
