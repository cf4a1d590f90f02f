/** The command line. */
package dev.chartwright.cli;
