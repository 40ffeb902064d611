package tbot.diag.cli.target;

import java.util.List;
import java.util.Properties;
import tbot.diag.jvm.AgentProperties;

/** The agent in another JVM, as far as it shows without loading anything there. */
public final class RunningAgent {

  private static final String OPTION = "-javaagent:";
  private static final String NAME = "tbot-diag";
  private static final String ADDRESS_KEY = "diag_addr=";

  /** The name of the thread that accepts connections. Linux keeps 15 characters of a name. */
  static final String LISTENER = "tbot-diag-http";

  /** The agent property with the JVM's arguments; every HotSpot sets it. */
  private static final String JVM_ARGUMENTS = "sun.jvm.args";

  private final String version;
  private final String address;

  RunningAgent(String version, String address) {
    this.version = version;
    this.address = address;
  }

  /** The agent of a command line; null if it has none. */
  static RunningAgent ofArguments(List<String> arguments) {
    for (String argument : arguments) {
      if (argument.startsWith(OPTION) && argument.contains(NAME)) {
        int at = argument.indexOf(ADDRESS_KEY);
        if (at < 0) {
          return new RunningAgent(null, null);
        }
        int from = at + ADDRESS_KEY.length();
        int comma = argument.indexOf(',', from);
        return new RunningAgent(
            null, argument.substring(from, comma < 0 ? argument.length() : comma));
      }
    }
    return null;
  }

  /** Its version; null if it does not tell, as one of the command line. */
  public String version() {
    return version;
  }

  /** Where it listens, as a URL or as the command line has it; null if that is unknown. */
  public String address() {
    return address;
  }

  /** Whether the agent was attached and still runs. */
  public static boolean isAttached(Properties agentProperties) {
    return agentProperties.containsKey(AgentProperties.VERSION);
  }

  /** Whether the JVM was started with the agent: with an agent jar whose name contains ours. */
  public static boolean isOnCommandLine(Properties agentProperties) {
    String arguments = agentProperties.getProperty(JVM_ARGUMENTS, "");
    int option = arguments.indexOf(OPTION);
    return option >= 0 && arguments.indexOf(NAME, option) >= 0;
  }

  /** Whether the agent listens, judged by its threads; true if those cannot be read. */
  public static boolean listens(long pid) {
    return !ProcProcess.isSupported() || new ProcProcess(pid).hasThread(LISTENER);
  }
}
