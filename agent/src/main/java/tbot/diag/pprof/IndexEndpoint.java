package tbot.diag.pprof;

import java.io.IOException;
import java.util.List;
import tbot.diag.http.BadRequestException;
import tbot.diag.http.Query;
import tbot.diag.http.Request;
import tbot.diag.http.Responder;
import tbot.diag.http.Response;
import tbot.diag.http.ResponseHead;
import tbot.diag.pprof.pages.IndexEntry;
import tbot.diag.pprof.pages.IndexPage;

/** {@code /debug/pprof/}: a page with all endpoints, for people. It works without scripts. */
final class IndexEndpoint extends PprofHandler {

  private final IndexPage page;

  /**
   * Makes the page.
   *
   * @param entries in the order of the page
   */
  IndexEndpoint(List<IndexEntry> entries) {
    page = new IndexPage(entries);
  }

  @Override
  void answer(Request request, Responder responder)
      throws IOException, InterruptedException, BadRequestException {
    String origin = request.connection().scheme() + "://" + host(request);
    String html = page.html(origin, new Query(request.uri()).get("commands"));
    responder.send(Response.of(200, ResponseHead.HTML, html));
  }

  /**
   * The address that the client used for this host. It is shown in commands to be copied into a
   * shell, so anything but an address is replaced by the local one.
   */
  private static String host(Request request) {
    String sent = request.headers().first("Host");
    if (sent != null && isHost(sent)) {
      return sent;
    }
    return request.connection().authority();
  }

  private static boolean isHost(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letterOrDigit = c < 128 && Character.isLetterOrDigit(c);
      if (!letterOrDigit && "-._:[]".indexOf(c) < 0) {
        return false;
      }
    }
    return !text.isEmpty() && text.charAt(0) != '-';
  }
}
