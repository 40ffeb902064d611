package tbot.diag.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Properties;
import tbot.diag.jvm.AgentProperties;

/** The state of the agent in another JVM, as far as it shows without loading anything there. */
final class RunningAgent {

  private static final String OPTION = "-javaagent:";
  private static final String NAME = "tbot-diag";

  /** The name of the thread that accepts connections. Linux keeps 15 characters of a name. */
  private static final String LISTENER = "tbot-diag-http";

  /** The agent property with the JVM's arguments; every HotSpot sets it. */
  private static final String JVM_ARGUMENTS = "sun.jvm.args";

  private RunningAgent() {}

  /** Whether the agent was attached and still runs. */
  static boolean isAttached(Properties agentProperties) {
    return agentProperties.containsKey(AgentProperties.VERSION);
  }

  /** Whether the JVM was started with the agent: with an agent jar whose name contains ours. */
  static boolean isOnCommandLine(Properties agentProperties) {
    String arguments = agentProperties.getProperty(JVM_ARGUMENTS, "");
    int option = arguments.indexOf(OPTION);
    return option >= 0 && arguments.indexOf(NAME, option) >= 0;
  }

  /** Whether the agent listens, judged by its threads; true if those cannot be read. */
  static boolean listens(long pid) {
    File[] threads = new File("/proc/" + pid + "/task").listFiles();
    if (threads == null) {
      return true;
    }
    for (File thread : threads) {
      try {
        byte[] name = Files.readAllBytes(new File(thread, "comm").toPath());
        if (new String(name, StandardCharsets.UTF_8).startsWith(LISTENER)) {
          return true;
        }
      } catch (IOException e) {
        // The thread has ended in between.
      }
    }
    return false;
  }
}
