package tbot.diag.config.value;

import java.util.Set;

/** Names of services that the options define. */
public final class ServiceNames {

  /** Reports under this name would mix with those of the agent's own service. */
  private static final String TAKEN = "ssh-multiplexer";

  private ServiceNames() {}

  /**
   * Checks one name.
   *
   * @param forms what is valid instead of an empty name
   * @throws IllegalArgumentException if it is empty or taken
   */
  static void requireValid(String name, String forms) {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("no name; " + forms);
    }
    if (name.equals(TAKEN)) {
      throw new IllegalArgumentException(
          '"' + TAKEN + "\" is the agent's own service; use another name");
    }
  }

  /**
   * Adds a name to those that are in use.
   *
   * @param what is named, in the plural
   * @throws IllegalArgumentException if it is in use
   */
  public static void requireUnused(String name, Set<String> used, String what) {
    if (!used.add(name)) {
      throw new IllegalArgumentException(
          '"' + name + "\": two " + what + " have this name; use another one");
    }
  }
}
