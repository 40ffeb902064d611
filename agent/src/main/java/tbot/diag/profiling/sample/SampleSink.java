package tbot.diag.profiling.sample;

/** Takes samples one by one. It is called by one thread at a time. */
public interface SampleSink {

  /** Takes one sample; what it refers to may be kept. */
  void accept(Sample sample);
}
