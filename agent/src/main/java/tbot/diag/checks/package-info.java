/**
 * Runs the checks of readiness that the options name, on threads of the agent, and reports what
 * they find to the services of {@code health}. The door is {@link tbot.diag.checks.ReadyChecks}.
 * Imports {@code config} for what to check, and neither {@code http} nor {@code hooks}. Nothing of
 * it is loaded while no check is configured.
 */
package tbot.diag.checks;
