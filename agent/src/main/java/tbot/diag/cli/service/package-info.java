/**
 * Asks the listener of a JVM over HTTP. Door: {@link tbot.diag.cli.service.ServiceOptions}, which a
 * command takes to know whom to ask, {@link tbot.diag.cli.service.ServiceSession} and {@link
 * tbot.diag.cli.service.ServiceClient}, by which it asks, and {@link
 * tbot.diag.cli.service.ServiceAddress}.
 */
package tbot.diag.cli.service;
