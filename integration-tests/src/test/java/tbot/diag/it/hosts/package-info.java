/**
 * Tests of hosts that bring along what may collide with the agent: its libraries in other versions,
 * modules, other agents.
 */
package tbot.diag.it.hosts;
