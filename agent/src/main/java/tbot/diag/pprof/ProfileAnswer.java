package tbot.diag.pprof;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import tbot.diag.http.Reply;
import tbot.diag.pprof.format.ProfileBody;
import tbot.diag.pprof.format.ProfileFormat;
import tbot.diag.pprof.format.SyntheticAddresses;
import tbot.diag.pprof.profile.Profile;
import tbot.diag.profiling.ProfilerUnavailableException;

/**
 * Sends one profile. While it is being taken the answer is kept alive, so that a client that goes
 * away is noticed and ends the profile.
 */
final class ProfileAnswer {

  /** How often the answer is kept alive; it takes two or three writes to notice a lost client. */
  private static final long KEEP_ALIVE_MILLIS = 250;

  private final HttpExchange exchange;
  private final String name;
  private final ProfileFormat format;
  private final SyntheticAddresses addresses;

  /**
   * Prepares an answer; nothing is sent yet.
   *
   * @param name the name of the profile, which is its file name, too
   */
  ProfileAnswer(
      HttpExchange exchange, String name, ProfileFormat format, SyntheticAddresses addresses) {
    this.exchange = exchange;
    this.name = name;
    this.format = format;
    this.addresses = addresses;
  }

  /** Sends a profile that is complete. */
  void send(Profile profile) throws IOException {
    ProfileBody body = begin();
    try {
      complete(body, profile);
    } finally {
      body.release();
    }
  }

  /**
   * Begins the answer, waits for the profile and sends it. Failures break off the answer.
   *
   * @throws IOException also when the client has gone, or when the profile cannot be completed
   */
  void send(PendingProfile pending) throws IOException, InterruptedException {
    ProfileBody body = begin();
    try {
      while (!pending.await(KEEP_ALIVE_MILLIS)) {
        body.keepAlive();
      }
      complete(body, pending.profile());
    } catch (ProfilerUnavailableException e) {
      throw new IOException(e.getMessage(), e);
    } finally {
      body.release();
    }
  }

  private ProfileBody begin() throws IOException {
    String pageType = format.pageType();
    return format.open(
        pageType == null ? PprofReply.file(exchange, name) : Reply.begin(exchange, pageType));
  }

  private void complete(ProfileBody body, Profile profile) throws IOException {
    format.write(profile, name, addresses, body);
    body.close();
  }
}
