package tbot.diag.pprof;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import tbot.diag.http.ErrorReply;
import tbot.diag.http.Reply;

/** Answers in the form that clients of Go's net/http/pprof expect. */
final class PprofReply {

  /** Errors with the header that makes {@code go tool pprof} print the message. */
  static final ErrorReply ERRORS = new GoErrors();

  private static final String FILE = "application/octet-stream";

  private PprofReply() {}

  /**
   * Begins an answer that browsers save as a file.
   *
   * @return takes the body; to be closed by the caller
   */
  static OutputStream file(HttpExchange exchange, String fileName) throws IOException {
    exchange
        .getResponseHeaders()
        .set("Content-Disposition", "attachment; filename=\"" + fileName + "\"");
    // Not Content-Encoding: gzip, although profiles are gzip files: clients keep them compressed.
    return Reply.begin(exchange, FILE);
  }

  /** A class instead of a lambda: the index uses it, and the first lambda of a JVM is slow. */
  private static final class GoErrors implements ErrorReply {
    @Override
    public void send(HttpExchange exchange, int status, String message) throws IOException {
      exchange.getResponseHeaders().set("X-Go-Pprof", "1");
      Reply.text(exchange, status, message + "\n");
    }
  }
}
