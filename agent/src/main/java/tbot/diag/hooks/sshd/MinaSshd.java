package tbot.diag.hooks.sshd;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import tbot.diag.hooks.ConnectionListener;
import tbot.diag.hooks.EventHook;
import tbot.diag.hooks.HookEvents;
import tbot.diag.hooks.HookSet;
import tbot.diag.hooks.MethodHook;
import tbot.diag.hooks.SessionEvent;

/**
 * The hooks in the server side of Apache MINA SSHD 2.9 to 3.0.
 *
 * <p>Signatures are given in full because 2.x has overloads that pass one event on to each
 * listener. Client sessions share all of these methods but the constructor, so only the constructor
 * makes a session known.
 */
public final class MinaSshd implements HookSet {

  private static final String PACKAGE = "org/apache/sshd/";
  private static final String LIBRARY = "Apache MINA SSHD";
  private static final String SERVER_SESSION =
      "org.apache.sshd.server.session.AbstractServerSession";
  private static final String SESSION_HELPER =
      "org.apache.sshd.common.session.helpers.SessionHelper";
  private static final String SESSION = "org.apache.sshd.common.session.helpers.AbstractSession";

  private static final List<EventHook> HOOKS =
      Collections.unmodifiableList(
          Arrays.asList(
              hook(
                  SessionEvent.STARTED,
                  method(
                      SERVER_SESSION,
                      "<init>",
                      "org.apache.sshd.server.ServerFactoryManager",
                      "org.apache.sshd.common.io.IoSession")),
              hook(SessionEvent.AUTHENTICATED, method(SESSION_HELPER, "setAuthenticated")),
              hook(
                  SessionEvent.EXCEPTION,
                  method(SESSION_HELPER, "signalExceptionCaught", "java.lang.Throwable"),
                  0),
              hook(
                  SessionEvent.DISCONNECTED,
                  method(
                      SESSION_HELPER,
                      "signalDisconnect",
                      "int",
                      "java.lang.String",
                      "java.lang.String",
                      "boolean"),
                  0,
                  1,
                  3),
              hook(SessionEvent.ENDED, method(SESSION, "preClose"))));

  @Override
  public List<EventHook> events() {
    return HOOKS;
  }

  @Override
  public List<MethodHook> handlers() {
    return Collections.emptyList();
  }

  @Override
  public String packagePrefix() {
    return PACKAGE;
  }

  @Override
  public HookEvents connect(ConnectionListener listener) {
    return new SshdSessions(listener);
  }

  private static EventHook hook(SessionEvent event, MethodHook method, int... details) {
    return new EventHook(LIBRARY, event, method, details);
  }

  private static MethodHook method(String type, String name, String... parameters) {
    return new MethodHook(type, name, Arrays.asList(parameters));
  }
}
