package tbot.diag.core;

import java.lang.instrument.Instrumentation;
import tbot.diag.config.BuildVersion;
import tbot.diag.jvm.AgentProperties;
import tbot.diag.log.Log;

/** Tells attachers, by the agent properties of this JVM, what runs here and how it fared. */
final class PublishedState {

  // Null where the JVM has none.
  private final AgentProperties properties;

  private PublishedState(AgentProperties properties) {
    this.properties = properties;
  }

  /** Publishes nothing yet; never anything on a JVM without agent properties. */
  static PublishedState open(Instrumentation instrumentation) {
    try {
      return new PublishedState(AgentProperties.open(instrumentation));
    } catch (ReflectiveOperationException | RuntimeException e) {
      Log.debug("attachers cannot be told the outcome: " + e);
      return new PublishedState(null);
    }
  }

  /**
   * Publishes the state of now.
   *
   * @param address where the listener is, or null
   * @param failure why the last arguments are not in force, or null
   */
  void set(String address, String failure) {
    publish(BuildVersion.read(), address, failure);
  }

  /** Leaves nothing behind. */
  void clear() {
    publish(null, null, null);
  }

  private void publish(String version, String address, String failure) {
    if (properties != null) {
      properties.set(AgentProperties.VERSION, version);
      properties.set(AgentProperties.ADDRESS, address);
      properties.set(AgentProperties.FAILURE, failure);
    }
  }
}
