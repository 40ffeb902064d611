package tbot.diag.profiling.stack;

/**
 * A 64-bit hash of content. It is the same in every JVM, unlike {@link Object#hashCode}, and wide
 * enough that two code locations of one process do not collide in practice.
 */
public final class Hash64 {

  private Hash64() {}

  /** Continues a hash by the characters of a text. */
  public static long of(long hash, String text) {
    long h = hash;
    for (int i = 0; i < text.length(); i++) {
      // A step of FNV-1a, for 16-bit characters instead of bytes.
      h = (h ^ text.charAt(i)) * 0x100000001b3L;
    }
    return of(h, text.length());
  }

  /** Continues a hash by a number. */
  public static long of(long hash, long number) {
    return mix(hash * 0x9e3779b97f4a7c15L + number);
  }

  /** Lets each bit of the value affect all 64 bits: the finalizer of MurmurHash3. */
  private static long mix(long value) {
    long h = value;
    h ^= h >>> 33;
    h *= 0xff51afd7ed558ccdL;
    h ^= h >>> 33;
    h *= 0xc4ceb9fe1a85ec53L;
    h ^= h >>> 33;
    return h;
  }
}
