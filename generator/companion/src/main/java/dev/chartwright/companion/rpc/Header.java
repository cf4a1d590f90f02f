package dev.chartwright.companion.rpc;

import dev.chartwright.companion.chain.Hash;

/**
 * What follows a chain needs of a block. Its identity is number and hash together.
 *
 * @param parent the hash of the block before
 * @param stateRoot the state root after the block
 */
public record Header(long number, Hash hash, Hash parent, Hash stateRoot) {}
