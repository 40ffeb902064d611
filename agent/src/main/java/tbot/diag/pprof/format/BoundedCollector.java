package tbot.diag.pprof.format;

import one.jfr.event.Event;
import one.jfr.event.EventCollector;

/** Passes on events up to a number of samples. One event of a thread that waits is many samples. */
final class BoundedCollector implements EventCollector {

  private final EventCollector next;
  private long limit;
  private long count;

  BoundedCollector(EventCollector next) {
    this.next = next;
  }

  /** Sets how many samples are passed on; none until then. */
  void setLimit(long samples) {
    limit = samples;
  }

  /** The number of samples that came. */
  long count() {
    return count;
  }

  @Override
  public void collect(Event event) {
    count += Math.max(1, event.samples());
    if (count <= limit) {
      next.collect(event);
    }
  }

  @Override
  public void beforeChunk() {
    next.beforeChunk();
  }

  @Override
  public void afterChunk() {
    next.afterChunk();
  }

  @Override
  public boolean finish() {
    return next.finish();
  }

  @Override
  public void forEach(Visitor visitor) {
    next.forEach(visitor);
  }
}
