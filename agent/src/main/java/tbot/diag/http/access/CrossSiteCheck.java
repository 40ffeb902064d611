package tbot.diag.http.access;

import java.util.Locale;
import tbot.diag.http.Headers;
import tbot.diag.http.Request;

/**
 * Web pages of others may not use the endpoints below {@code /debug}, nor POST: what they start
 * costs the host, though the browser keeps the answer from them. A link on such a page is refused,
 * too. A link of the same site is not.
 *
 * <p>Only browsers send these headers, and no page can change them; other clients pass. Over plain
 * HTTP, browsers send {@code Sec-Fetch-Site} to loopback alone, so elsewhere {@code Origin}
 * decides.
 */
final class CrossSiteCheck implements Check {

  private static final String DEBUG = "/debug";

  @Override
  public Refusal judge(Request request) {
    boolean guarded =
        request.method().equals("POST")
            || request.path().equals(DEBUG)
            || request.path().startsWith(DEBUG + "/");
    if (!guarded || !(isOfAnotherSite(request.headers()) || hasForeignOrigin(request.headers()))) {
      return null;
    }
    return Refusal.forbidden(
        "a page of another site led here, which is not allowed;"
            + " to see this page, copy its address into a new tab of the browser");
  }

  private static boolean isOfAnotherSite(Headers headers) {
    String site = headers.first("Sec-Fetch-Site");
    return "cross-site".equals(site)
        || ("same-site".equals(site) && !"navigate".equals(headers.first("Sec-Fetch-Mode")));
  }

  private static boolean hasForeignOrigin(Headers headers) {
    String host = headers.first("Host");
    for (String origin : headers.all("Origin")) {
      if (host == null || !isSame(origin.toLowerCase(Locale.ROOT), host)) {
        return true;
      }
    }
    return false;
  }

  /** The scheme does not count: a proxy before the listener may speak TLS for it. */
  private static boolean isSame(String origin, String host) {
    int defaultPort;
    if (origin.startsWith("http://")) {
      defaultPort = 80;
    } else if (origin.startsWith("https://")) {
      defaultPort = 443;
    } else {
      // Such as null, which browsers send for pages without an origin.
      return false;
    }
    Authority one = Authority.parse(origin.substring(origin.indexOf("//") + 2), defaultPort);
    return one != null && one.equals(Authority.parse(host, defaultPort));
  }
}
