package tbot.diag.hooks.sshd;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import tbot.diag.hooks.EventHook;
import tbot.diag.hooks.MethodHook;
import tbot.diag.hooks.SessionEvent;

/**
 * The hooks in Apache MINA SSHD, server side, 2.9 to 3.0. Signatures are given in full because 2.x
 * has overloads that pass one event on to each listener. Client sessions share all but the
 * constructor, which is why it alone makes a session known.
 */
public final class MinaSshd {

  /** That of all its classes, as the JVM names them to a transformer. */
  public static final String PACKAGE = "org/apache/sshd/";

  private static final String LIBRARY = "Apache MINA SSHD";
  private static final String SERVER_SESSION =
      "org.apache.sshd.server.session.AbstractServerSession";
  private static final String SESSION_HELPER =
      "org.apache.sshd.common.session.helpers.SessionHelper";
  private static final String SESSION = "org.apache.sshd.common.session.helpers.AbstractSession";

  /** All of them; the events take what {@link SshdSessions} needs. */
  public static final List<EventHook> HOOKS =
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

  private MinaSshd() {}

  private static EventHook hook(SessionEvent event, MethodHook method, int... details) {
    return new EventHook(LIBRARY, event, method, details);
  }

  private static MethodHook method(String type, String name, String... parameters) {
    return new MethodHook(type, name, Arrays.asList(parameters));
  }
}
