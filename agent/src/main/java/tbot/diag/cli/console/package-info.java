/**
 * What commands say to a person: failures, progress, and text that a terminal can show. Imports
 * nothing of ours but {@code log}.
 */
package tbot.diag.cli.console;
