package dev.chartwright.companion.chain;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * The hash that stands for 256 block hashes: Poseidon of width 12 over the field of the prover,
 * whose prime is 2^64 - 2^32 + 1. The circuit of the first block of a chain compares it with the
 * hash of the checkpoint.
 */
final class ConsolidatedHash {
  private static final long PRIME = 0xFFFFFFFF00000001L;
  private static final long EPSILON = 0xFFFFFFFFL; // 2^64 modulo the prime
  private static final int WIDTH = 12;
  private static final int RATE = 8;
  private static final int OUTPUT = 4;
  private static final int ROUNDS = 30;
  private static final int FULL_ROUNDS = 4; // at the beginning, and at the end
  private static final int[] MDS = {17, 15, 41, 16, 2, 28, 13, 13, 39, 18, 34, 20};
  private static final int MDS_DIAGONAL = 8; // of the first row only

  // The start of ChaCha's state: its constant, and the key that Rust's rand makes of the seed 0.
  private static final int[] KEY = {
    0x61707865, 0x3320646e, 0x79622d32, 0x6b206574,
    0xf973f2ec, 0x45cdb581, 0x7346f087, 0xad6cad06,
    0xe3a3d0d0, 0x67e71733, 0x72ea9bf2, 0xfe7d8ad7
  };

  private static final long[] CONSTANTS = constants();

  private ConsolidatedHash() {}

  /** The hash, its numbers with commas between them. */
  static String of(List<Hash> hashes) {
    long[] state = new long[WIDTH];
    for (Hash hash : hashes) {
      System.arraycopy(hash.limbs(), 0, state, 0, RATE);
      permute(state);
    }
    return LongStream.of(state)
        .limit(OUTPUT)
        .mapToObj(Long::toUnsignedString)
        .collect(Collectors.joining(","));
  }

  private static void permute(long[] state) {
    for (int round = 0; round < ROUNDS; round++) {
      boolean full = round < FULL_ROUNDS || round >= ROUNDS - FULL_ROUNDS;
      for (int i = 0; i < WIDTH; i++) {
        long sum = add(state[i], CONSTANTS[round * WIDTH + i]);
        state[i] = full || i == 0 ? seventhPower(sum) : sum;
      }
      mix(state);
    }
  }

  private static void mix(long[] state) {
    long[] twice = Arrays.copyOf(state, 2 * WIDTH);
    System.arraycopy(state, 0, twice, WIDTH, WIDTH);
    for (int row = 0; row < WIDTH; row++) {
      long low = row == 0 ? (twice[0] & EPSILON) * MDS_DIAGONAL : 0;
      long high = row == 0 ? (twice[0] >>> 32) * MDS_DIAGONAL : 0;
      for (int i = 0; i < WIDTH; i++) {
        low += (twice[row + i] & EPSILON) * MDS[i];
        high += (twice[row + i] >>> 32) * MDS[i];
      }
      long sum = low + (high << 32);
      state[row] = reduce((high >>> 32) + carry(sum, low), sum);
    }
  }

  private static long seventhPower(long x) {
    long square = multiply(x, x);
    return multiply(multiply(multiply(square, square), square), x);
  }

  private static long add(long a, long b) {
    return reduce(carry(a + b, a), a + b);
  }

  /** What a sum of two numbers, one of them given, lacks in 64 bits. */
  private static long carry(long sum, long a) {
    return Long.compareUnsigned(sum, a) < 0 ? 1 : 0;
  }

  private static long multiply(long a, long b) {
    return reduce(multiplyHigh(a, b), a * b);
  }

  private static long multiplyHigh(long a, long b) {
    return Math.multiplyHigh(a, b) + ((a >> 63) & b) + ((b >> 63) & a);
  }

  /** A number of 128 bits modulo the prime: 2^64 is 2^32 - 1 there, and 2^96 is -1. */
  private static long reduce(long high, long low) {
    long sum = low - (high >>> 32);
    if (Long.compareUnsigned(low, high >>> 32) < 0) {
      sum -= EPSILON;
    }
    long result = sum + (high & EPSILON) * EPSILON;
    result += carry(result, sum) * EPSILON;
    return Long.compareUnsigned(result, PRIME) >= 0 ? result - PRIME : result;
  }

  /** The constants of the rounds: random numbers below the prime, as the prover draws them. */
  private static long[] constants() {
    long[] constants = new long[ROUNDS * WIDTH];
    int found = 0;
    for (int block = 0; found < constants.length; block++) {
      int[] words = chaCha8(block);
      for (int i = 0; i < words.length && found < constants.length; i += 2) {
        long drawn = (words[i] & EPSILON) | ((long) words[i + 1] << 32);
        if (Long.compareUnsigned(drawn * PRIME, -EPSILON - 1) <= 0) {
          constants[found++] = multiplyHigh(drawn, PRIME);
        }
      }
    }
    return constants;
  }

  private static int[] chaCha8(int block) {
    int[] start = new int[16];
    System.arraycopy(KEY, 0, start, 0, KEY.length);
    start[KEY.length] = block;
    int[] words = start.clone();
    for (int round = 0; round < 8; round++) {
      int turn = round % 2; // columns and diagonals in turn
      for (int i = 0; i < 4; i++) {
        quarter(words, i, 4 + (i + turn) % 4, 8 + (i + 2 * turn) % 4, 12 + (i + 3 * turn) % 4);
      }
    }
    for (int i = 0; i < words.length; i++) {
      words[i] += start[i];
    }
    return words;
  }

  private static void quarter(int[] w, int a, int b, int c, int d) {
    step(w, a, b, d, 16);
    step(w, c, d, b, 12);
    step(w, a, b, d, 8);
    step(w, c, d, b, 7);
  }

  private static void step(int[] w, int sum, int add, int turned, int bits) {
    w[sum] += w[add];
    w[turned] = Integer.rotateLeft(w[turned] ^ w[sum], bits);
  }
}
