/**
 * The listener: the JDK's HTTP server on a socket of ours, with limits on what clients can do to
 * it.
 *
 * <p>Door: {@link tbot.diag.http.server.DiagServer}. Imports {@code http}, {@code jvm} and {@code
 * log} only; it knows no endpoint.
 */
package tbot.diag.http.server;
