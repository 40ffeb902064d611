package tbot.diag.cli.dump;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One thread of a dump in the format of {@code jstack}. */
final class DumpedThread {

  /** Of a platform thread, and of a virtual one. */
  private static final Pattern PLATFORM = Pattern.compile("\"(.*)\" #(\\d+)( .*)?");

  private static final Pattern VIRTUAL = Pattern.compile("#(\\d+) \"(.*)\" virtual.*");
  private static final Pattern STATE = Pattern.compile("   java\\.lang\\.Thread\\.State: (.*)");
  private static final Pattern OWNER = Pattern.compile("\t- .* owned by \".*\" #(\\d+)");

  /** The class loader and the module of a frame's class, such as {@code java.base@17.0.1/}. */
  private static final Pattern LOADER_AND_MODULE =
      Pattern.compile("^at (?:[\\w.]*//)?(?:[\\w.]+(?:@[^/]*)?/)?");

  private final String name;
  private final long id;
  private String state = "";
  private long waitsFor = -1;
  private final List<String> stack = new ArrayList<String>();

  private DumpedThread(String name, long id) {
    this.name = name;
    this.id = id;
  }

  /** All threads of a dump. Equal frames are kept once: there can be 100,000 virtual threads. */
  static List<DumpedThread> read(BufferedReader dump) throws IOException {
    List<DumpedThread> threads = new ArrayList<DumpedThread>();
    Map<String, String> frames = new HashMap<String, String>();
    DumpedThread last = null;
    for (String line = dump.readLine(); line != null; line = dump.readLine()) {
      DumpedThread begun = begin(line);
      if (begun != null) {
        threads.add(begun);
        last = begun;
      } else if (last != null) {
        last.add(line, frames);
      }
    }
    return threads;
  }

  private static DumpedThread begin(String line) {
    Matcher platform = PLATFORM.matcher(line);
    if (platform.matches()) {
      return new DumpedThread(platform.group(1), Long.parseLong(platform.group(2)));
    }
    Matcher virtual = VIRTUAL.matcher(line);
    if (virtual.matches()) {
      DumpedThread thread = new DumpedThread(virtual.group(2), Long.parseLong(virtual.group(1)));
      thread.state = "virtual";
      return thread;
    }
    return null;
  }

  private void add(String line, Map<String, String> frames) {
    Matcher matcher = STATE.matcher(line);
    if (matcher.matches()) {
      state = matcher.group(1);
    } else if (line.startsWith("\t") || line.startsWith("    ")) {
      String frame = LOADER_AND_MODULE.matcher(line.trim()).replaceFirst("at ");
      stack.add(frames.computeIfAbsent(frame, same -> same));
      Matcher owner = OWNER.matcher(line);
      if (owner.matches()) {
        waitsFor = Long.parseLong(owner.group(1));
      }
    }
  }

  String name() {
    return name;
  }

  /** Its number in the JVM. */
  long id() {
    return id;
  }

  /** {@code RUNNABLE}, {@code BLOCKED} and so on; {@code virtual} for a virtual thread. */
  String state() {
    return state;
  }

  /** The number of the thread that holds the lock that it waits for; -1 if it waits for none. */
  long waitsFor() {
    return waitsFor;
  }

  /** The lines of its stack, the innermost frame first, with its locks. */
  List<String> stack() {
    return Collections.unmodifiableList(stack);
  }

  /** What threads that do the same have in common: the state, and the stack without objects. */
  String likeness() {
    StringBuilder text = new StringBuilder(state);
    for (String line : stack) {
      text.append('\n').append(line.replaceAll("<0x[0-9a-f]+>|owned by .*", ""));
    }
    return text.toString();
  }
}
