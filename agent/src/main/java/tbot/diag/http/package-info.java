/**
 * What an endpoint needs to know of HTTP: {@link tbot.diag.http.Route} and {@link
 * tbot.diag.http.Routes} for its path, {@link tbot.diag.http.Request}, {@link tbot.diag.http.Query}
 * and {@link tbot.diag.http.Responder} for one request. All public types are the door. Imports
 * nothing of the agent but its log, least of all {@code http.engine}, which is behind it.
 */
package tbot.diag.http;
