package tbot.diag.http.access;

import tbot.diag.http.Dispatcher;
import tbot.diag.http.Endpoint;
import tbot.diag.http.Request;
import tbot.diag.http.Response;

/** Lets through to the endpoints what the policy allows, and answers the rest itself. */
public final class AccessControl implements Dispatcher {

  private final AccessPolicy policy;
  private final Dispatcher inner;

  /**
   * Stands before other endpoints.
   *
   * @param inner not asked about requests that are refused
   */
  public AccessControl(AccessPolicy policy, Dispatcher inner) {
    this.policy = policy;
    this.inner = inner;
  }

  /** Computing the hash of a password may take some 100 ms. */
  @Override
  public Endpoint find(Request request) {
    Refusal refusal = policy.judge(request);
    return refusal == null ? inner.find(request) : refusal.endpoint();
  }

  @Override
  public Response errorFor(Request request, Response error) {
    return inner.errorFor(request, error);
  }
}
