/** One run of the leader: its process, its log, what is watched, and what an attempt does. */
package dev.chartwright.companion.leader;
