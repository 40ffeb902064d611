package tbot.diag.calls;

import tbot.diag.config.value.HandlerSpec;

/** Has calls of methods of the host logged. */
public interface MethodTracer {

  /**
   * Begins to log the calls of a method, and returns when the classes that are loaded report them.
   * Calls that are under way are not seen.
   *
   * @param calls gets them until the trace is closed
   * @throws TraceUnavailableException if the method cannot be traced; one line
   */
  Trace begin(HandlerSpec method, SlowCalls calls)
      throws InterruptedException, TraceUnavailableException;

  /** A method that is traced. */
  interface Trace extends AutoCloseable {

    /** Whether a class of the method's name is loaded and reports calls. */
    boolean isHooked();

    /** Ends the trace, in the background: no more calls are seen, and the class is as before. */
    @Override
    void close();
  }
}
