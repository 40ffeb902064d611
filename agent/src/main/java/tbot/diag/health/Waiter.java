package tbot.diag.health;

import tbot.diag.http.Responder;
import tbot.diag.http.Step;

/** A client that waits until the services of a scope have reported. It takes no thread. */
final class Waiter implements Step {

  /** There is always a next look, since the listener counts a client with one as waiting. */
  private static final long LONGEST_MILLIS = 3_600_000;

  private final Waiters waiters;
  private final Scope scope;
  private final Responder responder;

  /** Guarded by the waiters. */
  private boolean over;

  Waiter(Waiters waiters, Scope scope, Responder responder) {
    this.waiters = waiters;
    this.scope = scope;
    this.responder = responder;
  }

  /** Answers at once, or waits until the services report or the client leaves. */
  void begin() {
    run();
    responder.onClientGone(
        new Runnable() {
          @Override
          public void run() {
            waiters.forget(Waiter.this);
          }
        });
  }

  @Override
  public void run() {
    if (waiters.release(this)) {
      responder.send(scope.response());
    }
  }

  Scope scope() {
    return scope;
  }

  // What follows is called by the waiters alone, under their lock.

  /** Has a worker look again when a service gets too old. */
  void sleep() {
    responder.later(Math.min(scope.millisToMaxAge(), LONGEST_MILLIS), this);
  }

  /** Has a worker look again now. */
  void wake() {
    responder.later(0, this);
  }

  void setOver() {
    over = true;
  }

  /** Whether the client is answered or has left. */
  boolean isOver() {
    return over;
  }
}
