package tbot.diag.pprof;

import tbot.diag.http.BadRequestException;
import tbot.diag.http.Query;
import tbot.diag.http.Request;
import tbot.diag.http.Responder;
import tbot.diag.http.Response;
import tbot.diag.pprof.answer.PprofResponse;
import tbot.diag.pprof.answer.StoppableSpans;

/**
 * {@code POST /debug/pprof/stop?id=ID}: ends the span of the profile that was asked for with the
 * same {@code id}. Its client gets the profile of the time until now.
 */
final class StopEndpoint extends PprofHandler {

  private final StoppableSpans spans;

  StopEndpoint(StoppableSpans spans) {
    this.spans = spans;
  }

  @Override
  void answer(Request request, Responder responder) throws BadRequestException {
    if (!request.method().equals("POST")) {
      responder.send(PprofResponse.error(405, "use POST").with("Allow", "POST"));
      return;
    }
    String id = StoppableSpans.valid(new Query(request.uri()).get("id"));
    responder.send(
        spans.stop(id)
            ? Response.text(200, "stopped\n")
            : PprofResponse.error(404, "no profile with this id is being taken"));
  }
}
