package tbot.diag.pprof.snapshot;

/** This JVM cannot give a snapshot; the message says why and what helps. */
public final class SnapshotUnavailableException extends Exception {

  private static final long serialVersionUID = 1;

  SnapshotUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
