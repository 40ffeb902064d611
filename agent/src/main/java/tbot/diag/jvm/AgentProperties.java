package tbot.diag.jvm;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.Method;
import java.util.Properties;

/**
 * The agent properties of this JVM, in which agents publish their state. A process that attaches
 * reads them with {@code VirtualMachine#getAgentProperties}; the JVM's JMX agent publishes its
 * address there, too. They are not the host's system properties, and the host does not see them.
 */
public final class AgentProperties {

  /** Key of the listener's URL, or of {@code unix:} and a path; not set while nothing is served. */
  public static final String ADDRESS = "tbot.diag.address";

  /** Key of the reason why the last arguments are not in force, one line; not set if they are. */
  public static final String FAILURE = "tbot.diag.failure";

  /**
   * Key of the URL that the listener had before the last attach; not set if there was none. An
   * agent of the command line publishes no address before an attach.
   */
  public static final String PREVIOUS_ADDRESS = "tbot.diag.previous-address";

  /** Key of the version of the agent that runs. */
  public static final String VERSION = "tbot.diag.version";

  private static final String SESSION = "tbot.diag.session.";

  /** So much of a session's token is its name, which is no secret. */
  private static final int SESSION_NAME_LENGTH = 8;

  private final Properties properties;

  private AgentProperties(Properties properties) {
    this.properties = properties;
  }

  /**
   * Opens the agent properties of this JVM.
   *
   * @param instrumentation opens the JDK's internal class that holds them
   * @throws ReflectiveOperationException if this JVM has no such class or denies access to it
   */
  public static AgentProperties open(Instrumentation instrumentation)
      throws ReflectiveOperationException {
    Class<?> support;
    try {
      support = Class.forName("jdk.internal.vm.VMSupport");
    } catch (ClassNotFoundException e) {
      support = Class.forName("sun.misc.VMSupport");
    }
    PackageAccess.open(instrumentation, support);
    Method get = support.getMethod("getAgentProperties");
    get.setAccessible(true);
    return new AgentProperties((Properties) get.invoke(null));
  }

  /**
   * Key of a session's URL, or of {@code error:} and the reason why it has none.
   *
   * @param token the session's
   */
  public static String sessionKey(String token) {
    return SESSION + token.substring(0, SESSION_NAME_LENGTH);
  }

  /**
   * Sets a property.
   *
   * @param key one of the keys of this class
   * @param value null removes the property
   */
  public void set(String key, String value) {
    if (value == null) {
      properties.remove(key);
    } else {
      properties.setProperty(key, value);
    }
  }
}
