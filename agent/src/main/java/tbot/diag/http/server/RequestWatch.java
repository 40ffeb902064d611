package tbot.diag.http.server;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import tbot.diag.log.Log;

/**
 * The deadline of one request. When it passes, the thread that serves the request is interrupted.
 * That closes the channel which the thread reads or writes, and no other.
 */
final class RequestWatch {

  private static final ThreadLocal<RequestWatch> CURRENT = new ThreadLocal<RequestWatch>();

  private final ServerLimits limits;
  private final ScheduledExecutorService clock;
  private final StalledHeads stalled;
  private Thread thread;
  private Future<?> alarm;
  private int armed;
  private boolean reading;
  private boolean slow;

  /**
   * Makes a watch, which {@link #begin} starts.
   *
   * @param clock runs what happens at the deadline
   * @param stalled lists the watch until the head is read
   */
  RequestWatch(ServerLimits limits, ScheduledExecutorService clock, StalledHeads stalled) {
    this.limits = limits;
    this.clock = clock;
    this.stalled = stalled;
    stalled.add(this);
  }

  /** The watch of the request that this thread serves, or null. */
  static RequestWatch current() {
    return CURRENT.get();
  }

  /** The calling thread begins to read the head of the request. */
  synchronized void begin() {
    thread = Thread.currentThread();
    CURRENT.set(this);
    reading = true;
    arm("head", limits.headMillis());
  }

  /** The head is read. The next deadline is that of body and answer. */
  synchronized void headRead() {
    leaveHead();
    arm("request", limits.requestMillis());
  }

  /** The route is slow: only each piece of the response has a deadline. */
  synchronized void workSlowly() {
    disarm();
    slow = true;
  }

  /** A piece of the response is being sent. On a slow route this starts its deadline. */
  synchronized void writeBegins() {
    if (slow) {
      arm("write", limits.slowWriteMillis());
    }
  }

  /** The piece has been sent. */
  synchronized void writeEnds() {
    if (slow) {
      disarm();
    }
  }

  /**
   * The request is over. When this returns, on the thread that began the request, no interrupt is
   * pending and none will come.
   */
  synchronized void end() {
    disarm();
    leaveHead();
    CURRENT.remove();
    Thread.interrupted();
  }

  /**
   * Cuts the client off if its head is not complete.
   *
   * @return whether it was cut off
   */
  synchronized boolean cutIfStalled() {
    stalled.remove(this);
    if (!reading) {
      return false;
    }
    Log.debug("cut off a client that kept its request back: its thread is needed");
    thread.interrupt();
    return true;
  }

  private void leaveHead() {
    reading = false;
    stalled.remove(this);
  }

  private void arm(final String what, final long millis) {
    disarm();
    final int alarmNumber = armed;
    alarm =
        clock.schedule(
            new Runnable() {
              @Override
              public void run() {
                expire(alarmNumber, what, millis);
              }
            },
            millis,
            TimeUnit.MILLISECONDS);
  }

  private synchronized void expire(int alarmNumber, String what, long millis) {
    if (alarmNumber == armed) {
      Log.debug("cut off a client: " + what + " not complete after " + millis + " ms");
      thread.interrupt();
    }
  }

  private void disarm() {
    armed++;
    if (alarm != null) {
      alarm.cancel(false);
      alarm = null;
    }
  }
}
