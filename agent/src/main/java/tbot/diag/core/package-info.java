/**
 * Puts the agent together: what starts, changes and stops with the agent arguments.
 *
 * <p>Door: {@link tbot.diag.core.Diagnostics}, which the entry class finds by its name. {@code
 * DiagnosticsService} is what it does.
 *
 * <p>Imports every other package but {@code cli} and {@code bundle}. No other package imports it.
 */
package tbot.diag.core;
