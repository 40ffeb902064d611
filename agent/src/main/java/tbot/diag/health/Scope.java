package tbot.diag.health;

import tbot.diag.http.Response;
import tbot.diag.http.ResponseHead;

/** What a request asks about: all services or one of them. Equal scopes ask about the same. */
abstract class Scope {

  /** For a time that never comes, in milliseconds. */
  static final long NEVER = Long.MAX_VALUE;

  /** Whether no service of the scope is initializing. True if there is no service. */
  abstract boolean hasReported();

  /**
   * In how many milliseconds an initializing service of the scope becomes unhealthy because of its
   * age: at least 0, or {@link #NEVER}.
   */
  abstract long millisToMaxAge();

  /** The answer by the present state. */
  abstract Response response();

  static Response json(int status, String text) {
    return Response.of(status, ResponseHead.JSON, text);
  }
}
