package tbot.diag;

import java.io.Closeable;
import java.io.File;
import java.io.FileInputStream;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.security.ProtectionDomain;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;

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
 * version's entry class when another version is attached, so the entry knows nothing but this: open
 * the jar that the arguments name, stop the running core, start the core in that jar. The core is a
 * class found by name, of which one object is made for each start, and which is
 *
 * <ul>
 *   <li>a {@code BiFunction<String, Instrumentation, ClassFileTransformer>}: takes the arguments,
 *       and gives what classes pass from then on;
 *   <li>a {@code Runnable}: finds what had been loaded by then, and sets up the rest;
 *   <li>a {@code Consumer<String>}: takes other arguments;
 *   <li>a {@code Supplier<String>}: waits until the last arguments are in force, and gives null, or
 *       the reason in one line why they are not; cores of older versions are none;
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

  /** The caller reads the outcome from the agent properties of the JVM. */
  private static final String REPORT_KEY = "report";

  /** For the core: the JVM had loaded no class of the host by then. */
  private static final String FRESH_KEY = "fresh";

  private static final String AGENT_OPTION = "-javaagent:";
  private static final int BUFFER_BYTES = 8192;

  private static final String SOURCE_LAUNCHER = "jdk.compiler/com.sun.tools.javac.launcher.";
  private static final String MINA_SSHD = "org/apache/sshd/";

  /** Where all the classes of MINA SSHD are that are hooked. */
  private static final String SESSION_PACKAGES = "/session/";

  private static final String THREAD = "tbot-diag-start";

  /**
   * A starting host's first moments are its own: what the thread loads would compete with what main
   * does, on a machine with few processors. Nobody asks for diagnostics so early, and a class to
   * hook does not wait for this.
   */
  private static final long START_DELAY_NANOS = 100_000_000;

  /** How long main waits, at most, for classes to be hooked that were loaded before it. */
  private static final long MAIN_WAITS_MILLIS = 5_000;

  /** How long an attach waits for the core, at most; the core bounds the rest. */
  private static final long ATTACH_WAITS_MILLIS = 10_000;

  // Guarded by the class's lock, under which an object's may be taken, and not the other way.
  private static Agent running;

  private final String arguments;
  private final Instrumentation instrumentation;
  private final long startDelayNanos;

  // The rest is set once, under this object's lock.
  private boolean opened;
  private File jar;
  private long jarLength;
  private long jarModified;
  private IsolatedClassLoader loader;
  private Object made;
  private volatile Object core;
  private volatile String failure;
  private volatile ClassFileTransformer hooks;

  private volatile Thread starting;
  private volatile boolean hurried;

  private Agent(String arguments, Instrumentation instrumentation, long startDelayNanos) {
    this.arguments = arguments;
    this.instrumentation = instrumentation;
    this.startDelayNanos = startDelayNanos;
  }

  /**
   * Called by the JVM before the host's {@code main}, for {@code -javaagent}. What fails is one
   * line on standard error, whatever a security policy of the host forbids.
   *
   * @param arguments what follows the jar and {@code =} on the command line, or null
   * @param instrumentation the JVM's, with retransformation
   */
  public static void premain(String arguments, Instrumentation instrumentation) {
    try {
      if (!isJdkTool(System.getProperty("sun.java.command"))) {
        beforeMain(arguments, instrumentation);
      }
    } catch (Throwable t) {
      report(t);
    }
  }

  private static void beforeMain(String arguments, Instrumentation instrumentation)
      throws Exception {
    // From an AOT cache, the JVM loads classes of the host before it calls any agent; and an agent
    // before ours may have loaded some.
    boolean fresh =
        !hasAotCaches(System.getProperty("java.specification.version"))
            && !mayNameAnotherAgent(read("/proc/self/cmdline") + read("/proc/self/environ"));
    // Under a security manager the core is opened here, where only our own code is on the stack: on
    // a thread of the host that loads a class, the host's permissions would count too.
    boolean atOnce =
        System.getSecurityManager() != null || (!fresh && isOneLoaded(arguments, instrumentation));
    String all = fresh ? (arguments == null ? "" : arguments + ',') + FRESH_KEY : arguments;
    load(all, instrumentation, atOnce ? 0 : START_DELAY_NANOS, atOnce ? MAIN_WAITS_MILLIS : 0);
  }

  /**
   * Called by the JVM when the agent is attached to a running host. The first load starts the
   * service, a further one reconfigures it; {@code stop} among the arguments ends it. {@code
   * jar=FILE} replaces the running version if that is another file or has changed since.
   *
   * <p>Returns when the classes are hooked and the listener answers, some ten seconds later at the
   * most.
   *
   * @param arguments as for {@link #premain}
   * @param instrumentation the JVM's, with retransformation
   * @throws RuntimeException with the reason why not, upon which the attach fails, too; not if
   *     {@code report} is among the arguments and the core has published the reason
   */
  public static void agentmain(String arguments, Instrumentation instrumentation) {
    String reason;
    boolean published = false;
    try {
      Agent loaded = load(arguments, instrumentation, 0, ATTACH_WAITS_MILLIS);
      reason = loaded == null ? null : loaded.outcome();
      published = loaded != null && loaded.failure == null && loaded.core instanceof Supplier;
    } catch (Throwable t) {
      reason = report(t);
    }
    // Only a core can publish it: without one, the exception is all that the caller gets.
    if (reason != null && !(published && names(arguments, REPORT_KEY))) {
      throw new RuntimeException("tbot-diag: " + reason);
    }
  }

  /**
   * The command line of the jar.
   *
   * @param arguments the command and its options; {@code help} lists them
   * @throws Exception what the command line could not handle itself
   */
  public static void main(String[] arguments) throws Exception {
    Class<?> cli = new IsolatedClassLoader(ownJar()).loadClass(CLI);
    // Not the loader itself: its type would make the verifier load IsolatedClassLoader before any
    // main.
    Thread.currentThread().setContextClassLoader(cli.getClassLoader());
    cli.getMethod("main", String[].class).invoke(null, (Object) arguments);
  }

  /** Whether a class that may have to be hooked is there, which no transformer has seen. */
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

  /**
   * Whether a JVM can load classes of the host from an AOT cache; 24 is the first.
   *
   * @param javaVersion such as {@code 1.8} or {@code 17}
   */
  static boolean hasAotCaches(String javaVersion) {
    return javaVersion.indexOf('.') < 0
        && (javaVersion.length() > 2
            || (javaVersion.length() == 2 && javaVersion.compareTo("24") >= 0));
  }

  /**
   * Whether a command line and environment may name another agent than ours. Options also stand in
   * files, of which the names begin so.
   *
   * @param options the strings of both, each ended by a zero; empty where they cannot be read
   */
  static boolean mayNameAnotherAgent(String options) {
    int first = options.indexOf(AGENT_OPTION);
    return first < 0
        || options.indexOf(AGENT_OPTION, first + 1) >= 0
        || options.contains("\0@")
        || options.contains("JDK_JAVA_OPTIONS=")
        || options.contains("-XX:VMOptionsFile=")
        || options.contains("-XX:Flags=");
  }

  /** The text of a file; empty where there is none. */
  private static String read(String file) {
    StringBuilder text = new StringBuilder();
    try (FileInputStream in = new FileInputStream(file)) {
      byte[] bytes = new byte[BUFFER_BYTES];
      for (int n = in.read(bytes); n > 0; n = in.read(bytes)) {
        // By name: the class with constants for charsets loads ten others.
        text.append(new String(bytes, 0, n, "ISO-8859-1"));
      }
    } catch (Exception e) {
      return "";
    }
    return text.toString();
  }

  /**
   * Does what the arguments say.
   *
   * @param waitsMillis how long to wait for the thread of a fresh start; 0 for not at all
   * @return what runs now, or null after a stop
   */
  private static synchronized Agent load(
      String arguments, Instrumentation instrumentation, long delayNanos, long waitsMillis)
      throws Exception {
    if (names(arguments, STOP_KEY)) {
      stop();
    } else if (running == null || !running.reconfigure(arguments)) {
      Agent next = new Agent(arguments, instrumentation, delayNanos);
      if (running != null) {
        // A jar that cannot be opened must not end what runs.
        next.openJar();
        stop();
      }
      running = next;
      Thread thread = next.begin();
      if (waitsMillis > 0) {
        thread.join(waitsMillis);
      }
    }
    return running;
  }

  private static void stop() throws Exception {
    Agent last = running;
    running = null;
    if (last != null) {
      last.close();
    }
  }

  private Thread begin() {
    // A security policy may forbid any of this; the transformer comes last, so that nothing stays.
    Thread thread = new Thread(this, THREAD);
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    starting = thread;
    instrumentation.addTransformer(this, true);
    thread.start();
    return thread;
  }

  /** What the thread does that a start starts; when it ends, all that had been loaded is hooked. */
  @Override
  public void run() {
    // Not by Thread.sleep, which would load two classes beside main from Java 21 on.
    long end = System.nanoTime() + startDelayNanos;
    for (long left = startDelayNanos;
        left > 0 && !hurried && !Thread.currentThread().isInterrupted();
        left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
    try {
      Object begun = open();
      if (begun != null) {
        ((Runnable) begun).run();
      }
    } catch (Throwable t) {
      failure = report(t);
    }
  }

  /** Null once the arguments are in force, else why they are not. */
  @SuppressWarnings("unchecked") // by contract
  private String outcome() {
    Object current = core;
    if (failure == null && current instanceof Supplier) {
      return ((Supplier<String>) current).get();
    }
    return failure == null && current == null ? "the agent is still starting" : failure;
  }

  @Override
  public byte[] transform(
      ClassLoader loader,
      String internalName,
      Class<?> redefined,
      ProtectionDomain domain,
      byte[] classFile) {
    ClassFileTransformer transformer = hooks;
    if (transformer == null) {
      if (mayBeHooked(loader, internalName, arguments)) {
        open();
        transformer = hooks;
      } else if (!hurried && internalName != null && internalName.startsWith(MINA_SSHD)) {
        // A session class will follow: what it would wait for is made ready meanwhile.
        hurried = true;
        LockSupport.unpark(starting);
      }
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
    return (internalName.startsWith(MINA_SSHD) && internalName.contains(SESSION_PACKAGES))
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
          openCore();
        } catch (Throwable t) {
          instrumentation.removeTransformer(this);
          failure = report(t);
        }
      }
      return core;
    }
  }

  @SuppressWarnings("unchecked") // by contract
  private void openCore() throws Exception {
    openJar();
    try {
      hooks =
          ((BiFunction<String, Instrumentation, ClassFileTransformer>) made)
              .apply(arguments, instrumentation);
      core = made;
    } finally {
      if (core == null) {
        loader.close();
      }
    }
  }

  /** Makes the core, unless that is done. */
  private synchronized void openJar() throws Exception {
    if (made != null) {
      return;
    }
    File named = jarNamedBy(arguments);
    jar = named == null ? ownJar() : named;
    jarLength = jar.length();
    jarModified = jar.lastModified();
    IsolatedClassLoader fresh = new IsolatedClassLoader(jar);
    try {
      made = fresh.loadClass(CORE).getConstructor().newInstance();
      loader = fresh;
    } finally {
      if (made == null) {
        fresh.close();
      }
    }
  }

  /** Returns false, and has done nothing, if there is no core or it is to come from another jar. */
  @SuppressWarnings("unchecked") // by contract
  private boolean reconfigure(String newArguments) throws Exception {
    Object reconfigured = open();
    if (reconfigured == null || isReplacedBy(jarNamedBy(newArguments))) {
      return false;
    }
    ((Consumer<String>) reconfigured).accept(newArguments);
    return true;
  }

  /**
   * Whether another jar is named, or the same has changed, as after a deployment. The JVM does not
   * tell which jar it loads the agent from where none is named; mostly it is the one of this class.
   */
  private boolean isReplacedBy(File named) throws Exception {
    File wanted = named == null ? ownJar() : named;
    if (!wanted.equals(jar)) {
      return named != null;
    }
    return jar.length() != jarLength || jar.lastModified() != jarModified;
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
    int start = 0;
    while (arguments != null && start < arguments.length()) {
      int end = endOfArgument(arguments, start);
      if (arguments.startsWith(JAR_KEY, start)) {
        String value = arguments.substring(start + JAR_KEY.length(), end);
        boolean quoted = value.length() > 1 && value.charAt(0) == '"';
        return new File(quoted ? value.substring(1, value.length() - 1) : value).getCanonicalFile();
      }
      start = end + 1;
    }
    return null;
  }

  private static File ownJar() throws Exception {
    URL location = Agent.class.getProtectionDomain().getCodeSource().getLocation();
    String path = location.getPath();
    // Mostly nothing in it is escaped, and the JVM has no URI in use yet.
    File file = path.indexOf('%') < 0 ? new File(path) : new File(location.toURI());
    return file.getCanonicalFile();
  }

  private static boolean names(String arguments, String key) {
    int start = 0;
    while (arguments != null && start < arguments.length()) {
      int end = endOfArgument(arguments, start);
      if (end - start == key.length() && arguments.startsWith(key, start)) {
        return true;
      }
      start = end + 1;
    }
    return false;
  }

  /**
   * Where the argument ends that begins there: at the next comma. The path of a jar that holds one
   * stands in double quotes. Splitting the arguments would load two classes.
   */
  private static int endOfArgument(String arguments, int start) {
    int from = start;
    if (arguments.startsWith(JAR_KEY + '"', start)) {
      int quote = arguments.indexOf('"', start + JAR_KEY.length() + 1);
      from = quote < 0 ? start : quote;
    }
    int comma = arguments.indexOf(',', from);
    return comma < 0 ? arguments.length() : comma;
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

  /** Says on standard error why the agent could not start, and returns that. */
  private static String report(Throwable t) {
    Throwable cause = t instanceof InvocationTargetException ? t.getCause() : t;
    String reason =
        "the agent could not start (the host is not affected): " + cause + permissions(cause);
    System.err.println("tbot-diag: error: " + reason);
    return reason;
  }

  private static String permissions(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SecurityException) {
        return "; the host's security policy must hold: grant codeBase"
            + " \"file:/path/to/tbot-diag.jar\" { permission java.security.AllPermission; };";
      }
    }
    return "";
  }
}
