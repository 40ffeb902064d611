/**
 * The HTTP engine of the listener: one thread that accepts, reads requests and writes answers for
 * all connections, and a few worker threads that run the handlers. Clients, however slow or many,
 * cost neither threads nor more than a bounded number of connections, and no failure but {@code
 * close} ends it.
 *
 * <p>Door: {@link tbot.diag.http.engine.HttpEngine}. Imports {@code http.engine.message}, {@code
 * http.engine.transport} and {@code http}; no endpoint and no configuration.
 */
package tbot.diag.http.engine;
