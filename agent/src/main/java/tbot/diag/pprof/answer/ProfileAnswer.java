package tbot.diag.pprof.answer;

import java.io.IOException;
import java.io.OutputStream;
import tbot.diag.http.BadRequestException;
import tbot.diag.http.Body;
import tbot.diag.http.BodyOutput;
import tbot.diag.http.Request;
import tbot.diag.http.Responder;
import tbot.diag.http.Response;
import tbot.diag.http.ResponseHead;
import tbot.diag.pprof.format.ProfileFormat;
import tbot.diag.pprof.format.Symbols;
import tbot.diag.pprof.profile.Profile;

/** Sends one profile. */
public final class ProfileAnswer {

  private final Request request;
  private final Responder responder;
  private final String name;
  private final ProfileFormat format;
  private final Symbols symbols;

  /**
   * Prepares an answer; nothing is sent yet.
   *
   * @param name the name of the profile
   */
  public ProfileAnswer(
      Request request, Responder responder, String name, ProfileFormat format, Symbols symbols) {
    this.request = request;
    this.responder = responder;
    this.name = name;
    this.format = format;
    this.symbols = symbols;
  }

  /** Sends a profile that is complete. */
  public void send(Profile profile) throws IOException {
    responder.send(new Response(head(), body(profile)));
  }

  /**
   * Begins the answer, and completes it when the span has ended.
   *
   * @param slot makes the span stoppable
   * @throws BadRequestException if the request's id is in use; nothing has been sent then
   */
  public void send(PendingProfile pending, StoppableSpans.Slot slot) throws BadRequestException {
    SpanAnswer.begin(responder, head(), slot.hold(pending), () -> bodyOf(pending));
  }

  private Body bodyOf(PendingProfile pending) throws IOException {
    try (PendingProfile closing = pending) {
      return body(closing.profile());
    }
  }

  private ResponseHead head() {
    String pageType = format.pageType();
    return pageType == null
        ? PprofResponse.file(DownloadName.of(request, name, "", ".pb.gz"))
        : ResponseHead.of(200, pageType);
  }

  private Body body(Profile profile) throws IOException {
    BodyOutput body = new BodyOutput();
    try (OutputStream out = format.open(body)) {
      format.write(profile, name, symbols, out);
    }
    return body.body();
  }
}
