/**
 * Upgrade safety: what happens to a release when the next version of its chart takes the place of
 * the previous one. Both charts come as files, and rendered with the same values; nothing here
 * renders. Internal.
 */
package dev.chartwright.generator.upgrade;
