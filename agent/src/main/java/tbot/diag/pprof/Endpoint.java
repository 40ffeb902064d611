package tbot.diag.pprof;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InterruptedIOException;
import tbot.diag.http.BadRequestException;
import tbot.diag.pprof.snapshot.SnapshotUnavailableException;
import tbot.diag.profiling.EventUnsupportedException;
import tbot.diag.profiling.ProfilerUnavailableException;

/** An endpoint of debug mode. Turns failures into the error answers that pprof clients expect. */
abstract class Endpoint implements HttpHandler {

  /** The last segment of the requested path: the name of the profile. */
  static String name(HttpExchange exchange) {
    String path = exchange.getRequestURI().getPath();
    return path.substring(path.lastIndexOf('/') + 1);
  }

  @Override
  public final void handle(HttpExchange exchange) throws IOException {
    try {
      answer(exchange);
    } catch (BadRequestException e) {
      PprofReply.ERRORS.send(exchange, 400, e.getMessage());
    } catch (EventUnsupportedException e) {
      PprofReply.ERRORS.send(exchange, 501, e.getMessage());
    } catch (ProfilerUnavailableException | SnapshotUnavailableException e) {
      PprofReply.ERRORS.send(exchange, 503, e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while profiling");
    }
  }

  /** Answers a request. */
  abstract void answer(HttpExchange exchange)
      throws IOException,
          InterruptedException,
          BadRequestException,
          ProfilerUnavailableException,
          SnapshotUnavailableException;
}
