/**
 * HTTP/1.1 as bytes: reads requests, and writes the heads of answers. The door: {@link
 * tbot.diag.http.engine.message.RequestReader} and {@link
 * tbot.diag.http.engine.message.HeadWriter}. Imports {@code http}; knows no connections.
 */
package tbot.diag.http.engine.message;
