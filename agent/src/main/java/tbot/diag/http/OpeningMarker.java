package tbot.diag.http;

/** Loaded while the listener is opened, for nothing but {@link tbot.diag.hooks.Unseen}. */
final class OpeningMarker {

  private OpeningMarker() {}
}
