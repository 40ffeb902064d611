/**
 * Who may ask: which names the listener answers to, which web sites, and who has to log in.
 *
 * <p>Door: {@link tbot.diag.http.access.AccessControl}, which stands before the endpoints, {@link
 * tbot.diag.http.access.AccessPolicy} and {@link tbot.diag.http.access.LoginThrottle}. Imports no
 * endpoint and no engine.
 */
package tbot.diag.http.access;
