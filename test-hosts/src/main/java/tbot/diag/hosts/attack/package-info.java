/**
 * Clients of an HTTP server, as programs: {@link tbot.diag.hosts.attack.AttackClients} misuses it
 * in the ways of {@link tbot.diag.hosts.attack.Attack}, {@link tbot.diag.hosts.attack.ProbeClients}
 * measures how it answers meanwhile. Each runs in a process of its own, so that neither takes time
 * of the other. Knows nothing of the agent.
 */
package tbot.diag.hosts.attack;
