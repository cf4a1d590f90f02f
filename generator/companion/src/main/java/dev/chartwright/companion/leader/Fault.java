package dev.chartwright.companion.leader;

/**
 * Why an attempt has failed.
 *
 * @param reason for a program
 * @param sentence for the user
 */
public record Fault(Reason reason, String sentence) {}
