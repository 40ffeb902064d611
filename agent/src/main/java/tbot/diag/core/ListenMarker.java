package tbot.diag.core;

/** Loaded while the endpoints are made, for nothing but {@link tbot.diag.hooks.Unseen}. */
final class ListenMarker {

  private ListenMarker() {}
}
