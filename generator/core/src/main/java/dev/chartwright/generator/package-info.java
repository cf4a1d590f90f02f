/**
 * The stages in their order, as a library. Public, see {@code docs/api.md}; other packages are
 * internal, but for {@code service} and the types that the page names.
 */
package dev.chartwright.generator;
