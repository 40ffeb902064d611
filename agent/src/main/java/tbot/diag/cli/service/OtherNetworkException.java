package tbot.diag.cli.service;

import tbot.diag.cli.console.CommandFailure;

/**
 * No session was opened, because its listener would be in another network namespace. Nothing was
 * done; the command can be run again in there.
 */
public final class OtherNetworkException extends CommandFailure {

  private static final long serialVersionUID = 1L;

  private final long pid;

  OtherNetworkException(long pid) {
    super("process " + pid + " is in another network namespace");
    this.pid = pid;
  }

  /** The process id of the JVM. */
  public long pid() {
    return pid;
  }
}
