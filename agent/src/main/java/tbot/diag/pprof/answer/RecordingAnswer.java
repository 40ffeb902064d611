package tbot.diag.pprof.answer;

import java.io.IOException;
import java.util.Set;
import tbot.diag.http.BadRequestException;
import tbot.diag.http.Body;
import tbot.diag.http.Request;
import tbot.diag.http.Responder;
import tbot.diag.log.Log;
import tbot.diag.profiling.ProfilerUnavailableException;
import tbot.diag.profiling.Recorder;
import tbot.diag.profiling.Recording;
import tbot.diag.profiling.sample.EventKind;

/** Sends a JFR recording: {@code format=jfr}. */
public final class RecordingAnswer implements Span {

  private final Recording recording;
  private final long nanos;

  private RecordingAnswer(Recording recording, long nanos) {
    this.recording = recording;
    this.nanos = nanos;
  }

  /**
   * Records a span and sends the recording at its end, as fast as the client takes it.
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
    RecordingAnswer answer = new RecordingAnswer(recorder.record(kinds, nanos), nanos);
    SpanAnswer.begin(
        responder,
        PprofResponse.file(DownloadName.of(request, name, ".jfr", ".jfr")),
        slot.hold(answer),
        answer::body);
  }

  private Body body() throws IOException {
    return Body.of(recording.file(), 0, recording.file().size(), recording);
  }

  @Override
  public long nanos() {
    return nanos;
  }

  @Override
  public boolean await(long millis) throws InterruptedException, ProfilerUnavailableException {
    return recording.await(millis);
  }

  @Override
  public void endNow() {
    recording.endNow();
  }

  @Override
  public void close() {
    try {
      recording.close();
    } catch (IOException e) {
      Log.debug("a recording could not be closed: " + e);
    }
  }
}
