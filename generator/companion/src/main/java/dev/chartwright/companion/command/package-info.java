/** The service that works on the queue, and the commands of the user. */
package dev.chartwright.companion.command;
