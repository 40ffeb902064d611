package tbot.diag.http.engine;

/** Loaded for the first client, for nothing but {@link tbot.diag.hooks.Unseen}. */
final class ServingMarker {

  private ServingMarker() {}
}
