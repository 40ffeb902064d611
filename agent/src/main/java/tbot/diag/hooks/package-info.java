/**
 * Hooks methods of the host without changing what they do.
 *
 * <p>Door: {@link tbot.diag.hooks.Hooks} and {@link tbot.diag.hooks.HookGate} for who installs
 * them, {@link tbot.diag.hooks.ConnectionListener} for who counts, {@link
 * tbot.diag.hooks.ServerListener} for who reports the state of servers, {@link
 * tbot.diag.hooks.HookSet} and what it is made of for a kind of connection. The rest weaves: {@code
 * CallWeaver} puts calls into a library, {@code AdviceWeaver} puts advice into handlers, and both
 * reach the agent by the {@code BridgeClass}.
 *
 * <p>Imports no package of a set of hooks, and neither configuration nor metrics.
 */
package tbot.diag.hooks;
