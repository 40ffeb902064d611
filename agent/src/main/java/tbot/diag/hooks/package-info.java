/**
 * Hooks methods of the host without changing what they do.
 *
 * <p>Door: {@link tbot.diag.hooks.Hooks} and {@link tbot.diag.hooks.HookGate} for who installs
 * them, {@link tbot.diag.hooks.ConnectionListener} for who counts, {@link
 * tbot.diag.hooks.ServerListener} for who reports the state of servers, {@link
 * tbot.diag.hooks.HookSet} for a kind of connection. A set is made of the hooks that {@code
 * hooks.weave} puts into class files.
 *
 * <p>Imports the weaving, no package of a set of hooks, and neither configuration nor metrics.
 */
package tbot.diag.hooks;
