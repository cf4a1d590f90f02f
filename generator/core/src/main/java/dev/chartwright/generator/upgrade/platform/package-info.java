/** What is known of Kubernetes and of operators, as far as an upgrade depends on it. Internal. */
package dev.chartwright.generator.upgrade.platform;
