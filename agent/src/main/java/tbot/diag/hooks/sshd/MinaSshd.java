package tbot.diag.hooks.sshd;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import tbot.diag.hooks.ConnectionListener;
import tbot.diag.hooks.HookEvents;
import tbot.diag.hooks.HookSet;
import tbot.diag.hooks.ServerListener;
import tbot.diag.hooks.weave.EventHook;
import tbot.diag.hooks.weave.LibraryEvent;
import tbot.diag.hooks.weave.MethodHook;

/**
 * The hooks in the server side of Apache MINA SSHD 2.9 to 3.0.
 *
 * <p>Signatures are given in full because 2.x has overloads that pass one event on to each
 * listener. Client sessions share all of these methods but the constructor, so only the constructor
 * makes a session known.
 */
public final class MinaSshd implements HookSet {

  /** How the names of all its classes begin. */
  static final String PACKAGE = "org.apache.sshd.";

  /** The class that listens. */
  static final String SERVER = "org.apache.sshd.server.SshServer";

  private static final String LIBRARY = "Apache MINA SSHD";
  private static final String SERVER_SESSION =
      "org.apache.sshd.server.session.AbstractServerSession";
  private static final String SESSION_HELPER =
      "org.apache.sshd.common.session.helpers.SessionHelper";
  private static final String SESSION = "org.apache.sshd.common.session.helpers.AbstractSession";
  private static final String USER_AUTH = "org.apache.sshd.server.session.ServerUserAuthService";

  private static final List<EventHook> HOOKS =
      Collections.unmodifiableList(
          Arrays.asList(
              EventHook.returned(
                  LIBRARY,
                  LibraryEvent.STARTED,
                  method(
                      SERVER_SESSION,
                      "<init>",
                      "org.apache.sshd.server.ServerFactoryManager",
                      "org.apache.sshd.common.io.IoSession")),
              entered(
                  LibraryEvent.AUTH_REQUESTED,
                  method(
                      USER_AUTH,
                      "handleUserAuthRequestMessage",
                      "org.apache.sshd.server.session.ServerSession",
                      "org.apache.sshd.common.util.buffer.Buffer",
                      "java.util.concurrent.atomic.AtomicReference"),
                  0,
                  1),
              entered(LibraryEvent.AUTHENTICATED, method(SESSION_HELPER, "setAuthenticated")),
              entered(
                  LibraryEvent.EXCEPTION,
                  method(SESSION_HELPER, "signalExceptionCaught", "java.lang.Throwable"),
                  0),
              entered(
                  LibraryEvent.DISCONNECTED,
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
              entered(LibraryEvent.ENDED, method(SESSION, "preClose")),
              EventHook.returned(LIBRARY, LibraryEvent.SERVER_STARTED, method(SERVER, "start")),
              EventHook.thrown(LIBRARY, LibraryEvent.SERVER_FAILED, method(SERVER, "start")),
              // Called when the server is closed, by whichever of its methods.
              entered(LibraryEvent.SERVER_STOPPED, method(SERVER, "getInnerCloseable"))));

  private final ServerListener servers;

  /**
   * Makes the set.
   *
   * @param servers told of the state of the library's servers
   */
  public MinaSshd(ServerListener servers) {
    this.servers = servers;
  }

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
    return PACKAGE.replace('.', '/');
  }

  @Override
  public HookEvents connect(ConnectionListener listener) {
    return new SshdSessions(listener, new SshdServers(servers));
  }

  private static EventHook entered(LibraryEvent event, MethodHook method, int... details) {
    return EventHook.entered(LIBRARY, event, method, details);
  }

  private static MethodHook method(String type, String name, String... parameters) {
    return new MethodHook(type, name, Arrays.asList(parameters));
  }
}
