package tbot.diag.core;

import java.lang.instrument.Instrumentation;
import tbot.diag.config.BuildVersion;
import tbot.diag.jvm.AgentProperties;
import tbot.diag.log.Log;

/** Publishes the agent's version, address and failure in the agent properties of this JVM. */
final class PublishedState {

  // Null where the JVM has none.
  private final AgentProperties properties;

  private PublishedState(AgentProperties properties) {
    this.properties = properties;
  }

  /** Finds the agent properties. On a JVM without them nothing will be published. */
  static PublishedState open(Instrumentation instrumentation) {
    try {
      return new PublishedState(AgentProperties.open(instrumentation));
    } catch (ReflectiveOperationException | RuntimeException e) {
      Log.debug("attachers cannot be told the outcome: " + e);
      return new PublishedState(null);
    }
  }

  /**
   * Publishes the present state.
   *
   * @param address where the listener is, or null
   * @param failure why the last arguments are not in force, or null
   */
  void set(String address, String failure) {
    publish(BuildVersion.read(), address, failure);
  }

  /**
   * Publishes what an attach is about to change.
   *
   * @param address where the listener is until then, or null
   */
  void setPrevious(String address) {
    if (properties != null) {
      properties.set(AgentProperties.PREVIOUS_ADDRESS, address);
    }
  }

  /**
   * Publishes the state of a session.
   *
   * @param token the session's
   * @param state its URL, or why it has none; null removes it
   */
  void setSession(String token, String state) {
    if (properties != null) {
      properties.set(AgentProperties.sessionKey(token), state);
    }
  }

  /** Removes what was published, except for sessions. */
  void clear() {
    publish(null, null, null);
    setPrevious(null);
  }

  private void publish(String version, String address, String failure) {
    if (properties != null) {
      properties.set(AgentProperties.VERSION, version);
      properties.set(AgentProperties.ADDRESS, address);
      properties.set(AgentProperties.FAILURE, failure);
    }
  }
}
