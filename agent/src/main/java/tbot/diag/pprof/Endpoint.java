package tbot.diag.pprof;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InterruptedIOException;
import tbot.diag.http.BadRequestException;
import tbot.diag.profiling.EventUnsupportedException;
import tbot.diag.profiling.ProfilerUnavailableException;

/** One path below {@code /debug/pprof/}: turns what goes wrong into the answers pprof expects. */
abstract class Endpoint implements HttpHandler {

  private final String path;

  /**
   * An endpoint at a path.
   *
   * @param path the whole of it; a server that matches prefixes sends more here
   */
  Endpoint(String path) {
    this.path = path;
  }

  /** The whole path. */
  final String path() {
    return path;
  }

  /** What it is called, in file names and in profiles: what stands behind the path's last slash. */
  final String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  @Override
  public final void handle(HttpExchange exchange) throws IOException {
    try {
      if (exchange.getRequestURI().getPath().equals(path)) {
        answer(exchange);
      } else {
        PprofReply.ERRORS.send(exchange, 404, "Unknown profile");
      }
    } catch (BadRequestException e) {
      PprofReply.ERRORS.send(exchange, 400, e.getMessage());
    } catch (EventUnsupportedException e) {
      PprofReply.ERRORS.send(exchange, 501, e.getMessage());
    } catch (ProfilerUnavailableException e) {
      PprofReply.ERRORS.send(exchange, 503, e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while profiling");
    } finally {
      exchange.close();
    }
  }

  /** Answers a request for exactly this path. */
  abstract void answer(HttpExchange exchange)
      throws IOException, InterruptedException, BadRequestException, ProfilerUnavailableException;
}
