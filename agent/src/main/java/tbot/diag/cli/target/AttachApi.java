package tbot.diag.cli.target;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import tbot.diag.cli.console.CommandFailure;

/**
 * The JDK's attach API, by reflection. On Java 9 and newer it is in the module {@code jdk.attach},
 * which only the system class loader sees; on Java 8 it is in {@code tools.jar}, which no class
 * loader sees.
 */
final class AttachApi {

  private static final String VIRTUAL_MACHINE = "com.sun.tools.attach.VirtualMachine";
  private static final String DESCRIPTOR = "com.sun.tools.attach.VirtualMachineDescriptor";

  /** One for all: on Java 8, the API's native library cannot be loaded by two class loaders. */
  private static AttachApi found;

  private final Class<?> virtualMachine;
  private final Class<?> descriptor;

  private AttachApi(ClassLoader loader) throws ClassNotFoundException {
    virtualMachine = Class.forName(VIRTUAL_MACHINE, true, loader);
    descriptor = Class.forName(DESCRIPTOR, true, loader);
  }

  /**
   * Finds the API in the Java that runs this command.
   *
   * @throws CommandFailure if this Java has none, such as a JRE without {@code jdk.attach}
   */
  static synchronized AttachApi find() {
    if (found == null) {
      try {
        found = new AttachApi(ClassLoader.getSystemClassLoader());
      } catch (ClassNotFoundException e) {
        found = inToolsJar();
      }
    }
    return found;
  }

  private static AttachApi inToolsJar() {
    String javaHome = System.getProperty("java.home");
    File tools = new File(javaHome, "../lib/tools.jar");
    try {
      URL url = tools.toURI().toURL();
      return new AttachApi(new URLClassLoader(new URL[] {url}, ClassLoader.getSystemClassLoader()));
    } catch (ClassNotFoundException | MalformedURLException e) {
      throw new CommandFailure(
          "the Java in " + javaHome + " cannot attach; use one with the module jdk.attach (a JDK)");
    }
  }

  /** The JVMs that this user can attach to: by process id, the main class or jar with arguments. */
  Map<Long, String> list() {
    Map<Long, String> found = new TreeMap<Long, String>();
    for (Object vm : (List<?>) call(virtualMachine, null, "list")) {
      found.put(
          Long.valueOf((String) call(descriptor, vm, "id")),
          (String) call(descriptor, vm, "displayName"));
    }
    return found;
  }

  /**
   * Connects to a running JVM.
   *
   * @param pid the process id
   * @throws CommandFailure if there is no such JVM, it is another user's, or it refuses
   */
  Connection connect(long pid) {
    return new Connection(call(virtualMachine, null, "attach", Long.toString(pid)));
  }

  /** A connection to another JVM. */
  final class Connection implements AutoCloseable {

    private final Object vm;

    private Connection(Object vm) {
      this.vm = vm;
    }

    /**
     * Loads an agent, and returns when its {@code agentmain} has returned.
     *
     * @param agent the agent's jar, whose path has no {@code =}
     * @param arguments the agent's arguments
     * @throws CommandFailure if the JVM does not load the agent, or {@code agentmain} fails
     */
    void load(File agent, String arguments) {
      try {
        call(virtualMachine, vm, "loadAgent", agent.getPath(), arguments);
      } catch (CommandFailure e) {
        if (!isSuccessOfAnotherJava(e.getMessage())) {
          throw new CommandFailure(e.getMessage() + "; its standard error says more");
        }
      }
    }

    /** The agent properties of the JVM. */
    Properties agentProperties() {
      return (Properties) call(virtualMachine, vm, "getAgentProperties");
    }

    @Override
    public void close() {
      call(virtualMachine, vm, "detach");
    }
  }

  /**
   * Whether the message of a failed load means success. Java 8 answers a load with a number, newer
   * versions with {@code return code: N}, and the API of each does not understand the other's zero.
   * If the agent is not loaded, the number is not zero, or the API fails before the JVM answers.
   */
  static boolean isSuccessOfAnotherJava(String message) {
    return "0".equals(message) || "Non-numeric value found - int expected".equals(message);
  }

  private static Object call(Class<?> type, Object target, String method, String... arguments) {
    List<Class<?>> parameters = new ArrayList<Class<?>>();
    for (int i = 0; i < arguments.length; i++) {
      parameters.add(String.class);
    }
    try {
      return type.getMethod(method, parameters.toArray(new Class<?>[0]))
          .invoke(target, (Object[]) arguments);
    } catch (InvocationTargetException e) {
      throw new CommandFailure(String.valueOf(e.getCause().getMessage()));
    } catch (ReflectiveOperationException e) {
      throw new CommandFailure("this Java's attach API is not as expected: " + e);
    }
  }
}
