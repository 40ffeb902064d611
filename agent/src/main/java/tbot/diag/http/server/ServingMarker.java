package tbot.diag.http.server;

/** Loaded while the server is made, for nothing but {@link tbot.diag.hooks.Unseen}. */
final class ServingMarker {

  private ServingMarker() {}
}
