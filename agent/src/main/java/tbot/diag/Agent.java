package tbot.diag;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;

/**
 * The entry of the agent, and with its loader all of it that the host's class loaders see.
 *
 * <p>This class is a fixed contract. The JVM that already runs one version of the agent keeps that
 * version's entry class when another version is attached, so the entry knows nothing but this: stop
 * the running core, open the jar that the arguments name, start the core in it. The core has four
 * static methods for this, found by name: {@code start(String, Instrumentation)} before the host's
 * {@code main} and {@code attach(String, Instrumentation)} after it, {@code reconfigure(String)}
 * and {@code stop()}.
 *
 * <p>Nothing here throws into the host, and nothing outside {@code java.*} is imported.
 */
public final class Agent {

  private static final String CORE = "tbot.diag.core.Diagnostics";
  private static final String CLI = "tbot.diag.cli.Main";
  private static final String JAR_KEY = "jar=";
  private static final String STOP_KEY = "stop";
  private static final String SOURCE_LAUNCHER = "jdk.compiler/com.sun.tools.javac.launcher.";

  private static Class<?> core;
  private static IsolatedClassLoader loader;
  private static File runningJar;

  private Agent() {}

  /**
   * Called by the JVM before the host's {@code main}, for {@code -javaagent}.
   *
   * @param arguments what follows the jar and {@code =} on the command line, or null
   * @param instrumentation the JVM's, with retransformation
   */
  public static void premain(String arguments, Instrumentation instrumentation) {
    if (!isJdkTool(System.getProperty("sun.java.command"))) {
      load(arguments, instrumentation, false);
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
    load(arguments, instrumentation, true);
  }

  /**
   * The command line of the jar.
   *
   * @param arguments the command and its options; {@code help} lists them
   * @throws Exception what the command line could not handle itself
   */
  public static void main(String[] arguments) throws Exception {
    IsolatedClassLoader own = new IsolatedClassLoader(ownJar());
    Thread.currentThread().setContextClassLoader(own);
    own.loadClass(CLI).getMethod("main", String[].class).invoke(null, (Object) arguments);
  }

  private static synchronized void load(
      String arguments, Instrumentation instrumentation, boolean hostRuns) {
    try {
      File jar = jarNamedBy(arguments);
      if (names(arguments, STOP_KEY)) {
        stop();
      } else if (core == null || !jar.equals(runningJar)) {
        stop();
        start(jar, arguments, instrumentation, hostRuns);
      } else {
        reconfigure(arguments);
      }
    } catch (Throwable t) {
      complain(t);
    }
  }

  private static void start(
      File jar, String arguments, Instrumentation instrumentation, boolean hostRuns)
      throws Exception {
    IsolatedClassLoader fresh = new IsolatedClassLoader(jar);
    try {
      Class<?> found = fresh.loadClass(CORE);
      found
          .getMethod(hostRuns ? "attach" : "start", String.class, Instrumentation.class)
          .invoke(null, arguments, instrumentation);
      core = found;
      loader = fresh;
      runningJar = jar;
    } finally {
      if (loader != fresh) {
        fresh.close();
      }
    }
  }

  private static void reconfigure(String arguments) throws Exception {
    core.getMethod("reconfigure", String.class).invoke(null, arguments);
  }

  private static void stop() throws Exception {
    if (core == null) {
      return;
    }
    try {
      core.getMethod("stop").invoke(null);
    } finally {
      loader.close();
      core = null;
      loader = null;
      runningJar = null;
    }
  }

  private static File jarNamedBy(String arguments) throws Exception {
    int key = find(JAR_KEY, arguments);
    if (key < 0) {
      return core == null ? ownJar() : runningJar;
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
