/**
 * The command line of the jar: lists JVMs, attaches the agent to one and detaches it, waits until
 * one is ready, and hashes passwords. The entry class finds {@link tbot.diag.cli.Main}, the door,
 * by name. Never loaded inside a host. Imports nothing of the agent but {@code config}, {@code
 * jvm}, {@code log} and {@code password}.
 */
package tbot.diag.cli;
