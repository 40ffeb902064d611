package tbot.diag.http.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.charset.StandardCharsets;
import tbot.diag.http.Body;
import tbot.diag.http.Response;
import tbot.diag.http.engine.message.HeadWriter;
import tbot.diag.http.engine.message.RequestHead;
import tbot.diag.http.engine.message.RequestReader;
import tbot.diag.http.engine.message.RequestRefusedException;
import tbot.diag.http.engine.transport.Layer;
import tbot.diag.http.engine.transport.Transport;

/**
 * One connection: its requests, one after the other, and their answers. Used by the event loop's
 * thread alone, apart from {@link #signal}.
 */
final class Connection {

  private static final byte[] CONTINUE =
      "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  /** What is read and dropped of a client that sends more than is wanted, at most. */
  private static final int DROPPED_BYTES = 1 << 20;

  /** Longer than any connection is silent: about a century. */
  private static final long DONE_NANOS = Long.MAX_VALUE / 3;

  private enum Phase {
    HEAD,
    WORKING,
    BODY,
    CLOSING,
    LINGERING,
    CLOSED
  }

  private final Layer layer;
  private final Transport transport;
  private final SelectionKey key;
  private final EventLoop loop;
  private final Service service;
  private final RequestReader reader = new RequestReader();
  private final ResponseWriter writer = new ResponseWriter();
  private final ReaderLag lag = new ReaderLag();

  private Phase phase = Phase.HEAD;
  private Exchange exchange;
  private boolean sending;

  /** Whether a byte of the head has come that is waited for. */
  private boolean begun;

  private boolean reused;
  private boolean turnedAway;
  private boolean inputEnded;
  private int discarded;

  /** When the client last did what was waited for. */
  private long since = System.nanoTime();

  private volatile boolean signalled;

  Connection(Layer layer, Transport transport, SelectionKey key, EventLoop loop, Service service) {
    this.layer = layer;
    this.transport = transport;
    this.key = key;
    this.loop = loop;
    this.service = service;
  }

  /** Has the event loop look at the exchange; from any thread. Needs no memory. */
  void signal() {
    signalled = true;
    loop.wakeUp();
  }

  boolean isSignalled() {
    return signalled;
  }

  /**
   * Goes as far as it can without waiting.
   *
   * @param ready whether the selector says so, and not a signal
   * @throws IOException if the connection is of no more use
   */
  void proceed(boolean ready) throws IOException {
    signalled = false;
    if (exchange != null && exchange.state() == Exchange.State.BROKEN) {
      transport.abort();
      close();
    }
    if (ready && phase == Phase.WORKING && takesInput()) {
      // A client that leaves is to be noticed; what it sends is for later.
      fill();
    }
    boolean more = phase != Phase.CLOSED;
    while (more) {
      more = flush() && step();
    }
    if (phase != Phase.CLOSED) {
      key.interestOps(transport.interest(takesInput(), sending));
    }
  }

  /**
   * Whether what the client sends is read now. To wait for it and not to read it would keep the
   * event loop busy.
   */
  private boolean takesInput() {
    switch (phase) {
      case HEAD:
      case BODY:
        return !inputEnded && !sending && reader.room() > 0;
      case WORKING:
        return !inputEnded && (reader.room() > 0 || exchange.isWatched());
      case LINGERING:
        return !inputEnded;
      default:
        return false;
    }
  }

  /** Sends what there is, and returns whether that was all. */
  private boolean flush() throws IOException {
    boolean wasSending = sending;
    if (exchange != null) {
      exchange.moveTo(writer);
    }
    long sent = writer.isEmpty() ? 0 : writer.write(transport, loop.window());
    sending = !writer.isEmpty() || !transport.flush();
    long now = System.nanoTime();
    if (sent > 0 || sending != wasSending) {
      since = now;
    }
    if (!wasSending) {
      lag.begin(now);
    } else if (sent > 0) {
      lag.taken(sent, now);
    }
    return !sending;
  }

  /** Takes one step, and returns whether there may be another one. */
  private boolean step() throws IOException {
    switch (phase) {
      case HEAD:
        return readHead();
      case WORKING:
        return followExchange();
      case BODY:
        return readBody();
      case CLOSING:
        transport.shutdownOutput();
        enter(Phase.LINGERING);
        return true;
      case LINGERING:
        return fill() > 0;
      default:
        return false;
    }
  }

  private boolean readHead() throws IOException {
    try {
      RequestHead head = reader.head(transport.info());
      if (head == null) {
        noteBeginning();
        return fill() > 0;
      }
      Served served = service.served;
      if (served.layer != layer) {
        // Those who answer now rely on what other connections speak.
        close();
        return false;
      }
      exchange = new Exchange(service, served.dispatcher, head, this);
      enter(Phase.WORKING);
      service.dispatchers.execute(exchange);
      return false;
    } catch (RequestRefusedException e) {
      refuse(e.status(), e.getMessage());
      return true;
    }
  }

  /** The head has its time from its first byte on. Empty lines before it give none. */
  private void noteBeginning() {
    if (!begun && !reader.isEmpty()) {
      begun = true;
      since = System.nanoTime();
    }
  }

  private boolean followExchange() {
    switch (exchange.state()) {
      case NEEDS_BODY:
        enter(Phase.BODY);
        if (exchange.expectsContinue()) {
          writer.add(Body.of(CONTINUE));
        }
        return true;
      case COMPLETE:
        enter(exchange.closes() || inputEnded ? Phase.CLOSING : Phase.HEAD);
        // What was laid down since it was looked at last.
        exchange.moveTo(writer);
        exchange = null;
        reused = true;
        return true;
      default:
        if (inputEnded && exchange.isWatched()) {
          close();
        }
        return false;
    }
  }

  private boolean readBody() throws IOException {
    byte[] body = reader.body(exchange.bodyLength());
    if (body == null) {
      return fill() > 0;
    }
    enter(Phase.WORKING);
    exchange.resume(body);
    return false;
  }

  /** Reads once; returns the number of bytes, 0 if there are none, -1 at the end. */
  private int fill() throws IOException {
    ByteBuffer window = loop.window();
    window.clear();
    // Only by reading is it seen that a client has left.
    boolean dropping = phase == Phase.LINGERING || (phase == Phase.WORKING && reader.room() == 0);
    if (!dropping) {
      window.limit(Math.min(reader.room(), window.capacity()));
    }
    int count = inputEnded || !window.hasRemaining() ? 0 : transport.read(window);
    window.flip();
    if (count < 0) {
      inputEnded = true;
      if (phase != Phase.WORKING) {
        close();
      }
    } else if (dropping) {
      drop(count);
    } else if (count > 0) {
      reader.append(window);
    }
    return phase == Phase.CLOSED ? -1 : count;
  }

  private void drop(int count) {
    discarded += count;
    if (discarded > DROPPED_BYTES || inputEnded) {
      close();
    } else if (count > 0 && exchange != null) {
      // The next request would not be whole.
      exchange.closeAfterwards();
    }
  }

  private void enter(Phase next) {
    phase = next;
    begun = false;
    since = System.nanoTime();
  }

  /** Serves no further request if it speaks something else than new connections. */
  void retireUnless(Layer current) {
    if (layer == current) {
      return;
    }
    if (exchange != null) {
      exchange.closeAfterwards();
    } else if (phase == Phase.HEAD && !sending) {
      close();
    }
  }

  /** Answers by an error, whatever the client asked for, and closes. */
  void refuse(int status, String reason) {
    Response response = Response.text(status, status + " - " + reason + "\n");
    writer.add(HeadWriter.withLength(response.head(), response.body().remaining(), "close"));
    writer.add(response.body());
    enter(Phase.CLOSING);
  }

  /**
   * Refuses a client for which there is no room. It may be closed at any time to make room for the
   * next one: over TLS it is sent nothing before a handshake that may never come.
   */
  void turnAway() {
    turnedAway = true;
    refuse(503, "all connections are in use");
  }

  /** Acts on a limit that has passed. */
  void expire() throws IOException {
    if (nanosToStep(System.nanoTime()) <= 0) {
      exchange.startStep();
      return;
    }
    boolean halfSent = phase == Phase.BODY || (phase == Phase.HEAD && !reader.isEmpty());
    if (halfSent && !sending) {
      exchange = null;
      refuse(408, "the request did not arrive in time");
      proceed(false);
    } else {
      close();
    }
  }

  /** How long until {@link #expire} is to be called; negative if it is late, far away if never. */
  long nanosToExpiry(long now) {
    return Math.min(since - now + limitMillis() * 1_000_000, nanosToStep(now));
  }

  private long nanosToStep(long now) {
    return exchange == null ? EventLoop.NEVER_NANOS : exchange.nanosToStep(now);
  }

  private long limitMillis() {
    EngineLimits limits = service.limits;
    if (sending) {
      return limits.stallMillis;
    }
    switch (phase) {
      case HEAD:
        return reused && reader.isEmpty() ? limits.idleMillis : limits.headMillis;
      case BODY:
        return limits.bodyMillis;
      case LINGERING:
        return limits.lingerMillis;
      default:
        return Integer.MAX_VALUE;
    }
  }

  /**
   * For how long the client has kept the connection from being of use; negative if it has not: a
   * handler is at work, or the answer is on its way and taken fast enough. Longer than any other if
   * it has had its last answer.
   */
  long silentNanos(long now) {
    long silent = now - since;
    if (phase == Phase.LINGERING) {
      return silent + DONE_NANOS;
    }
    if (sending && !turnedAway) {
      long late = lag.nanos(now);
      return late > service.limits.slowMillis * 1_000_000 ? late : -1;
    }
    return phase == Phase.WORKING ? -1 : silent;
  }

  /** Whether it takes no room of others, since its request waits for something. */
  boolean isWaiting() {
    return exchange != null && exchange.isWaiting();
  }

  /** Closes the connection at once. A handler that is at work for it is told. */
  void close() {
    if (phase == Phase.CLOSED) {
      return;
    }
    phase = Phase.CLOSED;
    loop.connections().remove(this);
    try {
      transport.close();
    } finally {
      try {
        writer.close();
      } finally {
        if (exchange != null) {
          exchange.disconnect();
        }
      }
    }
  }
}
