/**
 * Tests of a declared chart: what it renders with which values. Public, see {@code docs/api.md};
 * needs no test framework, and works with every one.
 */
package dev.chartwright.test;
