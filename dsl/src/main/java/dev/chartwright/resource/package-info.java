/**
 * Custom resources as typed, immutable Java objects.
 *
 * <p>Each resource is a {@code HasMetadata}, so it goes wherever a fabric8 resource goes, and plain
 * Jackson turns it into the JSON that the API server reads: absent and empty fields are left out,
 * enum constants appear in the spelling of Kubernetes and KEDA.
 *
 * <p>Nothing here checks a number or a text: both may be a reference to a chart value, which is
 * known at installation only. {@code null} always means "not set". Everything may be shared between
 * threads; fabric8 objects that are handed in must not be changed afterwards.
 */
package dev.chartwright.resource;
