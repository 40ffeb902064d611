/**
 * The hooks in methods that a user names: which methods, and what a call means.
 *
 * <p>Door: {@link tbot.diag.hooks.handler.HandlerHooks} for connections; {@link
 * tbot.diag.hooks.handler.TaskHooks}, {@link tbot.diag.hooks.handler.TaskCalls} and {@link
 * tbot.diag.hooks.handler.CallListener} for tasks. Imports {@code hooks} and {@code config} only.
 */
package tbot.diag.hooks.handler;
