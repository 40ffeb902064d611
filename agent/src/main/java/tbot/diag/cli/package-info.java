/**
 * The command line of the jar: lists JVMs, attaches the agent to one and detaches it. The entry
 * class finds {@link tbot.diag.cli.Main}, the door, by name. Never loaded inside a host. Its
 * subpackages are the larger commands, and what commands share.
 */
package tbot.diag.cli;
