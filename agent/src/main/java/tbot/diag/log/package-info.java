/**
 * The agent's log, on standard error. The door is {@link tbot.diag.log.Log}. Imports nothing of the
 * agent.
 */
package tbot.diag.log;
