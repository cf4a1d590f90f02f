/** The one service behind the library, the command line and the Maven plugin. */
package dev.chartwright.generator;
