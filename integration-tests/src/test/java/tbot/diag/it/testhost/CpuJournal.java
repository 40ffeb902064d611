package tbot.diag.it.testhost;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.pprof.PprofProfile;

/** Asks a test host that keeps a journal of its threads' CPU clocks. */
public final class CpuJournal {

  private CpuJournal() {}

  /** The CPU nanoseconds of each thread of the journal within the span of a profile. */
  public static long[] nanosDuring(PprofProfile profile, ChildJvm host) throws IOException {
    long from = TimeUnit.NANOSECONDS.toMillis(profile.proto().getTimeNanos());
    long to = from + TimeUnit.NANOSECONDS.toMillis(profile.proto().getDurationNanos());
    String answer = host.ask("cpu " + from + " " + to, "cpu ");
    return Arrays.stream(answer.split(" ", -1)).mapToLong(Long::parseLong).toArray();
  }
}
