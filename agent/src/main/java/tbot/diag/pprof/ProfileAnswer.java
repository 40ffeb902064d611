package tbot.diag.pprof;

import com.sun.net.httpserver.HttpExchange;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import tbot.diag.http.Reply;
import tbot.diag.pprof.format.CollapsedStacks;
import tbot.diag.pprof.format.FlameGraphPage;
import tbot.diag.pprof.format.GzipBody;
import tbot.diag.pprof.format.LegacyText;
import tbot.diag.pprof.format.PprofWriter;
import tbot.diag.pprof.format.ProfileFormat;
import tbot.diag.pprof.format.SyntheticAddresses;
import tbot.diag.pprof.profile.ProfileHeader;
import tbot.diag.pprof.profile.SampleTable;

/**
 * An answer that carries a profile, in whichever form was asked for. It can be kept alive until the
 * profile is there; only a write tells that the client went away.
 */
final class ProfileAnswer implements Closeable {

  private static final int BUFFER_BYTES = 16 * 1024;

  private final String name;
  private final ProfileFormat format;
  private final GzipBody gzip;
  private final OutputStream out;
  private boolean padded;

  /**
   * Begins an answer.
   *
   * @param name the file name of the profile
   */
  ProfileAnswer(HttpExchange exchange, String name, ProfileFormat format) throws IOException {
    this.name = name;
    this.format = format;
    if (format == ProfileFormat.PPROF) {
      gzip = new GzipBody(PprofReply.file(exchange, name));
      out = gzip;
    } else {
      gzip = null;
      String type = format == ProfileFormat.FLAMEGRAPH ? Reply.HTML : Reply.TEXT;
      out = new BufferedOutputStream(Reply.begin(exchange, type), BUFFER_BYTES);
    }
  }

  /** Sends a profile that exists already. */
  static void send(
      HttpExchange exchange,
      String name,
      ProfileFormat format,
      SyntheticAddresses addresses,
      ProfileHeader header,
      SampleTable samples)
      throws IOException {
    try (ProfileAnswer answer = new ProfileAnswer(exchange, name, format)) {
      answer.complete(addresses, header, samples);
    }
  }

  /**
   * Sends something that means nothing. Only before {@link #complete}.
   *
   * @throws IOException when the client has gone; the second or third after it went finds out
   */
  void keepAlive() throws IOException {
    if (gzip != null) {
      gzip.keepAlive();
    } else {
      // Pages and the readers of collapsed stacks alike skip white space at the beginning.
      out.write(' ');
      out.flush();
      padded = true;
    }
  }

  /** Sends the profile and completes the answer. */
  void complete(SyntheticAddresses addresses, ProfileHeader header, SampleTable samples)
      throws IOException {
    if (padded) {
      out.write('\n');
    }
    switch (format) {
      case PPROF:
        PprofWriter.write(out, addresses, header, samples);
        break;
      case FLAMEGRAPH:
        FlameGraphPage.write(out, name, header, samples);
        break;
      case COLLAPSED:
        CollapsedStacks.write(out, header, samples);
        break;
      case LEGACY_TEXT:
        LegacyText.write(out, name, addresses, header, samples);
        break;
    }
    out.close();
  }

  /** Frees what a broken-off answer holds; does not complete it. */
  @Override
  public void close() {
    if (gzip != null) {
      gzip.release();
    }
  }
}
