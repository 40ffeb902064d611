package tbot.diag;

import java.io.File;
import java.io.FileInputStream;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.security.ProtectionDomain;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;

/**
 * The entry of the agent: its only class that is loaded before the host's {@code main}.
 *
 * <p>Each class loaded before {@code main} delays it by some tenths of a millisecond. So this class
 * does all that must be done by then: it registers the one transformer that the JVM knows of, and
 * starts a thread that opens the {@link Core}, which is the rest of the agent. Until the core is
 * open, this class judges a class by its name alone. The first class that may have to be hooked
 * waits for the core. If such a class was loaded before the agent, {@code main} waits for it. So no
 * class is missed. Once the core is open, it decides.
 *
 * <p>Two more rules keep other classes from being loaded before {@code main}. No method here
 * declares or catches an exception of a narrower type than {@code Exception}. No method has a class
 * of ours, other than this one, among its parameters or as its result. The JVM loads these types to
 * find {@code premain} among the methods, and to verify them.
 *
 * <p>This class is a fixed contract between versions. A JVM that already runs one version of the
 * agent keeps that version's entry class when another version is attached. So the entry can do only
 * this: open the jar that the arguments name, stop the running core, start the core in that jar.
 *
 * <p>Nothing here throws into the host. Imports nothing outside {@code java.*}.
 */
public final class Agent implements ClassFileTransformer, Runnable {

  private static final String CLI = "tbot.diag.cli.Main";
  private static final String JAR_KEY = "jar=";
  private static final String STOP_KEY = "stop";

  /** Stops the core if it was started for sessions alone and none is open any more. */
  private static final String STOP_IDLE_KEY = "stop_idle";

  /** Opens a session for our command line. It never replaces the running core. */
  private static final String SESSION_KEY = "session=";

  /** The caller reads the outcome from the agent properties of the JVM. */
  private static final String REPORT_KEY = "report";

  /** Tells the core that the JVM had loaded no class of the host before the agent. */
  private static final String FRESH_KEY = "fresh";

  private static final String AGENT_OPTION = "-javaagent:";
  private static final int BUFFER_BYTES = 8192;

  private static final String SOURCE_LAUNCHER = "jdk.compiler/com.sun.tools.javac.launcher.";
  private static final String MINA_SSHD = "org/apache/sshd/";

  /** In the package names of all MINA SSHD classes that are hooked, except the server. */
  private static final String SESSION_PACKAGES = "/session/";

  private static final String MINA_SERVER = "org/apache/sshd/server/SshServer";

  /** The class of the API by which hosts report their services. */
  private static final String API_SERVICE = "tbot/diag/api/Service";

  private static final String THREAD = "tbot-diag-start";

  /**
   * How long the core is left unopened at the start of a host. On a machine with few processors,
   * loading it would compete with the host's {@code main}, and nobody asks for diagnostics so
   * early. The first class of MINA SSHD ends the delay, and a class to hook does not wait for it.
   */
  private static final long START_DELAY_NANOS = 100_000_000;

  /** Bounds the wait of {@code main} for the hooks in classes that were loaded before it. */
  private static final long MAIN_TIMEOUT_MILLIS = 10_000;

  /** Bounds the wait of an attach until the core is open; the core bounds the rest. */
  private static final long ATTACH_TIMEOUT_MILLIS = 10_000;

  // Guarded by the lock of the class. A thread that holds it may take the lock of an object of this
  // class, but not the other way round.
  private static Agent running;

  private final String arguments;
  private final Instrumentation instrumentation;
  private final long startDelayNanos;

  // Each of these is set once, under this object's lock.
  private boolean openTried;
  private Core opened;
  private volatile Core core; // the opened one, from its start on
  private volatile ClassFileTransformer hooks;

  private volatile String failure;
  private volatile Thread startThread;
  private volatile boolean delayEnded;

  private Agent(String arguments, Instrumentation instrumentation, long startDelayNanos) {
    this.arguments = arguments;
    this.instrumentation = instrumentation;
    this.startDelayNanos = startDelayNanos;
  }

  /**
   * Called by the JVM before the host's {@code main}, for {@code -javaagent}. A failure is one line
   * on standard error; that holds for what a security policy of the host forbids, too.
   *
   * @param arguments what follows the jar and {@code =} on the command line, or null
   * @param instrumentation the JVM's, able to retransform classes
   */
  public static void premain(String arguments, Instrumentation instrumentation) {
    try {
      String command = System.getProperty("sun.java.command");
      if (!isJdkTool(command) && !isOwnCommand(command)) {
        startBeforeMain(arguments, instrumentation);
      }
    } catch (Throwable t) {
      report(t);
    }
  }

  private static void startBeforeMain(String arguments, Instrumentation instrumentation)
      throws Exception {
    // Before it calls any agent, the JVM may load classes of the host from an AOT cache. An agent
    // that is called before ours may load some, too.
    boolean fresh =
        !hasAotCaches(System.getProperty("java.specification.version"))
            && !mayNameAnotherAgent(read("/proc/self/cmdline") + read("/proc/self/environ"));
    // With a security manager, main waits until the core is open. Else a class to hook might
    // open it on a thread of the host, where the permissions of the host's code count, too.
    boolean mainWaits =
        System.getSecurityManager() != null
            || (!fresh && isClassToHookLoaded(arguments, instrumentation));
    String all = fresh ? (arguments == null ? "" : arguments + ',') + FRESH_KEY : arguments;
    load(
        all,
        instrumentation,
        mainWaits ? 0 : START_DELAY_NANOS,
        mainWaits ? MAIN_TIMEOUT_MILLIS : 0);
  }

  /**
   * Called by the JVM when the agent is attached to a running host. The first call starts the
   * service, further ones reconfigure it; with {@code stop} among the arguments, the call ends it.
   * {@code jar=FILE} replaces the running version if that came from another file or the file has
   * changed.
   *
   * <p>Returns when the classes are hooked and the listener answers, after some ten seconds at the
   * most.
   *
   * @param arguments as for {@link #premain}
   * @param instrumentation the JVM's, able to retransform classes
   * @throws RuntimeException with the reason why the arguments are not in force, so that the attach
   *     fails. Not thrown if {@code report} is among the arguments and the core has published the
   *     reason
   */
  public static void agentmain(String arguments, Instrumentation instrumentation) {
    String reason;
    boolean published = false;
    try {
      Agent loaded = load(arguments, instrumentation, 0, ATTACH_TIMEOUT_MILLIS);
      reason = loaded == null ? null : loaded.outcome();
      published = loaded != null && loaded.hasPublishedOutcome();
    } catch (Throwable t) {
      reason = report(t);
    }
    if (reason != null && !(published && hasArgument(arguments, REPORT_KEY))) {
      throw new RuntimeException("tbot-diag: " + reason);
    }
  }

  /**
   * The command line of the jar.
   *
   * @param arguments the command and its options; {@code help} lists them
   * @throws Exception if the command line could not be loaded
   */
  public static void main(String[] arguments) throws Exception {
    Class<?> cli = new IsolatedClassLoader(Core.ownJar()).loadClass(CLI);
    // Not a variable of type IsolatedClassLoader: to verify its use as a ClassLoader, the JVM would
    // load that class before any main.
    Thread.currentThread().setContextClassLoader(cli.getClassLoader());
    cli.getMethod("main", String[].class).invoke(null, (Object) arguments);
  }

  /**
   * Whether this JVM runs the command line of a jar of the agent: {@code JAVA_TOOL_OPTIONS} brings
   * the agent into it, too. That jar is first on the class path then, so this class is of it.
   *
   * @param command the launcher's record of the main class or jar with its arguments, or null
   */
  private static boolean isOwnCommand(String command) throws Exception {
    String path = System.getProperty("java.class.path", "");
    int end = path.indexOf(File.pathSeparatorChar);
    String first = end < 0 ? path : path.substring(0, end);
    if (!isStartedFrom(command, first)) {
      return false;
    }
    URL location = Agent.class.getProtectionDomain().getCodeSource().getLocation();
    String encoded = location.getPath();
    // As Core.ownJar, which is not to be loaded yet.
    File own = encoded.indexOf('%') < 0 ? new File(encoded) : new File(location.toURI());
    return own.getCanonicalFile().equals(new File(first).getCanonicalFile());
  }

  /**
   * Whether the launcher runs this jar.
   *
   * @param command as for {@link #isOwnCommand}
   */
  static boolean isStartedFrom(String command, String jar) {
    return command != null
        && !jar.isEmpty()
        && command.startsWith(jar)
        && (command.length() == jar.length() || command.charAt(jar.length()) == ' ');
  }

  /** Whether a class that may have to be hooked was loaded before the agent. */
  private static boolean isClassToHookLoaded(String arguments, Instrumentation instrumentation) {
    for (Class<?> loaded :
        instrumentation.getInitiatedClasses(ClassLoader.getSystemClassLoader())) {
      // The loader first: most classes are the boot loader's, and their names would cost the most.
      ClassLoader loader = loaded.getClassLoader();
      if (loader != null && mayBeHooked(loader, loaded.getName().replace('.', '/'), arguments)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether a JVM can load classes of the host from an AOT cache, as those of Java 24 and newer.
   *
   * @param javaVersion such as {@code 1.8} or {@code 17}
   */
  static boolean hasAotCaches(String javaVersion) {
    return javaVersion.indexOf('.') < 0
        && (javaVersion.length() > 2
            || (javaVersion.length() == 2 && javaVersion.compareTo("24") >= 0));
  }

  /**
   * Whether a command line and environment may name another agent besides ours. They may name it
   * themselves, or name a file with options.
   *
   * @param options the strings of both, each with a zero at its end; empty if they cannot be read
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

  /** The text of a file; empty if it cannot be read. */
  private static String read(String file) {
    StringBuilder text = new StringBuilder();
    try (FileInputStream in = new FileInputStream(file)) {
      byte[] bytes = new byte[BUFFER_BYTES];
      for (int n = in.read(bytes); n > 0; n = in.read(bytes)) {
        // The charset by its name: StandardCharsets would load ten other classes.
        text.append(new String(bytes, 0, n, "ISO-8859-1"));
      }
    } catch (Exception e) {
      return "";
    }
    return text.toString();
  }

  /**
   * Starts, reconfigures or stops the agent, as the arguments ask.
   *
   * @param startDelayNanos how long a new agent waits before it opens its core
   * @param timeoutMillis how long to wait until a new agent has started; 0 for not at all
   * @return the agent that runs now, or null after a stop
   */
  private static synchronized Agent load(
      String arguments, Instrumentation instrumentation, long startDelayNanos, long timeoutMillis)
      throws Exception {
    if (hasArgument(arguments, STOP_KEY)) {
      stop();
    } else if (hasArgument(arguments, STOP_IDLE_KEY)) {
      if (running != null && running.core != null && running.core.isIdle()) {
        stop();
      }
    } else if (running == null || !running.reconfigure(arguments)) {
      Agent next = new Agent(arguments, instrumentation, startDelayNanos);
      if (running != null) {
        // Before the stop: a jar that cannot be opened must not end the running agent.
        next.openJar();
        stop();
      }
      running = next;
      Thread thread = next.start();
      if (timeoutMillis > 0) {
        thread.join(timeoutMillis);
      }
    }
    return running;
  }

  private static void stop() throws Exception {
    Agent last = running;
    running = null;
    try {
      if (last != null) {
        last.close();
      }
    } catch (Throwable t) {
      if (t instanceof OutOfMemoryError) {
        // The next stop tries again.
        running = last;
      }
      throw t;
    }
  }

  /** Returns the thread that starts the agent; when it ends, the hooks are in place. */
  private Thread start() {
    // A security policy may forbid any of this. The transformer is added late, so that a
    // failure does not leave it behind.
    Thread thread = new Thread(this, THREAD);
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    startThread = thread;
    instrumentation.addTransformer(this, true);
    thread.start();
    return thread;
  }

  /** Runs on the start thread: opens the core, and hooks the classes that are already loaded. */
  @Override
  public void run() {
    // Thread.sleep would load two classes while main starts, from Java 21 on.
    long end = System.nanoTime() + startDelayNanos;
    for (long left = startDelayNanos;
        left > 0 && !delayEnded && !Thread.currentThread().isInterrupted();
        left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
    try {
      if (open()) {
        core.finishStart();
      }
    } catch (Throwable t) {
      failure = report(t);
    }
  }

  /** Null once the arguments are in force, else the reason why they are not. */
  private String outcome() {
    Core started = core;
    if (failure != null) {
      return failure;
    }
    return started == null ? "the agent is still starting" : started.outcome();
  }

  /** Only a core publishes the outcome; without one, an exception is all that the caller gets. */
  private boolean hasPublishedOutcome() {
    return failure == null && core != null && core.knowsOutcome();
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
      } else if (!delayEnded && internalName != null && internalName.startsWith(MINA_SSHD)) {
        // A session class will follow, and would wait for the core. So open it now.
        delayEnded = true;
        LockSupport.unpark(startThread);
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
   * Whether a class may have to be hooked. Does not parse the arguments, and says yes to some
   * classes too many.
   *
   * @param loader the class's, or null: the boot loader's classes are never hooked
   * @param internalName the class as the JVM names it to a transformer, or null: a hidden class
   * @param arguments the agent arguments, or null: a class that they contain may be a handler
   */
  static boolean mayBeHooked(ClassLoader loader, String internalName, String arguments) {
    if (loader == null || internalName == null) {
      return false;
    }
    return (internalName.startsWith(MINA_SSHD)
            && (internalName.contains(SESSION_PACKAGES) || internalName.equals(MINA_SERVER)))
        || internalName.equals(API_SERVICE)
        || (arguments != null && arguments.contains(internalName.replace('/', '.')));
  }

  /**
   * Opens and starts the core, at the first call.
   *
   * @return whether there is a core; not if it failed to start, or the agent was stopped before
   */
  private boolean open() {
    // Load these outside of the lock. Loading them takes a lock of our class loader. A thread of
    // the host that holds that lock may wait for ours, because it loads a class to hook.
    Objects.requireNonNull(Core.class);
    Objects.requireNonNull(IsolatedClassLoader.class);
    synchronized (this) {
      if (!openTried) {
        // Set first: loading the classes of the core may call this method again.
        openTried = true;
        try {
          openJar();
          hooks = opened.start(arguments, instrumentation);
          core = opened;
        } catch (Throwable t) {
          instrumentation.removeTransformer(this);
          failure = report(t);
        }
      }
      return core != null;
    }
  }

  /** Opens the jar that the arguments name, unless that is done. */
  private synchronized void openJar() throws Exception {
    if (opened == null) {
      opened = Core.in(jarNamedBy(arguments));
    }
  }

  /** Returns false, and does nothing, if there is no core or it must come from another jar. */
  private boolean reconfigure(String newArguments) throws Exception {
    boolean session = valueOf(newArguments, SESSION_KEY) != null;
    if (!open() || (!session && core.isReplacedBy(jarNamedBy(newArguments)))) {
      return false;
    }
    core.reconfigure(newArguments);
    // What kept the start from ending is made up for now.
    failure = null;
    return true;
  }

  private void close() throws Exception {
    instrumentation.removeTransformer(this);
    synchronized (this) {
      openTried = true;
      hooks = null;
    }
    if (core != null) {
      core.close();
    }
  }

  /** The jar that the argument {@code jar} names, or null. */
  private static File jarNamedBy(String arguments) throws Exception {
    String value = valueOf(arguments, JAR_KEY);
    if (value == null) {
      return null;
    }
    boolean quoted = value.length() > 1 && value.charAt(0) == '"';
    return new File(quoted ? value.substring(1, value.length() - 1) : value).getCanonicalFile();
  }

  /**
   * The value of the first argument with this key, or null.
   *
   * @param key with the equals sign
   */
  private static String valueOf(String arguments, String key) {
    int start = 0;
    while (arguments != null && start < arguments.length()) {
      int end = endOfArgument(arguments, start);
      if (arguments.startsWith(key, start)) {
        return arguments.substring(start + key.length(), end);
      }
      start = end + 1;
    }
    return null;
  }

  private static boolean hasArgument(String arguments, String key) {
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
   * The index of the comma that ends the argument at {@code start}, or the length. The path of a
   * jar may contain commas if it is in double quotes. By hand, because {@code String.split} would
   * load two classes.
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
   * Whether a JVM runs a tool of the JDK, such as javac, jcmd or keytool. {@code JAVA_TOOL_OPTIONS}
   * brings the agent into those, too, where nobody wants a listener. The source launcher, {@code
   * java Bot.java}, is no tool, though its main class is javac's.
   *
   * @param command the launcher's record of the main class or module with its arguments, or null
   */
  static boolean isJdkTool(String command) {
    if (command == null || command.startsWith(SOURCE_LAUNCHER)) {
      return false;
    }
    int space = command.indexOf(' ');
    if ((space < 0 ? command : command.substring(0, space)).endsWith(".jar")) {
      // java -jar jdk.bot.jar
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

  /** Prints to standard error why the agent could not start, and returns the reason. */
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
