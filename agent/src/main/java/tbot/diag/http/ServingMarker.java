package tbot.diag.http;

/** Loaded while the server is made, for nothing but {@link tbot.diag.hooks.Unseen}. */
final class ServingMarker {

  private ServingMarker() {}
}
