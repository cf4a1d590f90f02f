/** A node of the chain, asked by JSON-RPC. */
package dev.chartwright.companion.rpc;
