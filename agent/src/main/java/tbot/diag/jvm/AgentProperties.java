package tbot.diag.jvm;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.Method;
import java.util.Properties;

/**
 * The agent properties of this JVM, by which agents tell those who attach how they fared: an
 * attacher reads them with {@code VirtualMachine#getAgentProperties}. The JVM's own JMX agent tells
 * its address so. The host does not see them; its system properties are left alone.
 */
public final class AgentProperties {

  /** Where the listener is, as {@code host:port}. */
  public static final String ADDRESS = "tbot.diag.address";

  /** Why the last arguments are not in force, in one line. */
  public static final String FAILURE = "tbot.diag.failure";

  /** The version that runs. */
  public static final String VERSION = "tbot.diag.version";

  private final Properties properties;

  private AgentProperties(Properties properties) {
    this.properties = properties;
  }

  /**
   * Those of this JVM.
   *
   * @param instrumentation the JVM's, to reach the class that holds them
   * @throws ReflectiveOperationException when this JVM has no such class or does not let us use it
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
   * Sets one of ours.
   *
   * @param value null takes it away
   */
  public void set(String key, String value) {
    if (value == null) {
      properties.remove(key);
    } else {
      properties.setProperty(key, value);
    }
  }
}
