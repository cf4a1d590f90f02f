package dev.chartwright.generator.write;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * Gzip whose output depends on nothing but its input. {@link java.util.zip.Deflater} is whatever
 * zlib the machine has, and those differ in the bytes that they produce; this one is slower and
 * compresses a little less, and is the same everywhere. It makes a single block with the fixed
 * codes of RFC 1951, and finds repetitions by hashing three bytes.
 */
final class Gzip {
  private static final int WINDOW = 1 << 15;
  private static final int SHORTEST = 3;
  private static final int LONGEST = 258;
  private static final int HASH_BITS = 15;
  private static final int MOST_CANDIDATES = 128;
  private static final int END_OF_BLOCK = 256;

  private static final int[] LENGTH_BASE = bases(28, 4, 3);
  private static final int[] DISTANCE_BASE = bases(30, 2, 1);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private int pendingBits;
  private int pendingCount;

  private Gzip() {}

  static byte[] compress(byte[] content) {
    Gzip gzip = new Gzip();
    // Method deflate; no flags, no time; operating system unknown.
    gzip.out.writeBytes(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff});
    gzip.deflate(content);
    CRC32 crc = new CRC32();
    crc.update(content);
    gzip.littleEndian((int) crc.getValue());
    gzip.littleEndian(content.length);
    return gzip.out.toByteArray();
  }

  private void deflate(byte[] content) {
    bits(1, 1); // the last block
    bits(1, 2); // fixed codes
    int[] latest = new int[1 << HASH_BITS];
    Arrays.fill(latest, -1);
    int[] earlier = new int[content.length];
    int position = 0;
    while (position < content.length) {
      int from = -1;
      int length = SHORTEST - 1;
      int reach = Math.min(LONGEST, content.length - position);
      int candidate = reach < SHORTEST ? -1 : latest[hash(content, position)];
      for (int tried = 0;
          candidate >= 0 && position - candidate <= WINDOW && tried < MOST_CANDIDATES;
          tried++, candidate = earlier[candidate]) {
        int common = common(content, candidate, position, reach);
        if (common > length) {
          length = common;
          from = candidate;
        }
      }
      int next = position + 1;
      if (from < 0) {
        literal(content[position] & 0xff);
      } else {
        repetition(length, position - from);
        next = position + length;
      }
      for (; position < next; position++) {
        if (position + SHORTEST <= content.length) {
          int hash = hash(content, position);
          earlier[position] = latest[hash];
          latest[hash] = position;
        }
      }
    }
    literal(END_OF_BLOCK);
    bits(0, -pendingCount & 7);
  }

  private static int hash(byte[] content, int at) {
    int three =
        ((content[at] & 0xff) << 16) | ((content[at + 1] & 0xff) << 8) | (content[at + 2] & 0xff);
    return (three * 0x9E3779B1) >>> (32 - HASH_BITS);
  }

  private static int common(byte[] content, int earlier, int later, int most) {
    int mismatch = Arrays.mismatch(content, earlier, earlier + most, content, later, later + most);
    return mismatch < 0 ? most : mismatch;
  }

  private void repetition(int length, int distance) {
    int lengthCode = length == LONGEST ? 28 : code(LENGTH_BASE, length);
    literal(257 + lengthCode);
    if (length < LONGEST) {
      bits(length - LENGTH_BASE[lengthCode], extraBits(lengthCode, 4));
    }
    int distanceCode = code(DISTANCE_BASE, distance);
    huffman(distanceCode, 5);
    bits(distance - DISTANCE_BASE[distanceCode], extraBits(distanceCode, 2));
  }

  /** A byte, the end of the block, or the code of a length, in the fixed code for them. */
  private void literal(int symbol) {
    if (symbol < 144) {
      huffman(0x30 + symbol, 8);
    } else if (symbol < 256) {
      huffman(0x190 + symbol - 144, 9);
    } else if (symbol < 280) {
      huffman(symbol - 256, 7);
    } else {
      huffman(0xc0 + symbol - 280, 8);
    }
  }

  /** The smallest number of each code; after two groups, every group has one more extra bit. */
  private static int[] bases(int codes, int groupSize, int first) {
    int[] bases = new int[codes];
    bases[0] = first;
    for (int code = 1; code < codes; code++) {
      bases[code] = bases[code - 1] + (1 << extraBits(code - 1, groupSize));
    }
    return bases;
  }

  private static int extraBits(int code, int groupSize) {
    return Math.max(0, code / groupSize - 1);
  }

  private static int code(int[] bases, int number) {
    int found = Arrays.binarySearch(bases, number);
    return found >= 0 ? found : -found - 2;
  }

  /** Codes go out from their highest bit, unlike everything else. */
  private void huffman(int code, int count) {
    bits(Integer.reverse(code) >>> (32 - count), count);
  }

  private void bits(int value, int count) {
    pendingBits |= value << pendingCount;
    pendingCount += count;
    while (pendingCount >= 8) {
      out.write(pendingBits);
      pendingBits >>>= 8;
      pendingCount -= 8;
    }
  }

  private void littleEndian(int number) {
    for (int shift = 0; shift < 32; shift += 8) {
      out.write(number >>> shift);
    }
  }
}
