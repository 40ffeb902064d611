package tbot.diag.bench;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import tbot.diag.pprof.format.ProfileFormat;
import tbot.diag.pprof.format.Symbols;
import tbot.diag.pprof.profile.Label;
import tbot.diag.pprof.profile.Profile;
import tbot.diag.pprof.profile.ProfileHeader;
import tbot.diag.pprof.profile.SampleTable;
import tbot.diag.pprof.profile.ValueType;
import tbot.diag.profiling.sample.Sample;
import tbot.diag.profiling.sample.SampleSink;

/** Converts a recording into a profile with the agent's classes, from file to file. */
public final class FileToPprof {

  private FileToPprof() {}

  /**
   * Converts one file.
   *
   * @param arguments the recording, the profile to write, and {@code --plain} for no compression
   */
  public static void main(String[] arguments) throws IOException {
    SampleTable samples = new SampleTable(2);
    RecordingFile.read(Path.of(arguments[0]), new Totals(samples));
    ValueType cpu = new ValueType("cpu", "nanoseconds");
    ProfileHeader header =
        new ProfileHeader(cpu, 10_000_000, new ValueType("samples", "count"), cpu).at(1);
    boolean plain = arguments.length > 2 && arguments[2].equals("--plain");
    try (OutputStream file = new FileOutputStream(arguments[1]);
        OutputStream body = plain ? file : ProfileFormat.PPROF.open(file)) {
      ProfileFormat.PPROF.write(
          new Profile(header, samples), "profile", Symbols.ofOtherProcess(), body);
    }
  }

  /** A class: the first lambda of a JVM is slow, and in the agent others have paid for it. */
  private record Totals(SampleTable samples) implements SampleSink {
    @Override
    public void accept(Sample sample) {
      samples.add(
          sample.stack(), Label.text("thread", sample.thread()), sample.count(), sample.value());
    }
  }
}
