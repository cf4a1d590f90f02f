/** The goals of the Maven plugin: thin, over the one service of the generator. */
package dev.chartwright.maven;
