package tbot.diag.core;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import tbot.diag.core.listener.TcpSocket;
import tbot.diag.http.Handler;
import tbot.diag.http.Request;
import tbot.diag.http.Responder;
import tbot.diag.http.ResponseHead;
import tbot.diag.http.Route;
import tbot.diag.http.access.AccessControl;
import tbot.diag.http.access.AccessPolicy;
import tbot.diag.http.engine.HttpEngine;
import tbot.diag.jvm.HostThreads;
import tbot.diag.log.Log;

/**
 * One session: a listener on loopback that lasts as long as its client keeps the connection of
 * {@code /session} open. If no client comes within half a minute, it ends by itself. So a command
 * that is killed leaves nothing behind.
 */
final class Session implements Runnable, Handler {

  /** Begins what is published in place of the URL when there is none. */
  static final String FAILED = "error: ";

  private static final String PATH = "/session";
  private static final String THREAD = "tbot-diag-session";
  private static final byte[] LOOPBACK = {127, 0, 0, 1};
  private static final long FIRST_CLIENT_SECONDS = 30;

  private final String token;
  private final Sessions sessions;
  private final CountDownLatch taken = new CountDownLatch(1);
  private final CountDownLatch over = new CountDownLatch(1);

  // Guarded by this object. Null while it does not listen.
  private TcpSocket socket;
  private HttpEngine engine;

  Session(String token, Sessions sessions) {
    this.token = token;
    this.sessions = sessions;
  }

  /**
   * Begins to listen.
   *
   * @return the URL
   */
  synchronized String open() throws IOException, InterruptedException {
    HostLogManager.awaitChoice();
    socket = TcpSocket.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), 0));
    InetSocketAddress address = socket.address();
    Supplier<List<Route>> profiles = sessions.acquireProfiles();
    Route own = Route.at(PATH, this).prompt().waiting();
    boolean serves = false;
    try {
      engine =
          HttpEngine.start(
              socket.channel(),
              () ->
                  new AccessControl(
                      AccessPolicy.ofToken(token), sessions.endpoints(own, profiles)));
      serves = true;
    } finally {
      if (!serves) {
        sessions.release();
        socket.close();
      }
    }
    return "http://127.0.0.1:" + address.getPort();
  }

  /** Starts to wait for the end. */
  void start() {
    Thread thread = new Thread(HostThreads.topGroup(), this, THREAD);
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    thread.start();
  }

  /** Takes the connection whose end is the end of the session. */
  @Override
  public void handle(Request request, Responder responder) {
    responder.onClientGone(over::countDown);
    responder.begin(ResponseHead.of(200, ResponseHead.TEXT));
    taken.countDown();
  }

  @Override
  public void run() {
    try {
      if (taken.await(FIRST_CLIENT_SECONDS, TimeUnit.SECONDS)) {
        over.await();
      }
    } catch (InterruptedException e) {
      Log.debug("a session was interrupted");
    }
    close();
    sessions.ended(this, token);
  }

  /** Closes the listener, and has the thread end. */
  void close() {
    closeListener();
    over.countDown();
    taken.countDown();
  }

  private synchronized void closeListener() {
    if (engine == null) {
      return;
    }
    engine.close();
    engine = null;
    try {
      socket.close();
    } catch (IOException e) {
      Log.debug("a socket could not be closed: " + e);
    }
    sessions.release();
  }
}
