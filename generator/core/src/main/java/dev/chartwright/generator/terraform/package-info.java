/** The infrastructure of a fleet as a Terraform module. Internal. */
package dev.chartwright.generator.terraform;
