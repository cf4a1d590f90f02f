/** The infrastructure of a fleet as a Terraform module. */
package dev.chartwright.generator.terraform;
