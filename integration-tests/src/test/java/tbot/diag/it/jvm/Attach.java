package tbot.diag.it.jvm;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.VirtualMachine;
import java.nio.file.Path;

/** Attaches agents to a running host. */
public final class Attach {

  /** The JVM's answer when {@code agentmain} threw an exception. */
  private static final int START_FAILED = 102;

  private Attach() {}

  /** Attaches our agent; returns when its {@code agentmain} has returned. */
  public static void agent(ChildJvm host, String arguments) throws Exception {
    agent(host, Artifacts.agentJar(), arguments);
  }

  /** The same with another jar of the agent. */
  public static void agent(ChildJvm host, Path jar, String arguments) throws Exception {
    if (!load(host, jar, arguments)) {
      throw new AssertionError("refused: " + arguments + "\n" + host.transcript());
    }
  }

  /** Attaches our agent and expects that {@code agentmain} throws. */
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
      // A newer Java reads the answer of Java 8, a bare number, like this.
      if (e.getMessage() == null || !e.getMessage().matches("0|" + START_FAILED)) {
        throw e;
      }
      return e.getMessage().equals("0");
    } finally {
      machine.detach();
    }
  }
}
