package tbot.diag.hooks;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Records the states of servers: {@code initializing}, {@code listening} or {@code down}. */
public final class RecordedServers implements ServerListener {

  private final List<String> states = new CopyOnWriteArrayList<>();

  @Override
  public void initializing() {
    states.add("initializing");
  }

  @Override
  public void listening(String note) {
    states.add(note == null ? "listening" : "listening: " + note);
  }

  @Override
  public void down(String reason) {
    states.add("down: " + reason);
  }

  public List<String> states() {
    return states;
  }
}
