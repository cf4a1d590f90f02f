/** Charts of projects whose build knows most of what a chart needs. */
package dev.chartwright.project;
