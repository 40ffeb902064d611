package tbot.diag.hooks;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** Records the events: {@code started}, {@code OK}, or an error's reason. */
public final class RecordedConnections implements ConnectionListener {

  private final List<String> events = new CopyOnWriteArrayList<>();

  @Override
  public void started() {
    events.add("started");
  }

  @Override
  public void ended(Outcome outcome, ErrorReason reasonOrNull, long durationNanos) {
    boolean consistent = (outcome == Outcome.ERROR) == (reasonOrNull != null) && durationNanos >= 0;
    events.add(
        !consistent
            ? "inconsistent"
            : outcome == Outcome.OK ? "OK" : reasonOrNull.name().toLowerCase(Locale.ROOT));
  }

  public List<String> events() {
    return events;
  }
}
