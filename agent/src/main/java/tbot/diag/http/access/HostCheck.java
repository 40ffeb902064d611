package tbot.diag.http.access;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tbot.diag.http.Request;

/**
 * The listener answers to {@code localhost}, to addresses, and to names that are allowed. A web
 * page can have its own name point to this machine (DNS rebinding), and would then count as a page
 * of this listener in the browser.
 *
 * <p>Names below {@code localhost} are not among them: not every resolver keeps them on the
 * machine.
 */
final class HostCheck implements Check {

  private final Set<String> names = new HashSet<String>();

  HostCheck(List<String> allowed) {
    names.addAll(allowed);
    names.add("localhost");
  }

  @Override
  public Refusal judge(Request request) {
    String field = request.headers().first("Host");
    if (field == null) {
      // HTTP/1.0, which no browser speaks.
      return null;
    }
    Authority host = Authority.parse(field, 0);
    if (host == null) {
      return Refusal.forbidden("the header Host has no valid host");
    }
    if (host.isAddress() || names.contains(host.host())) {
      return null;
    }
    return Refusal.forbidden(
        "the host name "
            + host.host()
            + " is not allowed here; allow_host="
            + host.host()
            + " allows it");
  }
}
