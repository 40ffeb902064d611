/**
 * Tests of hosts that may conflict with the agent: with its libraries in other versions, as
 * modules, or with other agents.
 */
package tbot.diag.it.hosts;
