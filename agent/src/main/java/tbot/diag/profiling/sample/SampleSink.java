package tbot.diag.profiling.sample;

/** Takes samples one by one, from one thread at a time. */
public interface SampleSink {

  /** Takes one sample. It is immutable and can be kept. */
  void accept(Sample sample);
}
