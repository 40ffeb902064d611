package tbot.diag.profiling.source;

import java.lang.management.ManagementFactory;
import java.lang.management.RuntimeMXBean;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import tbot.diag.jvm.SpareMemory;
import tbot.diag.profiling.stack.Function;
import tbot.diag.profiling.stack.LongIndex;

/**
 * The first source lines of Java methods. The profiler knows the lines of frames, but not where a
 * method begins, so this reads it from the class files.
 *
 * <p>The class loaders of the host are not asked, and nothing is loaded: their files are read
 * instead. A method has no line if its class file is not in a jar, a directory or the JDK, if
 * several loaded classes have its name, or if the file is newer than the JVM, since it may not be
 * the one that was loaded then.
 *
 * <p>Lines are kept, so a profile costs this once.
 */
public final class StartLines {

  /** Knows no line, as for a profile of another process. */
  public static final StartLines UNKNOWN = new StartLines(null);

  /** With this option, the JVM prints a warning each time that it is asked for its classes. */
  private static final String CHECK_JNI = "-Xcheck:jni";

  /** The classes that are read for one profile; others follow with the next profile. */
  private static final int MAX_CLASSES = 2_000;

  /** The functions whose lines are kept, in about 1.5 MB; beyond, it starts again. */
  private static final int MAX_FUNCTIONS = 65_536;

  // Null: no line is known.
  private final Supplier<Class<?>[]> loadedClasses;

  // Guarded by this object. A line is that of the function with the same number; 0 if unknown.
  private LongIndex functions = new LongIndex();
  private int[] lines = new int[512];

  /**
   * Of the methods of this JVM.
   *
   * @param loadedClasses all classes that are loaded at the time
   */
  public StartLines(Supplier<Class<?>[]> loadedClasses) {
    this.loadedClasses = loadedClasses;
  }

  /**
   * The lines of the functions in a range of an array.
   *
   * @param from the index of the first one
   * @param to the index after the last one
   * @return at the indexes of the functions: the line where the first method of that name begins in
   *     the class, 0 if unknown
   */
  public synchronized int[] of(Function[] all, int from, int to) {
    int[] found = new int[to];
    if (loadedClasses == null) {
      return found;
    }
    if (functions.size() + to - from > MAX_FUNCTIONS) {
      functions = new LongIndex();
    }
    Map<String, MethodLines> unread = new HashMap<>();
    for (int i = from; i < to; i++) {
      if (isUnread(all[i])) {
        add(all[i].name(), unread);
      }
    }
    if (!unread.isEmpty() && read(unread)) {
      for (int i = from; i < to; i++) {
        MethodLines methods = isUnread(all[i]) ? unread.get(owner(all[i].name())) : null;
        if (methods != null) {
          keep(all[i], methods.line(method(all[i].name())));
        }
      }
    }
    for (int i = from; i < to; i++) {
      // The line of number 0, which no function has, is 0.
      found[i] = lines[functions.get(all[i].contentHash())];
    }
    return found;
  }

  /** Whether it is a method whose line is not known yet. */
  private boolean isUnread(Function function) {
    return function.origin() == Function.Origin.JAVA
        && function.name().indexOf('.') > 0
        && functions.get(function.contentHash()) == 0;
  }

  private static void add(String name, Map<String, MethodLines> unread) {
    MethodLines methods = unread.get(owner(name));
    if (methods == null && unread.size() < MAX_CLASSES) {
      methods = new MethodLines(owner(name));
      unread.put(owner(name), methods);
    }
    if (methods != null) {
      methods.add(method(name));
    }
  }

  private static String owner(String name) {
    return name.substring(0, name.lastIndexOf('.'));
  }

  private static String method(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private void keep(Function function, int line) {
    int number = functions.add(function.contentHash());
    if (number == lines.length) {
      lines = Arrays.copyOf(lines, 2 * number);
    }
    lines[number] = line;
  }

  /** Returns false, and reads nothing, if there is too little memory: the profile goes first. */
  private boolean read(Map<String, MethodLines> unread) {
    try {
      SpareMemory.require(SpareMemory.FOR_NEW_CODE);
    } catch (OutOfMemoryError e) {
      return false;
    }
    long start = 0;
    Class<?>[] loaded = {};
    try {
      RuntimeMXBean jvm = ManagementFactory.getRuntimeMXBean();
      if (!jvm.getInputArguments().contains(CHECK_JNI)) {
        start = jvm.getStartTime();
        loaded = loadedClasses.get();
      }
    } catch (LinkageError e) {
      // There is no java.management. Only the files of the JDK, which have no age, are read then.
    }
    new ClassFiles(start).read(unread, loaded);
    return true;
  }
}
