package tbot.diag.bench;

/** A host's connection handler: each call is one connection. Does almost nothing. */
final class HookedHandler {

  private int handled;

  /** Handles one connection. */
  int handle(int connection) {
    handled += connection;
    return handled;
  }
}
