/**
 * Components: the workloads that nine charts of ten are made of, with secure defaults and the
 * values that everybody uses. A component is immutable and is given to {@code Chart.Builder.main}
 * or {@code add}.
 */
package dev.chartwright.workload;
