package tbot.diag.pprof;

import java.io.IOException;
import tbot.diag.http.BadRequestException;
import tbot.diag.http.Query;
import tbot.diag.http.Request;
import tbot.diag.http.Responder;
import tbot.diag.pprof.answer.ProfileAnswer;
import tbot.diag.pprof.answer.StoppableSpans;
import tbot.diag.pprof.answer.TimedProfile;
import tbot.diag.pprof.format.Symbols;
import tbot.diag.pprof.profile.Profile;
import tbot.diag.pprof.profile.ProfileHeader;
import tbot.diag.pprof.profile.SampleTable;
import tbot.diag.pprof.profile.ValueType;
import tbot.diag.pprof.snapshot.SnapshotUnavailableException;
import tbot.diag.profiling.ProfilerUnavailableException;

/**
 * A profile that counts existing things by stack. With {@code seconds} it is the difference between
 * the beginning and the end of the span, negative where there are fewer at the end, as in Go.
 */
abstract class CountProfileEndpoint extends PprofHandler {

  private final Symbols symbols;
  private final StoppableSpans spans;

  CountProfileEndpoint(Symbols symbols, StoppableSpans spans) {
    this.symbols = symbols;
    this.spans = spans;
  }

  /**
   * Counts.
   *
   * @param samples gets one value per row
   * @param each what to add for each thing: 1 or -1
   * @return the header, with a comment if something could not be counted
   */
  abstract ProfileHeader count(SampleTable samples, long each, ProfileHeader header);

  @Override
  void answer(Request request, Responder responder)
      throws IOException,
          InterruptedException,
          BadRequestException,
          ProfilerUnavailableException,
          SnapshotUnavailableException {
    Query query = new Query(request.uri());
    String name = name(request);
    int seconds = query.seconds(0);
    String fileName = seconds == 0 ? name : name + "-delta";
    ProfileAnswer answer =
        new ProfileAnswer(request, responder, fileName, FormatParameter.of(query), symbols);
    ValueType type = new ValueType(name, "count");
    ProfileHeader header = new ProfileHeader(type, 1, type).ofThisJvm();
    StoppableSpans.Slot slot = spans.slot(query);
    SampleTable samples = SampleTable.ofSpan(1);
    if (seconds > 0) {
      // Counts before the answer begins: a client may take its head for the start of the span.
      answer.send(new Difference(count(samples, -1, header), samples, seconds), slot);
    } else {
      answer.send(new Profile(count(samples, 1, header).atNow(), samples));
    }
  }

  /** Adds the counts at the end of a span to the negative ones at its beginning. */
  private final class Difference extends TimedProfile {

    private final ProfileHeader header;
    private final SampleTable samples;

    Difference(ProfileHeader header, SampleTable samples, int seconds) {
      super(seconds);
      this.header = header;
      this.samples = samples;
    }

    @Override
    public Profile profile() {
      ProfileHeader counted = count(samples, 1, header).atNow().lasting(nanos());
      SampleTable changed = new SampleTable(1);
      samples.<RuntimeException>forEach(
          (stack, label, values) -> {
            if (values[0] != 0) {
              changed.add(stack, label, values);
            }
          });
      return new Profile(counted, changed);
    }
  }
}
