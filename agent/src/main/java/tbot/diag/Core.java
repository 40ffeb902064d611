package tbot.diag;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.net.URL;
import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The core of the agent as one jar has it: all of the agent behind {@link Agent}, its entry.
 *
 * <p>The entry and the core may come from different versions of the agent. So the core's class is
 * found by name, and the two share types of {@code java.*} only. Each start makes one object of the
 * core's class, which is
 *
 * <ul>
 *   <li>a {@code BiFunction<String, Instrumentation, ClassFileTransformer>}: takes the agent
 *       arguments; returns the transformer for all classes loaded from then on;
 *   <li>a {@code Runnable}: hooks the classes that were loaded before, and sets up the rest;
 *   <li>a {@code Consumer<String>}: takes new arguments;
 *   <li>a {@code Supplier<String>}: waits until the last arguments are in force; returns null, or
 *       in one line the reason why they are not. Cores of older versions are no {@code Supplier};
 *   <li>a {@code BooleanSupplier}: whether it was started for sessions of our command line alone,
 *       and none is open any more;
 *   <li>a {@code Closeable}: stops.
 * </ul>
 *
 * <p>An object rather than static methods: from Java 18 on, the JVM generates classes for the first
 * reflective call of each shape. For a constructor without parameters it already has them.
 *
 * <p>Owned by the loader that defined {@link Agent}, and loaded after the host's {@code main} has
 * begun, except where main must wait for the core. Imports nothing outside {@code java.*}.
 */
final class Core implements Closeable {

  private static final String CLASS_NAME = "tbot.diag.core.Diagnostics";
  private static final int BUFFER_BYTES = 8192;

  private final File jar;
  private final long jarLength;
  private final long jarModified;
  private final IsolatedClassLoader loader;
  private final Object core;

  private Core(File jar) throws Exception {
    this.jar = jar;
    jarLength = jar.length();
    jarModified = jar.lastModified();
    loader = new IsolatedClassLoader(jar);
    Object made = null;
    try {
      made = loader.loadClass(CLASS_NAME).getConstructor().newInstance();
    } finally {
      if (made == null) {
        loader.close();
      }
    }
    core = made;
  }

  /**
   * Opens a jar and makes its core, which has not started yet.
   *
   * @param named the jar that the arguments name, or null for the jar of this class
   * @throws Exception if the file is no jar of the agent
   */
  static Core in(File named) throws Exception {
    return new Core(named == null ? ownJar() : named);
  }

  /** The jar that the entry class was loaded from. */
  static File ownJar() throws Exception {
    URL location = Agent.class.getProtectionDomain().getCodeSource().getLocation();
    String path = location.getPath();
    // Most paths need no decoding, and a URI would load classes that the JVM has not used yet.
    File file = path.indexOf('%') < 0 ? new File(path) : new File(location.toURI());
    return file.getCanonicalFile();
  }

  /**
   * Starts the core; called once. If that fails, closes the jar.
   *
   * @return the transformer for all classes loaded from now on
   */
  @SuppressWarnings("unchecked") // by contract
  ClassFileTransformer start(String arguments, Instrumentation instrumentation) throws Exception {
    boolean started = false;
    try {
      ClassFileTransformer hooks =
          ((BiFunction<String, Instrumentation, ClassFileTransformer>) core)
              .apply(arguments, instrumentation);
      started = true;
      return hooks;
    } finally {
      if (!started) {
        loader.close();
      }
    }
  }

  /** Hooks the classes that were loaded before {@link #start}, and sets up the rest. */
  void finishStart() {
    ((Runnable) core).run();
  }

  /** Puts new arguments in force; does not wait for that. */
  @SuppressWarnings("unchecked") // by contract
  void reconfigure(String arguments) {
    ((Consumer<String>) core).accept(arguments);
  }

  /** Whether this core knows if the last arguments are in force. */
  boolean knowsOutcome() {
    return core instanceof Supplier;
  }

  /**
   * Waits until the last arguments are in force.
   *
   * @return null, or the reason why they are not; null without waiting if the core cannot tell
   */
  @SuppressWarnings("unchecked") // by contract
  String outcome() {
    return knowsOutcome() ? ((Supplier<String>) core).get() : null;
  }

  /** Whether it was started for sessions alone, and none is open any more. */
  boolean isIdle() {
    return core instanceof BooleanSupplier && ((BooleanSupplier) core).getAsBoolean();
  }

  /**
   * Whether the core must come from another jar than this one, or from the same file because that
   * has changed since, as after a deployment. A copy of this jar is no other jar: our command line
   * makes one for a host that does not see its jar.
   *
   * @param named the jar that the arguments name, or null. The JVM does not tell which jar it loads
   *     the agent from; without a name, it is most likely the jar of this class
   */
  boolean isReplacedBy(File named) throws Exception {
    File wanted = named == null ? ownJar() : named;
    boolean isThere = jar.length() == jarLength && jar.lastModified() == jarModified;
    if (wanted.equals(jar)) {
      return !isThere;
    }
    boolean isSame = wanted.length() == jarLength && wanted.lastModified() == jarModified;
    return named != null && !isSame && !(isThere && isCopy(wanted));
  }

  /** Whether a file is a copy of the jar, such as that of the machine of one in a container. */
  private boolean isCopy(File other) throws IOException {
    if (other.length() != jarLength) {
      return false;
    }
    try (DataInputStream own = new DataInputStream(new FileInputStream(jar));
        DataInputStream others = new DataInputStream(new FileInputStream(other))) {
      byte[] ofOwn = new byte[BUFFER_BYTES];
      byte[] ofOther = new byte[BUFFER_BYTES];
      for (long left = jarLength; left > 0; left -= BUFFER_BYTES) {
        int count = (int) Math.min(BUFFER_BYTES, left);
        own.readFully(ofOwn, 0, count);
        others.readFully(ofOther, 0, count);
        if (!Arrays.equals(ofOwn, ofOther)) {
          return false;
        }
      }
      return true;
    }
  }

  /** Stops the core and closes its jar. To be called again if there is no memory for that. */
  @Override
  public void close() throws IOException {
    boolean again = false;
    try {
      ((Closeable) core).close();
    } catch (OutOfMemoryError e) {
      again = true;
      throw e;
    } finally {
      if (!again) {
        loader.close();
      }
    }
  }
}
