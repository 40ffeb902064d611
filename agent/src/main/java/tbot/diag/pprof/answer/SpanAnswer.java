package tbot.diag.pprof.answer;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import tbot.diag.http.Body;
import tbot.diag.http.Responder;
import tbot.diag.http.ResponseHead;
import tbot.diag.http.Step;
import tbot.diag.http.Transfer;

/**
 * An answer that begins with its span, so that the client knows that the span has begun, and whose
 * body follows at its end. It takes no thread meanwhile. A client that leaves ends the span.
 */
public final class SpanAnswer implements Step {

  /** How soon it is noticed that the profiler has failed or is being stopped. */
  private static final long LONGEST_WAIT_MILLIS = 250;

  /** The samples of a span are processed after its end. */
  private static final long SHORTEST_WAIT_MILLIS = 10;

  private final Responder responder;
  private final Span span;
  private final Callable<Body> body;
  private final long endNanos;
  private final Transfer transfer;

  private SpanAnswer(Responder responder, ResponseHead head, Span span, Callable<Body> body) {
    this.responder = responder;
    this.span = span;
    this.body = body;
    endNanos = System.nanoTime() + span.nanos();
    transfer = responder.begin(head);
  }

  /**
   * Begins the answer.
   *
   * @param span has begun
   * @param body makes the body after the end of the span, and sees to it that the span is closed
   */
  public static void begin(Responder responder, ResponseHead head, Span span, Callable<Body> body) {
    SpanAnswer answer = new SpanAnswer(responder, head, span, body);
    responder.onClientGone(span::close);
    answer.waitOn();
  }

  private void waitOn() {
    long left = TimeUnit.NANOSECONDS.toMillis(endNanos - System.nanoTime()) + 1;
    responder.later(Math.max(SHORTEST_WAIT_MILLIS, Math.min(LONGEST_WAIT_MILLIS, left)), this);
  }

  @Override
  public void run() throws Exception {
    boolean failed = true;
    try {
      if (span.await(0)) {
        transfer.write(body.call());
        transfer.end();
      } else {
        waitOn();
      }
      failed = false;
    } finally {
      if (failed) {
        span.close();
      }
    }
  }
}
