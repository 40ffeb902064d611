package tbot.diag.pprof.pages;

import tbot.diag.http.BadRequestException;
import tbot.diag.http.Query;
import tbot.diag.pprof.snapshot.SnapshotUnavailableException;

/** A page with a table of what is now, for people. */
public interface Table {

  /**
   * The document.
   *
   * @throws BadRequestException for an invalid parameter
   * @throws SnapshotUnavailableException when this JVM has no such table
   */
  String html(Query query) throws BadRequestException, SnapshotUnavailableException;
}
