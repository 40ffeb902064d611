package tbot.diag.http.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import tbot.diag.http.Body;
import tbot.diag.http.engine.transport.Transport;

/** What is to be sent on one connection, in order. */
final class ResponseWriter {

  /** Windows sent in a row before the other connections have their turn. */
  private static final int TURN = 8;

  private final ArrayDeque<Body> bodies = new ArrayDeque<Body>();

  void add(Body body) {
    bodies.add(body);
  }

  boolean isEmpty() {
    return bodies.isEmpty();
  }

  /**
   * Sends what the client takes now.
   *
   * @param window direct memory, for nothing but this call: heap buffers of any size would make the
   *     JDK keep direct ones of the same size
   * @return the number of bytes sent
   */
  long write(Transport transport, ByteBuffer window) throws IOException {
    long sent = 0;
    for (int i = 0; i < TURN && !bodies.isEmpty(); i++) {
      window.clear();
      for (Body body : bodies) {
        body.peek(window);
        if (!window.hasRemaining()) {
          break;
        }
      }
      window.flip();
      int wanted = window.remaining();
      int taken = transport.write(window);
      skip(taken);
      sent += taken;
      if (taken < wanted) {
        break;
      }
    }
    return sent;
  }

  private void skip(int count) {
    int left = count;
    while (!bodies.isEmpty()) {
      Body first = bodies.peek();
      int step = (int) Math.min(left, first.remaining());
      first.skip(step);
      left -= step;
      if (first.remaining() > 0) {
        return;
      }
      bodies.remove().close();
    }
  }

  /** Drops what is not sent. */
  void close() {
    while (!bodies.isEmpty()) {
      bodies.remove().close();
    }
  }
}
