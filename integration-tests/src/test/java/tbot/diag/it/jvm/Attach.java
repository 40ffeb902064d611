package tbot.diag.it.jvm;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.VirtualMachine;
import java.nio.file.Path;

/** Loads agents into a host that runs already. */
public final class Attach {

  /** What the JVM answers when {@code agentmain} threw. */
  private static final int START_FAILED = 102;

  private Attach() {}

  /** Returns when the agent's {@code agentmain} has. */
  public static void agent(ChildJvm host, String arguments) throws Exception {
    agent(host, Artifacts.agentJar(), arguments);
  }

  /** The same with another jar of the agent. */
  public static void agent(ChildJvm host, Path jar, String arguments) throws Exception {
    if (!load(host, jar, arguments)) {
      throw new AssertionError("refused: " + arguments + "\n" + host.transcript());
    }
  }

  /** Expects that the agent does not start or take the arguments. */
  public static void refused(ChildJvm host, String arguments) throws Exception {
    refused(host, Artifacts.agentJar(), arguments);
  }

  /** The same with another jar of the agent. */
  public static void refused(ChildJvm host, Path jar, String arguments) throws Exception {
    if (load(host, jar, arguments)) {
      throw new AssertionError("not refused: " + arguments + "\n" + host.transcript());
    }
  }

  /** Whether {@code agentmain} returned and did not throw. */
  private static boolean load(ChildJvm host, Path jar, String arguments) throws Exception {
    VirtualMachine machine = VirtualMachine.attach(Long.toString(host.pid()));
    try {
      machine.loadAgent(jar.toString(), arguments);
      return true;
    } catch (AgentInitializationException e) {
      return false;
    } catch (AgentLoadException e) {
      // How a newer Java reads the answer of Java 8, which is the bare number.
      if (e.getMessage() == null || !e.getMessage().matches("0|" + START_FAILED)) {
        throw e;
      }
      return e.getMessage().equals("0");
    } finally {
      machine.detach();
    }
  }
}
