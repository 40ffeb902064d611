/**
 * What an endpoint needs to know of HTTP: {@link tbot.diag.http.Route} and {@link
 * tbot.diag.http.Routes} for its path, {@link tbot.diag.http.Query} and {@link
 * tbot.diag.http.Reply} for one request. All public types are the door. Imports nothing of the
 * agent, least of all {@code http.server}, which is the engine behind it.
 */
package tbot.diag.http;
