package tbot.diag.http.access;

/** A way to log in, as the header {@code Authorization} names it. */
interface Scheme {

  /** Such as {@code Basic}. */
  String name();

  /** Says how to log in; a value of {@code WWW-Authenticate}. */
  String challenge();

  /**
   * Whether the credentials are right, as far as that can be known at no cost.
   *
   * @param credentials what follows the scheme's name
   * @param client where the request comes from
   */
  boolean isKnown(String credentials, String client);

  /** Whether credentials that are not known are right. May compute for some 100 ms. */
  boolean verify(String credentials, String client);
}
