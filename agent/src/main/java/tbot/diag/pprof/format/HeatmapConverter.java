package tbot.diag.pprof.format;

import one.convert.Arguments;
import one.convert.JfrToHeatmap;
import one.jfr.JfrReader;
import one.jfr.event.EventCollector;

/**
 * async-profiler's converter, with names that cannot break its page. It writes them into a script
 * and escapes quotes and backslashes alone.
 */
final class HeatmapConverter extends JfrToHeatmap {

  /** Longer names are cut; the profiler cuts them at some 8,000. */
  private static final int LONGEST_NAME = 1000;

  private final BoundedCollector samples;

  /**
   * Prepares a conversion.
   *
   * @param maxSamples how many samples are converted; an event of a waiting thread is many
   */
  HeatmapConverter(JfrReader reader, Arguments arguments, long maxSamples) {
    super(reader, arguments);
    // Made by the constructor above.
    samples = (BoundedCollector) collector;
    samples.setLimit(maxSamples);
  }

  @Override
  protected EventCollector createCollector(Arguments arguments) {
    return new BoundedCollector(super.createCollector(arguments));
  }

  /** The number of samples in the recording; more than the limit if some were left out. */
  long samples() {
    return samples.count();
  }

  @Override
  public String getThreadName(int id) {
    return harmless(super.getThreadName(id));
  }

  @Override
  public StackTraceElement getStackTraceElement(long method, byte type, int location) {
    StackTraceElement element = super.getStackTraceElement(method, type, location);
    return new StackTraceElement(
        harmless(element.getClassName()),
        harmless(element.getMethodName()),
        element.getFileName(),
        element.getLineNumber());
  }

  /** Replaces the start of a tag, except of constructors' names, and what ends a line. */
  static String harmless(String name) {
    if (name.equals("<init>") || name.equals("<clinit>")) {
      return name;
    }
    String text = name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "...";
    StringBuilder safe = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean breaks = Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
      safe.append(c == '<' ? '(' : breaks ? '?' : c);
    }
    return safe.toString();
  }
}
