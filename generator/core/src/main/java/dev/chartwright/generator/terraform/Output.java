package dev.chartwright.generator.terraform;

/**
 * What the module tells when it is done.
 *
 * @param name as in {@code terraform output <name>}
 * @param description a sentence
 * @param value what it tells
 */
record Output(String name, String description, Expression value) {}
