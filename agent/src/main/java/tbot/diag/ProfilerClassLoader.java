package tbot.diag;

import java.util.HashMap;
import java.util.Map;

/**
 * Defines the Java half of the profiler, and stays for good once something was profiled.
 *
 * <p>The profiler's native library cannot be unloaded: the JVM holds its callbacks and the kernel
 * its signal handlers. Were its classes a part of each {@link IsolatedClassLoader}, every attach
 * that profiles would load another copy, some 25 MB and a file descriptor each. So all attaches
 * share these classes, and with them the library. Another version of the profiler, as an upgrade of
 * the agent may bring, gets a loader and a copy of its own.
 *
 * <p>It refers to nothing of the agent but to the loader that lends it the class files, and after a
 * detach not to that either. Like that one it imports nothing outside {@code java.*}.
 */
final class ProfilerClassLoader extends ClassLoader {

  private static final Map<String, ProfilerClassLoader> BY_VERSION =
      new HashMap<String, ProfilerClassLoader>();

  private volatile IsolatedClassLoader lender;

  private ProfilerClassLoader(ClassLoader parent) {
    super(parent);
  }

  /**
   * The one loader for a version of the profiler.
   *
   * @param version the name of the library that holds it
   * @param lender where class files come from until it is closed
   */
  static ProfilerClassLoader of(String version, IsolatedClassLoader lender) {
    synchronized (BY_VERSION) {
      ProfilerClassLoader loader = BY_VERSION.get(version);
      if (loader == null) {
        loader = new ProfilerClassLoader(lender.getParent());
        BY_VERSION.put(version, loader);
      }
      loader.lender = lender;
      return loader;
    }
  }

  /** Forgets a loader that closes. */
  static void release(IsolatedClassLoader lender) {
    synchronized (BY_VERSION) {
      for (ProfilerClassLoader loader : BY_VERSION.values()) {
        if (loader.lender == lender) {
          loader.lender = null;
        }
      }
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    IsolatedClassLoader from = lender;
    byte[] bytes = from == null ? null : from.classFile(name);
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, bytes, 0, bytes.length);
  }
}
