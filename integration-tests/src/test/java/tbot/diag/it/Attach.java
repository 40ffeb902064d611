package tbot.diag.it;

import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.VirtualMachine;

/** Loads the agent into a host that runs already. */
final class Attach {

  private Attach() {}

  /** Returns when the agent's {@code agentmain} has. */
  static void agent(ChildJvm host, String arguments) throws Exception {
    VirtualMachine machine = VirtualMachine.attach(Long.toString(host.pid()));
    try {
      machine.loadAgent(Artifacts.agentJar().toString(), arguments);
    } catch (AgentLoadException e) {
      // How a newer Java reads the answer of Java 8 that all went well.
      if (!"0".equals(e.getMessage())) {
        throw e;
      }
    } finally {
      machine.detach();
    }
  }
}
