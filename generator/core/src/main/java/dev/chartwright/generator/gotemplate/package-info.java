/** What a template says without being run: actions, and the values that they read. Internal. */
package dev.chartwright.generator.gotemplate;
