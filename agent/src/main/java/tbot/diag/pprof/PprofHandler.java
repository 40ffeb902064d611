package tbot.diag.pprof;

import java.io.IOException;
import java.io.InterruptedIOException;
import tbot.diag.http.BadRequestException;
import tbot.diag.http.Handler;
import tbot.diag.http.Request;
import tbot.diag.http.Responder;
import tbot.diag.pprof.answer.PprofResponse;
import tbot.diag.pprof.snapshot.SnapshotUnavailableException;
import tbot.diag.profiling.EventUnsupportedException;
import tbot.diag.profiling.ProfilerUnavailableException;

/** Handles an endpoint of debug mode. Turns failures into the errors that pprof clients expect. */
abstract class PprofHandler implements Handler {

  /** The last segment of the requested path: the name of the profile. */
  static String name(Request request) {
    String path = request.path();
    return path.substring(path.lastIndexOf('/') + 1);
  }

  @Override
  public final void handle(Request request, Responder responder) throws Exception {
    try {
      answer(request, responder);
    } catch (BadRequestException e) {
      responder.send(PprofResponse.error(400, e.getMessage()));
    } catch (EventUnsupportedException e) {
      responder.send(PprofResponse.error(501, e.getMessage()));
    } catch (ProfilerUnavailableException | SnapshotUnavailableException e) {
      responder.send(PprofResponse.error(503, e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while profiling");
    }
  }

  /** Answers a request, or begins to. */
  abstract void answer(Request request, Responder responder)
      throws IOException,
          InterruptedException,
          BadRequestException,
          ProfilerUnavailableException,
          SnapshotUnavailableException;
}
