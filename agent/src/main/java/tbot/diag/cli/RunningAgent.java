package tbot.diag.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Properties;
import tbot.diag.jvm.AgentProperties;

/** What can be told of the agent in another JVM without loading anything into it. */
final class RunningAgent {

  private static final String OPTION = "-javaagent:";
  private static final String NAME = "tbot-diag";

  /** How the thread is called that waits for clients. The system keeps 15 letters of a name. */
  private static final String LISTENER = "tbot-diag-http";

  /** The arguments of the JVM, among the agent properties of every HotSpot. */
  private static final String JVM_ARGUMENTS = "sun.jvm.args";

  private RunningAgent() {}

  /** Whether it was attached. */
  static boolean isAttached(Properties agentProperties) {
    return agentProperties.containsKey(AgentProperties.VERSION);
  }

  /** Whether the JVM was started with it, or with a jar that is called like it. */
  static boolean isOnTheCommandLine(Properties agentProperties) {
    String arguments = agentProperties.getProperty(JVM_ARGUMENTS, "");
    int option = arguments.indexOf(OPTION);
    return option >= 0 && arguments.indexOf(NAME, option) >= 0;
  }

  /** Whether it listens, by its threads; true where those cannot be seen. */
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
        // It ended in between.
      }
    }
    return false;
  }
}
