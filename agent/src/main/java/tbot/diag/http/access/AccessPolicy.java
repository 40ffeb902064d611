package tbot.diag.http.access;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import tbot.diag.config.AccessOptions;
import tbot.diag.http.Request;

/** Who may ask a listener, as its options say. */
public final class AccessPolicy {

  private final List<Check> checks;

  private AccessPolicy(List<Check> checks) {
    this.checks = checks;
  }

  /**
   * Makes the policy of a listener and reads its files.
   *
   * @param listening where it listens; on loopback, it answers to few names
   * @param throttle the same one for the whole life of the service, so that attackers get no fresh
   *     attempts when it is reconfigured
   * @throws IllegalArgumentException if a file cannot be read or is not valid; the message is one
   *     line with the option, the path and the reason
   */
  public static AccessPolicy of(
      AccessOptions options, SocketAddress listening, LoginThrottle throttle) {
    List<Check> checks = new ArrayList<Check>();
    if (listening instanceof InetSocketAddress
        && (isLoopback((InetSocketAddress) listening) || !options.allowedHosts().isEmpty())) {
      checks.add(new HostCheck(options.allowedHosts()));
    }
    checks.add(new CrossSiteCheck());
    if (options.requiresLogin()) {
      checks.add(new LoginCheck(LoginSchemes.of(options), options.authExcept(), throttle));
    }
    return new AccessPolicy(checks);
  }

  /**
   * Makes the policy of a listener on loopback for one client.
   *
   * @param token what the client sends as a Bearer token, at least 16 characters of ASCII
   */
  public static AccessPolicy ofToken(String token) {
    Tokens tokens = Tokens.parse(token.getBytes(StandardCharsets.US_ASCII));
    Scheme scheme = new TokenScheme(() -> tokens);
    return new AccessPolicy(
        Arrays.asList(
            new HostCheck(Collections.<String>emptyList()),
            new CrossSiteCheck(),
            new LoginCheck(
                Collections.singletonList(scheme),
                Collections.<String>emptyList(),
                new LoginThrottle())));
  }

  private static boolean isLoopback(InetSocketAddress listening) {
    return listening.getAddress() != null && listening.getAddress().isLoopbackAddress();
  }

  /** The reason to refuse a request, or null. */
  Refusal judge(Request request) {
    for (Check check : checks) {
      Refusal refusal = check.judge(request);
      if (refusal != null) {
        return refusal;
      }
    }
    return null;
  }
}
