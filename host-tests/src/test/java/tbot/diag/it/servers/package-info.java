/**
 * Tests of the agent in servers that others made, each started, used and stopped by its own
 * scripts.
 *
 * <p>{@link tbot.diag.it.servers.RealHostContract} holds the tests; a subclass names the server.
 */
package tbot.diag.it.servers;
