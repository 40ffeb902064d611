package tbot.diag.pprof.answer;

import tbot.diag.http.Response;
import tbot.diag.http.ResponseHead;

/** Answers in the form that clients of Go's net/http/pprof expect. */
public final class PprofResponse {

  /** The field that makes {@code go tool pprof} print the message of an error. */
  public static final String GO_PPROF = "X-Go-Pprof";

  private static final String FILE = "application/octet-stream";

  private PprofResponse() {}

  /** An error, of one line without its line break. */
  public static Response error(int status, String message) {
    return Response.text(status, message + "\n").with(GO_PPROF, "1");
  }

  /** The head of an answer that browsers save as a file. */
  public static ResponseHead file(String fileName) {
    // Not Content-Encoding: gzip, although profiles are gzip files: clients keep them compressed.
    return ResponseHead.of(200, FILE)
        .with("Content-Disposition", "attachment; filename=\"" + fileName + "\"");
  }
}
