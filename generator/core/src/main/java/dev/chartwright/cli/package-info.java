/** The command line. Internal. */
package dev.chartwright.cli;
