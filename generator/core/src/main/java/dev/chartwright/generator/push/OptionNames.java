package dev.chartwright.generator.push;

/**
 * How the user writes what a message refers to. Immutable.
 *
 * @param repository the address of the repository
 * @param type the type of the repository
 * @param plainHttp whether a registry is used without TLS
 * @param timeout the longest time of a request
 * @param sign whether a provenance file is made
 * @param key the key that signs
 * @param login the ways to give a user name and a password, such as {@code set A, or run B}
 */
public record OptionNames(
    String repository,
    String type,
    String plainHttp,
    String timeout,
    String sign,
    String key,
    String login) {}
