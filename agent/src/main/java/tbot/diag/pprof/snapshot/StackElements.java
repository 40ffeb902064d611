package tbot.diag.pprof.snapshot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tbot.diag.profiling.stack.CallStack;
import tbot.diag.profiling.stack.ClassNames;
import tbot.diag.profiling.stack.Frame;
import tbot.diag.profiling.stack.Function;

/**
 * Converts the JVM's stack traces into frames equal to those that the profiler makes of the same
 * code. Equal frames are one object. Not thread-safe.
 */
public final class StackElements {

  /** The stack of a thread without Java frames. */
  public static final CallStack NO_STACK = CallStack.ofNative("[no stack]");

  private static final int MAX_KNOWN = 50_000;

  private final Map<String, Frame> printed = new HashMap<>();
  private final Map<StackTraceElement, Frame> elements = new HashMap<>();

  /** The stack of a trace, the innermost frame first. */
  public CallStack stack(StackTraceElement... trace) {
    return stack(trace, 0);
  }

  /**
   * The outer frames of a trace.
   *
   * @param from the number of innermost frames to leave out
   */
  public CallStack stack(StackTraceElement[] trace, int from) {
    if (trace.length <= from) {
      return NO_STACK;
    }
    Frame[] frames = new Frame[trace.length - from];
    for (int i = 0; i < frames.length; i++) {
      frames[i] = frame(trace[from + i]);
    }
    return new CallStack(frames);
  }

  /** The stack of a virtual thread, from its lines of a {@linkplain VirtualThreads dump}. */
  public CallStack virtualStack(List<String> lines) {
    List<Frame> frames = new ArrayList<>(lines.size());
    for (String line : lines) {
      if (VirtualThreads.isIndented(line)) {
        String text = line.trim();
        Frame frame = frame(text.startsWith("at ") ? text.substring(3) : text);
        if (frame != null) {
          frames.add(frame);
        }
      }
    }
    return frames.isEmpty() ? NO_STACK : new CallStack(frames.toArray(new Frame[0]));
  }

  private Frame frame(StackTraceElement element) {
    Frame known = elements.get(element);
    if (known == null) {
      known =
          frame(
              element.getClassName(),
              element.getMethodName(),
              Math.max(0, element.getLineNumber()));
      remember(elements, element, known);
    }
    return known;
  }

  /**
   * Parses a line of a stack trace as {@link StackTraceElement#toString} prints it.
   *
   * @param line {@code loader/module@version/com.foo.Bar.method(Bar.java:12)}; loader and module
   *     may be missing
   * @return null for any other line
   */
  public Frame frame(String line) {
    Frame known = printed.get(line);
    if (known == null) {
      known = parse(line);
      if (known != null) {
        remember(printed, line, known);
      }
    }
    return known;
  }

  private static Frame parse(String line) {
    int parenthesis = line.indexOf('(');
    int dot = parenthesis < 0 ? -1 : line.lastIndexOf('.', parenthesis);
    if (dot <= 0 || !line.endsWith(")")) {
      return null;
    }
    String owner = line.substring(0, dot);
    int hidden = owner.lastIndexOf("/0x");
    int slash = owner.lastIndexOf('/', hidden > 0 ? hidden - 1 : owner.length());
    return frame(
        owner.substring(slash + 1), line.substring(dot + 1, parenthesis), lineNumber(line));
  }

  /** The number between the last colon and the closing parenthesis; 0 if there is none. */
  private static int lineNumber(String line) {
    int colon = line.lastIndexOf(':');
    int number = 0;
    for (int i = colon + 1; colon >= 0 && i < line.length() - 1; i++) {
      int digit = line.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return 0;
      }
      number = number * 10 + digit;
    }
    return number;
  }

  private static Frame frame(String className, String method, int line) {
    String internal = className.replace('.', '/');
    Function function =
        new Function(
            Function.Origin.JAVA,
            ClassNames.display(internal) + "." + method,
            ClassNames.sourceFile(internal));
    return new Frame(function, line, false);
  }

  private static <K> void remember(Map<K, Frame> known, K key, Frame frame) {
    if (known.size() >= MAX_KNOWN) {
      known.clear();
    }
    known.put(key, frame);
  }
}
