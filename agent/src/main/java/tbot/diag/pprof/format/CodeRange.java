package tbot.diag.pprof.format;

import tbot.diag.profiling.stack.Function;

/**
 * The ranges of synthetic addresses, one for each origin of code. Each is a mapping in a profile.
 *
 * <p>Names in brackets keep pprof from looking for a binary of that name.
 */
enum CodeRange {
  JAVA(1, "", Function.Origin.JAVA),
  NATIVE(2, "[native]", Function.Origin.NATIVE),
  KERNEL(3, "[kernel.kallsyms]", Function.Origin.KERNEL);

  /** The size of a range: 2^60 addresses, so that hash collisions are negligible. */
  private static final long SIZE = 1L << 60;

  private static final CodeRange[] ALL = values();

  private final int mappingId;
  private final String fileName;
  private final Function.Origin origin;

  CodeRange(int mappingId, String fileName, Function.Origin origin) {
    this.mappingId = mappingId;
    this.fileName = fileName;
    this.origin = origin;
  }

  static CodeRange of(Function.Origin origin) {
    for (CodeRange range : ALL) {
      if (range.origin == origin) {
        return range;
      }
    }
    throw new AssertionError(origin);
  }

  /** The mapping's id in every profile, from 1 for Java code. */
  int mappingId() {
    return mappingId;
  }

  /**
   * The mapping's file name.
   *
   * @param program stands for Java code
   */
  String fileName(String program) {
    return this == JAVA ? program : fileName;
  }

  /** The origin of the code of a mapping with this file name; Java for all that are not ours. */
  static Function.Origin originOf(String fileName) {
    for (CodeRange range : ALL) {
      if (range.fileName.equals(fileName)) {
        return range.origin;
      }
    }
    return Function.Origin.JAVA;
  }

  long start() {
    return SIZE * mappingId;
  }

  long limit() {
    return start() + SIZE;
  }

  /** The address in this range for a content hash. */
  long address(long contentHash) {
    return start() + (contentHash & (SIZE - 1));
  }
}
