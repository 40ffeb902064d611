/**
 * The bytes of connections: as they are, or in TLS. The door: a {@link
 * tbot.diag.http.engine.transport.Layer}, of which there are two, makes the {@link
 * tbot.diag.http.engine.transport.Transport} of each connection. Imports {@code http} and {@code
 * log}; knows no requests.
 */
package tbot.diag.http.engine.transport;
