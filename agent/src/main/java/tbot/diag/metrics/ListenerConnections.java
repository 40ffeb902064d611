package tbot.diag.metrics;

/** The connections of the listener itself. */
public interface ListenerConnections {

  /** Open connections. */
  int open();

  /** Connections that were closed to make room for others, since the start of the agent. */
  long evicted();
}
