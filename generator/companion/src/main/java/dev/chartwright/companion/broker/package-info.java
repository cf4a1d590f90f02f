/**
 * The broker as a run needs it: a lease on its task queues, a fence for its workers, and the reset.
 */
package dev.chartwright.companion.broker;
