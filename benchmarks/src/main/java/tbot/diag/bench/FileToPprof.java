package tbot.diag.bench;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import tbot.diag.pprof.format.GzipBody;
import tbot.diag.pprof.format.PprofWriter;
import tbot.diag.pprof.format.SyntheticAddresses;
import tbot.diag.pprof.profile.Label;
import tbot.diag.pprof.profile.ProfileHeader;
import tbot.diag.pprof.profile.SampleTable;
import tbot.diag.pprof.profile.ValueType;
import tbot.diag.profiling.sample.Sample;
import tbot.diag.profiling.sample.SampleSink;

/** Converts a recording to a pprof profile with the agent's classes, from file to file. */
public final class FileToPprof {

  private FileToPprof() {}

  /**
   * Converts one file.
   *
   * @param arguments the recording, the profile, and {@code --plain} for an uncompressed profile
   */
  public static void main(String[] arguments) throws IOException {
    SampleTable samples = new SampleTable(2);
    RecordingFile.read(Path.of(arguments[0]), new Totals(samples));
    ValueType cpu = new ValueType("cpu", "nanoseconds");
    ProfileHeader header =
        new ProfileHeader(cpu, 10_000_000, new ValueType("samples", "count"), cpu).at(1);
    try (OutputStream file = new FileOutputStream(arguments[1])) {
      if (arguments.length > 2 && arguments[2].equals("--plain")) {
        PprofWriter.write(file, new SyntheticAddresses(), header, samples);
      } else {
        GzipBody body = new GzipBody(file);
        PprofWriter.write(body, new SyntheticAddresses(), header, samples);
        body.close();
        body.release();
      }
    }
  }

  /**
   * Adds samples to a table. Not a lambda: the first one in a JVM takes time that the agent has
   * spent long before it converts a recording.
   */
  private record Totals(SampleTable samples) implements SampleSink {
    @Override
    public void accept(Sample sample) {
      samples.add(
          sample.stack(), new Label("thread", sample.thread()), sample.count(), sample.value());
    }
  }
}
