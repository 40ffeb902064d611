package tbot.diag.http;

/** The next part of the work on an answer, see {@link Responder#later}. */
public interface Step {

  /**
   * Does the work, on a worker thread.
   *
   * @throws Exception as {@link Handler#handle}
   */
  void run() throws Exception;
}
