package tbot.diag.pprof;

import java.io.IOException;
import tbot.diag.http.BadRequestException;
import tbot.diag.http.Query;
import tbot.diag.http.Request;
import tbot.diag.http.Responder;
import tbot.diag.http.Response;
import tbot.diag.http.ResponseHead;
import tbot.diag.pprof.pages.Table;
import tbot.diag.pprof.snapshot.SnapshotUnavailableException;
import tbot.diag.profiling.ProfilerUnavailableException;

/** A profile that is also there as a table for people, by {@code format=table}. */
final class TableEndpoint extends PprofHandler {

  private final PprofHandler profile;
  private final Table table;

  /**
   * Makes the endpoint.
   *
   * @param profile answers all other formats
   */
  TableEndpoint(PprofHandler profile, Table table) {
    this.profile = profile;
    this.table = table;
  }

  @Override
  void answer(Request request, Responder responder)
      throws IOException,
          InterruptedException,
          BadRequestException,
          ProfilerUnavailableException,
          SnapshotUnavailableException {
    Query query = new Query(request.uri());
    if (!"table".equals(query.get("format"))) {
      profile.answer(request, responder);
      return;
    }
    if (query.seconds(0) > 0) {
      throw new BadRequestException("format=table shows what is now: it takes no seconds");
    }
    responder.send(Response.of(200, ResponseHead.HTML, table.html(query)));
  }
}
