package tbot.diag.bench;

/** A host's connection handler, of which each call is a connection. Does next to nothing. */
final class HookedHandler {

  private int handled;

  /** Handles one connection. */
  int handle(int connection) {
    handled += connection;
    return handled;
  }
}
