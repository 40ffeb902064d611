package tbot.diag.http.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.concurrent.Semaphore;
import tbot.diag.http.Body;
import tbot.diag.http.Dispatcher;
import tbot.diag.http.Endpoint;
import tbot.diag.http.Request;
import tbot.diag.http.Responder;
import tbot.diag.http.Response;
import tbot.diag.http.ResponseHead;
import tbot.diag.http.Step;
import tbot.diag.http.Transfer;
import tbot.diag.http.engine.message.HeadWriter;
import tbot.diag.http.engine.message.RequestHead;
import tbot.diag.jvm.SpareMemory;
import tbot.diag.log.Log;

/**
 * One request and its answer, on the way between the handler's threads and the event loop. What a
 * handler sends is laid down here, and the connection is signalled to fetch it.
 */
final class Exchange implements Runnable, Responder, Transfer {

  /** How far it is. */
  enum State {
    WORKING,
    NEEDS_BODY,
    STREAMING,
    COMPLETE,
    BROKEN
  }

  private static final int OK = 200;
  private static final int FIRST_ERROR = 400;

  private final Service service;
  private final Dispatcher dispatcher;
  private final RequestHead head;
  private final Connection connection;
  private final boolean isHead;

  // Written before each hand-over to a worker.
  private Request request;
  private Endpoint endpoint;

  // Guarded by this object.
  private final ArrayDeque<Body> laidDown = new ArrayDeque<Body>(4);
  private State state = State.WORKING;
  private int status;
  private boolean closes;
  private boolean firstChunk = true;
  private Semaphore heldSlots;
  private boolean gone;
  private Runnable whenGone;
  private Step waiting;
  private long waitsUntilNanos;
  private Step due;

  Exchange(Service service, Dispatcher dispatcher, RequestHead head, Connection connection) {
    this.service = service;
    this.dispatcher = dispatcher;
    this.head = head;
    this.connection = connection;
    request = head.request();
    isHead = request.method().equals("HEAD");
    closes = !head.isKeepAlive();
  }

  /** Goes on; on a worker. */
  @Override
  public void run() {
    try {
      Step step = takeStep();
      if (step == null) {
        begin();
      } else {
        requireMemory();
        step.run();
      }
      noteSuccess();
    } catch (Throwable t) {
      fail(t);
    }
  }

  /** Finds the endpoint and runs its handler, unless nobody waits for the answer any more. */
  private void begin() throws Exception {
    if (isGone()) {
      return;
    }
    if (endpoint == null) {
      endpoint = dispatcher.find(request);
      if (head.bodyLength() > 0 && askForBody(endpoint.takesBody())) {
        return;
      }
      if (!endpoint.isPrompt()) {
        service.workers.execute(this);
        // The event loop starts a thread for what waits for too long, and may be asleep.
        connection.signal();
        return;
      }
    }
    if (endpoint.isSlow() && !takeSlot(service.slowRequests)) {
      send(tooManySlowRequests());
      return;
    }
    if (endpoint.isWaiting() && !takeSlot(service.waitingRequests)) {
      send(tooMany(service.limits.waitingRequests));
      return;
    }
    requireMemory();
    endpoint.handler().handle(request, this);
  }

  private synchronized boolean isGone() {
    return gone;
  }

  private synchronized void noteSuccess() {
    if (state == State.COMPLETE && status == OK) {
      endpoint.prove();
    }
  }

  private void requireMemory() {
    if (!endpoint.isProven()) {
      SpareMemory.require(SpareMemory.FOR_NEW_CODE);
    }
  }

  private synchronized boolean askForBody(boolean taken) {
    if (taken) {
      state = State.NEEDS_BODY;
      connection.signal();
    } else {
      closes = true;
    }
    return taken;
  }

  private synchronized boolean takeSlot(Semaphore slots) {
    boolean taken = !gone && slots.tryAcquire();
    heldSlots = taken ? slots : null;
    return taken;
  }

  private Response tooManySlowRequests() {
    // Profiles are the slow ones; by X-Go-Pprof, go tool pprof prints the text.
    return tooMany(service.limits.slowRequests).with("X-Go-Pprof", "1");
  }

  private static Response tooMany(int limit) {
    return Response.text(
            503, "503 - " + limit + " requests of this kind are running, try again later\n")
        .with("Retry-After", "10");
  }

  private void fail(Throwable t) {
    try {
      service.failures.report("a request failed", request, t);
      answerFailure(t);
    } catch (Throwable again) {
      service.failures.report("an error cannot be answered", request, again);
    } finally {
      // Without effect on what is complete.
      abort();
    }
  }

  private void answerFailure(Throwable t) {
    String reason = t.toString().replace('\n', ' ').replace('\r', ' ');
    Response error =
        errorForClient(Response.text(500, "500 - the handler failed: " + reason + "\n"));
    synchronized (this) {
      if (state == State.WORKING) {
        // The body of an answer whose head could not be made.
        drop();
        layDown(error);
      }
    }
  }

  @Override
  public void send(Response response) {
    layDown(response.head().status() < FIRST_ERROR ? response : errorForClient(response));
  }

  /** Not while this object is locked: the event loop would wait for classes to be loaded. */
  private Response errorForClient(Response error) {
    try {
      return dispatcher.errorFor(request, error);
    } catch (Throwable t) {
      service.failures.report("an error has no page", request, t);
      return error;
    }
  }

  private synchronized void layDown(Response response) {
    require(State.WORKING);
    status = response.head().status();
    long length = response.body().remaining();
    put(response.body());
    laidDown.addFirst(HeadWriter.withLength(response.head(), length, connectionHeader()));
    finish(State.COMPLETE);
  }

  @Override
  public synchronized Transfer begin(ResponseHead responseHead) {
    require(State.WORKING);
    status = responseHead.status();
    closes |= head.isHttp10();
    laidDown.add(
        head.isHttp10()
            ? HeadWriter.untilClose(responseHead)
            : HeadWriter.chunked(responseHead, connectionHeader()));
    state = State.STREAMING;
    connection.signal();
    return this;
  }

  private String connectionHeader() {
    return closes ? "close" : head.isHttp10() ? "keep-alive" : null;
  }

  @Override
  public synchronized void write(Body part) {
    require(State.STREAMING);
    // A chunk of no bytes would be the last one.
    if (!head.isHttp10() && part.remaining() > 0) {
      put(ascii(chunkEnd() + Long.toHexString(part.remaining()) + "\r\n"));
      firstChunk = false;
    }
    put(part);
    connection.signal();
  }

  @Override
  public synchronized void end() {
    require(State.STREAMING);
    if (!head.isHttp10()) {
      put(ascii(chunkEnd() + "0\r\n\r\n"));
    }
    finish(State.COMPLETE);
  }

  private void put(Body part) {
    if (gone || isHead) {
      part.close();
    } else {
      laidDown.add(part);
    }
  }

  private void drop() {
    while (!laidDown.isEmpty()) {
      laidDown.remove().close();
    }
  }

  private String chunkEnd() {
    return firstChunk ? "" : "\r\n";
  }

  private static Body ascii(String text) {
    return Body.of(text.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public synchronized void abort() {
    if (state != State.COMPLETE && state != State.BROKEN) {
      finish(State.BROKEN);
    }
  }

  @Override
  public synchronized void later(long millis, Step step) {
    if (gone) {
      releaseSlot();
      return;
    }
    waiting = step;
    waitsUntilNanos = System.nanoTime() + millis * 1_000_000;
    connection.signal();
  }

  private synchronized Step takeStep() {
    Step step = due;
    due = null;
    return step;
  }

  @Override
  public void onClientGone(Runnable action) {
    boolean late;
    synchronized (this) {
      whenGone = action;
      late = gone;
    }
    if (late) {
      action.run();
    } else {
      connection.signal();
    }
  }

  private void require(State expected) {
    if (state != expected) {
      throw new IllegalStateException("the answer is " + state + ", not " + expected);
    }
  }

  /** Needs no memory, so that the connection of a failed request never stays as it is. */
  private void finish(State last) {
    state = last;
    releaseSlot();
    connection.signal();
  }

  private synchronized void releaseSlot() {
    if (heldSlots != null) {
      heldSlots.release();
      heldSlots = null;
    }
  }

  // What follows is called by the event loop.

  synchronized State state() {
    return state;
  }

  /** Has the connection closed after the answer. */
  synchronized void closeAfterwards() {
    closes = true;
  }

  /** Whether the connection is closed after the answer. */
  synchronized boolean closes() {
    return closes;
  }

  /** Whether it has begun to wait for something, for any time. */
  synchronized boolean isWaiting() {
    return heldSlots == service.waitingRequests;
  }

  /** Whether the handler wants to know when its client leaves. */
  synchronized boolean isWatched() {
    return whenGone != null;
  }

  /** How long until the next step is due; negative if it is late, far away if there is none. */
  synchronized long nanosToStep(long now) {
    return waiting == null ? EventLoop.NEVER_NANOS : waitsUntilNanos - now;
  }

  /** Has a worker take the step that is due. */
  void startStep() throws IOException {
    boolean queued;
    synchronized (this) {
      // For each step a worker runs once: without one it would begin the request again.
      queued = due != null;
      due = waiting;
      waiting = null;
    }
    if (!queued) {
      service.workers.execute(this);
    }
  }

  int bodyLength() {
    return head.bodyLength();
  }

  boolean expectsContinue() {
    return head.expectsContinue();
  }

  /** Goes on with the body. */
  void resume(byte[] body) throws IOException {
    request = request.withBody(body);
    synchronized (this) {
      state = State.WORKING;
    }
    service.workers.execute(this);
  }

  synchronized void moveTo(ResponseWriter writer) {
    while (!laidDown.isEmpty()) {
      writer.add(laidDown.remove());
    }
  }

  /** The connection is closed: lets the handler know, and counts its request no longer. */
  void disconnect() {
    Runnable action;
    boolean idle;
    boolean expected;
    synchronized (this) {
      gone = true;
      // Who waits for an event may have waited long enough.
      expected = isWaiting();
      drop();
      action = state == State.COMPLETE || state == State.BROKEN ? null : whenGone;
      idle = waiting != null;
      waiting = null;
    }
    try {
      if (action != null) {
        action.run();
        if (!expected) {
          Log.debug(request + ": its client has left");
        }
      }
    } catch (Throwable t) {
      service.failures.report("a request cannot be given up", request, t);
    } finally {
      if (action != null || idle) {
        releaseSlot();
      }
    }
  }
}
