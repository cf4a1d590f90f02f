/**
 * What the command line and the Maven plugin have in common: a request, what is done for it, and a
 * result to print. Public, see {@code docs/api.md}.
 */
package dev.chartwright.generator.service;
