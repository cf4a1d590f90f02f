/** The cloud under a fleet: the GKE cluster, its network, its node pools and their machines. */
package dev.chartwright.cloud;
