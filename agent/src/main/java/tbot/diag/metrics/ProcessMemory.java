package tbot.diag.metrics;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * How much memory this process has, as the kernel of Linux tells.
 *
 * <p>From {@code /proc/self/status}, which gives KiB. {@code /proc/self/stat}, where Prometheus'
 * library for Go looks, gives pages, and Java does not know how large those are.
 */
final class ProcessMemory {

  /** What the figures are where the system does not tell. */
  static final double UNKNOWN = Double.NaN;

  private static final byte[] VIRTUAL = "VmSize:".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] RESIDENT = "VmRSS:".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] KIB = " kB\n".getBytes(StandardCharsets.US_ASCII);
  private static final double KIB_BYTES = 1024;

  /** The file has some 1,500 bytes, and 11 more for each group of a user who is in many. */
  private static final int USUAL_BYTES = 4096;

  /** More than 65,536 groups, of which Linux allows no more, make of it. */
  private static final int MOST_BYTES = 1 << 20;

  private final File status;
  private byte[] text = new byte[USUAL_BYTES];
  private int length;

  /**
   * The memory of this process.
   *
   * @param status {@code /proc/self/status}
   */
  ProcessMemory(File status) {
    this.status = status;
  }

  /** Takes a reading, for which the figures hold from then on. */
  void read() {
    length = 0;
    try (InputStream in = new FileInputStream(status)) {
      int more = in.read(text, 0, text.length);
      while (more > 0) {
        length += more;
        if (length == text.length) {
          if (length == MOST_BYTES) {
            break;
          }
          text = Arrays.copyOf(text, 2 * length);
        }
        more = in.read(text, length, text.length - length);
      }
    } catch (IOException e) {
      // Not Linux, or a /proc that hides what it has.
      length = 0;
    }
  }

  /** Bytes of address space, or {@link #UNKNOWN}. */
  double virtualBytes() {
    return bytes(VIRTUAL);
  }

  /** Bytes that are in memory, or {@link #UNKNOWN}. */
  double residentBytes() {
    return bytes(RESIDENT);
  }

  private double bytes(byte[] key) {
    int at = find(key);
    if (at < 0) {
      return UNKNOWN;
    }
    at += key.length;
    while (at < length && (text[at] == ' ' || text[at] == '\t')) {
      at++;
    }
    int digits = at;
    double kib = 0;
    while (at < length && text[at] >= '0' && text[at] <= '9') {
      kib = 10 * kib + (text[at] - '0');
      at++;
    }
    return at > digits && holds(KIB, at) ? kib * KIB_BYTES : UNKNOWN;
  }

  /** Where a line begins with the key, or -1. */
  private int find(byte[] key) {
    for (int line = 0; line < length; line = nextLine(line)) {
      if (holds(key, line)) {
        return line;
      }
    }
    return -1;
  }

  private int nextLine(int from) {
    int at = from;
    while (at < length && text[at] != '\n') {
      at++;
    }
    return at + 1;
  }

  private boolean holds(byte[] part, int at) {
    if (at + part.length > length) {
      return false;
    }
    for (int i = 0; i < part.length; i++) {
      if (text[at + i] != part[i]) {
        return false;
      }
    }
    return true;
  }
}
