/**
 * Texts with holes: FreeMarker, set up once so that whatever goes into a hole is quoted. Internal.
 */
package dev.chartwright.generator.template;
