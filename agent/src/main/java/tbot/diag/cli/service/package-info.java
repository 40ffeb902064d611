/**
 * Asks the listener of a JVM over HTTP. Door: {@link tbot.diag.cli.service.ServiceClient}, {@link
 * tbot.diag.cli.service.ServiceAddress}, and {@link tbot.diag.cli.service.AgentSession}, which
 * opens a listener for one command.
 */
package tbot.diag.cli.service;
