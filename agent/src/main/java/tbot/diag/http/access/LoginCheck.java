package tbot.diag.http.access;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tbot.diag.http.Request;

/**
 * Clients must log in, except for some paths. A client with too many failures is told to wait, and
 * costs no more than that; but credentials that are known pass all the same, since behind a proxy
 * all clients have one address.
 */
final class LoginCheck implements Check {

  /** Each of them has paths below it for single services. */
  private static final List<String> OF_ALL_SERVICES = Arrays.asList("/readyz", "/wait");

  /** For all listeners of the process. */
  private static final HashTurn TURN = new HashTurn();

  private final List<Scheme> schemes;
  private final Set<String> open;
  private final LoginThrottle throttle;
  private final Refusal unauthorized;

  /**
   * Makes the check.
   *
   * @param schemes one of them is enough
   * @param open paths that need no login
   */
  LoginCheck(List<Scheme> schemes, List<String> open, LoginThrottle throttle) {
    this.schemes = schemes;
    this.open = new HashSet<String>(open);
    this.throttle = throttle;
    List<String> names = new ArrayList<String>();
    List<String> challenges = new ArrayList<String>();
    for (Scheme scheme : schemes) {
      names.add(scheme.name());
      challenges.add(scheme.challenge());
    }
    unauthorized =
        Refusal.unauthorized(
            "valid credentials are required: " + String.join(" or ", names), challenges);
  }

  @Override
  public Refusal judge(Request request) {
    if (isOpen(request.path(), request.uri().getRawPath())) {
      return null;
    }
    List<String> fields = request.headers().all("Authorization");
    if (fields.size() != 1) {
      return unauthorized;
    }
    String field = fields.get(0).trim();
    int blank = field.indexOf(' ');
    Scheme scheme = blank < 0 ? null : named(field.substring(0, blank));
    return scheme == null
        ? unauthorized
        : judge(
            scheme, field.substring(blank).trim(), ClientNetwork.of(request.connection().client()));
  }

  /**
   * The path is the one that the endpoints are found by: nothing is resolved in it, here or there.
   * What answers for all services includes what answers for one, whose name may hold a slash that
   * is escaped.
   */
  private boolean isOpen(String path, String rawPath) {
    if (open.contains(path)) {
      return true;
    }
    for (String all : OF_ALL_SERVICES) {
      if (open.contains(all)
          && path.startsWith(all + "/")
          && rawPath.indexOf('/', all.length() + 1) < 0
          && !hasDots(path)) {
        return true;
      }
    }
    return false;
  }

  /** Whether somebody could take the path for another one. */
  private static boolean hasDots(String path) {
    List<String> segments = Arrays.asList(path.split("/"));
    return segments.contains(".") || segments.contains("..");
  }

  private Scheme named(String name) {
    for (Scheme scheme : schemes) {
      if (scheme.name().equalsIgnoreCase(name)) {
        return scheme;
      }
    }
    return null;
  }

  private Refusal judge(Scheme scheme, String credentials, String client) {
    if (scheme.isKnown(credentials, client)) {
      return null;
    }
    int seconds = throttle.secondsToWait(client);
    if (seconds > 0) {
      return tooManyFailures(seconds);
    }
    if (!TURN.acquire()) {
      return Refusal.tooMany("too many logins at a time; try again in 1 s", 1);
    }
    try {
      return judgeInTurn(scheme, credentials, client);
    } finally {
      TURN.release();
    }
  }

  /** While this request waited, others of the same client may have succeeded or failed. */
  private Refusal judgeInTurn(Scheme scheme, String credentials, String client) {
    if (scheme.isKnown(credentials, client)) {
      return null;
    }
    int seconds = throttle.secondsToWait(client);
    if (seconds > 0) {
      return tooManyFailures(seconds);
    }
    if (scheme.verify(credentials, client)) {
      return null;
    }
    throttle.failed(client);
    return unauthorized;
  }

  private static Refusal tooManyFailures(int seconds) {
    return Refusal.tooMany(
        "too many failed logins from this address; try again in " + seconds + " s", seconds);
  }
}
