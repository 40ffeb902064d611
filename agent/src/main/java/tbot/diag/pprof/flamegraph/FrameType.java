package tbot.diag.pprof.flamegraph;

import java.util.regex.Pattern;
import tbot.diag.profiling.stack.Frame;
import tbot.diag.profiling.stack.Function;

/** What the page shows by a colour. */
enum FrameType {
  JAVA(0),
  INLINED(1),
  NATIVE(2),
  CPP(3),
  KERNEL(4),
  /** The class that was allocated or waited for. */
  CLASS(5),
  /** No code, such as {@code (not sampled)}. */
  MARKER(6);

  /** Ours are in brackets; the others are async-profiler's, for what it could not find out. */
  private static final Pattern MARKERS =
      Pattern.compile(
          "\\(.*\\)|\\[.*]|break_[a-z_]+|unknown_(Java|nmethod)|not_walkable_(not_)?Java"
              + "|no_Java_frame|stale_jmethodID");

  private final int index;

  FrameType(int index) {
    this.index = index;
  }

  /** Its index in the table of the script {@code colors.js}. */
  int index() {
    return index;
  }

  /** The type of a frame of code, or of a marker. */
  static FrameType of(Frame frame) {
    Function function = frame.function();
    switch (function.origin()) {
      case KERNEL:
        return KERNEL;
      case NATIVE:
        return ofNative(function.name());
      default:
        return frame.isInlined() ? INLINED : JAVA;
    }
  }

  private static FrameType ofNative(String name) {
    if (MARKERS.matcher(name).matches()) {
      return MARKER;
    }
    return name.contains("::") ? CPP : NATIVE;
  }
}
