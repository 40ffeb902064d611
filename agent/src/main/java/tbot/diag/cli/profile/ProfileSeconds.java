package tbot.diag.cli.profile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.util.UUID;
import tbot.diag.cli.console.CommandFailure;
import tbot.diag.cli.service.ServiceClient;
import tbot.diag.pprof.format.PprofReader;
import tbot.diag.pprof.profile.Profile;

/** Profiles of a second each, one after the other without a gap. Their type can change. */
final class ProfileSeconds implements AutoCloseable {

  private static final long ANSWER_MILLIS = 120_000;

  private final ServiceClient client;
  private ProfileKind kind;
  private String missing = "";
  private HttpURLConnection current;

  /**
   * Begins the first second.
   *
   * @throws CommandFailure if the service cannot be reached, or does not have this type
   */
  ProfileSeconds(ServiceClient client, ProfileKind kind) {
    this.client = client;
    this.kind = kind;
    current = begin();
  }

  private HttpURLConnection begin() {
    return client.begin(kind.request(1, false, UUID.randomUUID().toString()), ANSWER_MILLIS);
  }

  /** Begins another second, and waits for the end of the current one. */
  Profile next() throws IOException {
    HttpURLConnection following = begin();
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    ProfileDownload.copy(current, content);
    current = following;
    return PprofReader.read(content.toByteArray());
  }

  /**
   * Goes on to the next type that the service has. It may be the same one.
   *
   * @throws CommandFailure if it has none any more
   */
  void changeKind() {
    current.disconnect();
    ProfileKind before = kind;
    missing = "";
    while (true) {
      kind = following(kind);
      try {
        current = begin();
        return;
      } catch (CommandFailure e) {
        if (kind == before) {
          throw e;
        }
        missing = "no " + kind + ": " + e.getMessage();
      }
    }
  }

  /** The type after this one; null if that is none that comes in seconds. */
  static ProfileKind following(ProfileKind kind) {
    switch (kind) {
      case CPU:
        return ProfileKind.WALL;
      case WALL:
        return ProfileKind.ALLOC;
      case ALLOC:
        return ProfileKind.CPU;
      default:
        return null;
    }
  }

  /** The type. */
  ProfileKind kind() {
    return kind;
  }

  /** Which type was left out at the last change, and why; empty if none was. */
  String missing() {
    return missing;
  }

  @Override
  public void close() {
    current.disconnect();
  }
}
