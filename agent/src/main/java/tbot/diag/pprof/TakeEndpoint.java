package tbot.diag.pprof;

import java.nio.charset.StandardCharsets;
import java.util.List;
import tbot.diag.http.BadRequestException;
import tbot.diag.http.Body;
import tbot.diag.http.Query;
import tbot.diag.http.Request;
import tbot.diag.http.Responder;
import tbot.diag.http.Response;
import tbot.diag.http.ResponseHead;
import tbot.diag.pprof.pages.IndexEntry;
import tbot.diag.pprof.pages.TakePage;

/** {@code /debug/pprof/take}: the page of a browser that waits for a profile. */
final class TakeEndpoint extends PprofHandler {

  private final TakePage page;

  TakeEndpoint(List<IndexEntry> entries) {
    page = new TakePage(entries);
  }

  @Override
  void answer(Request request, Responder responder) throws BadRequestException {
    String html = page.html(new Query(request.uri()));
    responder.send(
        new Response(
            ResponseHead.ofFetchingPage(), Body.of(html.getBytes(StandardCharsets.UTF_8))));
  }
}
