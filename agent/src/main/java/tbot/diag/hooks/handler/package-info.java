/**
 * The hooks in methods that a user names: which methods, and what a call means.
 *
 * <p>Door: {@link tbot.diag.hooks.handler.HandlerHooks}. Imports {@code hooks} and {@code config}
 * only.
 */
package tbot.diag.hooks.handler;
