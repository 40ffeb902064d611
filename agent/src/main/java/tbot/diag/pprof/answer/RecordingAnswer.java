package tbot.diag.pprof.answer;

import java.io.IOException;
import java.util.Set;
import tbot.diag.http.BadRequestException;
import tbot.diag.http.Body;
import tbot.diag.http.BodyOutput;
import tbot.diag.http.Request;
import tbot.diag.http.Responder;
import tbot.diag.http.ResponseHead;
import tbot.diag.pprof.format.HeatmapPage;
import tbot.diag.pprof.profile.ProfileHeader;
import tbot.diag.pprof.profile.ProfileType;
import tbot.diag.profiling.ProfilerUnavailableException;
import tbot.diag.profiling.Recorder;
import tbot.diag.profiling.sample.EventKind;

/** Sends a JFR recording, or a page made of it. */
public final class RecordingAnswer {

  private RecordingAnswer() {}

  /**
   * Answers {@code format=jfr}: records a span and sends the recording at its end, as fast as the
   * client takes it.
   *
   * @param name the name of the profile
   * @param nanos the length of the span
   * @param slot makes the span stoppable
   * @throws BadRequestException if the request's id is in use; nothing has been sent then
   * @throws ProfilerUnavailableException when the profiler cannot start; nothing has been sent then
   */
  public static void send(
      Request request,
      Responder responder,
      String name,
      Recorder recorder,
      Set<EventKind> kinds,
      long nanos,
      StoppableSpans.Slot slot)
      throws IOException, InterruptedException, BadRequestException, ProfilerUnavailableException {
    RecordingSpan span = new RecordingSpan(recorder, kinds, nanos);
    SpanAnswer.begin(
        responder,
        PprofResponse.file(DownloadName.of(request, name, ".jfr", ".jfr")),
        slot.hold(span),
        () -> Body.of(span.file(), 0, span.file().size(), span::close));
  }

  /**
   * Answers {@code format=heatmap}: records a span and sends a page with its heat map.
   *
   * @param name the name of the profile
   * @param type of time
   * @param nanos the length of the span
   * @param slot makes the span stoppable
   * @throws BadRequestException if the request's id is in use; nothing has been sent then
   * @throws ProfilerUnavailableException when the profiler cannot start, or the heap has no room
   *     for a heat map; nothing has been sent then
   */
  public static void sendHeatmap(
      Responder responder,
      String name,
      Recorder recorder,
      ProfileType type,
      long nanos,
      StoppableSpans.Slot slot)
      throws IOException, InterruptedException, BadRequestException, ProfilerUnavailableException {
    String shortage = HeatmapPage.shortage();
    if (shortage != null) {
      throw new ProfilerUnavailableException(shortage);
    }
    RecordingSpan span = new RecordingSpan(recorder, type.kinds(), nanos);
    ProfileHeader header = type.header().atNow();
    SpanAnswer.begin(
        responder,
        ResponseHead.of(200, ResponseHead.HTML),
        slot.hold(span),
        () -> heatmap(span, header, name));
  }

  private static Body heatmap(RecordingSpan span, ProfileHeader header, String name)
      throws IOException {
    try (RecordingSpan closing = span) {
      BodyOutput body = new BodyOutput();
      HeatmapPage.write(closing.file(), header.lasting(closing.nanos()), name, body);
      return body.body();
    }
  }
}
