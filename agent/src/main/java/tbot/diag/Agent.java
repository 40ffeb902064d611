package tbot.diag;

import java.io.Closeable;
import java.io.File;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.security.ProtectionDomain;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * The entry of the agent: all of it that is loaded before the host's {@code main}. With its loader
 * it is all that the host's class loaders see.
 *
 * <p>Each class loaded before {@code main} delays it by some tenths of a millisecond, so this one
 * is everything that has to be there by then: the one transformer that the JVM knows of, and the
 * work of a thread that opens the core, which is all the rest. Until that is open a class is judged
 * by its name alone; the first that may have to be hooked waits for the core, and main for those
 * that were loaded before it, so that none is missed. From then on the core decides. For the same
 * reason no method here declares or catches an exception of a narrower type than {@code Exception}:
 * the JVM loads those to find {@code premain} among the methods, and to verify them.
 *
 * <p>This class is a fixed contract. The JVM that already runs one version of the agent keeps that
 * version's entry class when another version is attached, so the entry knows nothing but this: stop
 * the running core, open the jar that the arguments name, start the core in it. The core is a class
 * found by name, of which one object is made for each start, and which is
 *
 * <ul>
 *   <li>a {@code BiFunction<String, Instrumentation, ClassFileTransformer>}: takes the arguments,
 *       and gives what classes pass from then on;
 *   <li>a {@code Runnable}: finds what had been loaded by then, and sets up the rest;
 *   <li>a {@code Consumer<String>}: takes other arguments;
 *   <li>a {@code Closeable}: stops.
 * </ul>
 *
 * <p>An object rather than static methods, since from Java 18 on the JVM spins some classes for the
 * first reflective call of each shape; that of a constructor without parameters it has.
 *
 * <p>Nothing here throws into the host, and nothing outside {@code java.*} is imported.
 */
public final class Agent implements ClassFileTransformer, Runnable {

  private static final String CORE = "tbot.diag.core.Diagnostics";
  private static final String CLI = "tbot.diag.cli.Main";
  private static final String JAR_KEY = "jar=";
  private static final String STOP_KEY = "stop";
  private static final String SOURCE_LAUNCHER = "jdk.compiler/com.sun.tools.javac.launcher.";
  private static final String MINA_SSHD = "org/apache/sshd/";
  private static final String THREAD = "tbot-diag-start";

  /**
   * A starting host's first moments are its own: what the thread loads would compete with what main
   * does, on a machine with few processors. Nobody asks for diagnostics so early, and a class to
   * hook does not wait for this.
   */
  private static final long HEAD_START_NANOS = 100_000_000;

  /** How long main waits for classes to be hooked that were loaded before it, at most. */
  private static final long PATIENCE_MILLIS = 5_000;

  // Guarded by the class's lock, under which an object's may be taken, and not the other way.
  private static Agent running;

  private final String arguments;
  private final Instrumentation instrumentation;
  private final long headStartNanos;

  // The rest is set once, under this object's lock.
  private boolean opened;
  private File jar;
  private IsolatedClassLoader loader;
  private Object core;
  private volatile ClassFileTransformer hooks;

  private Agent(String arguments, Instrumentation instrumentation, long headStartNanos) {
    this.arguments = arguments;
    this.instrumentation = instrumentation;
    this.headStartNanos = headStartNanos;
  }

  /**
   * Called by the JVM before the host's {@code main}, for {@code -javaagent}.
   *
   * @param arguments what follows the jar and {@code =} on the command line, or null
   * @param instrumentation the JVM's, with retransformation
   */
  public static void premain(String arguments, Instrumentation instrumentation) {
    if (!isJdkTool(System.getProperty("sun.java.command"))) {
      load(arguments, instrumentation, true);
    }
  }

  /**
   * Called by the JVM when the agent is attached to a running host. The first load starts the
   * service, a further one reconfigures it; {@code stop} among the arguments ends it, and {@code
   * jar=FILE} with another file than the running one replaces it.
   *
   * @param arguments as for {@link #premain}
   * @param instrumentation the JVM's, with retransformation
   */
  public static void agentmain(String arguments, Instrumentation instrumentation) {
    load(arguments, instrumentation, false);
  }

  /**
   * The command line of the jar.
   *
   * @param arguments the command and its options; {@code help} lists them
   * @throws Exception what the command line could not handle itself
   */
  public static void main(String[] arguments) throws Exception {
    IsolatedClassLoader own = new IsolatedClassLoader(ownJar());
    Class<?> cli = own.loadClass(CLI);
    // Not "own", of which the verifier would have to see before any main that it is a ClassLoader.
    Thread.currentThread().setContextClassLoader(cli.getClassLoader());
    cli.getMethod("main", String[].class).invoke(null, (Object) arguments);
  }

  /**
   * Whether a class that may have to be hooked is there before main. No transformer has seen it:
   * from an AOT cache, the JVM loads classes of the host before it calls any agent.
   */
  private static boolean isOneLoaded(String arguments, Instrumentation instrumentation) {
    for (Class<?> loaded :
        instrumentation.getInitiatedClasses(ClassLoader.getSystemClassLoader())) {
      // Most are the boot loader's; asking for their names would cost the most.
      ClassLoader loader = loaded.getClassLoader();
      if (loader != null && mayBeHooked(loader, loaded.getName().replace('.', '/'), arguments)) {
        return true;
      }
    }
    return false;
  }

  private static synchronized void load(
      String arguments, Instrumentation instrumentation, boolean beforeMain) {
    try {
      if (names(arguments, STOP_KEY)) {
        stop();
      } else if (running == null || !running.reconfigure(arguments)) {
        stop();
        boolean late = !beforeMain || isOneLoaded(arguments, instrumentation);
        running = new Agent(arguments, instrumentation, late ? 0 : HEAD_START_NANOS);
        Thread thread = running.begin();
        if (late && beforeMain) {
          thread.join(PATIENCE_MILLIS);
        }
      }
    } catch (Throwable t) {
      complain(t);
    }
  }

  private static void stop() throws Exception {
    Agent last = running;
    running = null;
    if (last != null) {
      last.close();
    }
  }

  private Thread begin() {
    instrumentation.addTransformer(this, true);
    Thread thread = new Thread(this, THREAD);
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    thread.start();
    return thread;
  }

  /** What the thread does that a start starts; when it ends, all that had been loaded is hooked. */
  @Override
  public void run() {
    // Not by Thread.sleep, which would load two classes beside main from Java 21 on.
    long end = System.nanoTime() + headStartNanos;
    for (long left = headStartNanos;
        left > 0 && !Thread.currentThread().isInterrupted();
        left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
    try {
      Object begun = open();
      if (begun != null) {
        ((Runnable) begun).run();
      }
    } catch (Throwable t) {
      complain(t);
    }
  }

  @Override
  public byte[] transform(
      ClassLoader loader,
      String internalName,
      Class<?> redefined,
      ProtectionDomain domain,
      byte[] classFile) {
    ClassFileTransformer transformer = hooks;
    if (transformer == null && mayBeHooked(loader, internalName, arguments)) {
      open();
      transformer = hooks;
    }
    try {
      return transformer == null
          ? null
          : transformer.transform(loader, internalName, redefined, domain, classFile);
    } catch (Exception e) {
      return null;
    }
  }

  /**
   * Whether a class may be one to hook, judged without having read the arguments: rather too many
   * than too few.
   *
   * @param loader the class's, or null: the boot loader's are never hooked
   * @param internalName the class as the JVM names it to a transformer, or null: hidden ones
   * @param arguments the agent arguments, or null: a class that they name may be a handler
   */
  static boolean mayBeHooked(ClassLoader loader, String internalName, String arguments) {
    if (loader == null || internalName == null) {
      return false;
    }
    return internalName.startsWith(MINA_SSHD)
        || (arguments != null && arguments.contains(internalName.replace('/', '.')));
  }

  /** Opens the core if that was not tried; returns it, or null when it failed or it is too late. */
  private Object open() {
    // Loaded outside of the lock: who waits for that may be a thread of the host that holds the
    // lock of the class loader which loads this.
    Objects.requireNonNull(IsolatedClassLoader.class);
    synchronized (this) {
      if (!opened) {
        // At once: loading the core's classes may lead here again.
        opened = true;
        try {
          openJar();
        } catch (Throwable t) {
          instrumentation.removeTransformer(this);
          complain(t);
        }
      }
      return core;
    }
  }

  @SuppressWarnings("unchecked") // by contract
  private void openJar() throws Exception {
    File named = jarNamedBy(arguments);
    jar = named == null ? ownJar() : named;
    IsolatedClassLoader fresh = new IsolatedClassLoader(jar);
    try {
      Object made = fresh.loadClass(CORE).getConstructor().newInstance();
      hooks =
          ((BiFunction<String, Instrumentation, ClassFileTransformer>) made)
              .apply(arguments, instrumentation);
      loader = fresh;
      core = made;
    } finally {
      if (loader == null) {
        fresh.close();
      }
    }
  }

  /** Returns false, and has done nothing, if there is no core or the arguments name another jar. */
  @SuppressWarnings("unchecked") // by contract
  private boolean reconfigure(String newArguments) throws Exception {
    Object reconfigured = open();
    File named = jarNamedBy(newArguments);
    if (reconfigured == null || (named != null && !named.equals(jar))) {
      return false;
    }
    ((Consumer<String>) reconfigured).accept(newArguments);
    return true;
  }

  private void close() throws Exception {
    instrumentation.removeTransformer(this);
    synchronized (this) {
      opened = true;
      hooks = null;
    }
    if (core != null) {
      try {
        ((Closeable) core).close();
      } finally {
        loader.close();
      }
    }
  }

  /** The file that is named, or null. */
  private static File jarNamedBy(String arguments) throws Exception {
    int key = find(JAR_KEY, arguments);
    if (key < 0) {
      return null;
    }
    String rest = arguments.substring(key + JAR_KEY.length());
    int end = rest.indexOf(',');
    return new File(end < 0 ? rest : rest.substring(0, end)).getCanonicalFile();
  }

  private static File ownJar() throws Exception {
    URL location = Agent.class.getProtectionDomain().getCodeSource().getLocation();
    String path = location.getPath();
    // Mostly nothing in it is escaped, and the JVM has no URI in use yet.
    File file = path.indexOf('%') < 0 ? new File(path) : new File(location.toURI());
    return file.getCanonicalFile();
  }

  private static boolean names(String arguments, String key) {
    return ("," + arguments + ",").contains("," + key + ",");
  }

  /** Where an argument begins that begins like this, or -1. Splitting them costs two classes. */
  private static int find(String beginning, String arguments) {
    if (arguments == null) {
      return -1;
    }
    int start = 0;
    while (!arguments.startsWith(beginning, start)) {
      int comma = arguments.indexOf(',', start);
      if (comma < 0) {
        return -1;
      }
      start = comma + 1;
    }
    return start;
  }

  /**
   * With {@code JAVA_TOOL_OPTIONS} the agent lands in javac, jcmd and keytool too, where nobody
   * wants a listener. A program that the JVM compiles itself, {@code java Bot.java}, is none of
   * them, though its main class is javac's.
   *
   * @param command the launcher's record of the main class or module with its arguments, or null
   */
  static boolean isJdkTool(String command) {
    if (command == null) {
      return false;
    }
    if (command.startsWith(SOURCE_LAUNCHER)) {
      return false;
    }
    return command.startsWith("jdk.")
        || command.startsWith("java.base/sun.")
        || command.startsWith("java.rmi/sun.")
        || command.startsWith("java.scripting/com.sun.")
        || command.startsWith("com.sun.tools.")
        || command.startsWith("sun.tools.")
        || command.startsWith("sun.security.tools.")
        || command.startsWith("sun.rmi.")
        || command.startsWith("sun.jvm.hotspot.");
  }

  private static void complain(Throwable t) {
    Throwable cause = t instanceof InvocationTargetException ? t.getCause() : t;
    System.err.println(
        "tbot-diag: error: the agent could not start (the host is not affected): " + cause);
  }
}
